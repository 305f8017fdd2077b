/** Whether bytes are UTF-8 (RFC 3629), so that decoding and encoding them again gives the same bytes. */
export function isUtf8(bytes: Uint8Array, start: i32, end: i32): boolean {
  let at: i32 = start;
  while (at < end) {
    const first: i32 = bytes[at++];
    if (first < 0x80) continue;
    // The second byte tells longer forms than needed, surrogates and what lies beyond U+10FFFF.
    let low: i32 = 0x80;
    let high: i32 = 0xbf;
    let more: i32 = 1;
    if (first < 0xc2 || first > 0xf4) return false;
    if (first >= 0xe0) more = 2;
    if (first >= 0xf0) more = 3;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
    if (more > end - at) return false;
    const second: i32 = bytes[at];
    if (second < low || second > high) return false;
    for (let i: i32 = 1; i < more; i++) if (((bytes[at + i] as i32) & 0xc0) != 0x80) return false;
    at += more;
  }
  return true;
}

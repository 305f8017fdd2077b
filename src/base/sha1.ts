/** SHA-1 (FIPS 180-4, 6.1), for build ids and version 5 UUIDs. */
const BLOCK = 64;
const LENGTH_FIELD = 8;

/** The 20 bytes of the digest. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const whole = bytes.length - (bytes.length % BLOCK);
  const tail = padTail(bytes, whole);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const schedule = new Int32Array(80);
  for (let at = 0; at < whole; at += BLOCK) addBlock(state, schedule, bytes, at);
  for (let at = 0; at < tail.length; at += BLOCK) addBlock(state, schedule, tail, at);
  const digest = new Uint8Array(20);
  for (let i = 0; i < 20; i++) digest[i] = state[i >> 2] >>> (24 - 8 * (i & 3));
  return digest;
}

/** What is left after the whole blocks: a 1 bit, zeros, and the length in bits. */
function padTail(bytes: Uint8Array, whole: number): Uint8Array {
  const left = bytes.length - whole;
  const tail = new Uint8Array(left + 1 + LENGTH_FIELD > BLOCK ? 2 * BLOCK : BLOCK);
  tail.set(bytes.subarray(whole));
  tail[left] = 0x80;
  let bits = bytes.length * 8;
  for (let at = tail.length - 1; bits > 0; at--) {
    tail[at] = bits % 256;
    bits = Math.floor(bits / 256);
  }
  return tail;
}

function addBlock(state: Int32Array, schedule: Int32Array, bytes: Uint8Array, start: number): void {
  let at = start;
  for (let i = 0; i < 16; i++, at += 4) {
    schedule[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 80; i++) {
    const mixed = schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16];
    schedule[i] = (mixed << 1) | (mixed >>> 31);
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  for (let i = 0; i < 80; i++) {
    let mixed: number;
    if (i < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (i < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (i < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mixed + e + schedule[i]) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = state[0] + a;
  state[1] = state[1] + b;
  state[2] = state[2] + c;
  state[3] = state[3] + d;
  state[4] = state[4] + e;
}

// Sections of modules and components: the little that the build has to read and write of WebAssembly's binary format.

/** @typedef {{ id: number, content: Uint8Array | readonly number[] }} Section */

/** @param {number} value @returns {number[]} */
export function uleb(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}

/** @param {Uint8Array} bytes @param {{ at: number }} cursor @returns {number} */
export function readLeb(bytes, cursor) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[cursor.at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
}

/** A name with its length. @param {string} text @returns {number[]} */
export function textBytes(text) {
  const bytes = new TextEncoder().encode(text);
  return [...uleb(bytes.length), ...bytes];
}

/** @param {Uint8Array} bytes @param {{ at: number }} cursor @returns {string} */
export function readText(bytes, cursor) {
  const length = readLeb(bytes, cursor);
  return new TextDecoder().decode(bytes.subarray(cursor.at, (cursor.at += length)));
}

/** @param {Uint8Array} bytes @param {number} start after the header @returns {{ id: number, content: Uint8Array }[]} */
export function sectionsOf(bytes, start) {
  const sections = [];
  const cursor = { at: start };
  while (cursor.at < bytes.length) {
    const id = bytes[cursor.at++] ?? 0;
    const size = readLeb(bytes, cursor);
    sections.push({ id, content: bytes.subarray(cursor.at, (cursor.at += size)) });
  }
  return sections;
}

/** @param {Uint8Array} header @param {readonly Section[]} sections @returns {Uint8Array} */
export function joinSections(header, sections) {
  return Buffer.concat([
    header,
    ...sections.flatMap(({ id, content }) => [
      Uint8Array.from([id, ...uleb(content.length)]),
      content instanceof Uint8Array ? content : Uint8Array.from(content),
    ]),
  ]);
}

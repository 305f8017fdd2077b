// Damages bytes, always in the same way for the same seed.

/** @typedef {(limit: number) => number} Random integers below `limit` */

/** @param {number} seed @returns {Random} Marsaglia's xorshift32 */
export function randomFrom(seed) {
  let state = (seed * 0x9e3779b1) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}

const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x40, 0x60, 0x0b];
const FOUR_BILLION = [0xff, 0xff, 0xff, 0xff, 0x0f];

/** @type {Record<string, (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array>} */
export const MUTATIONS = {
  "bits flipped": (bytes, random) => {
    const copy = bytes.slice();
    for (let count = 1 + random(4); count > 0; count--) copy[random(copy.length)] ^= 1 << random(8);
    return copy;
  },
  "bytes at the edges of their range": (bytes, random) => {
    const copy = bytes.slice();
    for (let count = 1 + random(3); count > 0; count--) copy[random(copy.length)] = EDGES[random(EDGES.length)];
    return copy;
  },
  "an end cut off": (bytes, random) => bytes.slice(0, random(bytes.length)),
  "a piece cut out": (bytes, random) => {
    const at = random(bytes.length);
    return replaced(bytes, at, 1 + random(12), []);
  },
  "a piece twice": (bytes, random) => {
    const at = random(bytes.length);
    return replaced(bytes, at, 0, bytes.subarray(at, at + 1 + random(40)));
  },
  "a piece of another file": (bytes, random, other) => {
    const from = random(other.length);
    const piece = other.subarray(from, from + 1 + random(64));
    return replaced(bytes, random(bytes.length), random(2) * piece.length, piece);
  },
  "a longer LEB128": (bytes, random) => {
    const at = random(bytes.length);
    return replaced(bytes, at, 1, [bytes[at] | 0x80, 0x80, 0x80, 0x80, 0]);
  },
  "a count of four billion": (bytes, random) => replaced(bytes, random(bytes.length), 5, FOUR_BILLION),
  "a count of four billion, and the size to fit": (bytes, random) =>
    inSection(bytes, random, (content) => replaced(content, random(Math.min(content.length, 12)), 1, FOUR_BILLION)),
  "a section with a piece cut out": (bytes, random) =>
    inSection(bytes, random, (content) => replaced(content, random(content.length), 1 + random(4), [])),
  "a section with a piece twice": (bytes, random) =>
    inSection(bytes, random, (content) => {
      const at = random(content.length);
      return replaced(content, at, 0, content.subarray(at, at + 1 + random(16)));
    }),
  "a section with a longer LEB128": (bytes, random) =>
    inSection(bytes, random, (content) => {
      const at = random(content.length);
      return replaced(content, at, 1, [content[at] | 0x80, 0x80, 0x80, 0x80, 0x80, 0]);
    }),
};

/** @param {Uint8Array} bytes @param {number} at @param {number} length @param {ArrayLike<number>} piece */
function replaced(bytes, at, length, piece) {
  const end = Math.min(bytes.length, at + length);
  const result = new Uint8Array(at + piece.length + bytes.length - end);
  result.set(bytes.subarray(0, at));
  result.set(piece, at);
  result.set(bytes.subarray(end), at + piece.length);
  return result;
}

/**
 * Changes the content of one section of a module and makes its size fit; other files are left to `change` whole.
 * @param {Uint8Array} bytes @param {Random} random @param {(content: Uint8Array) => Uint8Array} change
 */
function inSection(bytes, random, change) {
  const sections = sectionsOf(bytes);
  if (sections.length === 0) return change(bytes);
  const { sizeAt, start, end } = sections[random(sections.length)];
  const content = change(bytes.subarray(start, end));
  const size = [0, 7, 14, 21, 28].map((shift) => ((content.length >>> shift) & 0x7f) | (shift < 28 ? 0x80 : 0));
  return replaced(bytes, sizeAt, end - sizeAt, [...size, ...content]);
}

/** @param {Uint8Array} bytes */
function sectionsOf(bytes) {
  /** @type {{ sizeAt: number, start: number, end: number }[]} */
  const sections = [];
  if (bytes[0] !== 0 || bytes[1] !== 0x61) return sections;
  for (let at = 8; at < bytes.length; ) {
    const sizeAt = at + 1;
    let size = 0;
    at = sizeAt;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    sections.push({ sizeAt, start: at, end: at + size });
    at += size;
  }
  return sections;
}

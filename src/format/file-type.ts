/**
 * What an input file is, by its first bytes: LLVM's `identify_magic` for what wasm-ld takes, and LLD's mark of stub
 * libraries.
 */
export type FileType = "wasm" | "archive" | "thin-archive" | "bitcode" | "stub" | "unknown";

const MARKS: readonly (readonly [readonly number[], FileType])[] = [
  [[0x00, 0x61, 0x73, 0x6d], "wasm"],
  [ascii("!<arch>\n"), "archive"],
  [ascii("!<thin>\n"), "thin-archive"],
  // AIX; LLVM reads these, `readArchive` refuses them.
  [ascii("<bigaf>\n"), "archive"],
  [[0x42, 0x43, 0xc0, 0xde], "bitcode"],
  // Bitcode in a wrapper.
  [[0xde, 0xc0, 0x17, 0x0b], "bitcode"],
  [ascii("#STUB"), "stub"],
];

export function identifyFile(bytes: Uint8Array): FileType {
  for (const [mark, type] of MARKS) {
    if (startsWith(bytes, mark)) return type;
  }
  return "unknown";
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  for (let i = 0; i < mark.length; i++) if (bytes[i] !== mark[i]) return false;
  return true;
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

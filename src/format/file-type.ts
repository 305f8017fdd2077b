/**
 * What an input file is, by its first bytes: LLVM's `identify_magic` for what wasm-ld takes, and LLD's mark of stub
 * libraries.
 */
export type FileType = "wasm" | "archive" | "thin-archive" | "bitcode" | "stub" | "unknown";

const MARKS: readonly { readonly mark: readonly number[]; readonly type: FileType }[] = [
  { mark: [0x00, 0x61, 0x73, 0x6d], type: "wasm" },
  { mark: ascii("!<arch>\n"), type: "archive" },
  { mark: ascii("!<thin>\n"), type: "thin-archive" },
  // AIX; LLVM reads these, `readArchive` refuses them.
  { mark: ascii("<bigaf>\n"), type: "archive" },
  { mark: [0x42, 0x43, 0xc0, 0xde], type: "bitcode" },
  // Bitcode in a wrapper.
  { mark: [0xde, 0xc0, 0x17, 0x0b], type: "bitcode" },
  { mark: ascii("#STUB"), type: "stub" },
];

export function identifyFile(bytes: Uint8Array): FileType {
  return MARKS.find(({ mark }) => startsWith(bytes, mark))?.type ?? "unknown";
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  for (let i = 0; i < mark.length; i++) if (bytes[i] !== mark[i]) return false;
  return true;
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

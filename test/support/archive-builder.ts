/** Builds `ar` archives in bytes, in every dialect that the reader knows. */
import { encodeText } from "./object-builder.ts";

export interface MemberDescription {
  /** The name field of the header as it stands there; at most 16 characters. */
  readonly field: string;
  /** Default: the length of `content`. */
  readonly size?: number | string;
  readonly content?: Uint8Array;
  readonly terminator?: string;
  /** Leaves out the byte that makes the length even. */
  readonly isUnpadded?: boolean;
}

export function buildArchive(members: readonly MemberDescription[], magic = "!<arch>\n"): Uint8Array {
  const parts: Uint8Array[] = [encodeText(magic)];
  for (const { field, content = new Uint8Array(0), size = content.length, terminator = "`\n", isUnpadded } of members) {
    const name = field + " ".repeat(Math.max(16 - encodeText(field).length, 0));
    const header = `${name}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"644".padEnd(8)}`;
    parts.push(encodeText(`${header}${String(size).padEnd(10)}${terminator}`), content);
    if (content.length % 2 === 1 && isUnpadded !== true) parts.push(encodeText("\n"));
  }
  return join(parts);
}

/** GNU: a table of the names that do not fit; no index. */
export function buildGnuArchive(members: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array {
  let table = "";
  const rows = members.map(([name, content]): MemberDescription => {
    if (name.length < 16) return { field: `${name}/`, content };
    const field = `/${table.length}`;
    table += `${name}/\n`;
    return { field, content };
  });
  return buildArchive(table === "" ? rows : [{ field: "//", content: encodeText(table) }, ...rows]);
}

/** BSD: every name before its content. */
export function buildBsdArchive(members: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array {
  return buildArchive(members.map(([name, content]) => bsdMember(name, content)));
}

export function bsdMember(name: string, content: Uint8Array): MemberDescription {
  const length = Math.ceil((name.length + 1) / 4) * 4;
  return { field: `#1/${length}`, content: join([encodeText(name.padEnd(length, "\0")), content]) };
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

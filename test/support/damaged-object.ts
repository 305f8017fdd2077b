/** What may happen to the bytes of an object, for tests of readers: with sizes that no longer fit, or corrected. */
import fc from "fast-check";
import { ByteReader } from "../../src/binary/reader.ts";
import { MODULE_HEADER, SectionId } from "../../src/format/wasm.ts";
import { bytesOf, decodeText, subsection, type Write } from "./object-builder.ts";

/** What is done to one place of the file or of a part of it; places count around. */
export interface Damage {
  readonly kind: (typeof KINDS)[number];
  readonly part: number;
  readonly place: number;
  readonly value: number;
}

/** Of the parts, which are hit alike whatever their size, and of the file with its names and bodies. */
const PART_KINDS = [
  "set",
  "set",
  "set",
  "nudge",
  "nudge",
  "remove",
  "insert",
  "pad",
  "drop",
  "repeat",
  "swap",
] as const;
const FILE_KINDS = ["byte", "flip", "copy", "end"] as const;
const KINDS = [...PART_KINDS, ...FILE_KINDS] as const;
const EDGES = [0, 1, 2, 3, 4, 0x0b, 0x10, 0x41, 0x60, 0x70, 0x7f, 0x80, 0x81, 0xff];

const place = fc.nat(100_000);

export const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    part: place,
    place,
    value: fc.oneof(fc.nat(255), fc.constantFrom(...EDGES)),
  }),
  { maxLength: 3 },
);

/** `object` is well-formed; `list` may be empty. */
export function damage(object: Uint8Array, list: readonly Damage[]): Uint8Array {
  const parts = partsOf(object);
  for (const one of list) changeParts(parts, one);
  let bytes = joinParts(parts);
  for (const one of list) bytes = changeBytes(bytes, one);
  return bytes;
}

/** A section, or one of the subsections of `linking`. */
interface Part {
  readonly id: number;
  readonly name: string | undefined;
  /** Of a subsection. */
  readonly kind: number | undefined;
  content: Uint8Array;
}

function partsOf(object: Uint8Array): Part[] {
  const parts: Part[] = [];
  const reader = new ByteReader(object, MODULE_HEADER.length, object.length);
  while (!reader.isAtEnd) {
    const id = reader.u8();
    const end = reader.uleb32() + reader.at;
    const name = id === SectionId.custom ? reader.text(decodeText) : undefined;
    const rest = (to: number): Uint8Array => object.subarray(reader.at, to);
    if (name === "linking") {
      parts.push({ id, name, kind: undefined, content: Uint8Array.of(reader.u8()) });
      while (reader.at < end) {
        const kind = reader.u8();
        const subsectionEnd = reader.uleb32() + reader.at;
        parts.push({ id, name, kind, content: rest(subsectionEnd) });
        reader.at = subsectionEnd;
      }
    } else {
      parts.push({ id, name, kind: undefined, content: rest(end) });
      reader.at = end;
    }
  }
  return parts;
}

/** Subsections go into the section before them. */
function joinParts(parts: readonly Part[]): Uint8Array {
  const sections: { id: number; name: string | undefined; content: Write[] }[] = [];
  for (const { id, name, kind, content } of parts) {
    const write: Write = (writer) => writer.bytes(content);
    const last = sections.at(-1);
    if (kind === undefined || last === undefined) sections.push({ id, name, content: [write] });
    else last.content.push(subsection(kind, write));
  }
  return bytesOf((writer) => {
    writer.bytes(Uint8Array.from(MODULE_HEADER));
    for (const { id, name, content } of sections) {
      writer.byte(id);
      writer.sized((section) => {
        if (name !== undefined) section.text(name);
        for (const write of content) write(section);
      });
    }
  });
}

function changeParts(parts: Part[], { kind, part, place, value }: Damage): void {
  const row = part % (parts.length + 1);
  if (row === parts.length) return;
  const target = parts[row];
  const { content } = target;
  const at = place % (content.length + 1);
  switch (kind) {
    case "set":
      target.content = spliced(content, at, 1, [value]);
      break;
    case "nudge":
      target.content = spliced(content, at, 1, [content[at] + (value % 2 === 0 ? 1 : -1)]);
      break;
    case "remove":
      target.content = spliced(content, at, 1 + (value % 4), []);
      break;
    case "insert":
      target.content = spliced(content, at, 0, [value]);
      break;
    case "pad":
      // The same number, if this is one, in more bytes.
      if (content[at] < 0x80) target.content = spliced(content, at, 1, padded(content[at], value % 5));
      break;
    case "drop":
      parts.splice(row, 1);
      break;
    case "repeat":
      parts.splice(place % parts.length, 0, { ...target });
      break;
    case "swap":
      parts.splice(row, 0, ...parts.splice(place % parts.length, 1));
      break;
    default:
  }
}

function spliced(bytes: Uint8Array, at: number, removed: number, added: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...added, ...bytes.subarray(at + removed)]);
}

function padded(value: number, more: number): number[] {
  return [value | 0x80, ...new Array<number>(more).fill(0x80), 0];
}

function changeBytes(bytes: Uint8Array, { kind, part, place, value }: Damage): Uint8Array {
  const at = place % bytes.length;
  switch (kind) {
    case "byte":
      bytes[at] = value;
      break;
    case "flip":
      bytes[at] ^= 1 << (value % 8);
      break;
    case "copy":
      bytes[at] = bytes[part % bytes.length];
      break;
    case "end":
      return bytes.subarray(0, at);
    default:
  }
  return bytes;
}

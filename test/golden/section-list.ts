/** Modules as a list of sections: enough to say where two of them differ. */
import { ByteReader } from "../../src/binary/reader.ts";
import { decodeText } from "../support/object-builder.ts";

export interface ListedSection {
  /** `code`, or a custom section's own name. */
  readonly name: string;
  /** Of the content, to which a custom section's name belongs. */
  readonly start: number;
  readonly end: number;
  /** After a custom section's name. */
  readonly bodyStart: number;
}

const NAMES = ["", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code"];
const LATER_NAMES = ["data", "datacount", "tag"];

export function listSections(module: Uint8Array): readonly ListedSection[] {
  const sections: ListedSection[] = [];
  const reader = new ByteReader(module, 8, module.length);
  while (!reader.isAtEnd) {
    const id = reader.u8();
    const size = reader.uleb32();
    const start = reader.at;
    const name = id === 0 ? reader.text(decodeText) : ([...NAMES, ...LATER_NAMES][id] ?? `section ${id}`);
    sections.push({ name, start, end: start + size, bodyStart: reader.at });
    reader.at = start + size;
  }
  return sections;
}

/** Where `actual` departs from `expected`, in words; empty when it does not. */
export function describeDifference(path: string, actual: Uint8Array, expected: Uint8Array): string {
  if (Buffer.from(actual).equals(expected)) return "";
  let at = 0;
  while (at < expected.length && actual[at] === expected[at]) at++;
  const place = placeOf(expected, at);
  const around = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(at, at + 16)).toString("hex");
  const lengths = `${actual.length} bytes, expected ${expected.length}`;
  return `${path} differs from byte 0x${at.toString(16)} (${place}): ${around(actual)}, expected ${around(expected)}; ${lengths}`;
}

function placeOf(module: Uint8Array, at: number): string {
  if (module[0] !== 0) return `line ${Buffer.from(module.subarray(0, at)).toString("latin1").split("\n").length}`;
  const section = listSections(module).find(({ start, end }) => at >= start - 6 && at < end);
  return section === undefined ? "after the sections" : `${section.name} + ${at - section.start}`;
}

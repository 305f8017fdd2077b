/** The `producers` section (tool-conventions, ProducersSection.md). */
import type { ByteReader } from "../binary/reader.ts";
import type { ModuleDraft } from "./module-draft.ts";
import type { Producer } from "./object-module.ts";
import { finish } from "./standard-sections.ts";

export function readProducersSection(reader: ByteReader, draft: ModuleDraft): void {
  const fields = new Map<string, Producer[]>([
    ["language", draft.languages],
    ["processed-by", draft.tools],
    ["sdk", draft.sdks],
  ]);
  const seen = new Set<string>();
  for (let count = reader.uleb32(); count > 0; count--) {
    const field = reader.text(draft.decodeText);
    if (seen.has(field)) reader.fail("producers section does not have unique fields");
    seen.add(field);
    const producers = fields.get(field);
    if (producers === undefined) {
      return reader.fail("producers section field is not named one of language, processed-by, or sdk");
    }
    readProducers(reader, draft, producers);
  }
  finish(reader, "producers section");
}

function readProducers(reader: ByteReader, draft: ModuleDraft, producers: Producer[]): void {
  const seen = new Set<string>();
  for (let count = reader.uleb32(); count > 0; count--) {
    const name = reader.text(draft.decodeText);
    const version = reader.text(draft.decodeText);
    if (seen.has(name)) reader.fail("producers section contains repeated producer");
    seen.add(name);
    producers.push({ name, version });
  }
}

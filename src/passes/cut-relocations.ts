/**
 * Gives every function and segment the relocations between its ends (LLD does so while it reads an object).
 *
 * Reads: objects, chunks.
 * Writes: relocationStart, relocationEnd.
 */
import type { ObjectModule } from "../format/object-module.ts";
import { CUT_FIELDS, FIELD_BEYOND_CHUNK } from "../kernel/portable/cut-relocations.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";

export function cutRelocations(link: LinkState): void {
  const { chunks, objects } = link;
  const sections = new Uint32Array(objects.length * 2 * CUT_FIELDS);
  let at = 0;
  const add = (section: ObjectModule["code"], chunkStart: number, chunkEnd: number): void => {
    if (section === undefined || section.relocationStart === section.relocationEnd || chunkStart === chunkEnd) return;
    sections[at] = section.relocationStart;
    sections[at + 1] = section.relocationEnd;
    sections[at + 2] = chunkStart;
    sections[at + 3] = chunkEnd - chunkStart;
    at += CUT_FIELDS;
  };
  for (let i = 0; i < objects.length; i++) {
    const { module, functionStart, segmentStart, sectionStart } = link.content(objects[i].id);
    add(module.code, functionStart, segmentStart);
    add(module.data, segmentStart, sectionStart);
  }
  link.kernel.cutRelocations(sections.subarray(0, at), chunks);
  checkFields(link);
}

/** wasm-ld writes such a field over what follows in the output. */
function checkFields(link: LinkState): void {
  const { chunks } = link;
  const damaged = chunks.relocationEnd.indexOf(FIELD_BEYOND_CHUNK);
  if (damaged < 0) return;
  const file = fileName(link.file(chunks.file[damaged]));
  const offset = `0x${(chunks.start[damaged] + chunks.size[damaged]).toString(16)}`;
  link.diagnostics.report("damaged-object", {
    file,
    problem: "relocation goes beyond its function or segment",
    offset,
  });
}

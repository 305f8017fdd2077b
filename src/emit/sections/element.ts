/** The element section: the functions of the indirect function table, in one active segment. */
import type { SymbolId } from "../../base/ids.ts";
import { SectionId } from "../../format/wasm.ts";
import type { LinkState } from "../../model/link-state.ts";
import { elementIndexOf, functionIndexOf, reportMissing } from "../../model/symbol-queries.ts";
import { NONE } from "../../model/symbol-table.ts";
import { madeSection, type SectionBody } from "../output-section.ts";
import { writeConstant, writeGlobalValue } from "./constant.ts";

const HAS_TABLE_NUMBER = 2;
const ELEMENT_KIND_FUNCREF = 0;

export function elementSection(link: LinkState, table: SymbolId): SectionBody {
  return madeSection(link, { id: SectionId.element }, (out) => {
    const { config, known } = link;
    // What such an output does not have, is the start of the entries. wasm-ld crashes.
    if (config.relocatable && config.shared) link.diagnostics.report("relocatable-with-shared", {});
    const tableNumber = elementIndexOf(link, table);
    out.uleb(1);
    out.uleb(tableNumber === 0 ? 0 : HAS_TABLE_NUMBER);
    if (tableNumber !== 0) out.uleb(tableNumber);
    if (config.isPic && known.tableBase !== undefined) writeGlobalValue(out, elementIndexOf(link, known.tableBase));
    else writeConstant(out, config.tableBase, link.is64);
    if (tableNumber !== 0) out.byte(ELEMENT_KIND_FUNCREF);
    out.uleb(link.out.tableEntries.length);
    const indexes = link.out.tableEntries.map((id) => functionIndexOf(link, id));
    // A hidden function, whose address is taken through the GOT, is not imported when nothing defines it: wasm-ld crashes.
    for (let missing = indexes.indexOf(NONE); missing >= 0; missing = indexes.indexOf(NONE, missing + 1)) {
      reportMissing(link, link.out.tableEntries[missing]);
    }
    out.ulebs(indexes);
  });
}

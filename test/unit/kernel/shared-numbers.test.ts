/** The kernel is compiled without the format and the model, and so has their numbers once more: they must stay the same. */
import { describe, expect, test } from "vitest";
import {
  ComdatKind,
  ExternalKind,
  LinkingSubsection,
  SectionId,
  SegmentFlag,
  SymbolFlag,
  SymbolKind,
} from "../../../src/format/wasm.ts";
import * as Cursor from "../../../src/kernel/portable/object-cursor.ts";
import { CHUNK_FUNCTION, CHUNK_SECTION, CHUNK_SEGMENT } from "../../../src/kernel/portable/object-fields.ts";
import * as Fields from "../../../src/kernel/portable/symbol-fields.ts";
import { ChunkKind } from "../../../src/model/chunk-table.ts";
import { KEPT_TRAITS, Kind, Trait } from "../../../src/model/symbol-kind.ts";

describe("a number that the kernel shares", () => {
  test.each([
    ["symbol table", Fields.SYMBOL_TABLE, LinkingSubsection.symbolTable],
    ["segment info", Fields.SEGMENT_INFO, LinkingSubsection.segmentInfo],
    ["init functions", Fields.INIT_FUNCTIONS, LinkingSubsection.initFunctions],
    ["comdat info", Fields.COMDAT_INFO, LinkingSubsection.comdatInfo],
    ["function symbol", Fields.KIND_FUNCTION, SymbolKind.function],
    ["data symbol", Fields.KIND_DATA, SymbolKind.data],
    ["global symbol", Fields.KIND_GLOBAL, SymbolKind.global],
    ["section symbol", Fields.KIND_SECTION, SymbolKind.section],
    ["tag symbol", Fields.KIND_TAG, SymbolKind.tag],
    ["table symbol", Fields.KIND_TABLE, SymbolKind.table],
    ["binding", Fields.BINDING_MASK, SymbolFlag.bindingMask],
    ["weak", Fields.BINDING_WEAK, SymbolFlag.bindingWeak],
    ["local", Fields.BINDING_LOCAL, SymbolFlag.bindingLocal],
    ["undefined", Fields.UNDEFINED, SymbolFlag.undefined],
    ["explicit name", Fields.EXPLICIT_NAME, SymbolFlag.explicitName],
    ["thread-local symbol", Fields.TLS, SymbolFlag.tls],
    ["absolute", Fields.ABSOLUTE, SymbolFlag.absolute],
    ["segment of strings", Fields.SEGMENT_STRINGS, SegmentFlag.strings],
    ["thread-local segment", Fields.SEGMENT_TLS, SegmentFlag.tls],
    ["comdat data", Fields.COMDAT_DATA, ComdatKind.data],
    ["comdat function", Fields.COMDAT_FUNCTION, ComdatKind.function],
    ["comdat section", Fields.COMDAT_SECTION, ComdatKind.section],
    ["custom section", Cursor.SECTION_CUSTOM, SectionId.custom],
    ["type section", Cursor.SECTION_TYPE, SectionId.type],
    ["import section", Cursor.SECTION_IMPORT, SectionId.import],
    ["function section", Cursor.SECTION_FUNCTION, SectionId.function],
    ["element section", Cursor.SECTION_ELEMENT, SectionId.element],
    ["code section", Cursor.SECTION_CODE, SectionId.code],
    ["data section", Cursor.SECTION_DATA, SectionId.data],
    ["data count section", Cursor.SECTION_DATA_COUNT, SectionId.dataCount],
    ["imported function", Cursor.EXTERNAL_FUNCTION, ExternalKind.function],
    ["imported table", Cursor.EXTERNAL_TABLE, ExternalKind.table],
    ["imported memory", Cursor.EXTERNAL_MEMORY, ExternalKind.memory],
    ["imported global", Cursor.EXTERNAL_GLOBAL, ExternalKind.global],
    ["imported tag", Cursor.EXTERNAL_TAG, ExternalKind.tag],
    ["defined function", Fields.DEFINED_FUNCTION, Kind.definedFunction],
    ["defined data", Fields.DEFINED_DATA, Kind.definedData],
    ["defined global", Fields.DEFINED_GLOBAL, Kind.definedGlobal],
    ["section of the link", Fields.DEFINED_SECTION, Kind.section],
    ["undefined function", Fields.UNDEFINED_FUNCTION, Kind.undefinedFunction],
    ["undefined data", Fields.UNDEFINED_DATA, Kind.undefinedData],
    ["undefined global", Fields.UNDEFINED_GLOBAL, Kind.undefinedGlobal],
    ["undefined table", Fields.UNDEFINED_TABLE, Kind.undefinedTable],
    ["lazy", Fields.LAZY, Kind.lazy],
    ["not stripped", Fields.NO_STRIP, SymbolFlag.noStrip],
    ["referenced", Fields.REFERENCED, Trait.referenced],
    ["used in a regular object", Fields.USED, Trait.usedInRegularObject],
    ["traced", Fields.TRACED, Trait.traced],
    ["called directly", Fields.CALLED_DIRECTLY, Trait.calledDirectly],
    ["kept traits", Fields.KEPT_TRAITS, KEPT_TRAITS],
    ["function chunk", CHUNK_FUNCTION, ChunkKind.function],
    ["segment chunk", CHUNK_SEGMENT, ChunkKind.segment],
    ["section chunk", CHUNK_SECTION, ChunkKind.customSection],
  ])("%s", (_, kernel, other) => {
    expect(kernel).toBe(other);
  });
});

/** All that a reader says of an object, in words that do not depend on the reader: to compare what two of them say. */
import type { ObjectModule, SectionRange } from "../../src/format/object-module.ts";
import type { ReadContext } from "../../src/format/read-context.ts";
import { sectionRanges } from "./object-sections.ts";
import { objectSymbols, textOf } from "./object-symbols.ts";

export function describeModule(module: ObjectModule, context: ReadContext): Record<string, unknown> {
  const { types, functions, segments, code, data, customSections, comdats } = module;
  const nameText = (id: number): string => textOf(context, id);
  return {
    ...plainFields(module),
    types: Array.from(types, (id) => context.signatures.at(id)),
    functions: {
      ...columns(functions, ["start", "size", "codeOffset", "comdat"]),
      signature: Array.from(functions.signature, (id) => context.signatures.at(id as never)),
      name: Array.from(functions.name, (id) => (id === -1 ? undefined : nameText(id))),
      debugNames: [...functions.debugNames],
      exportNames: [...module.exportNames],
    },
    segments: {
      ...columns(segments, ["start", "size", "alignment", "flags", "comdat"]),
      name: Array.from(segments.name, nameText),
      stem: Array.from(segments.stem, nameText),
    },
    code: code && describeSection(code, context),
    data: data && describeSection(data, context),
    customSections: sectionRanges(customSections).map((section, row) => ({
      ...describeSection(section, context),
      name: nameText(customSections.name[row]),
      comdat: customSections.comdat[row],
    })),
    symbols: objectSymbols(module, context),
    comdats: Array.from(comdats, nameText),
    // Known of sections that are not linked, too.
    relocationCount: context.kernel.relocationCount,
  };
}

/** What is neither columns nor numbers of a table. */
function plainFields(module: ObjectModule): Record<string, unknown> {
  const { kind, is64, hasUnmodeledTypes, globals, tables, tags, elementProblem, sharedSymbols } = module;
  const { importedFunctionCount, importedGlobalCount, importedTableCount, importedTagCount } = module;
  const { symbolCount, tableSymbolCount, initFunctions, producers, features, segmentFlags } = module;
  return {
    ...{ kind, is64, hasUnmodeledTypes, globals, tables, tags, elementProblem, sharedSymbols },
    ...{ importedFunctionCount, importedGlobalCount, importedTableCount, importedTagCount },
    ...{ symbolCount, tableSymbolCount, initFunctions, producers, features, segmentFlags },
    // They matter where tables have no symbols.
    tableImports: tableSymbolCount === importedTableCount ? [] : module.tableImports,
  };
}

function describeSection(section: SectionRange, { kernel }: ReadContext): Record<string, unknown> {
  const { index, start, size, relocationStart, relocationEnd } = section;
  const rows = kernel.relocationRows(relocationStart, relocationEnd);
  return { index, start, size, relocations: columns(rows, ["type", "offset", "index", "addend"]) };
}

function columns<Table extends object>(table: Table, names: readonly (keyof Table)[]): Record<string, number[]> {
  return Object.fromEntries(names.map((name) => [name, Array.from(table[name] as ArrayLike<number>)]));
}

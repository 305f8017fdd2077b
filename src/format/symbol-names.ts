/** What the symbols of a table are called and typed as, once their rows are read. Finds the names that come twice. */
import { FormatError } from "../binary/reader.ts";
import { decodeNames } from "./decode-names.ts";
import type { IndexSpace, ModuleDraft } from "./module-draft.ts";
import type { SymbolColumns, SymbolImport } from "./object-module.ts";
import { SymbolFlag, SymbolKind } from "./wasm.ts";

/** `end` is where the symbol table ends, for the error that duplicates are. */
export function nameSymbols(
  columns: SymbolColumns,
  draft: ModuleDraft,
  spaces: readonly IndexSpace[],
  end: number,
): SymbolColumns {
  const names = decodeSymbolNames(columns, draft, spaces);
  refuseDuplicates(names, end);
  return { ...columns, names, imports: describeImports(columns, draft, spaces) };
}

/** Names of the non-local symbols; a hole of `undefined` for each local. */
function decodeSymbolNames(
  columns: SymbolColumns,
  draft: ModuleDraft,
  spaces: readonly IndexSpace[],
): (string | undefined)[] {
  const { count, kind, flags, nameStart, nameLength, index } = columns;
  const { bytes, decodeText } = draft;
  const own: number[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  const names = new Array<string | undefined>(count).fill(undefined);
  let importNames: readonly string[] | undefined;
  for (let i = 0; i < count; i++) {
    const symbolFlags = flags[i];
    if ((symbolFlags & SymbolFlag.bindingMask) === SymbolFlag.bindingLocal) continue;
    const symbolKind = kind[i];
    if (
      (symbolFlags & SymbolFlag.undefined) === 0 ||
      (symbolFlags & SymbolFlag.explicitName) !== 0 ||
      symbolKind === SymbolKind.data
    ) {
      own.push(i);
      starts.push(nameStart[i]);
      lengths.push(nameLength[i]);
    } else {
      importNames ??= decodeImportNames(draft);
      names[i] = importNames[spaces[symbolKind].imports[index[i]]];
    }
  }
  const ownNames = decodeNames(bytes, starts, lengths, own.length, decodeText);
  for (let i = 0; i < own.length; i++) names[own[i]] = ownNames[i];
  return names;
}

function decodeImportNames(draft: ModuleDraft): readonly string[] {
  const { imports, bytes, decodeText } = draft;
  return imports.readNames(() =>
    decodeNames(bytes, imports.fieldStart, imports.fieldLength, imports.fieldStart.length, decodeText),
  );
}

function refuseDuplicates(names: readonly (string | undefined)[], end: number): void {
  const seen = new Set<string>();
  let expected = 0;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name === undefined) continue;
    seen.add(name);
    if (seen.size !== ++expected) throw new FormatError(`duplicate symbol name ${name}`, end);
  }
}

/** Module and types of the undefined symbols, and the signatures of all; imports that say the same share a row. */
function describeImports(
  columns: SymbolColumns,
  draft: ModuleDraft,
  spaces: readonly IndexSpace[],
): Map<number, SymbolImport> {
  const { count, kind, flags, index, signature } = columns;
  const { imports, types, functions, tags } = draft;
  const described = new Map<number, SymbolImport>();
  let last: SymbolImport | undefined;
  for (let i = 0; i < count; i++) {
    const symbolKind = kind[i];
    if (symbolKind === SymbolKind.data || symbolKind === SymbolKind.section) continue;
    const rows = spaces[symbolKind].imports;
    const entity = index[i];
    const isTyped = symbolKind === SymbolKind.function || symbolKind === SymbolKind.tag;
    if ((flags[i] & SymbolFlag.undefined) !== 0) {
      const row = rows[entity];
      if (isTyped) signature[i] = types[imports.type[row]];
      last = describeImport(draft, row, (flags[i] & SymbolFlag.explicitName) !== 0, last);
      described.set(i, last);
    } else if (isTyped) {
      const defined = entity - rows.length;
      signature[i] = symbolKind === SymbolKind.tag ? tags[defined] : functions.signature[defined];
    }
  }
  return described;
}

/** `last` itself if it says the same. */
function describeImport(
  draft: ModuleDraft,
  row: number,
  isNamed: boolean,
  last: SymbolImport | undefined,
): SymbolImport {
  const { imports } = draft;
  const module = imports.modules[row];
  const name = isNamed ? decodeImportNames(draft)[row] : undefined;
  const globalType = imports.globalTypes.get(row);
  const tableType = imports.tableTypes.get(row);
  const isSame =
    last !== undefined &&
    last.module === module &&
    last.name === name &&
    last.globalType === globalType &&
    last.tableType === tableType;
  return isSame ? last : { module, name, globalType, tableType };
}

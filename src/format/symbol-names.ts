/** What the symbols of a table are called and what signatures they have, once their rows are read. Finds the names that come twice. */
import { FormatError } from "../binary/reader.ts";
import { decodeNames } from "./decode-names.ts";
import type { IndexSpace, ModuleDraft, SymbolRows } from "./module-draft.ts";
import { SymbolFlag, SymbolKind } from "./wasm.ts";

/** `end` is where the symbol table ends, for the error that duplicates are. */
export function nameSymbols(
  rows: SymbolRows,
  draft: ModuleDraft,
  spaces: readonly IndexSpace[],
  end: number,
): SymbolRows {
  const names = decodeSymbolNames(rows, draft, spaces);
  refuseDuplicates(names, end);
  findSignatures(rows, draft, spaces);
  return { ...rows, names };
}

/** Names of the non-local symbols; a hole of `undefined` for each local. */
function decodeSymbolNames(
  rows: SymbolRows,
  draft: ModuleDraft,
  spaces: readonly IndexSpace[],
): (string | undefined)[] {
  const { count, kind, flags, nameStart, nameLength, index } = rows;
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

/** The signatures of functions and tags, by symbol index. */
function findSignatures(rows: SymbolRows, draft: ModuleDraft, spaces: readonly IndexSpace[]): void {
  const { count, kind, flags, index, signature } = rows;
  const { imports, types, functions, tags } = draft;
  for (let i = 0; i < count; i++) {
    const symbolKind = kind[i];
    if (symbolKind !== SymbolKind.function && symbolKind !== SymbolKind.tag) continue;
    const imported = spaces[symbolKind].imports;
    const defined = index[i] - imported.length;
    if ((flags[i] & SymbolFlag.undefined) !== 0) signature[i] = types[imports.type[imported[index[i]]]];
    else signature[i] = symbolKind === SymbolKind.tag ? tags[defined] : functions.signature[defined];
  }
}

/**
 * The symbols of an object in the order of its symbol table, whichever columns they are in, and in words: names as text,
 * signatures by their types. For tests that say what a reader finds.
 */
import { mintId } from "../../src/base/ids.ts";
import { type GlobalType, type ObjectModule, type TableType } from "../../src/format/object-module.ts";
import { Kind } from "../../src/model/symbol-kind.ts";
import type { ReadContext } from "../../src/format/read-context.ts";
import type { Signature } from "../../src/format/signature.ts";
import { SymbolFlag, SymbolKind } from "../../src/format/wasm.ts";
import { decodeText } from "./object-builder.ts";

export interface SymbolImport {
  readonly module: string;
  /** Where the symbol has a name of its own. */
  readonly name?: string;
  readonly globalType?: GlobalType;
  readonly tableType?: TableType;
}

export interface ObjectSymbol {
  /** `SymbolKind`. */
  readonly kind: number;
  readonly flags: number;
  readonly name: string;
  /** Whether the name is in the namespace of the link. */
  readonly isNumbered: boolean;
  /** Function, global, table, tag, section or segment index; 0 of undefined data. */
  readonly index: number;
  /** Of defined data, else 0. */
  readonly offset: number;
  readonly size: number;
  readonly signature?: Signature;
  readonly import?: SymbolImport;
  /** Known of symbols that are not local definitions. */
  readonly called?: boolean;
}

export function objectSymbols(module: ObjectModule, context: ReadContext): ObjectSymbol[] {
  const symbols: ObjectSymbol[] = [];
  for (let row = 0; row < module.locals.count; row++) {
    symbols[module.locals.symbolIndex[row]] = localSymbol(module, context, row);
  }
  for (let row = 0; row < module.symbols.count; row++) {
    symbols[module.symbols.symbolIndex[row]] = otherSymbol(module, context, row);
  }
  if (symbols.length !== module.symbolCount) throw new Error("not all symbols have an index");
  return symbols;
}

function localSymbol(module: ObjectModule, context: ReadContext, row: number): ObjectSymbol {
  const { flags, offset, size, nameStart, nameLength, signature } = module.locals;
  const isData = module.locals.kind[row] === Kind.definedData;
  return {
    ...localTarget(module, row),
    flags: flags[row],
    name: decodeText(module.bytes, nameStart[row], nameStart[row] + nameLength[row]),
    isNumbered: false,
    offset: isData ? offset[row] : 0,
    size: isData ? size[row] : 0,
    ...signatureOf(context, signature[row]),
  };
}

/** Functions, segments and custom sections are counted in this order. */
function localTarget(
  { locals, importedFunctionCount, functions, segments, customSections }: ObjectModule,
  row: number,
) {
  const target = locals.target[row];
  switch (locals.kind[row]) {
    case Kind.definedFunction:
      return { kind: SymbolKind.function, index: target + importedFunctionCount };
    case Kind.definedData:
      // An absolute symbol may name a segment that does not exist.
      return { kind: SymbolKind.data, index: target < 0 ? target : target - functions.count };
    default:
      return { kind: SymbolKind.section, index: customSections.index[target - functions.count - segments.count] };
  }
}

function otherSymbol({ bytes, symbols }: ObjectModule, context: ReadContext, row: number): ObjectSymbol {
  const { kind, flags, name, localNames, index, signature, called } = symbols;
  const isDefinedData = kind[row] === SymbolKind.data && (flags[row] & SymbolFlag.undefined) === 0;
  const own = localNames.get(row);
  return {
    kind: kind[row],
    flags: flags[row],
    name: own === undefined ? textOf(context, name[row]) : decodeText(bytes, own.start, own.start + own.length),
    isNumbered: name[row] >= 0,
    index: index[row],
    offset: isDefinedData ? symbols.offset[row] : 0,
    size: isDefinedData ? symbols.size[row] : 0,
    ...signatureOf(context, signature[row]),
    ...importOf(symbols, context, row),
    called: called[row] === 1,
  };
}

function importOf(symbols: ObjectModule["symbols"], context: ReadContext, row: number): { import?: SymbolImport } {
  const { importModule, importName } = symbols;
  const globalType = symbols.globalTypes.get(row);
  const tableType = symbols.tableTypes.get(row);
  if (importModule[row] < 0) return {};
  return {
    import: {
      module: textOf(context, importModule[row]),
      ...(importName[row] >= 0 && { name: textOf(context, importName[row]) }),
      ...(globalType !== undefined && { globalType }),
      ...(tableType !== undefined && { tableType }),
    },
  };
}

function signatureOf({ signatures }: ReadContext, id: number): { signature?: Signature } {
  return id < 0 ? {} : { signature: signatures.at(mintId(id)) };
}

export function textOf({ names }: ReadContext, id: number): string {
  return names.text(mintId(id));
}

/** Whether two mentions of one name agree on kind and type; what is said where they do not. */
import type { SignatureId, SymbolId } from "../base/ids.ts";
import type { GlobalType, TableType } from "../format/object-module.ts";
import { signatureName, valueTypeName } from "../format/signature.ts";
import { LimitsFlag } from "../format/wasm.ts";
import { globalTypeOf, tableTypeOf } from "../model/element-types.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { isDataKind, isFunctionKind, isGlobalKind, isTableKind, isTagKind, type Kind } from "../model/symbol-kind.ts";
import { symbolFileName, symbolName } from "../model/symbol-queries.ts";
import { NONE } from "../model/symbol-table.ts";

type SymbolType = "FUNCTION" | "DATA" | "GLOBAL" | "SECTION" | "TAG" | "TABLE";

function symbolType(kind: Kind): SymbolType {
  if (isFunctionKind(kind)) return "FUNCTION";
  if (isDataKind(kind)) return "DATA";
  if (isGlobalKind(kind)) return "GLOBAL";
  if (isTagKind(kind)) return "TAG";
  return isTableKind(kind) ? "TABLE" : "SECTION";
}

/** Two different kinds of things have one name. */
export function reportTypeMismatch(link: LinkState, existing: SymbolId, file: number, type: SymbolType): void {
  link.diagnostics.report("symbol-type-mismatch", {
    symbol: symbolName(link, existing),
    type: `WASM_SYMBOL_TYPE_${symbolType(link.symbols.kindOf(existing))}`,
    file: symbolFileName(link, existing),
    otherType: `WASM_SYMBOL_TYPE_${type}`,
    otherFile: fileName(link.file(file)),
  });
}

/** A missing signature, as `--undefined` makes it, matches any. */
export function signatureMatches(link: LinkState, existing: SymbolId, signature: number): boolean {
  const known = link.symbols.signature[existing];
  return known === NONE || signature === NONE || known === signature;
}

export function reportSignatureMismatch(
  link: LinkState,
  existing: SymbolId,
  other: { readonly signature: number; readonly file: number },
  severity: "error" | "warning",
): void {
  const { symbols, signatures, diagnostics } = link;
  const parameters = {
    symbol: symbols.name(existing),
    type: signatureName(signatures.at(symbols.signature[existing] as SignatureId)),
    file: symbolFileName(link, existing),
    otherType: signatureName(signatures.at(other.signature as SignatureId)),
    otherFile: fileName(link.file(other.file)),
  };
  diagnostics.report("function-signature-mismatch", parameters, severity);
}

export function checkDataType(link: LinkState, existing: SymbolId, file: number): void {
  if (!isDataKind(link.symbols.kind[existing])) reportTypeMismatch(link, existing, file, "DATA");
}

export function checkGlobalType(link: LinkState, existing: SymbolId, file: number, type: GlobalType): void {
  if (!isGlobalKind(link.symbols.kind[existing])) {
    reportTypeMismatch(link, existing, file, "GLOBAL");
    return;
  }
  const known = globalTypeOf(link, existing);
  if (known.type === type.type && known.mutable === type.mutable) return;
  link.diagnostics.report("global-type-mismatch", {
    symbol: link.symbols.name(existing),
    type: globalTypeName(known),
    file: symbolFileName(link, existing),
    otherType: globalTypeName(type),
    otherFile: fileName(link.file(file)),
  });
}

export function checkTagType(link: LinkState, existing: SymbolId, file: number, signature: SignatureId): void {
  const { symbols, signatures } = link;
  if (!isTagKind(symbols.kind[existing])) {
    reportTypeMismatch(link, existing, file, "TAG");
    return;
  }
  const known = symbols.signature[existing] as SignatureId;
  if (known === signature) return;
  link.diagnostics.report("tag-signature-mismatch", {
    symbol: symbols.name(existing),
    type: signatureName(signatures.at(known)),
    file: symbolFileName(link, existing),
    otherType: signatureName(signatures.at(signature)),
    otherFile: fileName(link.file(file)),
  });
}

export function checkTableType(link: LinkState, existing: SymbolId, file: number, type: TableType): void {
  if (!isTableKind(link.symbols.kind[existing])) {
    reportTypeMismatch(link, existing, file, "TABLE");
    return;
  }
  const known = tableTypeOf(link, existing);
  if (known.elementType === type.elementType) return;
  link.diagnostics.report("table-type-mismatch", {
    symbol: link.symbols.name(existing),
    type: tableTypeName(known),
    file: symbolFileName(link, existing),
    otherType: tableTypeName(type),
    otherFile: fileName(link.file(file)),
  });
}

function globalTypeName(type: GlobalType): string {
  return `${type.mutable ? "var" : "const"} ${valueTypeName(type.type)}`;
}

function tableTypeName(type: TableType): string {
  const { flags, minimum, maximum, pageSize } = type.limits;
  // wasm-ld puts 0x before a decimal number here.
  let limits = `flags=0x${flags}; min=${minimum}`;
  if ((flags & LimitsFlag.hasMax) !== 0) limits += `; max=${maximum}`;
  if ((flags & LimitsFlag.hasPageSize) !== 0) limits += `; pagesize=${pageSize}`;
  return `type=${valueTypeName(type.elementType)}; limits=[${limits}]`;
}

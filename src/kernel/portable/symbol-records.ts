/**
 * The symbols of objects as records, one after the other: read there once, and looked at when the object joins the link. Fresh memory
 * costs more than all that is done with it, so that fields which no symbol has both of share a place.
 */
import { NO_ROW } from "./record-column.ts";
import { KIND_FUNCTION, KIND_TAG, UNDEFINED } from "./symbol-fields.ts";

/** Kind in the low byte, `SYMBOL_CALLED`, and, of an undefined global, its type. */
export const SYMBOL_TRAITS: i32 = 0;
/** With that of a thread-local segment. */
export const SYMBOL_FLAGS: i32 = 1;
/** Number of a name; of a local symbol, where its name is. */
export const SYMBOL_NAME: i32 = 2;
/** Of a section symbol: how many custom sections come before that. */
export const SYMBOL_INDEX: i32 = 3;
/** Signature of a function or tag; offset of defined data; of an undefined global or table, where its type is. */
const SYMBOL_VALUE: i32 = 4;
/** Of what is defined its size, of what is not the name of its import. */
const SYMBOL_SIZE: i32 = 5;
/** Module of an import; of a local symbol, the length of its name. */
const SYMBOL_MODULE: i32 = 6;
export const SYMBOL_FIELDS: i32 = 7;

const KIND_MASK: u32 = 0xff;
/** A relocation calls the symbol directly. */
const SYMBOL_CALLED: u32 = 0x100;
const TYPE_SHIFT: i32 = 16;

/** What nothing more is known of. */
export function beginSymbol(records: Uint32Array, at: i32, kind: i32, flags: i32): void {
  const nothing: u32 = (flags & UNDEFINED) == 0 ? 0 : NO_ROW;
  records[at + SYMBOL_TRAITS] = kind as u32;
  records[at + SYMBOL_FLAGS] = flags as u32;
  records[at + SYMBOL_INDEX] = 0;
  records[at + SYMBOL_VALUE] = 0;
  records[at + SYMBOL_SIZE] = nothing;
  records[at + SYMBOL_MODULE] = NO_ROW;
}

export function setSignature(records: Uint32Array, at: i32, signature: u32): void {
  records[at + SYMBOL_VALUE] = signature;
}

export function setOffset(records: Uint32Array, at: i32, offset: u32): void {
  records[at + SYMBOL_VALUE] = offset;
}

export function setSize(records: Uint32Array, at: i32, size: u32): void {
  records[at + SYMBOL_SIZE] = size;
}

export function setImport(records: Uint32Array, at: i32, module: u32, name: u32): void {
  records[at + SYMBOL_MODULE] = module;
  records[at + SYMBOL_SIZE] = name;
}

export function setLocalName(records: Uint32Array, at: i32, start: i32, length: i32): void {
  records[at + SYMBOL_NAME] = start as u32;
  records[at + SYMBOL_MODULE] = length as u32;
}

export function setCalled(records: Uint32Array, at: i32): void {
  records[at + SYMBOL_TRAITS] |= SYMBOL_CALLED;
}

/** `type`: `globalType`. */
export function setGlobalType(records: Uint32Array, at: i32, type: u32): void {
  records[at + SYMBOL_TRAITS] |= type << TYPE_SHIFT;
}

export function kindOf(records: Uint32Array, at: i32): i32 {
  return (records[at + SYMBOL_TRAITS] & KIND_MASK) as i32;
}

export function isCalled(records: Uint32Array, at: i32): boolean {
  return (records[at + SYMBOL_TRAITS] & SYMBOL_CALLED) != 0;
}

export function globalTypeOf(records: Uint32Array, at: i32): u32 {
  return records[at + SYMBOL_TRAITS] >>> TYPE_SHIFT;
}

export function isUndefined(records: Uint32Array, at: i32): boolean {
  return ((records[at + SYMBOL_FLAGS] as i32) & UNDEFINED) != 0;
}

/** Only of functions and tags. */
function hasSignature(records: Uint32Array, at: i32): boolean {
  const kind: i32 = kindOf(records, at);
  return kind == KIND_FUNCTION || kind == KIND_TAG;
}

/** Or `NO_ROW`. */
export function signatureOf(records: Uint32Array, at: i32): u32 {
  return hasSignature(records, at) ? records[at + SYMBOL_VALUE] : NO_ROW;
}

export function offsetOf(records: Uint32Array, at: i32): u32 {
  return hasSignature(records, at) ? 0 : records[at + SYMBOL_VALUE];
}

export function sizeOf(records: Uint32Array, at: i32): u32 {
  return isUndefined(records, at) ? 0 : records[at + SYMBOL_SIZE];
}

/** Or `NO_ROW`. */
export function importModuleOf(records: Uint32Array, at: i32): u32 {
  return isUndefined(records, at) ? records[at + SYMBOL_MODULE] : NO_ROW;
}

/** Or `NO_ROW`. */
export function importNameOf(records: Uint32Array, at: i32): u32 {
  return isUndefined(records, at) ? records[at + SYMBOL_SIZE] : NO_ROW;
}

/** Of a local symbol. */
export function nameLengthOf(records: Uint32Array, at: i32): u32 {
  return records[at + SYMBOL_MODULE];
}

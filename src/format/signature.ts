/**
 * Types of functions and tags (LLVM's `WasmSignature`). A signature is the name that its bytes are, as it stands in a type section
 * (WebAssembly core specification, 5.3.6) but for the first byte: so the kernel numbers them while it reads.
 */
import { mintId, type SignatureId } from "../base/ids.ts";
import { ByteReader } from "../binary/reader.ts";
import type { NameTable } from "./name-table.ts";
import { ValueType } from "./wasm.ts";

/** A function or tag type: value types as bytes. */
export interface Signature {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

/** Signatures of a link: equal signatures have equal ids. */
export class SignatureTable {
  readonly #names: NameTable;

  constructor(names: NameTable) {
    this.#names = names;
  }

  intern(params: readonly number[], results: readonly number[]): SignatureId {
    const bytes: number[] = [];
    addTypes(bytes, params);
    addTypes(bytes, results);
    return mintId<"signature">(this.#names.internBytes(Uint8Array.from(bytes)));
  }

  at(id: SignatureId): Signature {
    const bytes = this.bytes(id);
    const reader = new ByteReader(bytes, 0, bytes.length);
    const params = typesAt(reader);
    return { params, results: typesAt(reader) };
  }

  /** As in a type section, without the byte that says that it is a function's. */
  bytes(id: SignatureId): Uint8Array {
    return this.#names.bytes(mintId(id));
  }
}

function addTypes(bytes: number[], types: readonly number[]): void {
  let count = types.length;
  for (; count >= 0x80; count >>>= 7) bytes.push((count & 0x7f) | 0x80);
  bytes.push(count);
  for (const type of types) bytes.push(type);
}

function typesAt(reader: ByteReader): number[] {
  return Array.from({ length: reader.uleb32() }, () => reader.u8());
}

const TYPE_NAMES = new Map<number, string>(Object.entries(ValueType).map(([name, code]) => [code, name]));

export function valueTypeName(type: number): string {
  return TYPE_NAMES.get(type) ?? "otherref";
}

/** wasm-ld's spelling: `(i32, i64) -> i32`; only the first result is shown, `void` without one. */
export function signatureName(signature: Signature): string {
  const [result] = signature.results;
  const params = signature.params.map(valueTypeName).join(", ");
  return `(${params}) -> ${signature.results.length === 0 ? "void" : valueTypeName(result)}`;
}

/** Types of functions and tags, interned: equal signatures have one id (LLVM's `WasmSignature`). */
import { mintId, type SignatureId } from "../base/ids.ts";
import { ValueType } from "./wasm.ts";

/** A function or tag type: value types as bytes. */
export interface Signature {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

/** Interned signatures of a link: equal signatures have equal ids. */
export class SignatureTable {
  readonly #ids = new Map<string, SignatureId>();
  readonly #rows: Signature[] = [];

  intern(params: readonly number[], results: readonly number[]): SignatureId {
    const key = `${params.join()}>${results.join()}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = mintId<"signature">(this.#rows.length);
      this.#ids.set(key, id);
      this.#rows.push({ params, results });
    }
    return id;
  }

  at(id: SignatureId): Signature {
    const row = this.#rows[id];
    if (id >= this.#rows.length) throw new RangeError(`no signature ${String(id)}`);
    return row;
  }

  get length(): number {
    return this.#rows.length;
  }
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

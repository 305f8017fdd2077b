/**
 * `WitKernel` over functions whose results have bytes for all lists (`build/link-kernel.mjs`): QuickJS takes typed arrays of any
 * kind at the speed of a copy, but what it is given comes as a plain array, value by value, unless it is bytes.
 */
import { type List, type ListMaker, type Results, RESULTS, WHOLE } from "./wit-results.ts";
import type { WitKernel } from "./wit-kernel.ts";

/** The functions of the interface, with other results. */
export type ByteKernel = Readonly<Record<keyof WitKernel, (...args: never[]) => unknown>>;

export function typedResults(component: ByteKernel): WitKernel {
  const entries = Object.entries(RESULTS).map(([name, read]) => {
    const call = component[name as keyof WitKernel] as (...args: readonly unknown[]) => unknown;
    if (read === null) return [name, call];
    return [name, (...args: readonly unknown[]) => read(new ByteResults(call(...args)))];
  });
  return Object.fromEntries(entries) as WitKernel;
}

class ByteResults implements Results {
  readonly #result: unknown;

  constructor(result: unknown) {
    this.#result = result;
  }

  number(field: string): number {
    return this.#field(field) as number;
  }

  /** Each list comes in a buffer of its own. */
  list<L extends List>(field: string, List: ListMaker<L>): L {
    const bytes = this.#field(field) as Uint8Array;
    return new List(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / List.BYTES_PER_ELEMENT);
  }

  #field(field: string): unknown {
    return field === WHOLE ? this.#result : (this.#result as Record<string, unknown>)[field];
  }
}

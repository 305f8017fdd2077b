/**
 * `WitKernel` over functions whose results have bytes for all lists (`build/link-kernel.mjs`): QuickJS takes typed arrays of any
 * kind at the speed of a copy, but what it is given comes as a plain array, value by value, unless it is bytes.
 */
import { type Fields, type List, type ListMaker, RESULTS } from "./wit-results.ts";
import type { WitKernel } from "./wit-kernel.ts";

/** The functions of the interface, with other results. */
export type ByteKernel = Readonly<Record<keyof WitKernel, (...args: never[]) => unknown>>;

export function typedResults(component: ByteKernel): WitKernel {
  const entries = Object.entries(RESULTS).map(([name, result]) => {
    const call = component[name as keyof WitKernel] as (...args: readonly unknown[]) => unknown;
    if (result === null) return [name, call];
    return [name, (...args: readonly unknown[]) => typed(call(...args), result)];
  });
  return Object.fromEntries(entries) as WitKernel;
}

function typed(result: unknown, type: ListMaker | Fields): unknown {
  if (typeof type === "function") return listOf(result as Uint8Array, type);
  const record = result as Record<string, unknown>;
  for (const [field, list] of Object.entries(type)) {
    if (list !== null) record[field] = listOf(record[field] as Uint8Array, list);
  }
  return record;
}

/** Each list comes in a buffer of its own. */
function listOf(bytes: Uint8Array, List: ListMaker): List {
  return new List(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / List.BYTES_PER_ELEMENT);
}

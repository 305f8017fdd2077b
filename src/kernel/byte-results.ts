/**
 * `WitKernel` over a component whose results have bytes for all lists (`build/kernel.mjs`): QuickJS takes typed arrays of any
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

/** The same the other way round: the functions of the module as such a component has them. */
export function byteResults(functions: WitKernel): ByteKernel {
  const entries = Object.entries(RESULTS).map(([name, result]) => {
    const call = functions[name as keyof WitKernel] as (...args: readonly unknown[]) => unknown;
    if (result === null) return [name, call];
    return [name, (...args: readonly unknown[]) => inBytes(call(...args))];
  });
  return Object.fromEntries(entries) as ByteKernel;
}

function inBytes(result: unknown): unknown {
  if (ArrayBuffer.isView(result)) return new Uint8Array(result.buffer, result.byteOffset, result.byteLength);
  const fields = Object.entries(result as Record<string, unknown>);
  return Object.fromEntries(fields.map(([name, field]) => [name, typeof field === "number" ? field : inBytes(field)]));
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

/** What `build/kernel-glue.mjs` makes of results for QuickJS. */
import type { ByteKernel } from "../../src/kernel/byte-results.ts";
import type { WitKernel } from "../../src/kernel/wit-kernel.ts";
import { RESULTS } from "../../src/kernel/wit-results.ts";

/** The functions of the module as that engine has them. */
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

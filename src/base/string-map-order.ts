/**
 * Order in which LLVM's StringMap and StringSet list their keys. wasm-ld walks such sets where the order shows: it
 * extracts archive members for `--export` in it.
 */
import { type GrowthRule, probeOrder } from "./probe-order.ts";
import { xxh3 } from "./xxh3.ts";

/** More than three quarters full. Without removals no other rule applies. */
const GROWTH: GrowthRule = {
  initialBuckets: 16,
  mustGrow: (entries, buckets) => entries * 4 > buckets * 3,
  growsBefore: false,
};

/** The distinct names in the order of a StringMap that they were put into one after the other. */
export function stringMapOrder(names: Iterable<string>, encodeText: (text: string) => Uint8Array): string[] {
  const distinct = [...new Set(names)];
  const hashes = distinct.map((name) => Number(xxh3(encodeText(name)) & 0xffff_ffffn));
  return probeOrder(hashes, GROWTH).map((entry) => distinct[entry]);
}

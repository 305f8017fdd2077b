/**
 * Order in which an LLVM DenseMap with strings as keys is walked. wasm-ld reports signature mismatches and processes
 * the entries of stub libraries in it.
 */
import { hashBytes } from "./hash.ts";
import { type GrowthRule, probeOrder } from "./probe-order.ts";

/** Three quarters full. */
const GROWTH: GrowthRule = {
  initialBuckets: 64,
  mustGrow: (entries, buckets) => entries * 4 >= buckets * 3,
  growsBefore: true,
};

/** The distinct names in the order of a DenseMap that they were put into one after the other. */
export function denseMapOrder(names: Iterable<string>, encodeText: (text: string) => Uint8Array): string[] {
  const distinct = [...new Set(names)];
  const hashes = distinct.map((name) => Number(hashBytes(encodeText(name)) & 0xffff_ffffn));
  return probeOrder(hashes, GROWTH).map((entry) => distinct[entry]);
}

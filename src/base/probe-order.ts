/** Order of iteration of an open-addressed hash table with triangular probing, as both of LLVM's have it. */
export interface GrowthRule {
  readonly initialBuckets: number;
  /** Whether a table of `buckets` doubles once it holds `entries`. */
  mustGrow(entries: number, buckets: number): boolean;
  /** The table grows before the new entry is placed, or after. */
  readonly growsBefore: boolean;
}

/** `hashes` are those of distinct keys in order of insertion, 32 bits each. Returns their indexes in bucket order. */
export function probeOrder(hashes: readonly number[], rule: GrowthRule): number[] {
  let table = new Int32Array(rule.initialBuckets).fill(-1);
  for (let entry = 0; entry < hashes.length; entry++) {
    const mustGrow = rule.mustGrow(entry + 1, table.length);
    if (!(mustGrow && rule.growsBefore)) place(table, hashes, entry);
    if (!mustGrow) continue;
    const larger = new Int32Array(table.length * 2).fill(-1);
    for (let bucket = 0; bucket < table.length; bucket++) {
      if (table[bucket] !== -1) place(larger, hashes, table[bucket]);
    }
    table = larger;
    if (rule.growsBefore) place(table, hashes, entry);
  }
  return Array.from(table.filter((entry) => entry !== -1));
}

function place(table: Int32Array, hashes: readonly number[], entry: number): void {
  const mask = table.length - 1;
  let bucket = hashes[entry] & mask;
  for (let step = 1; table[bucket] !== -1; step++) bucket = (bucket + step) & mask;
  table[bucket] = entry;
}

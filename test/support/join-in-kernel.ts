/** Has a kernel join the objects that it has read, to see what comes of it. */
import type { JoinStop, Kernel } from "../../src/kernel/kernel.ts";
import { SPACE_FIELDS } from "../../src/kernel/portable/namespace.ts";
import * as Field from "../../src/kernel/portable/object-fields.ts";

/** Chunks and symbols of the objects that a kernel has. */
const OBJECT_SIZES = new WeakMap<Kernel, [chunks: number, symbols: number][]>();

/** `table`: what `readObject` has returned. */
export function noteSize(kernel: Kernel, table: Uint32Array): void {
  if (table[Field.FIELD_STATUS] !== Field.OBJECT_USUAL) return;
  const sizes = OBJECT_SIZES.get(kernel) ?? [];
  const chunks = table[Field.FIELD_FUNCTIONS] + table[Field.FIELD_SEGMENTS] + table[Field.FIELD_SECTIONS];
  sizes[table[Field.FIELD_OBJECT]] = [chunks, table[Field.FIELD_SYMBOLS]];
  OBJECT_SIZES.set(kernel, sizes);
}

/** The objects of which `noteSize` was told join a link without symbols; symbols that the kernel leaves are passed by. */
export function joinAll(kernel: Kernel): unknown {
  kernel.putSymbols(new Uint32Array(SPACE_FIELDS));
  const stops: JoinStop[] = [kernel.offerNames(Uint32Array.of(0, 1, 2), Uint32Array.of(70, 70, 71))];
  let [chunks, symbols] = [3, 5];
  const columns = (OBJECT_SIZES.get(kernel) ?? []).map(([chunkCount, symbolCount], object) => {
    for (let stop = kernel.joinObject(object, object, chunks, symbols); ; ) {
      stops.push(stop);
      if (stop.index >= symbolCount) break;
      stop = kernel.addObjectSymbols(object, stop.index + 1);
    }
    chunks += chunkCount;
    symbols += symbolCount + 1;
    return kernel.objectColumns(object).join();
  });
  const comdats = kernel.claimComdats(Uint32Array.from({ length: 50 }, (_, i) => i));
  return [stops, columns, comdats.join(), kernel.takeSymbols().join(), kernel.takeChunks().join()];
}

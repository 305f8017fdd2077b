/**
 * The compiled kernel as `WitKernel`, without a component around it: lists are put into its memory and read from it as the
 * canonical ABI has it.
 */
import type { WitKernel } from "../../src/kernel/wit-kernel.ts";

type List = Uint8Array | Uint32Array | Int32Array | Float64Array | BigUint64Array;
type ListMaker = new (buffer: ArrayBuffer, at: number, length: number) => List;

interface Core {
  memory: WebAssembly.Memory;
  cabi_realloc(old: number, oldSize: number, align: number, size: number): number;
  release(result: number): void;
  [name: string]: unknown;
}

/** Fields of each record that is returned: `undefined` for a number. */
const RESULTS: Record<string, Record<string, ListMaker | undefined>> = {
  readMemberSymbols: {
    kind: Uint8Array,
    firstName: Uint32Array,
    names: Uint32Array,
    firstNew: undefined,
    newStarts: Uint32Array,
    newLengths: Uint32Array,
  },
  readObject: { list: Uint32Array },
  decodeRelocations: { count: undefined, size: undefined, called: Uint8Array },
  relocationRows: { types: Uint8Array, offsets: Uint32Array, indexes: Uint32Array, addends: Float64Array },
  cutRelocations: { startRows: Uint32Array, endRows: Uint32Array },
  findReached: { list: Uint32Array },
  reachedChunks: { list: Uint8Array },
  findNeeds: { list: Uint32Array },
  applyRelocations: { failedRow: undefined, bytes: BigUint64Array },
  relocationValues: { list: Float64Array },
  mergeStrings: {
    content: BigUint64Array,
    size: undefined,
    memberStarts: Uint32Array,
    inputOffsets: Uint32Array,
    offsets: Uint32Array,
  },
};

export function coreKernel(module: WebAssembly.Module): WitKernel {
  const core = new WebAssembly.Instance(module, {}).exports as unknown as Core;
  const call = (name: string, args: unknown[]): unknown => {
    const lowered = args.flatMap((arg) => (ArrayBuffer.isView(arg) ? lower(core, arg as List) : [Number(arg)]));
    const result = (core[name] as (...args: number[]) => number)(...lowered);
    const fields = RESULTS[name];
    if (fields === undefined) return result;
    const record = lift(core, fields, result);
    core.release(result);
    return "list" in fields ? record.list : record;
  };
  return new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...args: unknown[]) =>
          call(String(name), args),
    },
  ) as WitKernel;
}

function lower(core: Core, list: List): number[] {
  if (list.length === 0) return [0, 0];
  const at = core.cabi_realloc(0, 0, list.BYTES_PER_ELEMENT, list.byteLength);
  new Uint8Array(core.memory.buffer).set(new Uint8Array(list.buffer, list.byteOffset, list.byteLength), at);
  return [at, list.length];
}

function lift(core: Core, fields: Record<string, ListMaker | undefined>, result: number): Record<string, unknown> {
  const words = new Int32Array(core.memory.buffer);
  let at = result / 4;
  const record: Record<string, unknown> = {};
  for (const [name, List] of Object.entries(fields)) {
    if (List === undefined) record[name] = words[at++];
    else record[name] = new List(core.memory.buffer, words[at++], words[at++]).slice();
  }
  return record;
}

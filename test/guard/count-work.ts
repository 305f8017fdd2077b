/**
 * What a link does, in numbers that are the same on every machine and in every run: built-ins that move bytes or fill
 * tables are counted while it runs.
 */
import type { MemoryHost } from "../../src/host/memory.ts";

export type Counts = Record<string, number>;

const ARRAYS = [
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float64Array",
  "BigUint64Array",
] as const;

/** Runs `link`, which must not wait for anything, and counts. */
export function countWork(host: MemoryHost, link: (host: MemoryHost) => void): Counts {
  const counts: Counts = {};
  const add = (name: string, amount: number): void => {
    counts[name] = (counts[name] ?? 0) + amount;
  };
  const restore: (() => void)[] = [];
  /** Puts `wrap(original)` in the place of a method until the link has ended. */
  const replace = (owner: object, name: string, wrap: (original: Method) => Method): void => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (descriptor === undefined) throw new Error(`no ${name}`);
    Object.defineProperty(owner, name, { ...descriptor, value: wrap(descriptor.value) });
    restore.push(() => Object.defineProperty(owner, name, descriptor));
  };
  const count = (
    owner: object,
    method: string,
    name: string,
    amount: (self: never, args: readonly never[]) => number,
  ) =>
    replace(owner, method, (original) => {
      return function (this: never, ...args: never[]): unknown {
        add(name, amount(this, args));
        return original.apply(this, args);
      };
    });

  for (const name of ARRAYS) replace(globalThis, name, (original) => countAllocations(original, add));
  const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
  count(typedArray, "set", "bytes copied", (_self: never, [source]: readonly ArrayLike<number>[]) => sizeOf(source));
  count(typedArray, "slice", "bytes copied", (self: Uint8Array, [from, to]: readonly number[]) => {
    return self.subarray(from, to).byteLength;
  });
  count(typedArray, "copyWithin", "bytes copied", (self: Uint8Array, [, from, to]: readonly number[]) => {
    return ((to ?? self.length) - (from ?? 0)) * self.BYTES_PER_ELEMENT;
  });
  count(typedArray, "subarray", "views", () => 1);
  count(Map.prototype, "set", "map entries", () => 1);
  count(Set.prototype, "add", "set entries", () => 1);
  count(Array.prototype, "push", "elements pushed", (_self: never, args) => args.length);
  const hostMethods = Object.getPrototypeOf(host) as object;
  for (const method of ["readFile", "writeFile", "canWrite", "exists", "print", "environment", "encodeText"]) {
    count(hostMethods, method, "host calls", () => 1);
  }
  count(hostMethods, "decodeText", "texts decoded", () => 1);
  count(hostMethods, "decodeText", "bytes decoded", (_self: never, [, start, end]: readonly number[]) => {
    return (end ?? 0) - (start ?? 0);
  });
  try {
    link(host);
  } finally {
    for (const undo of restore.reverse()) undo();
  }
  return counts;
}

type Method = (this: never, ...args: never[]) => unknown;

function sizeOf(source: ArrayLike<number> | undefined): number {
  return ArrayBuffer.isView(source) ? source.byteLength : (source?.length ?? 0);
}

/** A constructor that counts what it allocates; one given a buffer allocates nothing. */
function countAllocations(original: Method, add: (name: string, amount: number) => void): Method {
  return new Proxy(original, {
    construct(target, args: unknown[]): object {
      const made = Reflect.construct(target, args) as Uint8Array;
      if (!(args[0] instanceof ArrayBuffer)) add("bytes allocated", made.byteLength);
      return made;
    },
  });
}

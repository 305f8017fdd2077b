/** How V8 is told to compile, and what else is asked of it by other ways than JavaScript's. */

/** Of whoever runs this file (see `build/bundle.mjs`): `node:module`, which has another one, brings the loader of ES modules with it. */
declare const require: NodeJS.Require;

export interface V8Options {
  readonly options: readonly string[];
  /** Whether the kernel's optimized code is kept (`kept-kernel.ts`). V8 13.6 takes 4 ms to read it, a tenth of a small link. */
  readonly keepsKernel: boolean;
}

/**
 * Most of the kernel runs in every link: all of it is compiled at once, by several threads. They begin while this one loads the command:
 * with the last option, `WebAssembly.compile` hands the bytes to them before it returns, and whoever asks for a module of the same bytes
 * later gets that one.
 */
const FOR_KERNEL = ["--wasm-tiering-budget=100000000", "--no-wasm-lazy-compilation", "--wasm-test-streaming"];
/** Functions of V8's tests may be called by a `%` and their names. */
const FOR_KEPT_KERNEL = FOR_KERNEL.concat("--allow-natives-syntax");

/**
 * Most links are over before code that V8 optimizes has paid for its making, which takes other threads as much CPU time as the
 * link: only what runs many times as long as V8 would wait for is worth it. Options of the versions of V8 in Node 20, 22 and 24;
 * another one might not know them, and say so.
 */
const VERSIONS: Readonly<Record<string, V8Options | undefined>> = {
  "11.3": { options: FOR_KEPT_KERNEL.concat("--interrupt-budget=500000"), keepsKernel: true },
  "12.4": { options: FOR_KEPT_KERNEL.concat("--invocation-count-for-turbofan=30000"), keepsKernel: true },
  "13.6": {
    options: FOR_KERNEL.concat("--invocation-count-for-turbofan=30000", "--invocation-count-for-maglev=4000"),
    keepsKernel: false,
  },
};

/** For this V8; undefined where they are not known. */
export function v8Options(): V8Options | undefined {
  return VERSIONS[process.versions.v8.split(".", 2).join(".")];
}

interface V8Binding {
  readonly setFlagsFromString: (flag: string) => void;
  /** A number that depends on V8's version, on its options and on what the processor can do. */
  readonly cachedDataVersionTag: () => number;
}

/** Node's own module for V8 loads all of its streams, 1.4 ms; the binding under it is what that calls, but is told of as outdated. */
export function v8Binding(): V8Binding {
  const teller: { emitWarning: unknown } = process;
  const { emitWarning } = teller;
  teller.emitWarning = () => undefined;
  try {
    return (process as unknown as { binding(name: string): V8Binding }).binding("v8");
  } catch {
    return require("node:v8") as V8Binding; // a Node without it, or one that restricts this program
  } finally {
    teller.emitWarning = emitWarning;
  }
}

// The marks that tsld is to reach, and what was measured: ratios pair by pair, as runs alternate.
import { median } from "./measure.mjs";

/**
 * @typedef {{ text: string, limit: number, values: number[] | undefined, cpu?: number[] | undefined, unit?: string }} Mark
 *   reached if the median of `values` is at most `limit`; undefined: not measured. `cpu`: the same of CPU time
 */

const NODE_JOBS = ["sqlite3-shell", "relocs-200k", "scale-1000", "rust-hello", "cpython"];
const GUEST_MEMORY = {
  "c-hello-O2": 1,
  "sqlite3-shell": 1,
  "relocs-200k": 1,
  "rust-hello": 1,
  "scale-1000": 1,
  cpython: 1.5,
};

/** @param {any} results @returns {{ host: string, marks: Mark[] }[]} */
export function marksOf(results) {
  const runs = (/** @type {string} */ host, /** @type {string} */ job, /** @type {string} */ linker) =>
    results.hosts?.[host]?.[job]?.linkers?.[linker];
  /**
   * @param {string} host @param {string} job @param {[string, string]} pair @param {"wall" | "cpu" | "memory"} what @param {string} [less]
   * @returns {number[] | undefined} ratio by run, after `less` was taken off the first of the pair
   */
  const ratio = (host, job, [first, second], what, less) => {
    const [a, b] = [runs(host, job, first)?.[what], runs(host, job, second)?.[what]];
    if (a === undefined || b === undefined || b.includes(null)) return undefined;
    const base = less === undefined ? 0 : median(runs(host, job, less)[what]);
    return a.map((/** @type {number} */ value, /** @type {number} */ i) => (value - base) / b[i]);
  };
  const native = /** @type {[string, string]} */ (["tsld", "native"]);
  const asWasm = /** @type {[string, string]} */ (["tsld", "wasm-ld as wasm"]);
  const limits = { "c-hello-O2": 0.3, "sqlite3-shell": 0.6 };
  const cold = (/** @type {string} */ linker, /** @type {"wall" | "cpu"} */ what) => {
    const [a, b] = [results.cold?.linkers?.[linker], results.cold?.linkers?.["wasm-ld as wasm"]];
    return a === undefined || b === undefined ? undefined : [a[what] / b[what]];
  };
  return [
    {
      host: "Node",
      marks: [
        {
          text: "c-hello-O2: time, to an empty Node program's",
          limit: 1.3,
          values: ratio("node", "c-hello-O2", ["tsld", "empty program"], "wall"),
          cpu: ratio("node", "c-hello-O2", ["tsld", "empty program"], "cpu"),
        },
        ...NODE_JOBS.map((job) => ({
          text: `${job}: time above an empty Node program's, to native wasm-ld's`,
          limit: 1,
          values: ratio("node", job, native, "wall", "empty program"),
          cpu: ratio("node", job, native, "cpu", "empty program"),
        })),
        ...NODE_JOBS.map((job) => ({
          text: `${job}: memory above an empty Node program's, to native wasm-ld's`,
          limit: 1,
          values: ratio("node", job, native, "memory", "empty program"),
        })),
        ...growth(results, "node", "tsld", "empty program"),
      ],
    },
    {
      host: "Component in wasmtime, compiled code kept",
      marks: [
        ...Object.keys(GUEST_MEMORY).map((job) => ({
          text: `${job}: time, to wasm-ld as wasm`,
          limit: limits[/** @type {keyof typeof limits} */ (job)] ?? 1,
          values: ratio("wasmtime", job, asWasm, "wall"),
          cpu: ratio("wasmtime", job, asWasm, "cpu"),
        })),
        ...Object.entries(GUEST_MEMORY).map(([job, limit]) => ({
          text: `${job}: memory, to wasm-ld as wasm`,
          limit,
          values: ratio("wasmtime", job, asWasm, "memory"),
        })),
        ...growth(results, "wasmtime", "tsld"),
        {
          text: "first run ever, to wasm-ld as wasm",
          limit: 0.15,
          values: cold("tsld", "wall"),
          cpu: cold("tsld", "cpu"),
        },
      ],
    },
    {
      host: "QuickJS component in wasmtime",
      marks: [
        {
          text: "c-hello-O2: time, to native wasm-ld's",
          limit: 3,
          values: ratio("small", "c-hello-O2", ["tsld-small", "native"], "wall"),
          cpu: ratio("small", "c-hello-O2", ["tsld-small", "native"], "cpu"),
        },
        {
          text: "first run ever, to wasm-ld as wasm",
          limit: 0.04,
          values: cold("tsld-small", "wall"),
          cpu: cold("tsld-small", "cpu"),
        },
        ...NODE_JOBS.map((job) => ({
          text: `${job}: time, to tsld.wasm`,
          limit: 1,
          values: ratio("small", job, ["tsld-small", "tsld"], "wall"),
          cpu: ratio("small", job, ["tsld-small", "tsld"], "cpu"),
        })),
      ],
    },
    ...Object.entries({ tsld: "Component", "tsld-small": "QuickJS component" }).map(([linker, what]) => ({
      host: `${what} in Node through jco`,
      marks: ["c-hello-O2", "sqlite3-shell", "cpython"].map((job) => ({
        text: `${job}: time, to the packaged wasm-ld in Node`,
        limit: 0.6,
        values: ratio("jco", job, [linker, "packaged wasm-ld"], "wall"),
        cpu: ratio("jco", job, [linker, "packaged wasm-ld"], "cpu"),
      })),
    })),
    {
      host: "Warm instance, 20th call",
      marks: [
        {
          text: `${results.warm?.job ?? "c-hello-O2"} by link() in Node`,
          limit: 20,
          unit: "ms",
          values: results.warm?.library,
        },
        ...Object.entries({ "": "tsld.wasm", "-small": "tsld-small.wasm" }).map(([suffix, component]) => ({
          text: `${results.warm?.job ?? "c-hello-O2"} by the typed export of ${component} in wasmtime`,
          limit: 100,
          unit: "ms",
          values: results.warm?.[`typed-export-wasmtime${suffix}`],
        })),
      ],
    },
  ];
}

/** Cost per object from one size of a series to the next. @param {any} results @param {string} host @param {string} linker @param {string} [less] @returns {Mark[]} */
function growth(results, host, linker, less) {
  const marks = [];
  for (const [small, large] of [
    ["scale-100", "scale-1000"],
    ["scale-1000", "scale-5000"],
    ["own-100-objects", "own-1000-objects"],
    ["own-1000-objects", "own-5000-objects"],
  ]) {
    const [a, b] = [small, large].map((job) => costPerObject(results, host, /** @type {string} */ (job), linker, less));
    const values = a === undefined || b === undefined ? undefined : [b / a];
    marks.push({ text: `${large}: cost per object, to ${small}'s`, limit: 1.2, values });
  }
  return marks;
}

/**
 * Seconds for an object of a job of a series, its name has the number; undefined if it was not measured.
 * @param {any} results @param {string} host @param {string} job @param {string} linker @param {string} [less]
 * @returns {number | undefined}
 */
export function costPerObject(results, host, job, linker, less) {
  const linkers = results.hosts?.[host]?.[job]?.linkers;
  if (linkers?.[linker] === undefined) return undefined;
  const base = less === undefined ? 0 : median(linkers[less].wall);
  return (median(linkers[linker].wall) - base) / Number(/\d+/.exec(job)?.[0]);
}

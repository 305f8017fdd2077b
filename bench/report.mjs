// docs/performance.md and its plots, made from what was measured.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../build/project.mjs";
import { costPerObject, marksOf } from "./marks.mjs";
import { median } from "./measure.mjs";
import { drawBars, drawLines } from "./plot.mjs";

const HOSTS = {
  node: "Command on Node",
  wasmtime: "`tsld.wasm` in wasmtime, compiled code kept",
  small: "`tsld-small.wasm` in wasmtime, compiled code kept",
  jco: "`tsld.wasm` in Node through jco",
};

/** @param {any} results */
export function writeReport(results) {
  const folder = join(root, "docs/performance");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "time-by-job.svg"), drawTimes(results));
  writeFileSync(join(folder, "cost-by-objects.svg"), drawCosts(results));
  writeFileSync(
    join(root, "docs/performance.md"),
    `${[...introduce(results), ...listMarks(results), ...listRuns(results)].join("\n")}\n`,
  );
}

/** @param {any} results */
function introduce({ date, machine, versions, sizes, warm, cold, hosts }) {
  const jobs = Object.values(hosts ?? {}).flatMap((/** @type {object} */ ofHost) => Object.values(ofHost));
  const loads = jobs.map((/** @type {any} */ job) => job.load).filter((load) => load !== undefined);
  const installed = Object.entries(versions).filter(([, version]) => version !== undefined);
  const lines = [
    "# Performance",
    "",
    "Made by `npm run bench` from `bench/results.json`; do not edit. Whole processes that run in turn (A, B, A, B ...), inputs in the",
    "page cache, after two rounds that do not count. Figures are medians with the lowest and the highest value in brackets; ratios are",
    "those of pairs that ran one after the other. wasmtime keeps what it compiles in its own cache; `.cwasm` is a module compiled",
    "beforehand (`wasmtime compile`, `wasmtime run --allow-precompiled`), which it maps into memory without unpacking.",
    "CPU time (user and system) is less disturbed by other work on the machine than wall time.",
    "",
    `Measured until ${date} on ${machine.cpu}, ${machine.cores} cores, ${machine.memory} GB, ${machine.system}, load average ` +
      `${[Math.min(...loads), Math.max(...loads)].map((load) => load.toFixed(1)).join(" to ")} (what is more than the cores disturbed the runs): ` +
      `${installed.map(([name, version]) => `${name} ${version}`).join("; ")}.` +
      (machine.hasCertificates ? " NODE_EXTRA_CA_CERTS is set: each start of Node reads the certificates." : ""),
    "",
    "![Time by job and host](performance/time-by-job.svg)",
    "",
    "![Cost per object by number of objects](performance/cost-by-objects.svg)",
    "",
    "## Sizes",
    "",
    "| File | MB | gzip -9 | brotli |",
    "|---|---|---|---|",
    ...Object.entries(sizes).map(
      ([file, size]) => `| \`dist/${file}\` | ${[size.bytes, size.gzip, size.brotli].map(megabytes).join(" | ")} |`,
    ),
    "",
  ];
  if (cold !== undefined) {
    lines.push(
      `## First run ever (${cold.job}, nothing compiled is kept)`,
      "",
      "| Linker in wasmtime | Wall s | CPU s | Peak MB |",
      "|---|---|---|---|",
    );
    for (const [name, { wall, cpu, memory }] of Object.entries(cold.linkers)) {
      lines.push(`| ${name} | ${wall.toFixed(2)} | ${cpu?.toFixed(2) ?? "-"} | ${memory?.toFixed(0) ?? "-"} |`);
    }
    lines.push("");
  }
  if (warm !== undefined) {
    lines.push(`## Twentieth link of one process (${warm.job})`, "", "| Host | ms |", "|---|---|");
    for (const [kind, text] of [
      ["library", "`link()` in Node"],
      ["typed-export", "typed export in Node through jco"],
      ["typed-export-wasmtime", "typed export of `tsld.wasm` in wasmtime, from Rust"],
      ["typed-export-wasmtime-small", "typed export of `tsld-small.wasm` in wasmtime, from Rust"],
    ]) {
      if (warm[kind ?? ""] !== undefined) lines.push(`| ${text} | ${spread(warm[kind ?? ""], 1)} |`);
    }
    lines.push("");
  }
  return lines;
}

/** @param {any} results */
function listMarks(results) {
  const lines = ["## Marks", "", "| Host | Mark | At most | Measured | By CPU time | |", "|---|---|---|---|---|---|"];
  for (const { host, marks } of marksOf(results)) {
    for (const { text, limit, values, cpu, unit = "x" } of marks) {
      const cells = [
        host,
        text,
        `${limit}${unit}`,
        ...[values, cpu].map((all) => (all === undefined ? "" : spread(all, 2))),
      ];
      lines.push(`| ${[...cells, verdict(limit, values, cpu)].join(" | ")} |`);
    }
  }
  return [...lines, ""];
}

/** A mark is about wall time; where CPU time says otherwise, the machine may have been too busy to tell. */
function verdict(
  /** @type {number} */ limit,
  /** @type {readonly number[] | undefined} */ values,
  /** @type {readonly number[] | undefined} */ cpu,
) {
  if (values === undefined) return "not measured";
  if (median(values) > limit) return "**not reached**";
  return cpu !== undefined && median(cpu) > limit ? "**reached by wall time only**" : "reached";
}

/** @param {any} results */
function listRuns(results) {
  const lines = [];
  for (const [host, title] of Object.entries(HOSTS)) {
    const jobs = results.hosts?.[host];
    if (jobs === undefined) continue;
    lines.push(
      `## ${title}`,
      "",
      "| Job | Linker | Wall s | CPU s | Peak MB | Wall, to the first | CPU, to the first |",
      "|---|---|---|---|---|---|---|",
    );
    for (const [job, { linkers, bytes, files }] of Object.entries(jobs)) {
      const [first] = Object.values(linkers);
      for (const [name, runs] of Object.entries(linkers)) {
        const known = runs.cpu.every((/** @type {number | null} */ value) => value !== null);
        lines.push(
          `| ${job} (${files} files, ${megabytes(bytes)} MB) | ${name} | ${spread(runs.wall, 3)} | ${known ? spread(runs.cpu, 2) : "-"} | ` +
            `${known ? median(runs.memory).toFixed(0) : "-"} | ${ratios(runs.wall, first.wall)} | ${known ? ratios(runs.cpu, first.cpu) : "-"} |`,
        );
      }
    }
    lines.push("");
  }
  return lines;
}

/** @param {any} results */
function drawTimes(results) {
  const jobs = [...new Set(Object.values(results.hosts ?? {}).flatMap((host) => Object.keys(host)))];
  /** @type {[string, string, string][]} */
  const series = [
    ["wasm-ld, native", "node", "native"],
    ["tsld on Node", "node", "tsld"],
    ["tsld.wasm in wasmtime", "wasmtime", "tsld"],
    ["tsld-small.wasm in wasmtime", "small", "tsld-small"],
    ["wasm-ld as wasm in wasmtime", "wasmtime", "wasm-ld as wasm"],
    ["tsld.wasm in Node (jco)", "jco", "tsld"],
  ];
  return drawBars(
    "Seconds by job (logarithmic)",
    jobs,
    series.map(([title, host, linker]) => ({
      title,
      values: jobs.map((job) => {
        const runs = results.hosts?.[host]?.[job]?.linkers?.[linker];
        return runs === undefined ? undefined : median(runs.wall);
      }),
    })),
  );
}

/** @param {any} results */
function drawCosts(results) {
  const counts = [100, 1000, 5000];
  /** @type {[string, string, string, string | undefined][]} */
  const series = [
    ["tsld on Node, above an empty program", "node", "tsld", "empty program"],
    ["tsld.wasm in wasmtime", "wasmtime", "tsld", undefined],
    ["tsld-small.wasm in wasmtime", "small", "tsld-small", undefined],
    ["wasm-ld, native", "node", "native", undefined],
  ];
  const lines = series.flatMap(([title, host, linker, less]) =>
    [
      ["scale", (/** @type {number} */ n) => `scale-${n}`],
      ["own", (/** @type {number} */ n) => `own-${n}-objects`],
    ].map(([kind, nameOf]) => ({
      title: `${title} (${kind})`,
      points: counts.flatMap((count) => {
        const cost = costPerObject(results, host, /** @type {(n: number) => string} */ (nameOf)(count), linker, less);
        return cost === undefined ? [] : [{ x: count, y: cost * 1e6 }];
      }),
    })),
  );
  return drawLines(
    "Microseconds for an object, by number of objects (logarithmic)",
    lines.filter(({ points }) => points.length > 1),
  );
}

/** @param {readonly number[]} values @param {number} digits */
function spread(values, digits) {
  const middle = median(values).toFixed(digits);
  return values.length === 1
    ? middle
    : `${middle} (${Math.min(...values).toFixed(digits)}-${Math.max(...values).toFixed(digits)})`;
}

/** @param {readonly number[]} values @param {readonly number[]} first */
function ratios(values, first) {
  if (values === first) return "";
  const all = values.map((value, i) => value / Math.max(first[i] ?? Number.NaN, 0.005));
  return spread(all, 2);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}

// npm run bench: measures tsld against other linkers, whole processes, and writes bench/results.json and docs/performance.md.
//   npm run bench -- [--host node|wasmtime|small|jco]... [--job NAME]... [--runs N] [--cold] [--warm] [--no-build] [--only-report]
// Without --host and --job: all hosts that are installed, all jobs of the marks. What is not measured again stays in the file.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, release, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { buildAll } from "../build/all.mjs";
import { root } from "../build/project.mjs";
import { EMBEDDING } from "../build/setup-embedding.mjs";
import { CORPUS_JOBS, HAS_CORPUS, isThere, OWN_JOBS, prepareJob, sizeOf } from "./jobs.mjs";
import { coldLinkers, linkersByHost, prepareHosts, tools } from "./linkers.mjs";
import { median, runInTurn, runOnce } from "./measure.mjs";
import { writeReport } from "./report.mjs";

const RESULTS = join(root, "bench/results.json");
/** In the first, V8's code of the command is kept, in the second that of the kernel; and files come into the page cache. */
const ROUNDS_BEFORE = 2;
/** Hosts with the interpreter of a guest, where the largest job of the own series would take a minute a run. */
const SLOW = new Set(["jco"]);

const { values: options } = parseArgs({
  options: {
    host: { type: "string", multiple: true },
    job: { type: "string", multiple: true },
    runs: { type: "string", default: "5" },
    cold: { type: "boolean", default: false },
    warm: { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
    "only-report": { type: "boolean", default: false },
  },
});

const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
if (!options["only-report"]) await measure();
writeReport(results);

async function measure() {
  if (!options["no-build"]) await buildAll(console.log);
  forgetKeptCode();
  const all = linkersByHost("");
  const isGeneral = !options.cold && !options.warm;
  const hosts = options.host ?? (isGeneral ? Object.keys(all) : []);
  Object.assign(results, {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: versions(),
    sizes: sizes(),
  });
  await prepareHosts(hosts);
  const folder = mkdtempSync(join(tmpdir(), "tsld-bench-"));
  try {
    for (const host of hosts) await measureHost(host, folder);
    if (options.cold) await measureCold(folder);
    if (options.warm || (isGeneral && options.host === undefined)) await measureWarm();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the command on Node starts from is then what the first link of these has left, whatever was linked before. */
function forgetKeptCode() {
  const dist = join(root, "dist");
  for (const file of readdirSync(dist)) if (file.endsWith(".cache")) rmSync(join(dist, file));
}

/** @param {string} host */
function jobsOf(host) {
  if (options.job !== undefined) return options.job;
  const corpus = HAS_CORPUS ? [...CORPUS_JOBS, "scale-5000"].filter(isThere) : [];
  if (host === "jco") return HAS_CORPUS ? ["c-hello-O2", "sqlite3-shell", "cpython"] : OWN_JOBS.slice(0, 2);
  return [...corpus, ...OWN_JOBS];
}

/** @param {string} host @param {string} folder */
async function measureHost(host, folder) {
  const linkers = linkersByHost(folder)[host];
  if (linkers === undefined) throw new Error(`${host}: not a host, or not installed`);
  for (const name of jobsOf(host)) {
    const job = await prepareJob(name);
    const commands = Object.fromEntries(
      Object.entries(linkers).map(([linker, argv]) => [
        linker,
        { argv: argv(join(folder, `${linker.replaceAll(" ", "-")}.wasm`)), cwd: job.folder },
      ]),
    );
    for (let round = 0; round < ROUNDS_BEFORE; round++) tryOnce(commands, `${host}, ${name}`);
    const measured = runInTurn(commands, SLOW.has(host) ? Math.min(Number(options.runs), 5) : Number(options.runs));
    results.hosts ??= {};
    results.hosts[host] ??= {};
    // What else runs on the machine disturbs wall time: the report says how much there was.
    results.hosts[host][name] = { ...sizeOf(job), load: Math.round(loadavg()[0] * 10) / 10, linkers: measured };
    const cells = Object.entries(measured).map(([linker, { wall }]) => `${linker} ${median(wall).toFixed(3)}`);
    console.log(`${host}, ${name}: ${cells.join(", ")} s`);
    save();
  }
}

/** Fills the page cache, and leaves out whoever refuses: others need not know all options that wasm-ld has. @param {Record<string, import("./measure.mjs").Command>} commands @param {string} title */
function tryOnce(commands, title) {
  for (const [linker, command] of Object.entries(commands)) {
    try {
      runOnce(command);
    } catch (error) {
      if (linker.startsWith("tsld")) throw error;
      delete commands[linker];
      console.log(`${title}: without ${linker}, which cannot do it:\n${error}`);
    }
  }
}

/** One run each: nobody has a first run twice. @param {string} folder */
async function measureCold(folder) {
  const job = await prepareJob(HAS_CORPUS ? "c-hello-O2" : "own-small");
  results.cold = { job: job.name, linkers: {} };
  for (const [name, argv] of Object.entries(coldLinkers(folder))) {
    results.cold.linkers[name] = runOnce({ argv: argv(join(folder, "cold.wasm")), cwd: job.folder });
    console.log(`first run, ${name}: ${JSON.stringify(results.cold.linkers[name])}`);
    save();
  }
}

async function measureWarm() {
  const job = await prepareJob(HAS_CORPUS ? "c-hello-O2" : "own-small");
  results.warm = { job: job.name };
  const warmLink = join(root, "bench/warm-link.mjs");
  const output = join(root, ".cache/bench/warm.wasm");
  const inRust = existsSync(EMBEDDING);
  const commands = {
    library: [process.execPath, warmLink, "library", job.folder],
    "typed-export": [process.execPath, warmLink, "typed-export", job.folder],
    ...(inRust && { "typed-export-wasmtime": [EMBEDDING, join(root, "dist/tsld.wasm"), job.folder, output] }),
    ...(inRust && {
      "typed-export-wasmtime-small": [EMBEDDING, join(root, "dist/tsld-small.wasm"), job.folder, output],
    }),
  };
  for (const [kind, [program, ...args]] of Object.entries(commands)) {
    const runs = Array.from({ length: Number(options.runs) }, () => {
      return JSON.parse(execFileSync(program, args, { encoding: "utf8" })).at(-1);
    });
    results.warm[kind] = runs;
    console.log(`20th call, ${kind}: ${median(runs)} ms`);
    save();
  }
}

function machine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim(),
    cores: cpus().length,
    memory: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}`,
    // Every start of Node reads them, which takes longer than the rest of it.
    hasCertificates: process.env["NODE_EXTRA_CA_CERTS"] !== undefined,
  };
}

function versions() {
  /** @param {string | undefined} program @param {readonly string[]} args */
  const ask = (program, args) =>
    program === undefined ? undefined : execFileSync(program, [...args], { encoding: "utf8" }).split("\n")[0];
  return {
    tsld: JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
    node: process.version,
    wasmtime: tools.wasmtime?.version,
    native: ask(tools.wasmLd, ["--version"]),
    "rust-lld": ask(tools.rustLld, ["-flavor", "wasm", "--version"]),
    wild: ask(tools.wild, ["--version"]),
    "@yowasp/clang": JSON.parse(readFileSync(join(root, "node_modules/@yowasp/clang/package.json"), "utf8")).version,
  };
}

function sizes() {
  const files = ["tsld.cjs", ...partsOfCommand(), "api.js", "tsld.wasm", "tsld-small.wasm"];
  return Object.fromEntries(
    files.map((file) => {
      const path = join(root, "dist", file);
      const content = readFileSync(path);
      const gzip = gzipSync(content, { level: 9 }).length;
      return [file, { bytes: statSync(path).size, gzip, brotli: brotliCompressSync(content).length }];
    }),
  );
}

/** What is loaded in every run comes first, then what few need. */
function partsOfCommand() {
  const parts = readdirSync(join(root, "dist")).filter((file) => /^tsld-.*(\.cjs|-kernel\.wasm)$/.test(file));
  const first = ["tsld-command.cjs", "tsld-kernel.wasm"];
  return [...first, ...parts.filter((file) => !first.includes(file)).sort()];
}

function save() {
  mkdirSync(join(root, "bench"), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`);
  // The file is kept with the source, and so has the form that the source has.
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  execFileSync(process.execPath, [biome, "format", "--write", RESULTS], { cwd: root, stdio: "ignore" });
}

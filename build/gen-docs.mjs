// npm run docs: makes docs/options.md and docs/messages.md from the tables in src/, and the tables in docs/ARCHITECTURE.md and
// docs/lld-map.md from `PIPELINE` and the comments at the head of each file; fills in the counts of README.md. With --check, only
// tells whether they are up to date (exit status 1 if not).
import { readFileSync } from "node:fs";
import { runRolledUp } from "./roll-up.mjs";
import { replaceFile } from "./fresh.mjs";
import { isMain, root } from "./project.mjs";
import { readSourceMap } from "./source-map.mjs";

/**
 * The modules that documents are made of.
 * @typedef {{
 *   "src/diag/catalog.ts": typeof import("../src/diag/catalog.ts"),
 *   "src/format/relocation-types.ts": typeof import("../src/format/relocation-types.ts"),
 *   "src/link.ts": typeof import("../src/link.ts"),
 *   "src/options/help.ts": typeof import("../src/options/help.ts"),
 *   "src/options/row.ts": typeof import("../src/options/row.ts"),
 *   "src/options/collect-spellings.ts": typeof import("../src/options/collect-spellings.ts"),
 *   "src/options/table.ts": typeof import("../src/options/table.ts"),
 * }} Modules
 * @typedef {import("../src/options/row.ts").Row} Row
 * @typedef {import("../src/options/spelling.ts").Spelling} Spelling
 */

/** Runs a module of src/ as it is built. @template {keyof Modules} Path @param {Path} path @returns {Promise<Modules[Path]>} */
async function load(path) {
  return /** @type {any} */ (await runRolledUp(path));
}

/** @returns {Promise<Record<string, string>>} the content of each file by its path in the project */
export async function makeDocs() {
  return {
    "docs/options.md": await describeOptions(),
    "docs/messages.md": await describeMessages(),
    "docs/ARCHITECTURE.md": withTable("docs/ARCHITECTURE.md", await describePipeline()),
    "docs/lld-map.md": withTable("docs/lld-map.md", describeCounterparts()),
    "README.md": await withCounts("README.md"),
  };
}

/** A document whose numbers behind a mark are counted anew. @param {string} path */
async function withCounts(path) {
  const { OPTIONS } = await load("src/options/table.ts");
  const { MESSAGES } = await load("src/diag/catalog.ts");
  const { RELOCATION_TYPES } = await load("src/format/relocation-types.ts");
  /** @type {Record<string, number>} */
  const counts = {
    options: Object.keys(OPTIONS).length,
    messages: Object.keys(MESSAGES).length,
    relocations: RELOCATION_TYPES.filter((type) => type !== undefined).length,
  };
  const text = readFileSync(`${root}/${path}`, "utf8");
  return text.replace(/(<!-- count: (\w+) -->)\d+/g, (_, mark, what) => `${mark}${counts[what]}`);
}

const TABLE_START = "<!-- made by npm run docs -->\n";
const TABLE_END = "<!-- end -->";

/** A document whose lines between two marks are made anew. @param {string} path @param {string[]} lines */
function withTable(path, lines) {
  const text = readFileSync(`${root}/${path}`, "utf8");
  const start = text.indexOf(TABLE_START) + TABLE_START.length;
  const end = text.indexOf(TABLE_END, start);
  if (start < TABLE_START.length || end < 0) throw new Error(`${path} has no place for its table`);
  return `${text.slice(0, start)}\n${lines.join("\n")}\n\n${text.slice(end)}`;
}

async function describePipeline() {
  const { PIPELINE } = await load("src/link.ts");
  const lines = ["| Phase | Passes, in order | From here on is fixed |", "|---|---|---|"];
  for (const { name, passes, settles } of PIPELINE) {
    lines.push(`| ${name} | ${passes.map((pass) => pass.name).join(", ")} | ${cell(settles)} |`);
  }
  return lines;
}

function describeCounterparts() {
  const lines = ["| File | What it does | In LLD or LLVM |", "|---|---|---|"];
  for (const { path, summary, counterparts } of readSourceMap()) {
    lines.push(`| \`${path.slice("src/".length)}\` | ${summary.replaceAll("|", "\\|")} | ${counterparts.join(", ")} |`);
  }
  return lines;
}

async function describeOptions() {
  const { OPTIONS } = await load("src/options/table.ts");
  const { GROUPS } = await load("src/options/row.ts");
  const { collectSpellings } = await load("src/options/collect-spellings.ts");
  const { nameWithValue } = await load("src/options/help.ts");
  const byName = collectSpellings();
  const spellings = [...byName.values()];
  /** @type {[name: string, row: Row][]} */
  const rows = Object.entries(OPTIONS);
  const lines = [
    "# Options",
    "",
    "Made from `src/options/table.ts` by `npm run docs`. Names, forms and texts are those of wasm-ld 22.1.8.",
    "",
    "Where an option is shown with two dashes, one does as well, unless it is marked (2).",
  ];
  for (const [group, heading] of Object.entries(GROUPS)) {
    lines.push("", `## ${heading}`, "", "| Option | Also | Meaning |", "|---|---|---|");
    for (const [name, row] of rows) {
      if (row.group !== group) continue;
      const own = spellings.filter(({ option }) => option === name || option === `no-${name}`);
      const main = own.find((spelling) => spelling.name === (row.kind === "eq" ? `${name}=` : name));
      if (main === undefined) throw new Error(`${name} cannot be written by its name`);
      const show = (/** @type {Spelling} */ spelling) => {
        const shown = nameWithValue({ ...spelling, metavar: row.metavar });
        return `\`${shown}\`${spelling.dashes === "--" ? " (2)" : ""}`;
      };
      const also = own.filter((spelling) => spelling !== main && spelling.option === name).map(show);
      lines.push(`| ${show(main)} | ${also.join(", ")} | ${cell(row.help ?? row.meaning ?? "")} |`);
      const no = row.kind === "toggle" ? byName.get(`no-${name}`) : undefined;
      if (no !== undefined) lines.push(`| ${show(no)} | | ${cell(row.noHelp ?? "")} |`);
    }
  }
  return `${lines.join("\n")}\n`;
}

async function describeMessages() {
  const { MESSAGE_GROUPS } = await load("src/diag/catalog.ts");
  const lines = [
    "# Messages",
    "",
    "Made from `src/diag/catalog.ts` by `npm run docs`. The texts are wasm-ld's, with `{holes}` where names and numbers",
    "stand; the id is what the library gives as `diagnostic.id`. An error lets the link go on to where wasm-ld stops for",
    "errors, a fatal one ends it at once. With `--fatal-warnings`, a warning is an error.",
  ];
  for (const [heading, rows] of Object.entries(MESSAGE_GROUPS)) {
    lines.push("", `## ${heading}`, "", "| Id | Severity | Text |", "|---|---|---|");
    for (const [id, { severity, text }] of Object.entries(rows)) {
      lines.push(`| \`${id}\` | ${severity} | ${cell(text)} |`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Text as it stands, within a table of Markdown. @param {string} text */
function cell(text) {
  return text.replace(/[\\|<>`*_[\]]/g, "\\$&").replaceAll("\n", "<br>");
}

if (isMain(import.meta.url)) {
  const check = process.argv.includes("--check");
  for (const [path, content] of Object.entries(await makeDocs())) {
    if (!check) {
      replaceFile(`${root}/${path}`, content);
    } else if (readFileSync(`${root}/${path}`, "utf8") !== content) {
      console.error(`${path} is out of date: npm run docs`);
      process.exitCode = 1;
    }
  }
}

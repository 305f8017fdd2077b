import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../build/project.mjs";
import { PIPELINE } from "../../src/link.ts";
import { readSources, SOURCES } from "./source.ts";

const TOP = readdirSync(root).filter((name) => name.endsWith(".md"));
const DOCUMENTS = [
  ...TOP.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
  ...readSources("docs", ".md"),
];

function documentAt(path: string): string {
  return DOCUMENTS.find((document) => document.path === path)?.text ?? "";
}

test("links between documents lead somewhere", () => {
  const broken = DOCUMENTS.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)/g)]
      .map(([, target = ""]) => normalize(join(dirname(path), target)))
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test("the map to LLD has every pass, every file, and no file that is gone", () => {
  const map = documentAt("docs/lld-map.md");
  for (const { passes } of PIPELINE) {
    for (const { name } of passes) {
      const file = SOURCES.find(
        ({ path, text }) => path.startsWith("src/passes/") && text.includes(`export function ${name}(`),
      );
      expect([name, map.includes(`\`${file?.path.slice("src/".length) ?? "no file"}\``)]).toEqual([name, true]);
    }
  }
  const [byLldFile = "", byOurFile = ""] = map.split("## By file of tsld");
  const pathsIn = (text: string, row: RegExp): string[] =>
    [...text.matchAll(row)].map(([, path = ""]) => `src/${path}`);
  const named = pathsIn(byLldFile, /`([a-z][\w./-]*\.ts)`/g);
  const listed = pathsIn(byOurFile, /^\| `([^`]+)` \|/gm);
  expect([...named, ...listed].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(listed).toEqual(SOURCES.map(({ path }) => path));
});

/** LLD's files that have code; headers go with them. */
const LLD_FILES =
  `Config.h Driver.cpp InputChunks.cpp InputElement.h InputFiles.cpp LTO.cpp MapFile.cpp MarkLive.cpp Options.td
  OutputSections.cpp OutputSegment.cpp Relocations.cpp SymbolTable.cpp Symbols.cpp SyntheticSections.cpp Writer.cpp
  WriterUtils.cpp`.split(/\s+/);

test("the map to LLD has every file of LLD's port", () => {
  const map = documentAt("docs/lld-map.md");
  expect(LLD_FILES.filter((name) => !map.includes(`| \`${name}\``))).toEqual([]);
});

test("the terms name what is in the code", () => {
  const source = SOURCES.map(({ text }) => text).join("\n");
  const rows = documentAt("docs/terms.md").matchAll(/^\| (?!Word|-)[^|]*\|[^|]*\| ([^|]+) \|$/gm);
  const names = [...rows].flatMap(([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
  expect(names.length).toBeGreaterThan(60);
  const isThere = (name: string): boolean => {
    if (name.includes("/") || name.endsWith(".ts"))
      return existsSync(join(root, name)) || existsSync(join(root, "src", name));
    return name.split(".").every((part) => new RegExp(`\\b${part}\\b`).test(source));
  };
  expect(names.filter((name) => !isThere(name))).toEqual([]);
});

test("files that documents name are there", () => {
  const gone = DOCUMENTS.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:src|test|docs|build|wit|demo|bench)\/[\w./-]+)`/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !existsSync(join(root, name)))
      .map((name) => `${path}: ${name}`),
  );
  expect(gone).toEqual([]);
});

test("a decision has a context, a choice, what was rejected, and a consequence, on one page", () => {
  const decisions = DOCUMENTS.filter(({ path }) => path.startsWith("docs/adr/"));
  expect(decisions.length).toBeGreaterThanOrEqual(10);
  for (const { path, text } of decisions) {
    expect(path).toMatch(/^docs\/adr\/\d{4}-[a-z0-9-]+\.md$/);
    const parts = [...text.matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, part]) => part);
    expect([path, parts]).toEqual([path, ["Context", "Choice", "Rejected", "Consequence"]]);
    expect([path, text.split("\n").length]).toEqual([path, expect.toSatisfy((lines: number) => lines <= 60)]);
  }
});

import { basename } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { headComment } from "../../build/source-map.mjs";
import { find, LINKER_SOURCES, placeOf, readSources, SMALL_FUNCTION_SOURCES, type Source, SOURCES } from "./source.ts";

const MOST_LINES = 400;
const MOST_FUNCTION_LINES = 60;

const TESTS = readSources("test", ".ts");

test("no file has more than 400 lines", () => {
  const long = SOURCES.filter(({ text }) => text.split("\n").length - 1 > MOST_LINES);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test("no function has more than 60 lines", () => {
  expect(SMALL_FUNCTION_SOURCES.flatMap((source) => find(source, longFunction))).toEqual([]);
});

function longFunction(node: ts.Node, file: ts.SourceFile): string | undefined {
  if (!ts.isFunctionLike(node)) return undefined;
  const start = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
  const end = file.getLineAndCharacterOfPosition(node.end).line;
  const before = file.text.split("\n")[start - 1] ?? "";
  // The reason stands where the lint rule is switched off.
  if (/eslint-disable-next-line .*max-lines-per-function.* -- \w+/.test(before)) return undefined;
  return end - start + 1 > MOST_FUNCTION_LINES ? `${placeOf(node, file)}: ${String(end - start + 1)} lines` : undefined;
}

test("file names are kebab-case, in the field's words", () => {
  const vague = /(^|-)(utils?|helpers?|managers?|data|info|misc|common|process|handle)(-|$)/;
  const wrong = [...SOURCES, ...TESTS].filter(({ path }) => {
    const [stem = ""] = basename(path).split(/\.(?:test\.)?(?:d\.)?ts$/);
    return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) || (path.startsWith("src/") && vague.test(stem));
  });
  // The data section is what the specification calls it.
  const named = new Set(["src/emit/sections/data.ts", "src/passes/shared/data-relocation-code.ts"]);
  const sections = /^src\/format\/code-and-data-sections\.ts$/;
  expect(wrong.map(({ path }) => path).filter((path) => !named.has(path) && !sections.test(path))).toEqual([]);
});

test("every file says what it is for", () => {
  const silent = SOURCES.filter(({ text }) => (headComment(text)[0] ?? "").length < 20);
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test("every pass begins with what it does, reads and writes", () => {
  const passes = SOURCES.filter(({ path }) => /^src\/passes\/[^/]+$/.test(path));
  expect(passes.length).toBeGreaterThan(30);
  for (const { path, text } of passes) {
    expect([path, text.startsWith("/**\n")]).toEqual([path, true]);
    const paragraphs = headComment(text);
    const effects = paragraphs[paragraphs.length - 1];
    expect([path, effects]).toEqual([path, expect.stringMatching(/^Reads(: .*\. Writes|, writes): .*\.$/)]);
  }
});

test("a comment of a pass names what it is in LLD", () => {
  const passes = SOURCES.filter(({ path }) => /^src\/passes\/[^/]+$/.test(path));
  expect(passes.filter(({ text }) => !/LLD/.test(headComment(text).join(" "))).map(({ path }) => path)).toEqual([]);
});

test("modules have no state: nothing at top level is assigned to later", () => {
  const state = LINKER_SOURCES.flatMap((source) =>
    find(source, (node, file) => {
      if (!ts.isVariableStatement(node) || node.parent !== file) return undefined;
      return node.declarationList.flags & ts.NodeFlags.Const ? undefined : placeOf(node, file);
    }),
  );
  expect(state).toEqual([]);
});

test("no stack trace is asked for", () => {
  const traces = SOURCES.flatMap((source) =>
    find(source, (node, file) =>
      ts.isPropertyAccessExpression(node) && /^(stack|trace)$/.test(node.name.text) && isError(node)
        ? placeOf(node, file)
        : undefined,
    ),
  );
  expect(traces).toEqual([]);
});

/** `config.trace` is an option; `error.stack` and `console.trace` are not. */
function isError(node: ts.PropertyAccessExpression): boolean {
  return node.name.text === "stack" || node.expression.getText() === "console";
}

const HOST_FILES = /^src\/(entry\/|host\/(node|node-buffers|wasi)\.ts$)/;
const HOST_GLOBALS = new Set(
  "process Buffer console Date TextDecoder TextEncoder performance setTimeout globalThis Intl fetch crypto".split(" "),
);

test("the core uses nothing that ECMAScript alone does not have", () => {
  const core = LINKER_SOURCES.filter(({ path }) => !HOST_FILES.test(path));
  expect(core.flatMap((source) => find(source, hostGlobal))).toEqual([]);
  expect(find({ path: "a.ts", text: "console.log(Date.now())" }, hostGlobal)).toHaveLength(2);
});

/** A global that is used, not a property or a local of that name. */
function hostGlobal(node: ts.Node, file: ts.SourceFile): string | undefined {
  if (!ts.isIdentifier(node) || !HOST_GLOBALS.has(node.text) || isLocal(node)) return undefined;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return undefined;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return undefined;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertySignature(parent)) return undefined;
  return `${placeOf(node, file)}: ${node.text}`;
}

function isLocal(node: ts.Identifier): boolean {
  const declares = new RegExp(`\\b(const|let|function)\\s+${node.text}\\b`);
  return declares.test(node.getSourceFile().text);
}

test("regular expressions are those that every engine has: no lookbehind, no classes of Unicode properties", () => {
  const fancy = (source: Source): string[] =>
    find(source, (node, file) =>
      ts.isRegularExpressionLiteral(node) && /\(\?<[=!]|\\[pP]\{/.test(node.text) ? placeOf(node, file) : undefined,
    );
  expect(LINKER_SOURCES.flatMap(fancy)).toEqual([]);
  expect(fancy({ path: "a.ts", text: "/(?<=a)b/" })).toEqual(["a.ts:1"]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demangle } from "../../../src/demangle/demangle.ts";

const UNCHANGED: readonly string[] = [
  "main",
  "__main_void",
  "memcpy",
  "_start",
  "__wasm_call_ctors",
  "_Z",
  "_ZN",
  "_Z1",
  "?_Z1fv",
  "?_RNvC1a1b",
  "_Z3fo",
  "_Z1fvi",
  "_ZN1AE1f1",
  "_Z1fS_",
  "_Z1fT_",
  "_Z1fIiEET0_",
  "_Z1fIXEEvv",
  "_Z1fILi1Evv",
  "_ZN4tsld3Intds",
  "_Z1fPFv",
  "_Z1fDF16",
  "_Z1fDx",
  "_Z1fILf3f80EEvv",
  "_Z1fILd3FF0000000000000EEvv",
  "_ZTV",
  "_ZT1A",
  "_ZTh1_",
  "_ZGR1x0",
  "_ZGI",
  "_ZC1Ev",
  "_ZStW1a",
  "_Z1fv_suffix",
  "___Z1fv_block_invoke_",
  "______Z1fv",
  "_._Z1fv",
  "..Z1fv",
  ".L.str",
  ".text",
  "_RNvC4tsld",
  "_RNvC4tsld5link",
  "_RNvC4tsld4_123",
  "_RINvC4tsld4linkKj01_E",
  "_RINvC4tsld4linkRL0_hE",
  "_RB_",
  "_RNvC4tsldu2__",
  "_RNvC4tsld4li-k",
  "_RINvC4tsld4linkKe_E",
  "_D4tsld",
  "_D4tsld4linkFZv",
  "_D0Z",
  "_D4tsldQaZ",
  "_DQbZ",
  "_R",
  "_D",
];

test.each(UNCHANGED)("a name that is not mangled stays as it is: %s", (name) => {
  expect(demangle(name)).toBe(name);
});

describe("nesting", () => {
  const nested = (depth: number) => `_Z1f${"1AI".repeat(depth)}i${"E".repeat(depth)}`;

  test("300 templates inside of each other are demangled", () => {
    expect(demangle(nested(300))).toBe(`f(${"A<".repeat(300)}int${">".repeat(300)})`);
  });

  test.each([
    ["templates", nested(100_000)],
    ["pointers", `_Z1f${"P".repeat(100_000)}i`],
    ["packs", `_Z1fI${"J".repeat(100_000)}`],
    ["local names", `_${"Z".repeat(100_000)}`],
    ["expressions", `_Z1fIX${"ng".repeat(100_000)}Li1EEEvv`],
    ["substitutions of substitutions", `_Z1fPi${substitutionChain(50_000)}`],
    ["Rust references", `_RINvC1a1b${"R".repeat(100_000)}aE`],
    ["D references", `_D1a${"Qc".repeat(100_000)}`],
  ])("%s nested too deep leave the name as it is", (_, name) => {
    expect(demangle(name)).toBe(name);
  });
});

/** A pointer to the type before, again and again. */
function substitutionChain(length: number): string {
  let chain = "PS_";
  for (let i = 0; i < length; i++) chain += `PS${i.toString(36).toUpperCase()}_`;
  return chain;
}

describe("texts that double at every step", () => {
  test("a few steps of C++ templates are printed", () => {
    expect(demangle(doublingTemplates(3))).toBe(
      "f(a, b<a, a>, b<b<a, a>, b<a, a>>, b<b<b<a, a>, b<a, a>>, b<b<a, a>, b<a, a>>>)",
    );
  });

  test("many leave the name as it is", () => {
    expect(demangle(doublingTemplates(64))).toBe(doublingTemplates(64));
  });

  test("a few steps of Rust tuples are printed", () => {
    expect(demangle(doublingTuples(2))).toBe(
      "a::b::<(i8, i8), ((i8, i8), (i8, i8)), (((i8, i8), (i8, i8)), ((i8, i8), (i8, i8)))>",
    );
  });

  test("many leave the name as it is, too", () => {
    expect(demangle(doublingTuples(50))).toBe(doublingTuples(50));
  });
});

function doublingTemplates(steps: number): string {
  let name = "_Z1f1a1bIS_S_E";
  for (let i = 1; i < steps; i++) {
    const previous = `S${(2 * i - 1).toString(36).toUpperCase()}_`;
    name += `1bI${previous}${previous}E`;
  }
  return name;
}

function doublingTuples(steps: number): string {
  let path = "INvC1a1bTaaE";
  let previous = path.indexOf("T");
  for (let i = 0; i < steps; i++) {
    const next = path.length;
    path += `TB${base62(previous)}B${base62(previous)}E`;
    previous = next;
  }
  return `_R${path}E`;
}

function base62(value: number): string {
  const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const rest = value - 1;
  return (rest >= 62 ? digits.charAt(Math.floor(rest / 62)) : "") + digits.charAt(rest % 62) + "_";
}

test("references to references, over and over, leave the name as it is", () => {
  let name = "_Z1fRi";
  for (let i = 0; i < 20_000; i++) name += i === 0 ? "RS_" : `RS${(i - 1).toString(36).toUpperCase()}_`;
  expect(demangle(name)).toBe(name);
});

test("no arrangement of the grammar's letters makes it fail", () => {
  const pieces = [
    "_Z",
    "_R",
    "_D",
    "N",
    "I",
    "E",
    "S_",
    "S0_",
    "T_",
    "1a",
    "2bc",
    "C1",
    "Dp",
    "J",
    "X",
    "L",
    "Li1E",
    "P",
    "R",
    "O",
    "K",
    "F",
    "A3_",
    "M",
    "Ul",
    "v",
    "E_",
    "cv",
    "cl",
    "fl",
    "pl",
    "DT",
    "Z",
    "Ty",
    "Q",
    "B",
    "B0_",
    "Nv",
    "4",
    "u",
    ".",
  ];
  const names = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      fc.constantFrom("_Z", "_R", "_D", "."),
      names,
      (prefix, rest) => typeof demangle(prefix + rest) === "string",
    ),
    { numRuns: 5000, seed: 1 },
  );
});

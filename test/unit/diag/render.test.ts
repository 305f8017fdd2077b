import { expect, test } from "vitest";
import { Diagnostics } from "../../../src/diag/diagnostics.ts";
import { Renderer } from "../../../src/diag/render.ts";
import { MemoryHost } from "../../../src/host/memory.ts";

function setUp(hasColors = false) {
  const host: MemoryHost = Object.assign(new MemoryHost([]), { hasColors: () => hasColors });
  const renderer = new Renderer(host, "wasm-ld");
  const diagnostics = new Diagnostics(renderer);
  const duplicate = () => diagnostics.report("duplicate-symbol", { symbol: "f", first: "a.o", second: "b.o" });
  return { host, renderer, diagnostics, duplicate };
}

const DUPLICATE = "wasm-ld: error: duplicate symbol: f\n>>> defined in a.o\n>>> defined in b.o\n";

test("a message is a line with the program's name and the severity", () => {
  const { host, diagnostics } = setUp();
  diagnostics.report("stray-end-lib", {});
  diagnostics.report("unknown-z-value", { value: "now" });
  expect(host.printed("stderr")).toBe("wasm-ld: error: stray --end-lib\nwasm-ld: warning: unknown -z value: now\n");
  expect(host.printed("stdout")).toBe("");
});

test("a blank line parts a message of several lines from the next, but does not end the output", () => {
  const { host, diagnostics, duplicate } = setUp();
  duplicate();
  duplicate();
  diagnostics.report("stray-end-lib", {});
  diagnostics.report("stray-end-lib", {});
  const stray = "wasm-ld: error: stray --end-lib\n";
  expect(host.printed("stderr")).toBe(`${DUPLICATE}\n${DUPLICATE}\n${stray}${stray}`);
});

test("what --verbose shows stands among the messages, without a severity", () => {
  const { host, diagnostics, duplicate } = setUp();
  diagnostics.log("unseen");
  diagnostics.verbose = true;
  duplicate();
  diagnostics.log("-- layoutMemory");
  expect(host.printed("stderr")).toBe(`${DUPLICATE}\nwasm-ld: -- layoutMemory\n`);
});

test("requested output is a plain line of stdout", () => {
  const { host, diagnostics, duplicate } = setUp();
  duplicate();
  diagnostics.message("a.o");
  expect(host.printed("stdout")).toBe("a.o\n");
});

test("what LLVM's libraries say themselves has no prefix", () => {
  const { host, diagnostics } = setUp();
  diagnostics.report("recursive-response-file", { path: "/a" });
  expect(host.printed("stderr")).toBe("recursive expansion of: '/a'\n");
});

const ERROR = "wasm-ld: \x1b[0;31merror: \x1b[0mstray --end-lib\n";
const WARNING = "wasm-ld: \x1b[0;35mwarning: \x1b[0munknown -z value: now\n";
const PLAIN = "wasm-ld: error: stray --end-lib\nwasm-ld: warning: unknown -z value: now\n";

test.each([
  [false, "auto", PLAIN],
  [true, "auto", ERROR + WARNING],
  [false, "always", ERROR + WARNING],
  [true, "never", PLAIN],
] as const)("colours: terminal %s, --color-diagnostics=%s", (isTerminal, choice, expected) => {
  const { host, renderer, diagnostics } = setUp(isTerminal);
  renderer.setColors(choice);
  diagnostics.report("stray-end-lib", {});
  diagnostics.report("unknown-z-value", { value: "now" });
  expect(host.printed("stderr")).toBe(expected);
});

test("a host is asked for colours once, and only where there is something to colour", () => {
  let asked = 0;
  const host = Object.assign(new MemoryHost([]), { hasColors: () => ++asked > 0 });
  const diagnostics = new Diagnostics(new Renderer(host, "wasm-ld"));
  diagnostics.message("version");
  expect(asked).toBe(0);
  diagnostics.report("stray-end-lib", {});
  diagnostics.report("stray-end-lib", {});
  expect(asked).toBe(1);
});

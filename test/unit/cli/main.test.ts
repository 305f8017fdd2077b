import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InternalError } from "../../../src/base/internal-error.ts";
import type { LinkFunction } from "../../../src/link.ts";
import { run } from "../../../src/cli/main.ts";
import { type Host, failed } from "../../../src/host/host.ts";
import { MemoryHost } from "../../../src/host/memory.ts";
import { FAILURE_TEXT } from "../../../src/host/host.ts";

const MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d);

/** Links as far as the command line matters: opens the inputs. */
const openInputs: LinkFunction = (config, host, diagnostics) => {
  let count = 0;
  for (const input of config.inputs) {
    if (input.kind === "library") diagnostics.report("library-not-found", { name: input.name });
    if (input.kind !== "file") continue;
    const content = host.readFile(input.path);
    if (content.ok) count++;
    else diagnostics.report("cannot-open", { path: input.path, reason: FAILURE_TEXT[content.failure] });
  }
  if (count === 0 && !diagnostics.hasErrors) diagnostics.report("no-input-files", {});
  return diagnostics.hasErrors ? undefined : { module: MODULE, sideFiles: [] };
};

function runOn(host: MemoryHost, args: readonly string[], link: LinkFunction = openInputs) {
  const result = run(["bin/wasm-ld", ...args], host, link);
  return { ...result, stdout: host.printed("stdout"), stderr: host.printed("stderr") };
}

function runAlone(...args: readonly string[]) {
  return runOn(new MemoryHost([]), args);
}

describe("says what wasm-ld says to", () => {
  const recorded = readFileSync(new URL("command-lines.txt", import.meta.url), "utf8");
  for (const entry of recorded.split("\n\n").slice(1)) {
    const lines = entry.trim().split("\n");
    const words = lines[0].slice("$ ".length);
    test(words, () => {
      const { stderr, exitCode } = runAlone(...(JSON.parse(words) as string[]));
      const said = [...stderr.replaceAll("\x1b", "\\e").split("\n"), `= ${exitCode}`];
      expect(said.filter((line) => line !== "")).toEqual(lines.slice(1));
    });
  }
});

test("-v, -V and --version print a line that begins with LLD and wasm-ld's version", () => {
  for (const option of ["-v", "-V", "--version", "-version"]) {
    expect(runAlone(option).stdout).toMatch(/^LLD 22\.1\.8 .*\n$/);
  }
});

test("--version does not look at the inputs, -v does", () => {
  expect(runAlone("--version", "missing.o")).toMatchObject({ exitCode: 0, stderr: "" });
  expect(runAlone("-v", "missing.o")).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^LLD /) });
});

test("--help names the program as it was called, and exits with 1 if something else was wrong", () => {
  expect(runAlone("--help").stdout).toContain("USAGE: bin/wasm-ld [options] file...\n");
  expect(runAlone("--help", "--foo").exitCode).toBe(1);
});

test("a link writes its output, as an executable", () => {
  const host = new MemoryHost([["a.o", MODULE]]);
  expect(runOn(host, ["a.o", "-o", "out.wasm"])).toMatchObject({ exitCode: 0, diagnostics: [] });
  expect(host.written.get("out.wasm")).toBe(MODULE);
});

test("a link that failed leaves an older output as it was", () => {
  const host = new MemoryHost([["out.wasm", MODULE]]);
  expect(runOn(host, ["missing.o", "-o", "out.wasm"]).exitCode).toBe(1);
  expect(host.written.size).toBe(0);
});

test("an output that reports an error is not written, even if the link returned a module", () => {
  const host = new MemoryHost([]);
  const { exitCode } = runOn(host, ["-o", "out.wasm"], (_config, _host, diagnostics) => {
    diagnostics.report("stray-end-lib", {});
    return { module: MODULE, sideFiles: [] };
  });
  expect(exitCode).toBe(1);
  expect(host.written.size).toBe(0);
});

test("files beside the module are written first, and in their order", () => {
  const host = new MemoryHost([]);
  const sideFiles = [
    { path: "why.txt", bytes: MODULE },
    { path: "out.map", bytes: MODULE },
  ];
  runOn(host, ["-o", "out.wasm"], () => ({ module: MODULE, sideFiles }));
  expect([...host.written.keys()]).toEqual(["why.txt", "out.map", "out.wasm"]);
});

test("a file beside the module that cannot be written is an error, and the module is not written", () => {
  const host = new MemoryHost([["dir", MODULE]]);
  const link: LinkFunction = () => ({ module: MODULE, sideFiles: [{ path: "dir/x", bytes: MODULE }] });
  const stderr = "wasm-ld: error: cannot open dir/x: Not a directory\n";
  expect(runOn(host, ["-o", "out.wasm", "--Map=dir/x"], link)).toMatchObject({ exitCode: 1, stderr });
  expect(host.written.size).toBe(0);
});

test.each([
  ["access", "failed to open out.wasm: Permission denied"],
  ["no-space", "failed to write output 'out.wasm': No space left on device"],
] as const)("an output that cannot be written (%s) is an error", (failure, text) => {
  const host: Host = Object.assign(new MemoryHost([]), { writeFile: () => failed(failure) });
  const { exitCode, diagnostics } = run(["wasm-ld", "-o", "out.wasm"], host, () => ({ module: MODULE, sideFiles: [] }));
  expect(exitCode).toBe(1);
  expect(diagnostics.map((diagnostic) => diagnostic.text)).toEqual([text]);
});

test("-flavor wasm is taken from the front", () => {
  expect(runAlone("-flavor", "wasm", "-v").exitCode).toBe(0);
  expect(runAlone("-flavor", "LD-Wasm", "-v").exitCode).toBe(0);
  expect(runAlone("-flavor", "gnu", "-v").stderr).toBe("Unknown flavor: gnu\n");
});

describe("a defect of the linker", () => {
  const report = (problem: string) =>
    `wasm-ld: error: internal error: ${problem}; this is a bug of the linker, please report it\n`;

  test.each([
    [
      "an assertion",
      () => {
        throw new InternalError("row 3 is free\nat x");
      },
      "row 3 is free",
    ],
    [
      "a stack overflow",
      () => {
        const recurse = (): number => recurse() + 1;
        recurse();
      },
      "Maximum call stack size exceeded",
    ],
    [
      "something that is no error",
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the case
        throw "odd";
      },
      "odd",
    ],
  ])("is one line and exit code 1: %s", (_name, defect, problem) => {
    const result = runOn(new MemoryHost([]), ["-o", "x"], () => {
      defect();
      return undefined;
    });
    expect(result).toMatchObject({ exitCode: 1, stderr: report(problem) });
    expect(result.diagnostics.map(({ id }) => id)).toEqual(["internal-error"]);
  });

  test("is shown past the error limit too", () => {
    const { stderr } = runOn(new MemoryHost([]), ["--error-limit=1", "--foo"], () => {
      throw new InternalError("x");
    });
    expect(stderr).toBe(`wasm-ld: error: unknown argument: --foo\n${report("x")}`);
  });
});

test.each([
  ["V8, a buffer", new RangeError("Array buffer allocation failed")],
  ["V8, WebAssembly", new RangeError("WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory")],
  ["SpiderMonkey", "out of memory"],
  ["QuickJS", Object.assign(new Error("out of memory"), { name: "InternalError" })],
])("a host without more memory is no defect of the linker (%s)", (_engine, thrown) => {
  const { exitCode, stderr } = runOn(new MemoryHost([]), ["-o", "x"], () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- SpiderMonkey throws a text
    throw thrown;
  });
  expect(exitCode).toBe(1);
  expect(stderr).toBe("wasm-ld: error: out of memory: this link needs more than the host lets the linker have\n");
});

test("the linker sees the host, the configuration and the program's name", () => {
  const host = new MemoryHost([]);
  const link: LinkFunction = (config, given) => {
    expect(config.programName).toBe("wasm-ld");
    expect(given).toBe(host);
    return undefined;
  };
  expect(runOn(host, [], link).exitCode).toBe(0);
});

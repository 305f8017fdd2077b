import { expect, test } from "vitest";
import { Diagnostics } from "../../../src/diag/diagnostics.ts";
import { ArgumentList } from "../../../src/options/argument-list.ts";
import { checkOptions } from "../../../src/options/check-options.ts";
import { parseCommandLine } from "../../../src/options/parse.ts";
import { readConfig } from "../../../src/options/read-config.ts";

function saidOf(...words: readonly string[]): string[] {
  const config = readConfig(new ArgumentList(parseCommandLine(words).arguments), "wasm-ld", new Diagnostics());
  const diagnostics = new Diagnostics();
  checkOptions(config, diagnostics);
  return diagnostics.all.map(({ severity, text }) => `${severity}: ${text}`);
}

const PIE_UNSTABLE = "warning: creating PIEs, with -pie, is not yet stable";
const SHARED_UNSTABLE = "warning: creating shared libraries, with -shared, is not yet stable";

test.each([
  ["", ["error: no output file specified"]],
  ["--thinlto-index-only", []],
  ["-o x", []],
  [
    "-o x --compress-relocations",
    [
      "error: --compress-relocations is incompatible with output debug information. Please pass --strip-debug or --strip-all",
    ],
  ],
  ["-o x --compress-relocations -S", []],
  ["-o x --compress-relocations -s", []],
  ["-o x --lto-partitions=0", ["error: --lto-partitions: number of threads must be > 0"]],
  ["-o x --thinlto-jobs=0", []],
  ["-o x --thinlto-jobs=all", []],
  ["-o x --thinlto-jobs=some", ["error: --thinlto-jobs: invalid job count: some"]],
  ["-o x --thinlto-jobs=4294967296", ["error: --thinlto-jobs: invalid job count: 4294967296"]],
  ["-o x --threads=0x1", ["error: --thinlto-jobs: invalid job count: 0x1"]],
  ["-o x --import-table --export-table", ["error: --import-table and --export-table may not be used together"]],
  ["-o x -r", []],
  [
    "-o x -r -e f --gc-sections --compress-relocations -u x --shared-memory --global-base=5 -S",
    [
      "error: entry point specified for relocatable output file",
      "error: -r and --gc-sections may not be used together",
      "error: -r -and --compress-relocations may not be used together",
      "error: -r -and --undefined may not be used together",
      "error: -r and --shared-memory may not be used together",
      "error: -r and --global-base may not by used together",
    ],
  ],
  ["-o x -r -pie", ["error: -r and -pie may not be used together", PIE_UNSTABLE]],
  ["-o x -pie", [PIE_UNSTABLE]],
  ["-o x -shared", [SHARED_UNSTABLE]],
  ["-o x -shared --experimental-pic -Bsymbolic", []],
  ["-o x -shared -pie", ["error: -shared and -pie may not be used together", SHARED_UNSTABLE, PIE_UNSTABLE]],
  [
    "-o x --unresolved-symbols=import-dynamic",
    ["warning: dynamic imports are not yet stable (--unresolved-symbols=import-dynamic)"],
  ],
  ["-o x -Bsymbolic", ["warning: -Bsymbolic is only meaningful when combined with -shared"]],
  [
    "-o x -pie --experimental-pic --global-base=1 --table-base=1",
    ["error: --global-base may not be used with -shared/-pie", "error: --table-base may not be used with -shared/-pie"],
  ],
])("%s", (words, said) => {
  expect(saidOf(...words.split(" "))).toEqual(said);
});

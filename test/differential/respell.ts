/** The same options in their other spellings: with one dash or two, the value joined or separate, the long or the short name. */
import type { Random } from "./random.ts";

/** With a value, joined by `=` or separate, and either dash. */
const VALUED = [
  "export", "export-if-defined", "undefined", "wrap", "Map", "soname", "rpath", "keep-section", "trace-symbol", "unresolved-symbols",
  "threads", "rsp-quoting", "mllvm", "entry",
]; // biome-ignore format: a table
/** The same, but only with two dashes. */
const VALUED_LONG = ["error-limit", "reproduce", "thinlto-cache-policy"];
/** With a joined value and either dash. */
const JOINED = ["build-id", "color-diagnostics", "allow-undefined-file", "features", "extra-features", "import-memory"];

const NAMES: readonly (readonly string[])[] = [
  ["-r", "--relocatable", "-relocatable"],
  ["-shared", "--shared"],
  ["-pie", "--pie"],
  ["-Bsymbolic", "--Bsymbolic"],
  ["--strip-all", "-s", "-strip-all"],
  ["--strip-debug", "-S", "-strip-debug"],
  ["--trace", "-t", "-trace"],
  ["-M", "--print-map", "-print-map"],
  ["--export-dynamic", "-E", "-export-dynamic"],
  ["-Bdynamic", "--Bdynamic", "-dy", "--dy", "-call_shared", "--call_shared"],
  ["-Bstatic", "--Bstatic", "-dn", "--dn", "-static", "--static", "-non_shared", "--non_shared"],
  ["--whole-archive", "-whole-archive"],
  ["--no-whole-archive", "-no-whole-archive"],
  ["--start-lib", "-start-lib"],
  ["--end-lib", "-end-lib"],
  ["--gc-sections", "-gc-sections"],
  ["--no-gc-sections", "-no-gc-sections"],
  ["--print-gc-sections", "-print-gc-sections"],
  ["--emit-relocs", "-emit-relocs"],
  ["--no-demangle", "-no-demangle"],
  ["--allow-undefined", "-allow-undefined"],
  ["--import-undefined", "-import-undefined"],
  ["--warn-unresolved-symbols", "-warn-unresolved-symbols"],
  ["--allow-multiple-definition", "-allow-multiple-definition"],
  ["--noinhibit-exec", "-noinhibit-exec"],
  ["--compress-relocations", "-compress-relocations"],
  ["--stack-first", "-stack-first"],
  ["--no-stack-first", "-no-stack-first"],
  ["--fatal-warnings", "-fatal-warnings"],
  ["--verbose", "-verbose"],
  // Not with one dash.
  ["--export-all", "-export-all"],
];

export function respell(random: Random, args: readonly string[]): string[] {
  return args.flatMap((arg) => (random.chance(40) ? spellAnew(random, arg) : [arg]));
}

function spellAnew(random: Random, arg: string): readonly string[] {
  const names = NAMES.find((spellings) => spellings.includes(arg));
  if (names !== undefined) return [random.pick(names)];
  const [, option, value] = /^--([\w-]+)=(.*)$/.exec(arg) ?? [];
  if (option !== undefined && value !== undefined) return spellValue(random, option, value) ?? [arg];
  const [, letter, rest] = /^-([yuOlLz])(.+)$/.exec(arg) ?? [];
  return letter === undefined || rest === undefined ? [arg] : [`-${letter}`, rest];
}

function spellValue(random: Random, option: string, value: string): readonly string[] | undefined {
  const dashes = random.pick(["-", "--"]);
  if (VALUED.includes(option) || VALUED_LONG.includes(option)) {
    const start = `${VALUED.includes(option) ? dashes : "--"}${option}`;
    return random.chance(50) ? [`${start}=${value}`] : [start, value];
  }
  return JOINED.includes(option) ? [`${dashes}${option}=${value}`] : undefined;
}

/** Whether the link is one of -r. */
export function isRelocatable(args: readonly string[]): boolean {
  return args.some((arg) => NAMES[0]?.includes(arg));
}

/**
 * A job: files, and commands over them that run one after the other in one folder (a later one may read what an earlier one
 * wrote). Everything follows from the seed and the compiled snippets.
 */
import { makeArchive } from "./generate-archives.ts";
import { addOtherInputs, damage, makeNameList, toResponseFile } from "./generate-inputs.ts";
import { generateObject } from "./generate-object.ts";
import { generateOptions, pickMode } from "./generate-options.ts";
import { Random } from "./random.ts";
import { respell } from "./respell.ts";
import { makeWorld, type World } from "./world.ts";

export interface Job {
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The arguments of each link. */
  readonly commands: readonly (readonly string[])[];
  /** One of the objects has some bytes changed. */
  readonly isDamaged: boolean;
}

/** Objects from the compiler, by how they were compiled. */
export type Snippets = Readonly<Record<"static" | "pic" | "debug" | "wide" | "threads", readonly Uint8Array[]>>;

export function generateJob(seed: number, snippets: Snippets): Job {
  const random = new Random(seed);
  const isCompiled = random.chance(20);
  const world = makeWorld(random, isCompiled);
  const draft: JobDraft = { random, world, files: {}, commands: [], libraries: [], folder: pickFolder(random) };
  const objects = isCompiled
    ? pickSnippets(random, world, snippets)
    : random.times(random.weighted([[1, 1], [4, 2], [4, 3], [2, 5]]), () => generateObject(random, world, random.pick([20, 40, 60]))); // biome-ignore format: short
  const groups = objects.map((content, i) => placeObject(draft, `${"abcdefgh"[i]}.o`, content));
  const { files, commands } = draft;
  groups.push(addOtherInputs(random, files, world));
  if (random.chance(3)) groups.push(random.pick(groups));
  const inputs = (random.chance(15) ? random.shuffle(groups) : groups).flat();
  const mode = pickMode(random, world);
  const options = generateOptions(random, world, mode);
  const isDamaged = random.chance(3) && inputs.some((input) => input.endsWith(".o"));
  if (isDamaged) damage(random, files, inputs);
  files["allowed.txt"] = makeNameList(random, world);
  const given = random.chance(80) ? [...options, ...inputs] : [...inputs, ...options];
  const args = random.chance(25) ? respell(random, given) : given;
  commands.push(random.chance(6) ? toResponseFile(random, files, args) : [...args, "-o", "out.wasm"]);
  if (random.chance(mode === "relocatable" ? 60 : 10)) commands.push(...linkAgain(draft));
  return { files, commands, isDamaged };
}

/** What is done with the output: it is linked alone, or what comes of that is linked once more. */
function linkAgain({ random, world }: JobDraft): string[][] {
  const width = world.is64 ? ["-mwasm64"] : [];
  const again = [...width, "-r", "out.wasm", "-o", "again.o"];
  const options = generateOptions(random, world, random.pick(["executable", "executable", "pie", "threads", "shared"]));
  const last = (input: string): string[] => [...options, input, "-o", "last.wasm"];
  return random.weighted([[3, [again]], [4, [last("out.wasm")]], [2, [again, last("again.o")]]]); // biome-ignore format: short
}

function pickFolder(random: Random): string {
  return random.weighted([[24, ""], [1, "a folder/"], [1, "./"], [1, "größe/"]]); // biome-ignore format: short
}

function pickSnippets(random: Random, world: World, snippets: Snippets): Uint8Array[] {
  const kind = world.is64 ? "wide" : world.isPic ? random.pick(["pic", "pic", "threads"] as const) : random.pick(["static", "debug"] as const); // biome-ignore format: short
  const list = random.shuffle(snippets[kind]).slice(0, random.between(1, 4));
  if (random.chance(25)) list.push(generateObject(random, world, 40));
  return list;
}

interface JobDraft {
  readonly random: Random;
  readonly world: World;
  readonly files: Record<string, Uint8Array>;
  readonly commands: string[][];
  /** Where objects lie that are named themselves; with a slash at its end. */
  readonly folder: string;
  /** Shared libraries that the commands so far make. */
  readonly libraries: string[];
}

/** Where an object goes: it is named, or lies in an archive, or is what another link makes of it. Returns arguments. */
function placeObject(draft: JobDraft, name: string, content: Uint8Array): string[] {
  const { random, world, files } = draft;
  const place = random.weighted<"named" | "archive" | "library" | "lazy" | "relinked" | "shared">([
    [60, "named"],
    [14, "archive"],
    [6, "library"],
    [6, "lazy"],
    [9, "relinked"],
    [world.isPic ? 12 : 2, "shared"],
  ]);
  if (place === "archive") return placeInArchive(draft, name, content);
  if (place === "library") {
    const other = generateObject(random, world, 40);
    files[`libs/lib${name}.a`] = makeArchive(random, files, [[name, content], [`a_long_member_name_${name}`, other]]); // biome-ignore format: short
    return random.weighted([
      [16, ["-Llibs", `-l${name}`]],
      [2, ["-L", "libs", `-l:lib${name}.a`]],
      [1, [`--library-path=libs`, `--library=${name}`]],
    ]);
  }
  const path = place === "lazy" || place === "named" ? draft.folder + name : name;
  files[path.replace(/^\.\//, "")] = content;
  if (place === "lazy") return ["--start-lib", path, "--end-lib"];
  if (place === "named") return [path];
  return place === "shared" ? placeInLibrary(draft, name) : placeInObject(draft, name);
}

function placeInArchive({ random, world, files }: JobDraft, name: string, content: Uint8Array): string[] {
  files[`${name}.a`] = makeArchive(random, files, [[name, content]]);
  if (random.chance(10)) files[`${name}.imports`] = makeNameList(random, world);
  return random.weighted([
    [16, [`${name}.a`]],
    [3, ["--whole-archive", `${name}.a`, "--no-whole-archive"]],
    [1, [`${name}.a`, `${name}.a`]],
  ]);
}

function placeInLibrary(draft: JobDraft, name: string): string[] {
  const { random, world, commands, libraries } = draft;
  const output = `lib${name}.so`;
  const options = random.chance(70)
    ? ["-shared", "--experimental-pic", "--allow-undefined"]
    : generateOptions(random, world, "shared");
  if (world.is64) options.push("-mwasm64");
  const needed = random.some(libraries, 40);
  commands.push([...options, name, ...needed, "-o", output]);
  libraries.push(output);
  return random.chance(60) ? ["-L.", "-Bdynamic", `-l${name}`, "-Bstatic"] : [output];
}

/** The output of -r; or that of --emit-relocs, which has all that an object has. */
function placeInObject({ random, world, commands }: JobDraft, name: string): string[] {
  const output = `${name}.relinked`;
  const options = random.weighted([
    [14, ["-r"]],
    [5, generateOptions(random, world, "relocatable")],
    [2, ["--emit-relocs", "--no-entry", "--allow-undefined", "--no-gc-sections"]],
  ]);
  if (world.is64) options.push("-mwasm64");
  commands.push([...options, name, "-o", output]);
  return random.chance(15) ? ["--start-lib", output, "--end-lib"] : [output];
}

/**
 * A job: files, and commands over them that run one after the other in one folder (a later one may read what an earlier one
 * wrote). Everything follows from the seed and the compiled snippets.
 */
import { buildArchive, buildBsdArchive, buildGnuArchive, type MemberDescription } from "../support/archive-builder.ts";
import { encodeText } from "../support/object-builder.ts";
import { generateObject } from "./generate-object.ts";
import { generateOptions, type Mode, pickMode } from "./generate-options.ts";
import { Random } from "./random.ts";
import { makeWorld, type World } from "./world.ts";

export interface Job {
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The arguments of each link. */
  readonly commands: readonly (readonly string[])[];
  /** One of the objects has some bytes changed. */
  readonly isDamaged: boolean;
}

/** Objects from the compiler, by how they were compiled. */
export type Snippets = Readonly<Record<"static" | "pic" | "debug", readonly Uint8Array[]>>;

export function generateJob(seed: number, snippets: Snippets): Job {
  const random = new Random(seed);
  const files: Record<string, Uint8Array> = {};
  const commands: string[][] = [];
  const isCompiled = random.chance(18);
  const world = makeWorld(random, isCompiled);
  const objects = isCompiled
    ? pickSnippets(random, world, snippets)
    : random.times(random.weighted([[1, 1], [4, 2], [4, 3], [2, 5]]), () => generateObject(random, world, random.pick([20, 40, 60]))); // biome-ignore format: short
  const groups = objects.map((content, i) =>
    placeObject(random, files, commands, world, `${"abcdefgh"[i]}.o`, content),
  );
  groups.push(addOtherInputs(random, files, world));
  const inputs = (random.chance(15) ? random.shuffle(groups) : groups).flat();
  const options = generateOptions(random, world, pickMode(random, world));
  const isDamaged = random.chance(3) && !inputs.includes("--start-lib") && inputs.some((input) => input.endsWith(".o"));
  if (isDamaged) damage(random, files, inputs);
  files["allowed.txt"] = encodeText(`# names\n${world.functions.map(({ name }) => name).join("\n")}\n`);
  const args = random.chance(80) ? [...options, ...inputs] : [...inputs, ...options];
  commands.push(random.chance(5) ? toResponseFile(random, files, args) : [...args, "-o", "out.wasm"]);
  if (random.chance(10)) commands.push(["-r", "out.wasm", "-o", "again.o"]);
  return { files, commands, isDamaged };
}

function pickSnippets(random: Random, world: World, snippets: Snippets): Uint8Array[] {
  const kind = world.isPic ? "pic" : random.pick(["static", "debug"] as const);
  const list = random.shuffle(snippets[kind]).slice(0, random.between(1, 4));
  if (random.chance(25)) list.push(generateObject(random, world, 40));
  return list;
}

/** Where an object goes: it is named, or lies in an archive, or is what another link makes of it. Returns arguments. */
function placeObject(
  random: Random,
  files: Record<string, Uint8Array>,
  commands: string[][],
  world: World,
  name: string,
  content: Uint8Array,
): string[] {
  const place = random.weighted<"named" | "archive" | "library" | "lazy" | "relinked" | "shared">([
    [60, "named"],
    [14, "archive"],
    [6, "library"],
    [6, "lazy"],
    [7, "relinked"],
    [world.isPic ? 12 : 2, "shared"],
  ]);
  if (place === "archive") {
    files[`${name}.a`] = makeArchive(random, files, [[name, content]]);
    if (random.chance(8)) files[`${name}.imports`] = encodeText(world.functions.map((row) => row.name).join("\n"));
    return random.chance(15) ? ["--whole-archive", `${name}.a`, "--no-whole-archive"] : [`${name}.a`];
  }
  if (place === "library") {
    const other = generateObject(random, world, 40);
    files[`libs/lib${name}.a`] = makeArchive(random, files, [[name, content], [`a_long_member_name_${name}`, other]]); // biome-ignore format: short
    return random.chance(90) ? ["-Llibs", `-l${name}`] : ["-L", "libs", `-l:lib${name}.a`];
  }
  files[name] = content;
  if (place === "lazy") return ["--start-lib", name, "--end-lib"];
  if (place === "relinked" || place === "shared") {
    const output = place === "shared" ? `lib${name}.so` : `${name}.relinked`;
    const mode: Mode = place === "shared" ? "shared" : "relocatable";
    const options = random.chance(70) ? plainOptions(mode) : generateOptions(random, world, mode);
    if (world.is64) options.push("-mwasm64");
    commands.push([...options, name, "-o", output]);
    return place === "shared" && random.chance(60) ? ["-L.", "-Bdynamic", `-l${name}`, "-Bstatic"] : [output];
  }
  return [name];
}

function plainOptions(mode: Mode): string[] {
  return mode === "relocatable" ? ["-r"] : ["-shared", "--experimental-pic", "--allow-undefined"];
}

type Members = (readonly [name: string, content: Uint8Array])[];

function makeArchive(random: Random, files: Record<string, Uint8Array>, members: Members): Uint8Array {
  const all = [...members];
  if (random.chance(10)) all.push(["notes.txt", encodeText("not an object\n")]);
  if (random.chance(3)) all.push(["empty.o", new Uint8Array(0)]);
  if (random.chance(30)) all.reverse();
  if (random.chance(75)) return buildGnuArchive(all);
  if (random.chance(60)) return buildBsdArchive(all);
  return makeThinArchive(files, all);
}

/** Members lie beside the archive, here under their own names in the folder `thin`. */
function makeThinArchive(files: Record<string, Uint8Array>, members: Members): Uint8Array {
  const table = members.map(([name]) => `thin/${name}/\n`);
  const rows: MemberDescription[] = [{ field: "//", content: encodeText(table.join("")) }];
  let at = 0;
  for (const [index, [name, content]] of members.entries()) {
    files[`thin/${name}`] = content;
    files[`libs/thin/${name}`] = content;
    rows.push({ field: `/${at}`, size: content.length });
    at += table[index]?.length ?? 0;
  }
  return buildArchive(rows, "!<thin>\n");
}

function addOtherInputs(random: Random, files: Record<string, Uint8Array>, world: World): string[] {
  const inputs: string[] = [];
  if (random.chance(6)) {
    const names = [...world.functions, { name: "imported" }, { name: "unknown" }].map(({ name }) => name);
    const line = (): string =>
      `${random.pick(names)}${random.chance(60) ? `: ${random.some(names, 20).join(", ")}` : ""}`;
    const lines = random.times(random.between(1, 4), line);
    files["stub.so"] = encodeText(`#STUB\n# comment\n${lines.join("\n")}\n`);
    inputs.push("stub.so");
  }
  if (random.chance(2)) {
    files["odd.o"] = random.pick([
      new Uint8Array(0),
      encodeText("text"),
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46),
      MODULE,
      COMPONENT,
    ]);
    inputs.push("odd.o");
  }
  return inputs;
}

const MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const COMPONENT = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0);

/** Changes or cuts off some bytes of a named file. What is wrong in a member that nobody needs, tsld does not look at. */
function damage(random: Random, files: Record<string, Uint8Array>, inputs: readonly string[]): void {
  const path = random.pick(inputs.filter((input) => input.endsWith(".o")));
  const content = Uint8Array.from(files[path] ?? []);
  if (content.length === 0) return;
  if (random.chance(30)) files[path] = content.subarray(0, random.below(content.length));
  else {
    for (let i = random.between(1, 3); i > 0; i--) content[random.below(content.length)] = random.below(256);
    files[path] = content;
  }
}

function toResponseFile(random: Random, files: Record<string, Uint8Array>, args: readonly string[]): string[] {
  const quote = (arg: string): string => `"${arg.replace(/[\\"]/g, "\\$&")}"`;
  const lines = args.map((arg) => (random.chance(70) || /[\s\\"']|^$/.test(arg) ? quote(arg) : arg));
  files["link.rsp"] = encodeText(lines.join(random.chance(50) ? "\n" : " "));
  return ["@link.rsp", "-o", "out.wasm"];
}

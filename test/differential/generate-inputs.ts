/** Inputs that are no objects: stub libraries, lists of names, response files; and what is wrong with a file. */
import { encodeText } from "../support/object-builder.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** Stub libraries, files of no kind, and inputs that are named once more. Returns arguments. */
export function addOtherInputs(random: Random, files: Record<string, Uint8Array>, world: World): string[] {
  const inputs: string[] = [];
  if (random.chance(8)) {
    files["stub.so"] = makeStub(random, world);
    inputs.push(...random.weighted([[6, ["stub.so"]], [1, ["--start-lib", "stub.so", "--end-lib"]], [1, ["stub.so", "stub.so"]]])); // biome-ignore format: short
    if (random.chance(15)) {
      files["libs/libmore.so"] = makeStub(random, world);
      inputs.push("-Llibs", "-Bdynamic", "-lmore", "-Bstatic");
    }
  }
  if (random.chance(2)) {
    files["odd.o"] = random.pick([
      new Uint8Array(0),
      encodeText("text"),
      encodeText("#STUB"),
      encodeText("!<arch>\n"),
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46),
      MODULE,
      COMPONENT,
      OLD_LIBRARY,
      STRUCT_TYPE,
    ]);
    inputs.push("odd.o");
  }
  return inputs;
}

const MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
/** With the section that shared libraries had before `dylink.0`. */
const OLD_LIBRARY = Uint8Array.of(...MODULE, 0, 12, 6, ...encodeText("dylink"), 0, 0, 0, 0, 0);
/** A type of the garbage collection proposal, and metadata without anything. */
const STRUCT_TYPE = Uint8Array.of(...MODULE, 1, 3, 1, 0x5f, 0, 0, 9, 7, ...encodeText("linking"), 2);
const COMPONENT = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0);

function makeStub(random: Random, world: World): Uint8Array {
  const rows = [...world.functions, ...random.some(world.data, 20), ...random.some(world.globals, 20)];
  const names = [...rows, { name: "imported" }, { name: "unknown" }, { name: "fd_write" }].map(({ name }) => name);
  const separator = random.weighted([[8, ", "], [1, ","], [1, " ,\t"]]); // biome-ignore format: short
  const line = (): string =>
    `${random.pick(names)}${random.chance(60) ? `:${random.chance(90) ? " " : ""}${random.some(names, 20).join(separator)}` : ""}`;
  const lines = random.times(random.between(1, 4), line);
  if (random.chance(10))
    lines.splice(random.below(lines.length), 0, random.pick(["", "  ", "# more", ":", " indented: a"]));
  const end = random.weighted([[8, "\n"], [1, ""], [1, "\n\n"]]); // biome-ignore format: short
  return encodeText(`#STUB\n# comment\n${lines.join(random.chance(95) ? "\n" : "\r\n")}${end}`);
}

/** A list of names as `--allow-undefined-file` reads it, and files `X.imports`. */
export function makeNameList(random: Random, world: World): Uint8Array {
  const { functions, data, globals, tags, tables } = world;
  const others = random.some([...data, ...globals, ...tags, ...tables], 10);
  const lines = [...functions, ...others].map(({ name }) => name);
  if (random.chance(10)) lines.push(random.pick(["", "  spaced  ", "# comment", "name # comment", "\t"]));
  return encodeText(`# names\n${lines.join(random.chance(95) ? "\n" : "\r\n")}\n`);
}

/** Changes or cuts off some bytes of a named file. What is wrong in a member that nobody needs, tsld does not look at. */
export function damage(random: Random, files: Record<string, Uint8Array>, inputs: readonly string[]): void {
  const path = random.pick(inputs.filter((input) => input.endsWith(".o")));
  const content = Uint8Array.from(files[path] ?? []);
  if (content.length === 0) return;
  if (random.chance(30)) files[path] = content.subarray(0, random.below(content.length));
  else {
    for (let i = random.between(1, 3); i > 0; i--) content[random.below(content.length)] = random.below(256);
    files[path] = content;
  }
}

/** The same arguments by way of a file, in either quoting; now and then some of them by way of a second one. */
export function toResponseFile(random: Random, files: Record<string, Uint8Array>, args: readonly string[]): string[] {
  const isWindows = random.chance(40);
  const quote = isWindows ? quoteForWindows : quoteForPosix;
  const words = args.map((arg) => (random.chance(50) || /[\s\\"'#]|^$/.test(arg) ? quote(arg, random) : arg));
  const between = (): string => random.weighted([[8, " "], [8, "\n"], [1, "\r\n"], [1, "\t  "], [1, " \n\n"]]); // biome-ignore format: short
  const join = (list: readonly string[]): string => list.map((word) => word + between()).join("");
  const rest = random.chance(20) ? words.splice(random.below(words.length)) : [];
  if (rest.length > 0) {
    files["rest.rsp"] = encodeText(join(rest));
    words.push("@rest.rsp");
  }
  if (random.chance(4)) words.push(random.pick(["@gone.rsp", "@link.rsp", '"open', "back\\slash", "'single quoted'"]));
  files["link.rsp"] = encodeText((random.chance(5) ? "\ufeff" : "") + join(words));
  const quoting = isWindows ? ["--rsp-quoting=windows"] : random.some(["--rsp-quoting=posix"], 20);
  return [...quoting, "@link.rsp", "-o", "out.wasm"];
}

function quoteForPosix(arg: string, random: Random): string {
  if (random.chance(30) && !arg.includes("'")) return `'${arg}'`;
  if (random.chance(20)) return arg === "" ? '""' : arg.replace(/[\s\\"'#]/g, "\\$&");
  return `"${arg.replace(/[\\"]/g, "\\$&")}"`;
}

function quoteForWindows(arg: string): string {
  return `"${arg.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, "$&$&")}"`;
}

// Objects of one make in any number, compiled once: the digits in their names are replaced in the compiled object.
import { runTool } from "./packaged-llvm.mjs";

/** Each calls itself in the next object; it has data, strings that all have, and a table of functions with relocations. */
const MEMBER = `
int next_00000(int, int);
static const char *const words[] = {"object 00000", "the same in all", "also the same"};
int data_00000[16] = {1, 2, 3};
static int twice(int x) { return x + data_00000[x & 15]; }
static int thrice(int x) { return 3 * x + words[x & 1][x & 7]; }
static int (*const table[])(int) = {twice, thrice, twice, thrice};
int func_00000(int a, int b) {
  if (a <= 0) return data_00000[b & 15];
  for (int i = 0; i < a; i++) b += table[b & 3](i) ^ words[i % 3][b & 3];
  return next_00000(a - 1, b);
}
int again_00000(int a) { return func_00000(a, a) + twice(a) * thrice(a); }
`;
const START = "int func_00000(int, int); void _start(void) { func_00000(3, 4); }";

/** A closed link: `start.o` and `count` objects, by path. @param {number} count @returns {Promise<Record<string, Uint8Array>>} */
export async function objectSeries(count) {
  const template = Buffer.from(await compile("member.c", MEMBER)).toString("latin1");
  const digits = (/** @type {number} */ index) => String(index % count).padStart(5, "0");
  /** @type {Record<string, Uint8Array>} */
  const objects = { "start.o": await compile("start.c", START) };
  for (let i = 0; i < count; i++) {
    const object = template
      .replaceAll(/(?<=func_|data_|again_|object )00000/g, digits(i))
      .replaceAll("next_00000", `func_${digits(i + 1)}`);
    objects[`object-${digits(i)}.o`] = Uint8Array.from(Buffer.from(object, "latin1"));
  }
  return objects;
}

/** @param {string} name @param {string} source @returns {Promise<Uint8Array>} */
async function compile(name, source) {
  const argv = ["clang", "--target=wasm32-wasip1", "-O1", "-g", "-c", name, "-o", "out.o"];
  const { files, stderr } = await runTool(argv, { [name]: source });
  const object = files["out.o"];
  if (object === undefined) throw new Error(stderr);
  return object;
}

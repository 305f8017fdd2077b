// Links the kernel into a component that imports it: into the module of the component's engine, so that both have one memory. A kernel
// in a component of its own has one of its own, and every list goes from one to the other by the host; what jco makes for engines
// without several memories in a module (Node 20) does that element by element.
import { readFileSync } from "node:fs";
import { componentEmbed, componentNew } from "@bytecodealliance/jco";
import { DROP_UNUSED, runBinaryen } from "./binaryen.mjs";
import { compose } from "./compose.mjs";
import { contentOf, replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { assembleGlue } from "./kernel-glue.mjs";
import { compileKernel, kernelIngredients } from "./kernel.mjs";
import { openFileSystem } from "./open-file-system.mjs";
import { root } from "./project.mjs";
import {
  exportsOf,
  importsFrom,
  memoryPages,
  withExports,
  withImportsExported,
  withImportsFrom,
  withMemoryPages,
} from "./wasm-modules.mjs";
import { joinSections, sectionsOf } from "./wasm-sections.mjs";

const HEADER_SIZE = 8;
const SectionId = { module: 1, component: 4 };
const INTERFACE = "tsld:kernel/kernel@0.1.0";
const INTERFACE_SOURCE = "wit/deps/kernel.wit";
/**
 * Pages of 64 kB that the memory begins with beyond the engine's own: most links need no more. With the engine's, less than the 64 MB
 * at which V8, under jco, begins to collect garbage.
 */
const KERNEL_PAGES = 640;
/** What the modules are called while they are merged. */
const ENGINE = "engine";
const KERNEL = "kernel";

/**
 * Makes the component `output` of `input`, which imports the kernel, paths relative to the project.
 * @param {string} output @param {string} input @param {{ byteResults?: boolean }} [how] whether the engine wants bytes for all lists
 * @returns {Promise<boolean>} whether it was made anew
 */
export async function linkKernel(output, input, { byteResults = false } = {}) {
  const component = readFileSync(`${root}/${input}`);
  const wit = readFileSync(`${root}/${INTERFACE_SOURCE}`, "utf8");
  const tools = ["binaryen", "wabt", "@bytecodealliance/jco"].map(versionOf);
  const ingredients = [component, wit, ...tools, ...kernelIngredients(), ...contentOf("build")];
  return await unlessFresh(output, ingredients, async () => {
    const linked = await replaceModules(component, wit, byteResults);
    const stub = await trappingComponent(byteResults ? withByteResults(wit) : wit);
    replaceFile(`${root}/${output}`, compose(linked, stub, INTERFACE));
  });
}

/** The interface with bytes for all lists of records and results; no record is a parameter. @param {string} wit */
export function withByteResults(wit) {
  return wit.replace(/(record [^{]*\{[^}]*\}|-> list<\w+>)/g, (result) => result.replace(/list<\w+>/g, "list<u8>"));
}

/**
 * The engine's module has the kernel; the one with the memory, if that is another, has room for it.
 * @param {Uint8Array} component @param {string} wit @param {boolean} byteResults
 */
async function replaceModules(component, wit, byteResults) {
  const modules = modulesOf(component);
  const engine = modules.find((module) => importsFrom(module, INTERFACE));
  if (engine === undefined) throw new Error(`no module imports ${INTERFACE}`);
  const owner = modules.reduce((one, other) => (memoryPages(other) > memoryPages(one) ? other : one));
  const start = memoryPages(owner);
  const end = start + KERNEL_PAGES;
  const widened = withMemoryPages(owner, end);
  const used = exportsOf(engine).filter(({ name }) => isMentioned(name, component, engine));
  const merged = await merge(withMemoryPages(engine, end), wit, { start, end }, byteResults);
  const linked = withoutUnused(merged, new Set(used.map(({ name }) => name)));
  return replaceIn(component, (module) => {
    if (same(module, engine)) return linked;
    return same(module, owner) ? widened : module;
  });
}

const same = (/** @type {Uint8Array} */ one, /** @type {Uint8Array} */ other) =>
  one.byteOffset === other.byteOffset && one.length === other.length;

/** All modules, those of nested components as well. @param {Uint8Array} component @returns {Uint8Array[]} */
function modulesOf(component) {
  return sectionsOf(component, HEADER_SIZE).flatMap(({ id, content }) => {
    if (id === SectionId.component) return modulesOf(content);
    return id === SectionId.module ? [content] : [];
  });
}

/** @param {Uint8Array} component @param {(module: Uint8Array) => Uint8Array} replace @returns {Uint8Array} */
function replaceIn(component, replace) {
  const sections = sectionsOf(component, HEADER_SIZE).map(({ id, content }) => {
    if (id === SectionId.component) return { id, content: replaceIn(content, replace) };
    return { id, content: id === SectionId.module ? replace(content) : content };
  });
  return joinSections(component.subarray(0, HEADER_SIZE), sections);
}

/**
 * The engine with the kernel in it, whose arrays begin in the pages `[start, end)` of their memory.
 * @param {Uint8Array} engine @param {string} wit @param {{ start: number, end: number }} pages @param {boolean} byteResults
 */
async function merge(engine, wit, pages, byteResults) {
  const compiled = withImportsFrom(await compileKernel({ pages }), ENGINE);
  // No two exports may have one name.
  const kernel = withExports(
    compiled,
    exportsOf(compiled)
      .filter(({ name }) => name !== "memory")
      .map((entry) => ({ ...entry, name: `${KERNEL}.${entry.name}` })),
  );
  const glue = await assembleGlue(wit, { engine: ENGINE, kernel: KERNEL, byteResults });
  const opened = withImportsExported(engine, ["memory", "cabi_realloc"]);
  return runBinaryen("wasm-merge", [opened, glue, kernel], ([first, second, third]) => {
    return [first, ENGINE, second, INTERFACE, third, KERNEL];
  }).module;
}

/** Whether another part of the component has the name in it. @param {string} name @param {Uint8Array} component @param {Uint8Array} engine */
function isMentioned(name, component, engine) {
  const start = engine.byteOffset - component.byteOffset;
  const parts = [component.subarray(0, start), component.subarray(start + engine.length)];
  return parts.some((part) => Buffer.from(part.buffer, part.byteOffset, part.length).includes(name));
}

/**
 * An engine exports what made its snapshot, and a handler of HTTP requests. Without these, and with one of each two functions that are
 * the same, there is 2 % less to compile.
 * @param {Uint8Array} module @param {ReadonlySet<string>} used names of exports
 */
function withoutUnused(module, used) {
  const open = withExports(
    module,
    exportsOf(module).filter(({ name }) => used.has(name)),
  );
  return runBinaryen("wasm-opt", [open], ([path]) => [path, ...DROP_UNUSED]).module;
}

/** What is left of the import is plugged with this: functions that nobody calls. @param {string} wit */
async function trappingComponent(wit) {
  openFileSystem();
  return await componentNew(await componentEmbed({ dummy: true, witSource: wit, world: "provided" }), []);
}

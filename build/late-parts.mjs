// Parts of the command that most links do without, and that a start need not pay for: each is a file of its own, which is loaded when
// the part is first called.
import { pathInProject } from "./project.mjs";
import { rollUp, SHORTER } from "./roll-up.mjs";

/** By module: the one function or class that others have of it, and what the file in dist/ is called behind `tsld-`. */
const LATE_PARTS = new Map([
  ["src/base/xxh3.ts", { name: "xxh3", part: "xxh3" }],
  ["src/demangle/demangle-mangled.ts", { name: "demangleMangled", part: "demangle" }],
  ["src/diag/catalog.ts", { name: "messageOf", part: "messages" }],
  ["src/kernel/plain-kernel.ts", { name: "PlainKernel", part: "plain-kernel" }],
]);

/** The parts as CommonJS, by file. @returns {Promise<Map<string, string>>} */
export async function bundleLateParts() {
  const files = new Map();
  for (const [path, { part }] of LATE_PARTS)
    files.set(`tsld-${part}.cjs`, await rollUp(path, SHORTER, { format: "cjs" }));
  return files;
}

/** Puts calls of the files in the place of the modules. @returns {import("rolldown").Plugin} */
export function lateParts() {
  return {
    name: "late-parts",
    load(id) {
      const late = LATE_PARTS.get(pathInProject(id));
      return late === undefined ? null : callPart(late);
    },
  };
}

/** `require` is the one of `src/entry/node-start.ts`. @param {{ name: string, part: string }} late */
function callPart({ name, part }) {
  return `
let part;
export function ${name}(...args) {
  part ??= require("tsld:${part}");
  return new.target === undefined ? part.${name}(...args) : new part.${name}(...args);
}`;
}

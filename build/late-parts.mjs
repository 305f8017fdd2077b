// Parts of the command that most links do without, and that a start need not pay for: each is a function that makes the part when
// it is first called, so that V8 passes over it and runs nothing of its top level.
import { relative } from "node:path";
import { root } from "./project.mjs";
import { rollUp } from "./roll-up.mjs";

/** By module: the one function or class that others have of it. */
const LATE_PARTS = new Map([
  ["src/demangle/demangle-mangled.ts", "demangleMangled"],
  ["src/kernel/plain-kernel.ts", "PlainKernel"],
]);

/** @returns {import("rolldown").Plugin} */
export function lateParts() {
  return {
    name: "late-parts",
    async load(id) {
      const path = relative(root, id).replaceAll("\\", "/");
      const name = LATE_PARTS.get(path);
      return name === undefined ? null : latePart(name, await rollUp(path, false, { format: "cjs" }));
    },
  };
}

/** @param {string} name @param {string} code CommonJS */
function latePart(name, code) {
  return `
function make(exports) { ${code} }
let part;
export function ${name}(...args) {
  if (part === undefined) {
    const made = {};
    make(made);
    part = made;
  }
  return new.target === undefined ? part.${name}(...args) : new part.${name}(...args);
}`;
}

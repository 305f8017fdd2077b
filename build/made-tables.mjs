// Tables that the build of the command works out, as a start would do it each time: all that these modules export is data.
import { pathInProject } from "./project.mjs";
import { runRolledUp } from "./roll-up.mjs";

const MODULES = new Set([
  "src/format/relocation-kind-table.ts",
  "src/format/relocation-types.ts",
  "src/options/spelling-text.ts",
]);

/** @returns {import("rolldown").Plugin} */
export function madeTables() {
  return {
    name: "made-tables",
    async load(id) {
      const path = pathInProject(id);
      if (!MODULES.has(path)) return null;
      const exported = Object.entries(await runRolledUp(path));
      return exported.map(([name, value]) => `export const ${name} = ${literal(value)};`).join("\n");
    },
  };
}

/** @param {unknown} value @returns {string} */
export function literal(value) {
  if (value instanceof Uint8Array) return `Uint8Array.of(${value.join()})`;
  return JSON.stringify(value, (_, part) => {
    const isPlain = part === null || typeof part !== "object" || Array.isArray(part) || isRecord(part);
    if (!isPlain || typeof part === "function" || part === undefined) throw new Error(`not a table: ${String(part)}`);
    return part;
  });
}

/** @param {object} value */
function isRecord(value) {
  return Object.getPrototypeOf(value) === Object.prototype;
}

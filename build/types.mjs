// Makes dist/types/: the declarations of the library, and only those that entry/api.d.ts leads to.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { contentOf, replaceFile, unlessFresh, versionOf } from "./fresh.mjs";
import { isMain, root } from "./project.mjs";

const ENTRY = "entry/api.d.ts";

export async function emitTypes() {
  const ingredients = [...contentOf("src"), versionOf("typescript")];
  return await unlessFresh(`dist/types/${ENTRY}`, ingredients, async () => {
    const folder = mkdtempSync(join(tmpdir(), "tsld-types-"));
    try {
      emitAll(folder);
      rmSync(`${root}/dist/types`, { recursive: true, force: true });
      for (const path of reachable(join(folder, ENTRY))) {
        replaceFile(join(root, "dist/types", relative(folder, path)), declarationsOf(path));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/**
 * Type errors are printed but no reason to stop: declarations are written all the same, and checking is another command.
 * @param {string} folder
 */
function emitAll(folder) {
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const options = [
    "--noEmit",
    "false",
    "--declaration",
    "--emitDeclarationOnly",
    "--rootDir",
    "src",
    "--outDir",
    folder,
  ];
  const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.hosts.json", ...options], {
    cwd: root,
    stdio: "inherit",
  });
  if (!existsSync(join(folder, ENTRY))) throw new Error(`tsc wrote no ${ENTRY} (exit status ${status})`);
}

/** Declarations with imports that every consumer's compiler understands: `./x.js` for `./x.ts`. @param {string} path */
function declarationsOf(path) {
  return readFileSync(path, "utf8").replace(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"');
}

/** @param {string} path @param {Set<string>} [found] */
function reachable(path, found = new Set()) {
  if (found.has(path) || !existsSync(path)) return found;
  found.add(path);
  for (const [, target] of readFileSync(path, "utf8").matchAll(/(?:from |import\()"(\.[^"]*)\.ts"/g)) {
    reachable(join(dirname(path), `${target}.d.ts`), found);
  }
  return found;
}

if (isMain(import.meta.url)) await emitTypes();

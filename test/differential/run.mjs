// npm run test:differential: bundles main.ts, as Node 20 runs no TypeScript, and runs it. Its options are told there.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { root } from "../../build/project.mjs";

const bundle = `${root}/.cache/differential/main-${process.pid}.mjs`;
/** Plain JavaScript stays where it is: it finds its own files by that. */
const keepModules = {
  name: "keep-modules",
  /** @param {string} id @param {string | undefined} importer */
  resolveId(id, importer) {
    if (!id.endsWith(".mjs") || importer === undefined) return null;
    return { id: pathToFileURL(resolve(importer, "..", id)).href, external: "absolute" };
  },
};
const build = await rolldown({
  cwd: root,
  input: "test/differential/main.ts",
  platform: "node",
  plugins: [keepModules],
  logLevel: "warn",
});
const { output } = await build.generate({ format: "esm" });
await build.close();
mkdirSync(`${root}/.cache/differential`, { recursive: true });
writeFileSync(bundle, output[0].code);
const { main } = await import(pathToFileURL(bundle).href);
rmSync(bundle);
process.exit(await main(process.argv.slice(2)));

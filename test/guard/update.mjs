// npm run guard:update: keeps the work that links take now, as counts.json, for test/guard/work.test.ts to hold them to.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const args = [`${root}/node_modules/vitest/vitest.mjs`, "run", "test/guard"];
const env = { ...process.env, TSLD_UPDATE_COUNTS: "1" };
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env }).status ?? 1;

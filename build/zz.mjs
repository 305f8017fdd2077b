import { rollUp, kernelDefinition } from "./bundle.mjs"; import { writeFileSync } from "node:fs";
writeFileSync("/tmp/cli.cjs", await rollUp("src/entry/node-cli.ts", false, { format: "cjs", define: await kernelDefinition() }));

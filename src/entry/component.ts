/** What `tsld.wasm` exports. */
import { componentExports } from "./component-exports.ts";
import { starlingMonkey } from "./guest-engines.ts";

export const { run, linker } = componentExports(starlingMonkey);

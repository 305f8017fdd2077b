/** What `tsld.wasm` exports. */
import { ComponentKernel } from "../kernel/component-kernel.ts";
import { componentExports } from "./component-exports.ts";
import { starlingMonkey } from "./guest-engines.ts";

export const { run, linker } = componentExports(starlingMonkey, (table) => new ComponentKernel(table));

/** What `tsld-small.wasm` exports: the same linker on QuickJS, a third of the size, and quicker to compile and to start. */
import { PlainKernel } from "../kernel/plain-kernel.ts";
import { componentExports } from "./component-exports.ts";
import { quickJs } from "./guest-engines.ts";

export const { run, linker } = componentExports(quickJs, (table) => new PlainKernel(table));

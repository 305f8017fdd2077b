/** What `tsld-small.wasm` exports: the same linker on QuickJS, a third of the size, and quicker to compile and to start. */
/// <reference path="./kernel-import.d.ts" />
import * as kernel from "tsld:kernel/kernel@0.1.0";
import { typedResults } from "../kernel/byte-results.ts";
import { ComponentKernel } from "../kernel/component-kernel.ts";
import { componentExports } from "./component-exports.ts";
import { quickJs } from "./guest-engines.ts";

export const { run, linker } = componentExports(quickJs, (table) => new ComponentKernel(typedResults(kernel), table));

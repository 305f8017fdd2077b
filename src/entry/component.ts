/** What `tsld.wasm` exports. */
/// <reference path="./kernel-import.d.ts" />
import * as kernel from "tsld:kernel/kernel@0.1.0";
import { ComponentKernel } from "../kernel/component-kernel.ts";
import { componentExports } from "./component-exports.ts";
import { starlingMonkey } from "./guest-engines.ts";

export const { run, linker } = componentExports(starlingMonkey, (table) => new ComponentKernel(kernel, table));

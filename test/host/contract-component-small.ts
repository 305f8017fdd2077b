/** The contract test inside the engine of `tsld-small.wasm`. */
import { quickJs } from "../../src/entry/guest-engines.ts";
import { contractExports } from "./contract-exports.ts";

export const { run, linker } = contractExports(quickJs);

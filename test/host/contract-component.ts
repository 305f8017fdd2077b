/** The contract test inside the engine of `tsld.wasm`. */
import { starlingMonkey } from "../../src/entry/guest-engines.ts";
import { contractExports } from "./contract-exports.ts";

export const { run, linker } = contractExports(starlingMonkey);

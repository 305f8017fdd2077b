/** What the two JavaScript engines inside components do in their own ways: StarlingMonkey (tsld.wasm), QuickJS (tsld-small.wasm). */
import type { GuestEngine } from "../host/wasi.ts";
import { nativeText } from "./native-text.ts";
import { QUICKJS_TEXT } from "./quickjs-text.ts";

/** componentize-js: `u64` is a bigint. */
export function starlingMonkey(): GuestEngine {
  return {
    text: nativeText(),
    u64: (value) => BigInt(value),
  };
}

/** componentize-qjs: `u64` is a number, and there is no TextDecoder. */
export function quickJs(): GuestEngine {
  return {
    text: QUICKJS_TEXT,
    u64: (value) => value,
  };
}

/** The exports of a component that performs the operations of its first argument on `WasiHost` and prints what came back. */
import { getArguments } from "wasi:cli/environment@0.2.12";
import type { ComponentExports } from "../../src/entry/component-exports.ts";
import { type GuestEngine, WasiHost } from "../../src/host/wasi.ts";
import { type Operation, perform } from "./operations.ts";

export function contractExports(engine: () => GuestEngine): ComponentExports {
  return {
    run: {
      run(): void {
        const operations: Operation[] = JSON.parse(getArguments()[1] ?? "[]");
        const host = new WasiHost(engine());
        host.print("stdout", JSON.stringify(operations.map((operation) => perform(host, operation))));
      },
    },
    // The world has it; nobody calls it here.
    linker: {
      link(): never {
        throw new Error("this component only runs the contract test");
      },
    },
  };
}

/**
 * What the contract test asks of a host, as values that can be sent into a component, and what comes back, as text that
 * can be compared. Plain ECMAScript: `contract-component.ts` runs it inside `wasi.ts`'s own engine.
 */
import type { Host, Outcome } from "../../src/host/host.ts";

export type Operation =
  | { readonly do: "readFile" | "canWrite" | "exists"; readonly path: string }
  /** Writes `text`, or `size` bytes of a fixed pattern. */
  | { readonly do: "writeFile"; readonly path: string; readonly text?: string; readonly size?: number }
  | { readonly do: "decodeText"; readonly bytes: readonly number[]; readonly start?: number }
  | { readonly do: "encodeText"; readonly text: string }
  | { readonly do: "environment"; readonly name: string }
  | { readonly do: "currentDirectory" | "now" | "hasColors" }
  | { readonly do: "randomBytes"; readonly count: number };

export function perform(host: Host, operation: Operation): string {
  switch (operation.do) {
    case "readFile":
      return describe(host.readFile(operation.path), describeBytes);
    case "canWrite":
      return describe(host.canWrite(operation.path), () => "yes");
    case "exists":
      return host.exists(operation.path) ? "yes" : "no";
    case "writeFile": {
      const bytes = operation.size === undefined ? host.encodeText(operation.text ?? "") : pattern(operation.size);
      return describe(host.writeFile(operation.path, bytes, false), () => "written");
    }
    case "decodeText": {
      // Between other bytes, so that a host which ignored the range would show them.
      const bytes = Uint8Array.from([0x3c, ...operation.bytes, 0x3e]);
      return JSON.stringify(host.decodeText(bytes, 1, bytes.length - 1));
    }
    case "encodeText":
      return Array.from(host.encodeText(operation.text), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    case "environment":
      return host.environment(operation.name) ?? "not set";
    case "currentDirectory":
      return host.currentDirectory();
    case "now":
      return isForward(host) ? "runs forward" : "runs backward";
    case "hasColors":
      return host.hasColors("stdout") || host.hasColors("stderr") ? "yes" : "no";
    case "randomBytes":
      return `${host.randomBytes(operation.count).length} bytes`;
  }
}

function describe<T>(outcome: Outcome<T>, show: (value: T) => string): string {
  return outcome.ok ? show(outcome.value) : outcome.failure;
}

/** Short content as text, long content as size and whether it is the pattern. */
function describeBytes(bytes: Uint8Array): string {
  if (bytes.length <= 64) return JSON.stringify(String.fromCharCode(...bytes));
  const expected = pattern(bytes.length);
  // Every 97th byte: in an engine without a JIT, nine million comparisons would take ten seconds.
  for (let i = 0; i < bytes.length; i += 97) {
    if (bytes[i] !== expected[i]) return `${bytes.length} bytes, damaged at ${i}`;
  }
  return `${bytes.length} bytes, as expected`;
}

/** Bytes that show a chunk put in the wrong place: the period is no power of two. */
export function pattern(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < Math.min(size, 251); i++) bytes[i] = i;
  for (let filled = 251; filled < size; filled *= 2) bytes.copyWithin(filled, 0, Math.min(filled, size - filled));
  return bytes;
}

function isForward(host: Host): boolean {
  const first = host.now();
  return host.now() >= first;
}

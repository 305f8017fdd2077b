/**
 * What the contract test asks of a host, as values that can be sent into a component, and what comes back, as text that
 * can be compared. Plain ECMAScript: `contract-component.ts` runs it inside `wasi.ts`'s own engine.
 */
import type { Host, MadeContent, Outcome, Output } from "../../src/host/host.ts";

export type Operation =
  | { readonly do: "readFile" | "canWrite" | "exists"; readonly path: string }
  /** Writes `text`, or `size` bytes of a fixed pattern. */
  | { readonly do: "writeFile"; readonly path: string; readonly text?: string; readonly size?: number }
  /** Writes content that is made on the way: `MADE` by name. */
  | { readonly do: "makeFile"; readonly path: string; readonly content: keyof typeof MADE }
  | { readonly do: "decodeText"; readonly bytes: readonly number[]; readonly start?: number }
  | { readonly do: "encodeText"; readonly text: string }
  | { readonly do: "environment"; readonly name: string }
  | { readonly do: "currentDirectory" | "now" | "hasColors" }
  | { readonly do: "randomBytes"; readonly count: number };

const LARGE_CONTENT = 9_000_001;

const MADE = {
  /** The pattern, in pieces of many lengths, placed and put in turn. */
  pieces: {
    size: LARGE_CONTENT,
    make(output: Output): void {
      const bytes = pattern(LARGE_CONTENT);
      const lengths = [1, 0, 700, 500_000, 600_000, 3, 2_000_000, 1 << 20, 12];
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const part = bytes.subarray(at, at + (lengths[i % lengths.length] ?? 1));
        if (i % 2 === 0) output.place(at, part.length).set(part);
        else output.put(at, part);
        at += part.length;
      }
    },
  },
  /** Places that nobody sets, one of them at the end, and one that is set again. */
  holes: {
    size: 10,
    make(output: Output): void {
      output.put(0, Uint8Array.of(0x61, 0x62));
      output.place(6, 2).set([0x79, 0x7a]);
      output.put(1, Uint8Array.of(0x63));
    },
  },
  nothing: { size: 0, make: () => undefined },
  failing: {
    size: 3_000_000,
    make(output: Output): void {
      output.place(0, 2_000_000).fill(1);
      output.put(2_000_000, new Uint8Array(5));
      throw new Error("made to fail");
    },
  },
} satisfies Record<string, MadeContent>;

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
    case "makeFile": {
      const content = MADE[operation.content];
      try {
        return describe(host.writeFile(operation.path, content, false), () => "written");
      } catch (error) {
        return `thrown: ${error instanceof Error ? error.message : String(error)}`;
      }
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
      return host.hasColors() ? "yes" : "no";
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

/**
 * The functions of `wit/deps` as the engines in components show them to JavaScript. They differ in three ways, which
 * `src/entry/guest-engines.ts` and the users of `option` know: a `u64` is a bigint | number (componentize-js) or a number
 * (componentize-qjs), no value is undefined or null, an error code is thrown as an Error's `payload` or as it is.
 */

declare module "wasi:cli/environment@0.2.12" {
  export function getEnvironment(): [string, string][];
  export function getArguments(): string[];
  export function initialCwd(): string | undefined | null;
}

declare module "wasi:cli/stdout@0.2.12" {
  export function getStdout(): import("wasi:io/streams@0.2.12").OutputStream;
}

declare module "wasi:cli/stderr@0.2.12" {
  export function getStderr(): import("wasi:io/streams@0.2.12").OutputStream;
}

declare module "wasi:cli/terminal-stderr@0.2.12" {
  export function getTerminalStderr(): object | undefined | null;
}

declare module "wasi:clocks/wall-clock@0.2.12" {
  export function now(): { seconds: bigint | number; nanoseconds: number };
}

declare module "wasi:random/random@0.2.12" {
  export function getRandomBytes(len: bigint | number): Uint8Array;
}

declare module "wasi:io/streams@0.2.12" {
  export interface OutputStream {
    blockingWriteAndFlush(contents: Uint8Array): void;
    [Symbol.dispose](): void;
  }
}

declare module "wasi:filesystem/preopens@0.2.12" {
  export function getDirectories(): [import("wasi:filesystem/types@0.2.12").Descriptor, string][];
}

declare module "wasi:filesystem/types@0.2.12" {
  export interface Descriptor {
    read(length: bigint | number, offset: bigint | number): [Uint8Array, boolean];
    write(buffer: Uint8Array, offset: bigint | number): bigint | number;
    stat(): DescriptorStat;
    statAt(pathFlags: { symlinkFollow?: boolean }, path: string): DescriptorStat;
    openAt(
      pathFlags: { symlinkFollow?: boolean },
      path: string,
      openFlags: { create?: boolean; directory?: boolean; exclusive?: boolean; truncate?: boolean },
      flags: { read?: boolean; write?: boolean },
    ): Descriptor;
    renameAt(oldPath: string, newDescriptor: Descriptor, newPath: string): void;
    unlinkFileAt(path: string): void;
    [Symbol.dispose](): void;
  }
  export interface DescriptorStat {
    type:
      | "directory"
      | "regular-file"
      | "character-device"
      | "fifo"
      | "unknown"
      | "block-device"
      | "symbolic-link"
      | "socket";
    size: bigint | number;
  }
}

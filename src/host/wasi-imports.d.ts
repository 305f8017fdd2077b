/**
 * The functions of `wit/deps` as componentize-js shows them to JavaScript. An error result is thrown with the code as
 * `payload`.
 */

declare module "wasi:cli/environment@0.2.12" {
  export function getEnvironment(): [string, string][];
  export function getArguments(): string[];
  export function initialCwd(): string | undefined;
}

declare module "wasi:cli/stdout@0.2.12" {
  export function getStdout(): import("wasi:io/streams@0.2.12").OutputStream;
}

declare module "wasi:cli/stderr@0.2.12" {
  export function getStderr(): import("wasi:io/streams@0.2.12").OutputStream;
}

declare module "wasi:cli/terminal-stdout@0.2.12" {
  export function getTerminalStdout(): object | undefined;
}

declare module "wasi:cli/terminal-stderr@0.2.12" {
  export function getTerminalStderr(): object | undefined;
}

declare module "wasi:clocks/wall-clock@0.2.12" {
  export function now(): { seconds: bigint; nanoseconds: number };
}

declare module "wasi:random/random@0.2.12" {
  export function getRandomBytes(len: bigint): Uint8Array;
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
    read(length: bigint, offset: bigint): [Uint8Array, boolean];
    write(buffer: Uint8Array, offset: bigint): bigint;
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
    size: bigint;
  }
}

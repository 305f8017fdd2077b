/**
 * What `toString` and `write` of Node's buffers come to. They have to be compiled before they choose one of these, which are there from
 * the start and take any view. Node 20, 22 and 24 have them, Deno and Bun as well, though no documentation.
 */
interface BufferNatives {
  readonly latin1Slice: (this: Uint8Array, start?: number, end?: number) => string;
  readonly utf8Slice: (this: Uint8Array, start: number, end: number) => string;
  /** Returns the bytes written. */
  readonly utf8Write: (this: Uint8Array, text: string, offset: number, length: number) => number;
}

export const { latin1Slice, utf8Slice, utf8Write } = Buffer.prototype as unknown as BufferNatives;

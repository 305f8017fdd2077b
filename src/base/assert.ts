/** A defect of the linker itself, never of its input. Caught once, in `cli/main.ts`. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}

/** Makes the compiler list every `switch` that a new kind has to extend. */
export function assertNever(value: never): never {
  throw new InternalError(`unexpected value ${String(value)}`);
}

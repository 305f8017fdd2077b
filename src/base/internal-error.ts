/** A defect of the linker itself, never of its input. Caught once, in `cli/main.ts`, which makes one line of it. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

/**
 * The one way out of a demangler: the name does not follow its scheme, or is beyond the limits below, and stays as it
 * is. A single preallocated error, because capturing a stack for each rejected name would cost more than the parse.
 */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

const malformed = new Malformed("malformed mangled name");

export function reject(): never {
  throw malformed;
}

/**
 * Bounds on hostile names; LLVM has none but in Rust names, and overflows its stack or fills memory instead. The depth
 * counts grammar rules in progress. It keeps within the stack that engines give to JavaScript, and admits 400 templates
 * inside of each other, or pointers 1,200 deep.
 */
export const MAX_DEPTH = 1200;
export const MAX_OUTPUT = 1 << 22;
export const MAX_STEPS = 1 << 20;

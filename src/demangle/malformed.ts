/**
 * The one way out of a demangler: the name does not follow its scheme, or is beyond the limits below, and stays as it is.
 * A single preallocated error, because capturing a stack for each rejected name would cost more than the parse.
 */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

const malformed = new Malformed("malformed mangled name");

export function reject(): never {
  throw malformed;
}

/**
 * Bounds on hostile names. LLVM has none in most places and overflows its stack or fills memory instead. The depth counts
 * grammar rules in progress; compilers stop at 1,024 nested templates (-ftemplate-depth) and real names at about 60.
 */
export const MAX_DEPTH = 1024;
export const MAX_OUTPUT = 1 << 24;
export const MAX_STEPS = 1 << 22;

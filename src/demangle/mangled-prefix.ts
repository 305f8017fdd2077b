/** What names begin with that are mangled, so that the demangler is not asked about all others. */

const UNDERSCORE = 0x5f;
const DOT = 0x2e;
/** Of Itanium's names, Rust's and D's. */
const SCHEME_LETTERS = "ZRD";

/** Only a name that begins with `_`, `.` or `?` can be anything but itself after `demangle`. */
export const MANGLED_MARKS: Uint8Array = Uint8Array.of(UNDERSCORE, DOT, 0x3f);

/** Whether `demangle` may make anything of `name`: underscores, perhaps behind a dot, and the letter of a scheme. */
export function mayBeMangled(name: string): boolean {
  const start = name.charCodeAt(0) === DOT ? 1 : 0;
  let at = start;
  while (name.charCodeAt(at) === UNDERSCORE) at++;
  return at > start && at < name.length && SCHEME_LETTERS.includes(name.charAt(at));
}

/** Only a name that begins with `_`, `.` or `?` can be anything but itself after `demangle`. */
export const MANGLED_MARKS: Uint8Array = Uint8Array.of(0x5f, 0x2e, 0x3f);

/** Whether `firstByte` is one of them. */
export function mayBeMangled(firstByte: number): boolean {
  return MANGLED_MARKS.includes(firstByte);
}

const UNDERSCORE = 0x5f;
const DOT = 0x2e;
const QUESTION_MARK = 0x3f;

/** Whether a name whose first byte this is can be anything but itself after `demangle`. */
export function mayBeMangled(firstByte: number): boolean {
  return firstByte === UNDERSCORE || firstByte === DOT || firstByte === QUESTION_MARK;
}

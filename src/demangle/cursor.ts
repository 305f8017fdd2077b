/**
 * A position in a mangled name, with the few reads that every scheme needs. Names are byte strings (see
 * byte-string.ts). Past the end, `peek` gives the empty string, which equals no character and is no digit.
 */
import { reject } from "./malformed.ts";

export class Cursor {
  readonly input: string;
  position: number;

  constructor(input: string, position: number) {
    this.input = input;
    this.position = position;
  }

  peek(ahead = 0): string {
    return this.input.charAt(this.position + ahead);
  }

  get left(): number {
    return this.input.length - this.position;
  }

  /** Steps over `text` if it comes next. */
  take(text: string): boolean {
    const isNext =
      text.length === 1 ? this.input.charAt(this.position) === text : this.input.startsWith(text, this.position);
    if (isNext) this.position += text.length;
    return isNext;
  }

  expect(text: string): void {
    if (!this.take(text)) reject();
  }

  /** Steps over the decimal digits that come next, possibly none, and returns them. */
  takeDigits(): string {
    const start = this.position;
    this.position = digitsEnd(this.input, start);
    return this.input.slice(start, this.position);
  }

  /** The next `length` characters. */
  takeCharacters(length: number): string {
    if (length > this.left) reject();
    const start = this.position;
    this.position += length;
    return this.input.slice(start, this.position);
  }
}

/** The end of the run of decimal digits that starts at `start`. */
export function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigitCode(text.charCodeAt(end))) end++;
  return end;
}

export function isDigit(character: string): boolean {
  return isDigitCode(character.charCodeAt(0));
}

function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

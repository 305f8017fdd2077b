/**
 * The D language's names, as far as LLVM 22 knows them: qualified names of objects of type `int` and of what the
 * compiler makes itself. Functions, templates and other types come back unchanged.
 * https://dlang.org/spec/abi.html#name_mangling
 */
import { Cursor, isDigit } from "./cursor.ts";
import { MAX_OUTPUT, reject } from "./malformed.ts";

export function isDlang(mangled: string): boolean {
  return mangled.startsWith("_D");
}

/** _D <qualified name> (Z | <type>). Throws `Malformed` for anything else. */
export function demangleDlang(mangled: string): string {
  if (mangled === "_Dmain") return "D main";
  return new DlangDemangler(mangled).demangle();
}

/** Identifiers that stand for what the compiler makes for the entity named before them. All end in `Z`. */
const SPECIAL_IDENTIFIERS: ReadonlyMap<string, string> = new Map([
  ["__init", "initializer for "],
  ["__vtbl", "vtable for "],
  ["__Class", "ClassInfo for "],
  ["__Interface", "Interface for "],
  ["__ModuleInfo", "ModuleInfo for "],
]);

const MAX_LENGTH = 0xffffffff;

interface Reference {
  readonly target: number;
  /** Where the name goes on after the reference. */
  readonly end: number;
}

class DlangDemangler {
  private readonly mangled: string;
  private text = "";

  constructor(mangled: string) {
    this.mangled = mangled;
  }

  demangle(): string {
    const cursor = new Cursor(this.mangled, 2);
    this.qualifiedName(cursor);
    if (!cursor.take("Z")) this.skipType(cursor);
    const isComplete = cursor.left === 0 || cursor.peek() === "\0";
    return isComplete && this.text !== "" ? this.text : reject();
  }

  private qualifiedName(cursor: Cursor): void {
    let isFirst = true;
    do {
      if (cursor.peek() === "0") {
        while (cursor.take("0")); // anonymous symbols
        continue;
      }
      if (!isFirst) this.text += ".";
      isFirst = false;
      this.identifier(cursor);
    } while (this.startsIdentifier(cursor));
    if (cursor.left === 0) reject();
  }

  /** A length, or a reference to one. */
  private startsIdentifier(cursor: Cursor): boolean {
    if (cursor.peek() !== "Q") return isDigit(cursor.peek());
    const reference = this.referenceAt(cursor.position);
    return reference !== undefined && isDigit(this.mangled.charAt(reference.target));
  }

  /** Q <distance>: how far back from the `Q`, in base 26 with a last digit in lower case */
  private referenceAt(start: number): Reference | undefined {
    let distance = 0;
    for (let at = start + 1; ; at++) {
      const code = this.mangled.charCodeAt(at);
      const isLast = code >= 97 && code <= 122;
      if (!isLast && !(code >= 65 && code <= 90)) return undefined;
      distance = distance * 26 + code - (isLast ? 97 : 65);
      if (distance > start) return undefined;
      if (isLast) return distance === 0 ? undefined : { target: start - distance, end: at + 1 };
    }
  }

  private takeReference(cursor: Cursor): number {
    const { target, end } = this.referenceAt(cursor.position) ?? reject();
    cursor.position = end;
    return target;
  }

  private identifier(cursor: Cursor): void {
    if (cursor.peek() === "Q") return this.referredIdentifier(this.takeReference(cursor));
    let length = takeLength(cursor) || reject();
    // Declarations of the same name in one function are kept apart by a parent that does not exist.
    while (length >= 4 && /^__S[0-9]*$/.test(cursor.input.slice(cursor.position, cursor.position + length))) {
      cursor.position += length;
      if (cursor.peek() === "Q") return this.referredIdentifier(this.takeReference(cursor));
      length = takeLength(cursor) || reject();
    }
    this.plainIdentifier(cursor, length);
  }

  private referredIdentifier(position: number): void {
    const cursor = new Cursor(this.mangled, position);
    this.plainIdentifier(cursor, takeLength(cursor));
    if (cursor.left === 0) reject();
  }

  private plainIdentifier(cursor: Cursor, length: number): void {
    const name = cursor.takeCharacters(length);
    const special = cursor.peek() === "Z" ? SPECIAL_IDENTIFIERS.get(name) : undefined;
    if (special === undefined) this.text += name;
    else this.text = (special + this.text).slice(0, -1); // without the dot that was to join it
    if (this.text.length > MAX_OUTPUT) reject();
  }

  /** `int`, or a reference back to a type. */
  private skipType(cursor: Cursor): void {
    if (cursor.take("i")) return;
    let position = this.takeReference(cursor.peek() === "Q" ? cursor : reject());
    while (this.mangled.charAt(position) !== "i") {
      const reference = this.mangled.charAt(position) === "Q" ? this.referenceAt(position) : undefined;
      if (reference === undefined || reference.end === this.mangled.length) reject();
      position = reference.target;
    }
    if (position + 1 === this.mangled.length) reject();
  }
}

/** <number>: the length of an identifier; something has to follow it. */
function takeLength(cursor: Cursor): number {
  const length = Number(cursor.takeDigits() || reject());
  return length > MAX_LENGTH || length > cursor.left || cursor.left === 0 ? reject() : length;
}

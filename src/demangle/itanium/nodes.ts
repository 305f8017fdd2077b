/**
 * The tree that a name is parsed into, and its plain building blocks. Most productions are a phrase: texts and nodes in
 * a row. Only what surrounds the declared name (declarators), what depends on a pack, and what the grammar asks about
 * later has a class of its own.
 *
 * Fields are only declared, for the constructors to assign: defining them first, as ECMAScript otherwise does, takes
 * several times as long as the rest of making a node.
 */
import type { Output } from "./output.ts";
import { Precedence } from "./precedence.ts";

/** Something follows the declared name: `int (*name)[3]`. */
export const TAIL = 1;
export const ARRAY = 2;
export const FUNCTION = 4;

export abstract class Node {
  /** Which of TAIL, ARRAY and FUNCTION hold, and which of them depend on the pack element that is being printed. */
  declare readonly traits: number;
  declare readonly lateTraits: number;
  declare readonly precedence: Precedence;

  constructor(traits = 0, lateTraits = 0, precedence: Precedence = Precedence.primary) {
    this.traits = traits;
    this.lateTraits = lateTraits;
    this.precedence = precedence;
  }

  /** Writes what stands before the declared name; for most nodes that is everything. */
  abstract writeLeft(out: Output): void;

  /** Writes what stands after the declared name. */
  writeRight(_out: Output): void {}

  print(out: Output): void {
    out.enter();
    this.writeLeft(out);
    if (((this.traits | this.lateTraits) & TAIL) !== 0) this.writeRight(out);
    out.leave();
  }

  has(trait: number, out: Output): boolean {
    return (this.traits & trait) !== 0 || ((this.lateTraits & trait) !== 0 && this.hasLate(trait, out));
  }

  protected hasLate(_trait: number, _out: Output): boolean {
    return false;
  }

  /** The node that is spelt here: this one, or what it stands for. */
  syntax(out: Output): Node {
    return this.standsFor(out) ?? this;
  }

  /** The node that a pack or a forward reference stands for, with references followed to the end. */
  protected standsFor(_out: Output): Node | undefined {
    return undefined;
  }

  /** The last component without template arguments: what constructors and destructors are called. */
  baseName(): string {
    return "";
  }
}

export class Text extends Node {
  declare readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  writeLeft(out: Output): void {
    out.write(this.text);
  }

  override print(out: Output): void {
    this.writeLeft(out);
  }
}

/** A text that names something. */
export class Name extends Text {
  override baseName(): string {
    return this.text;
  }
}

export type Part = string | Node;

function printParts(parts: readonly Part[], out: Output): void {
  for (const part of parts) {
    if (typeof part === "string") out.write(part);
    else part.print(out);
  }
}

/** Texts and nodes in a row. */
export class Phrase extends Node {
  declare readonly parts: readonly Part[];

  constructor(parts: readonly Part[], precedence?: Precedence) {
    super(0, 0, precedence);
    this.parts = parts;
  }

  writeLeft(out: Output): void {
    printParts(this.parts, out);
  }
}

/** A phrase that names what one of its parts names: `std::vector` is called `vector`. */
export class NamePhrase extends Phrase {
  declare private readonly named: Node;

  constructor(parts: readonly Part[], named: Node) {
    super(parts);
    this.named = named;
  }

  override baseName(): string {
    return this.named.baseName();
  }
}

/** A phrase in two halves around the declared name. */
export class SplitPhrase extends Node {
  declare private readonly before: readonly Part[];
  declare private readonly after: readonly Part[];

  constructor(before: readonly Part[], after: readonly Part[]) {
    super(TAIL);
    this.before = before;
    this.after = after;
  }

  writeLeft(out: Output): void {
    printParts(this.before, out);
  }

  override writeRight(out: Output): void {
    printParts(this.after, out);
  }
}

/** The part of a type before the declared name, where the name and all that follows it are left out. */
export class LeftHalf extends Node {
  declare private readonly whole: Node;

  constructor(whole: Node) {
    super();
    this.whole = whole;
  }

  writeLeft(out: Output): void {
    this.whole.writeLeft(out);
  }
}

class OpeningBracket extends Text {
  override writeLeft(out: Output): void {
    out.open(this.text);
  }
}

class ClosingBracket extends Text {
  override writeLeft(out: Output): void {
    out.close(this.text);
  }
}

/** Brackets that `Output` keeps count of. */
export const OPEN: Node = new OpeningBracket("(");
export const CLOSE: Node = new ClosingBracket(")");
export const OPEN_SQUARE: Node = new OpeningBracket("[");
export const CLOSE_SQUARE: Node = new ClosingBracket("]");
export const OPEN_CURLY: Node = new OpeningBracket("{");
export const CLOSE_CURLY: Node = new ClosingBracket("}");

/** `node` in brackets if it binds less tightly than `precedence`, or as tightly unless `allowsEqual`. */
export function operand(node: Node, precedence: Precedence, allowsEqual = false): Node {
  const isLoose = allowsEqual ? node.precedence > precedence : node.precedence >= precedence;
  return isLoose ? new Phrase([OPEN, node, CLOSE]) : node;
}

/** Nodes with commas between. A pack without elements prints nothing, and its comma goes too. */
export class CommaList extends Node {
  declare readonly items: readonly Node[];

  constructor(items: readonly Node[]) {
    super();
    this.items = items;
  }

  writeLeft(out: Output): void {
    let isFirst = true;
    for (const item of this.items) {
      const before = out.length;
      if (!isFirst) out.write(", ");
      const start = out.length;
      operand(item, Precedence.comma).print(out);
      if (out.length === start) out.truncate(before);
      else isFirst = false;
    }
  }
}

/** Template arguments or parameters with their angle brackets. */
export class AngledList extends CommaList {
  override writeLeft(out: Output): void {
    const wasInside = out.insideTemplate;
    out.insideTemplate = true;
    out.write("<");
    super.writeLeft(out);
    out.write(">");
    out.insideTemplate = wasInside;
  }
}

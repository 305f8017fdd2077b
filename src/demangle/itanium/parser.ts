/**
 * What the rules of the Itanium grammar share while they parse: the position, the substitutions so far, the template
 * parameters in scope, and the modes that a surrounding rule has set.
 */
import { Cursor } from "../cursor.ts";
import { MAX_DEPTH, reject } from "../malformed.ts";
import type { Node } from "./nodes.ts";
import { OPERATORS, type Operator } from "./operators.ts";
import type { ForwardReference } from "./packs.ts";

/**
 * The rules that recur in every other. The files of rules reach each other's through this, and so import in one
 * direction.
 */
export interface Grammar {
  /** <encoding> */
  readonly encoding: (parser: Parser) => Node;
  /** <name>, where it is not what an encoding is about */
  readonly name: (parser: Parser) => Node;
  /** <type> */
  readonly type: (parser: Parser) => Node;
  /** <expression> */
  readonly expression: (parser: Parser) => Node;
  /** <expr-primary> */
  readonly primary: (parser: Parser) => Node;
}

/** Template parameters, innermost template last; undefined for a lambda with `auto` parameters only. */
export type TemplateScope = (Node[] | undefined)[];

export type ParameterKind = "type" | "non-type" | "template";

export class Parser extends Cursor {
  readonly grammar: Grammar;
  /** What `S_`, `S0_`, `S1_`, ... stand for. */
  readonly substitutions: Node[] = [];
  /** What `T_`, `T0_`, ... and `TL0__`, ... stand for. */
  templateScope: TemplateScope = [];
  /** References to template arguments that come later, for the surrounding encoding to resolve. */
  readonly forwardReferences: ForwardReference[] = [];
  allowsForwardReferences = false;
  /** Off in a conversion operator's type, where `I` starts the operator's own arguments. */
  allowsTemplateArguments = true;
  /** In constraints, where outer template parameters are in scope that the name does not tell. */
  printsParameterNumbers = false;
  /** The nesting level at which `T_` may mean an `auto` parameter of the lambda being parsed. */
  autoLevel = -1;
  /** How many template parameters without a name have been given one. */
  readonly inventedNames: Record<ParameterKind, number> = { type: 0, "non-type": 0, template: 0 };
  private depth = 0;

  constructor(input: string, position: number, grammar: Grammar) {
    super(input, position);
    this.grammar = grammar;
  }

  /** Called at the start of a recursive rule; `leave` at its end. A rejected name needs no `leave`. */
  enter(): void {
    if (++this.depth > MAX_DEPTH) reject();
  }

  leave(): void {
    this.depth--;
  }

  /** One digit or more; `plus` is added before a number too large for 64 bits wraps around. */
  takeInteger(plus = 0): number {
    const digits = this.takeDigits();
    if (digits === "") reject();
    return digits.length < 16 ? Number(digits) + plus : wrapInteger(digits, 10, plus);
  }

  /** <number>: its text, with `n` for minus; empty if there is none, even after an `n`. */
  takeSignedNumber(): string {
    const start = this.position;
    this.take("n");
    return this.takeDigits() === "" ? "" : this.input.slice(start, this.position);
  }

  /** <seq-id>: base 36 in upper case; undefined if there is none. */
  takeSequenceNumber(plus = 0): number | undefined {
    const start = this.position;
    while (isSequenceDigit(this.input.charCodeAt(this.position))) this.position++;
    if (this.position === start) return undefined;
    const digits = this.input.slice(start, this.position);
    return digits.length < 10 ? Number.parseInt(digits, 36) + plus : wrapInteger(digits, 36, plus);
  }

  /** <source-name> as text: a length and as many characters, one at least. */
  takeIdentifier(): string {
    return this.takeCharacters(this.takeInteger()) || reject();
  }

  /** The two letters of an operator, if they come next. */
  takeOperator(): Operator | undefined {
    const operator = OPERATORS.get(this.input.slice(this.position, this.position + 2));
    if (operator !== undefined) this.position += 2;
    return operator;
  }

  /** Items up to the closing `E`, which is stepped over. */
  takeUntil(end: string, item: () => Node): Node[] {
    const items: Node[] = [];
    while (!this.take(end)) items.push(item());
    return items;
  }

  /** Nothing that could still belong to an encoding comes next. */
  get isAtEncodingEnd(): boolean {
    const next = this.peek();
    return next === "" || next === "E" || next === "." || next === "_";
  }
}

function isSequenceDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

/** The value of `digits` plus `plus`, modulo 2^64. */
function wrapInteger(digits: string, radix: number, plus: number): number {
  const step = 10;
  let value = 0n;
  for (let at = 0; at < digits.length; at += step) {
    const part = digits.slice(at, at + step);
    value = BigInt.asUintN(64, value * BigInt(radix ** part.length) + BigInt(Number.parseInt(part, radix)));
  }
  return Number(BigInt.asUintN(64, value + BigInt(plus)));
}

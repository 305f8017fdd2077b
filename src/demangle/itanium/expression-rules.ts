/** <expression> (Itanium C++ ABI 5.1.6). */
import { isDigit } from "../cursor.ts";
import { reject } from "../malformed.ts";
import { initializerList } from "./initializer-list.ts";
import {
  AngledList,
  CLOSE,
  CLOSE_SQUARE,
  CommaList,
  LeftHalf,
  Name,
  Node,
  OPEN,
  OPEN_SQUARE,
  operand,
  type Part,
  Phrase,
} from "./nodes.ts";
import type { Operator } from "./operators.ts";
import type { Output } from "./output.ts";
import { foldExpression, packSize, parseFunctionParameter } from "./pack-expression-rules.ts";
import { PackExpansion } from "./packs.ts";
import type { Parser } from "./parser.ts";
import { Precedence } from "./precedence.ts";
import { parseRequires } from "./requires-rules.ts";
import { parseSourceName } from "./substitution-rules.ts";
import { parseTemplateArgument, parseTemplateParameter } from "./template-rules.ts";
import { parseUnresolvedName } from "./unresolved-name-rules.ts";

export function parseExpression(p: Parser): Node {
  p.enter();
  const isGlobal = p.take("gs");
  const operator = p.takeOperator();
  const expression = operator === undefined ? otherExpression(p, isGlobal) : operatorExpression(p, operator, isGlobal);
  p.leave();
  return expression;
}

function operatorExpression(p: Parser, operator: Operator, isGlobal: boolean): Node {
  const { symbol, precedence } = operator;
  switch (operator.shape) {
    case "prefix":
      return prefixExpression(p, operator);
    case "postfix":
      if (p.take("_")) return prefixExpression(p, operator);
      return new Phrase([operand(parseExpression(p), precedence, true), symbol], precedence);
    case "binary":
      return new BinaryExpression(parseExpression(p), symbol, parseExpression(p), precedence);
    case "subscript":
      return subscript(parseExpression(p), parseExpression(p), precedence);
    case "member": {
      const object = operand(parseExpression(p), precedence, true);
      return new Phrase([object, symbol, operand(parseExpression(p), precedence)], precedence);
    }
    case "new":
    case "new[]":
      return newExpression(p, operator, isGlobal);
    case "delete":
    case "delete[]":
      return new Phrase([isGlobal ? "::" : "", symbol, " ", parseExpression(p)], precedence);
    case "call":
    case "bracketed-call":
      return callExpression(p, operator);
    case "conversion":
      return conversionExpression(p, precedence);
    case "conditional":
      return conditionalExpression(p, precedence);
    case "named-cast": {
      const type = p.grammar.type(p);
      return new Phrase([symbol, new AngledList([new LeftHalf(type)]), OPEN, parseExpression(p), CLOSE], precedence);
    }
    case "of-type":
      return new Phrase([symbol, OPEN, p.grammar.type(p), CLOSE], precedence);
    case "of-expression":
      return new Phrase([symbol, OPEN, parseExpression(p), CLOSE], precedence);
    case "name-only":
      return reject();
  }
}

/** Inside template arguments, a `>` that is in no brackets gets its own. */
class BinaryExpression extends Node {
  declare private readonly leftOperand: Node;
  declare private readonly symbol: string;
  declare private readonly rightOperand: Node;

  constructor(left: Node, symbol: string, right: Node, precedence: Precedence) {
    super(0, 0, precedence);
    const isAssignment = precedence === Precedence.assign;
    this.leftOperand = operand(left, isAssignment ? Precedence.logicalOr : precedence, !isAssignment);
    this.symbol = symbol;
    this.rightOperand = operand(right, precedence, isAssignment);
  }

  writeLeft(out: Output): void {
    const needsBrackets = (this.symbol === ">" || this.symbol === ">>") && !out.isBracketedArgument;
    if (needsBrackets) out.open("(");
    this.leftOperand.print(out);
    out.write(this.symbol === "," ? ", " : ` ${this.symbol} `);
    this.rightOperand.print(out);
    if (needsBrackets) out.close(")");
  }
}

function prefixExpression(p: Parser, { symbol, precedence }: Operator): Node {
  return new Phrase([symbol, operand(parseExpression(p), precedence)], precedence);
}

function subscript(array: Node, index: Node, precedence: Precedence): Node {
  return new Phrase([operand(array, precedence), OPEN_SQUARE, index, CLOSE_SQUARE], precedence);
}

/** `(items)`, or nothing if there are none */
function optionalList(items: readonly Node[]): Part[] {
  return items.length === 0 ? [] : [OPEN, new CommaList(items), CLOSE];
}

/** nw <expression>* _ <type> [pi <expression>*] E */
function newExpression(p: Parser, { symbol, precedence }: Operator, isGlobal: boolean): Node {
  const placement = p.takeUntil("_", () => parseExpression(p));
  const type = p.grammar.type(p);
  const hasInitializer = p.take("pi");
  const initializer = p.takeUntil("E", () => (hasInitializer ? parseExpression(p) : reject()));
  const keyword = (isGlobal ? "::" : "") + symbol;
  return new Phrase([keyword, ...optionalList(placement), " ", type, ...optionalList(initializer)], precedence);
}

/** cl <expression>+ E; cp puts the callee in brackets, against argument-dependent lookup */
function callExpression(p: Parser, { shape, precedence }: Operator): Node {
  const callee = parseExpression(p);
  const list = new CommaList(p.takeUntil("E", () => parseExpression(p)));
  const parts = shape === "bracketed-call" ? [OPEN, callee, CLOSE] : [callee];
  return new Phrase([...parts, OPEN, list, CLOSE], precedence);
}

/** cv <type> <expression> | cv <type> _ <expression>* E */
function conversionExpression(p: Parser, precedence: Precedence): Node {
  const { allowsTemplateArguments } = p;
  p.allowsTemplateArguments = false;
  const type = p.grammar.type(p);
  p.allowsTemplateArguments = allowsTemplateArguments;
  const operands = p.take("_") ? p.takeUntil("E", () => parseExpression(p)) : [parseExpression(p)];
  return new Phrase([OPEN, type, CLOSE, OPEN, new CommaList(operands), CLOSE], precedence);
}

function conditionalExpression(p: Parser, precedence: Precedence): Node {
  const condition = operand(parseExpression(p), precedence);
  const then = parseExpression(p);
  const otherwise = operand(parseExpression(p), Precedence.assign, true);
  return new Phrase([condition, " ? ", then, " : ", otherwise], precedence);
}

function otherExpression(p: Parser, isGlobal: boolean): Node {
  if (p.left < 2) reject();
  switch (p.peek()) {
    case "L":
      return p.grammar.primary(p);
    case "T":
      return parseTemplateParameter(p);
    case "f":
      return isFunctionParameter(p) ? parseFunctionParameter(p) : foldExpression(p);
    case "r":
      if (p.peek(1) === "q" || p.peek(1) === "Q") return parseRequires(p);
      break;
    case "u":
      return vendorExpression(p);
  }
  const rule = KEYWORDS.get(p.input.slice(p.position, p.position + 2));
  if (rule === undefined) return parseUnresolvedName(p, isGlobal);
  p.position += 2;
  return rule(p);
}

function isFunctionParameter(p: Parser): boolean {
  return p.peek(1) === "p" || (p.peek(1) === "L" && isDigit(p.peek(2)));
}

const RETHROW = new Name("throw");

/** Expressions that start with two letters but are no operators; from after the letters. */
const KEYWORDS: ReadonlyMap<string, (p: Parser) => Node> = new Map<string, (p: Parser) => Node>([
  ["il", (p) => initializerList(undefined, bracedExpressions(p))],
  ["tl", (p) => initializerList(p.grammar.type(p), bracedExpressions(p))],
  ["mc", memberPointerConversion],
  ["nx", (p) => new Phrase(["noexcept ", OPEN, parseExpression(p), CLOSE], Precedence.unary)],
  ["so", subobject],
  ["sp", (p) => new PackExpansion(parseExpression(p))],
  ["sZ", packSize],
  ["sP", capturedPackSize],
  ["tr", () => RETHROW],
  ["tw", (p) => new Phrase(["throw ", parseExpression(p)])],
]);

/** sP <template-arg>* E: the size of a pack that is known in part */
function capturedPackSize(p: Parser): Node {
  const list = new CommaList(p.takeUntil("E", () => parseTemplateArgument(p)));
  return new Phrase(["sizeof... ", OPEN, list, CLOSE]);
}

/** mc <type> <expression> [<offset>] E */
function memberPointerConversion(p: Parser): Node {
  const type = p.grammar.type(p);
  const converted = parseExpression(p);
  p.takeSignedNumber();
  p.expect("E");
  return new Phrase([OPEN, type, CLOSE, OPEN, converted, CLOSE], Precedence.unary);
}

/** so <type> <expression> [<offset>] (_ [<number>])* [p] E; the union members on the way are not printed */
function subobject(p: Parser): Node {
  const type = p.grammar.type(p);
  const object = parseExpression(p);
  const offset = p.takeSignedNumber();
  while (p.take("_")) p.takeDigits();
  p.take("p");
  p.expect("E");
  return new Phrase([object, ".<", type, ` at offset ${offset.replace("n", "-") || "0"}>`]);
}

function bracedExpressions(p: Parser): Node[] {
  return p.takeUntil("E", () => bracedExpression(p));
}

/** An element of an initializer list with its designator. */
class Designated extends Phrase {}

/**
 * <braced-expression> ::= <expression> | di <source-name> <braced-expression> | dx <expression> <braced-expression>
 *                     ::= dX <expression> <expression> <braced-expression>
 */
function bracedExpression(p: Parser): Node {
  p.enter();
  const designator = designatorParts(p);
  const node = designator === undefined ? parseExpression(p) : designated(designator, bracedExpression(p));
  p.leave();
  return node;
}

function designated(designator: readonly Part[], initializer: Node): Node {
  const separator = initializer instanceof Designated ? "" : " = ";
  return new Designated([...designator, separator, initializer]);
}

function designatorParts(p: Parser): Part[] | undefined {
  if (p.take("di")) return [".", parseSourceName(p)];
  if (p.take("dx")) return ["[", parseExpression(p), "]"];
  if (p.take("dX")) return ["[", parseExpression(p), " ... ", parseExpression(p), "]"];
  return undefined;
}

/** u <source-name> <template-arg>* E. `__uuidof` has an older mangling: t <type> or z <expression>, without the E. */
function vendorExpression(p: Parser): Node {
  p.expect("u");
  const name = parseSourceName(p);
  const operands = (name.text === "__uuidof" && uuidOperand(p)) || p.takeUntil("E", () => parseTemplateArgument(p));
  return new Phrase([name, OPEN, new CommaList(operands), CLOSE], Precedence.postfix);
}

function uuidOperand(p: Parser): Node[] | undefined {
  if (p.take("t")) return [p.grammar.type(p)];
  return p.take("z") ? [parseExpression(p)] : undefined;
}

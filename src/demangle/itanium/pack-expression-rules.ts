/** Expressions about packs: folds, their size, and the function parameters that they are often made of. */
import { reject } from "../malformed.ts";
import { parseQualifiers } from "./name-rules.ts";
import { CLOSE, Name, type Node, OPEN, operand, type Part, Phrase, Text } from "./nodes.ts";
import { PackExpansion } from "./packs.ts";
import type { Parser } from "./parser.ts";
import { Precedence } from "./precedence.ts";
import { parseTemplateParameter } from "./template-rules.ts";

const THIS = new Name("this");

/** <function-param> ::= fpT | fp [<CV-qualifiers>] [<number>] _ | fL <number> p [<CV-qualifiers>] [<number>] _ */
export function parseFunctionParameter(p: Parser): Node {
  if (p.take("fpT")) return THIS;
  if (p.take("fL")) {
    if (p.takeDigits() === "") reject();
    p.expect("p");
  } else p.expect("fp");
  parseQualifiers(p);
  const number = p.takeDigits();
  p.expect("_");
  return new Text(`fp${number}`);
}

/**
 * <fold-expr> ::= fL <operator> <expression> <expression> | fR <operator> <expression> <expression>
 *             ::= fl <operator> <expression> | fr <operator> <expression>
 */
export function foldExpression(p: Parser): Node {
  p.expect("f");
  const letter = p.peek();
  if (letter === "" || !"LRlr".includes(letter)) reject();
  p.position++;
  const symbol = foldedSymbol(p);
  const isLeft = letter === "L" || letter === "l";
  const first = p.grammar.expression(p);
  const second = letter === "L" || letter === "R" ? p.grammar.expression(p) : undefined;
  const [pack, initial] = isLeft && second !== undefined ? [second, first] : [first, second];

  const packParts = [OPEN, new PackExpansion(pack), CLOSE];
  const initialParts = initial === undefined ? [] : [operand(initial, Precedence.cast, true)];
  const [left, right] = isLeft ? [initialParts, packParts] : [packParts, initialParts];
  const separator = (side: readonly Part[]): string => (side.length === 0 ? "" : ` ${symbol} `);
  return new Phrase([OPEN, ...left, separator(left), "...", separator(right), ...right, CLOSE]);
}

/** The operator of a fold: a binary one, pointers to members among them. */
function foldedSymbol(p: Parser): string {
  const operator = p.takeOperator();
  const isFoldable = operator?.shape === "binary" || operator?.precedence === Precedence.memberPointer;
  return operator !== undefined && isFoldable ? operator.symbol : reject();
}

/** sZ <template-param> | sZ <function-param>, from after `sZ` */
export function packSize(p: Parser): Node {
  if (p.peek() === "T") return new Phrase(["sizeof...", OPEN, new PackExpansion(parseTemplateParameter(p)), CLOSE]);
  return new Phrase(["sizeof... ", OPEN, parseFunctionParameter(p), CLOSE]);
}

/**
 * Types without a name: lambdas, unnamed classes and blocks (Itanium C++ ABI 5.1.8).
 */
import { ClosureType } from "./name-nodes.ts";
import { AngledList, CLOSE, CommaList, Name, type Node, OPEN, type Part, Text } from "./nodes.ts";
import type { Parser } from "./parser.ts";
import { parseConstraint, parseParameterDeclaration, startsParameterDeclaration } from "./template-rules.ts";

const BLOCK_LITERAL = new Name("'block-literal'");

/** <unnamed-type-name> ::= Ut [<number>] _ | <closure-type-name> | Ub [<number>] _ */
export function parseClosureOrUnnamed(p: Parser, isEncodingName: boolean): Node {
  if (isEncodingName) p.templateScope = [];
  if (p.peek(1) === "l") return parseClosure(p);
  if (p.take("Ut")) return new Text(`'unnamed${numberBeforeUnderscore(p)}'`);
  p.expect("Ub");
  numberBeforeUnderscore(p);
  return BLOCK_LITERAL;
}

function numberBeforeUnderscore(p: Parser): string {
  const count = p.takeDigits();
  p.expect("_");
  return count;
}

/**
 * <closure-type-name> ::= Ul <template-param-decl>* [Q <constraint>] <type>+ [Q <constraint>] E [<number>] _
 */
export function parseClosure(p: Parser): ClosureType {
  p.expect("Ul");
  const outerAutoLevel = p.autoLevel;
  const outerLevels = p.templateScope.length;
  p.autoLevel = outerLevels;
  const own: Node[] = [];
  p.templateScope.push(own);
  const declarator: Part[] = [];
  const declarations: Node[] = [];
  while (startsParameterDeclaration(p)) declarations.push(parseParameterDeclaration(p, own));
  // Without declared parameters there is no level of them, unless an `auto` makes one.
  if (declarations.length === 0) p.templateScope.pop();
  else declarator.push(new AngledList(declarations));
  if (p.take("Q")) declarator.push(" requires ", parseConstraint(p), " ");
  declarator.push(OPEN, new CommaList(closureParameters(p)), CLOSE);
  if (p.take("Q")) declarator.push(" requires ", parseConstraint(p));
  p.expect("E");
  const count = numberBeforeUnderscore(p);
  p.templateScope.length = outerLevels;
  p.autoLevel = outerAutoLevel;
  return new ClosureType(count, declarator);
}

function closureParameters(p: Parser): Node[] {
  if (p.take("v")) return [];
  const parameters: Node[] = [];
  do parameters.push(p.grammar.type(p));
  while (p.peek() !== "E" && p.peek() !== "Q");
  return parameters;
}

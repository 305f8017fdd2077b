/** <decltype>, which can stand for a type or start a name. */
import { reject } from "../malformed.ts";
import { CLOSE, type Node, OPEN, Phrase } from "./nodes.ts";
import type { Parser } from "./parser.ts";

/** <decltype> ::= Dt <expression> E | DT <expression> E */
export function parseDecltype(p: Parser): Node {
  if (!p.take("Dt") && !p.take("DT")) reject();
  const expression = p.grammar.expression(p);
  p.expect("E");
  return new Phrase(["decltype", OPEN, expression, CLOSE]);
}

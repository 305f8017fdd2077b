/** <requires-expression> (Itanium C++ ABI, for C++20 constraints). */
import { reject } from "../malformed.ts";
import { CLOSE, CLOSE_CURLY, CommaList, type Node, OPEN, OPEN_CURLY, type Part, Phrase } from "./nodes.ts";
import type { Parser } from "./parser.ts";

/** rQ <type>+ _ <requirement>+ E | rq <requirement>+ E */
export function parseRequires(p: Parser): Node {
  const hasParameters = p.peek(1) === "Q";
  p.position += 2;
  const parameters = hasParameters ? p.takeUntil("_", () => p.grammar.type(p)) : [];
  const list: Part[] = parameters.length === 0 ? [] : [" ", OPEN, new CommaList(parameters), CLOSE];
  const requirements = [requirement(p), ...p.takeUntil("E", () => requirement(p))];
  return new Phrase(["requires", ...list, " ", OPEN_CURLY, ...requirements, " ", CLOSE_CURLY]);
}

/** <requirement> ::= X <expression> [N] [R <type-constraint>] | T <type> | Q <constraint> */
function requirement(p: Parser): Node {
  if (p.take("T")) return new Phrase([" typename ", p.grammar.type(p), ";"]);
  if (p.take("Q")) return new Phrase([" requires ", p.grammar.expression(p), ";"]);
  if (!p.take("X")) reject();
  const expression = p.grammar.expression(p);
  const isNoexcept = p.take("N");
  const constraint = p.take("R") ? p.grammar.name(p) : undefined;
  if (!isNoexcept && constraint === undefined) return new Phrase([" ", expression, ";"]);
  const result: Part[] = constraint === undefined ? [] : [" -> ", constraint];
  return new Phrase([" ", OPEN_CURLY, expression, CLOSE_CURLY, isNoexcept ? " noexcept" : "", ...result, ";"]);
}

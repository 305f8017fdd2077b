/** <function-type> (Itanium C++ ABI 5.1.5.3). */
import { type FunctionQualifiers, FunctionType } from "./declarators.ts";
import { parseQualifiers } from "./name-rules.ts";
import { CLOSE, CommaList, Name, type Node, OPEN, Phrase } from "./nodes.ts";
import type { Parser } from "./parser.ts";

/** After qualifiers, which could as well be those of another type, only a function type has these. */
export function startsFunctionType(p: Parser): boolean {
  let ahead = 0;
  for (const qualifier of "rVK") if (p.peek(ahead) === qualifier) ahead++;
  if (p.peek(ahead) === "F") return true;
  const exceptions = p.peek(ahead + 1);
  return p.peek(ahead) === "D" && exceptions !== "" && "oOwx".includes(exceptions);
}

/** [<CV-qualifiers>] [<exception-spec>] [Dx] F [Y] <type>+ [<ref-qualifier>] E */
export function parseFunctionType(p: Parser): Node {
  const cv = parseQualifiers(p);
  const exceptions = exceptionSpecification(p);
  p.take("Dx"); // transaction safe
  p.expect("F");
  p.take("Y"); // extern "C"
  const result = p.grammar.type(p);
  const parameters: Node[] = [];
  let reference = referenceAtEnd(p);
  for (; reference === undefined; reference = referenceAtEnd(p)) {
    if (!p.take("v")) parameters.push(p.grammar.type(p));
  }
  const qualifiers: FunctionQualifiers = { cv, reference };
  return new FunctionType(result, new CommaList(parameters), qualifiers, exceptions);
}

/** The reference qualifier if the parameters end here. */
function referenceAtEnd(p: Parser): string | undefined {
  if (p.take("E")) return "";
  if (p.take("RE")) return " &";
  return p.take("OE") ? " &&" : undefined;
}

const NOEXCEPT = new Name("noexcept");

/** <exception-spec> ::= Do | DO <expression> E | Dw <type>+ E */
function exceptionSpecification(p: Parser): Node | undefined {
  if (p.take("Do")) return NOEXCEPT;
  if (p.take("DO")) {
    const condition = p.grammar.expression(p);
    p.expect("E");
    return new Phrase(["noexcept", OPEN, condition, CLOSE]);
  }
  if (!p.take("Dw")) return undefined;
  return new Phrase(["throw", OPEN, new CommaList(p.takeUntil("E", () => p.grammar.type(p))), CLOSE]);
}

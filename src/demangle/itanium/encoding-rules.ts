/** <encoding>: what a whole mangled name is (Itanium C++ ABI 5.1.2). */
import { reject } from "../malformed.ts";
import { FunctionEncoding } from "./declarators.ts";
import { type FunctionTraits, parseName, withOwnTemplateScope } from "./name-rules.ts";
import { CommaList, type Node, Phrase } from "./nodes.ts";
import type { Parser } from "./parser.ts";
import { parseSpecialName } from "./special-name-rules.ts";
import { parseConstraint, parseTemplateArgument } from "./template-rules.ts";

/** <encoding> ::= <special-name> | <data name> | <function name> <bare-function-type> [Q <constraint>] */
export function parseEncoding(p: Parser): Node {
  p.enter();
  const isSpecial = p.peek() === "G" || p.peek() === "T";
  const node = withOwnTemplateScope(p, () => (isSpecial ? parseSpecialName(p) : functionOrObject(p)));
  p.leave();
  return node;
}

function functionOrObject(p: Parser): Node {
  const traits: FunctionTraits = {
    hasNoResult: false,
    isTemplate: false,
    cv: "",
    reference: "",
    hasExplicitObject: false,
  };
  const pending = p.forwardReferences.length;
  const name = parseName(p, traits);
  resolveForwardReferences(p, pending);
  if (p.isAtEncodingEnd) return name;

  const constraints: Node[] = [];
  if (p.take("Ua9enable_ifI")) {
    const conditions = new CommaList(p.takeUntil("E", () => parseTemplateArgument(p)));
    constraints.push(new Phrase([" [enable_if:", conditions, "]"]));
  }
  const result = traits.isTemplate && !traits.hasNoResult ? p.grammar.type(p) : undefined;
  const parameters = new CommaList(p.take("v") ? [] : parameterTypes(p, traits));
  if (p.take("Q")) constraints.push(new Phrase([" requires ", parseConstraint(p)]));
  return new FunctionEncoding(result, name, parameters, { cv: traits.cv, reference: traits.reference }, constraints);
}

/** The template arguments are known now that the name is complete. */
function resolveForwardReferences(p: Parser, pending: number): void {
  for (const reference of p.forwardReferences.splice(pending)) {
    reference.target = p.templateScope[0]?.[reference.index] ?? reject();
  }
}

function parameterTypes(p: Parser, traits: FunctionTraits): Node[] {
  const first = p.grammar.type(p);
  const parameters = [traits.hasExplicitObject ? new Phrase(["this ", first]) : first];
  while (!p.isAtEncodingEnd && p.peek() !== "Q") parameters.push(p.grammar.type(p));
  return parameters;
}

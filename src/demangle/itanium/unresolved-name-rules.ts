/** <unresolved-name>: names in expressions that depend on template parameters (Itanium C++ ABI 5.1.6.3). */
import { isDigit } from "../cursor.ts";
import { parseDecltype } from "./decltype-rule.ts";
import { TemplateId } from "./name-nodes.ts";
import { parseOperatorName } from "./name-rules.ts";
import { LeftHalf, NamePhrase, type Node, Phrase } from "./nodes.ts";
import type { Parser } from "./parser.ts";
import { parseSourceName, parseSubstitution } from "./substitution-rules.ts";
import { parseTemplateArguments, parseTemplateParameter } from "./template-rules.ts";

/**
 * <unresolved-name> ::= <base>
 *                   ::= sr <simple-id>+ E <base>
 *                   ::= sr <unresolved-type> [<template-args>] <base>
 *                   ::= srN <unresolved-type> [<template-args>] <simple-id>* E <base>
 *
 * `isGlobal` is true after `gs`.
 */
export function parseUnresolvedName(p: Parser, isGlobal: boolean): Node {
  if (p.take("srN")) {
    let scope = parseScopeType(p);
    while (!p.take("E")) scope = member(scope, parseSimpleId(p));
    return member(scope, parseBase(p));
  }
  if (!p.take("sr")) return global(parseBase(p), isGlobal);
  if (!isDigit(p.peek())) return member(parseScopeType(p), parseBase(p));
  let scope = global(parseSimpleId(p), isGlobal);
  while (!p.take("E")) scope = member(scope, parseSimpleId(p));
  return member(scope, parseBase(p));
}

function member(scope: Node, name: Node): Node {
  return new NamePhrase([scope, "::", name], name);
}

function global(name: Node, isGlobal: boolean): Node {
  return isGlobal ? new NamePhrase(["::", name], name) : name;
}

/** <unresolved-type> [<template-args>] */
function parseScopeType(p: Parser): Node {
  return withTemplateArguments(p, parseUnresolvedType(p));
}

function withTemplateArguments(p: Parser, template: Node): Node {
  return p.peek() === "I" ? new TemplateId(template, parseTemplateArguments(p)) : template;
}

/** <unresolved-type> ::= <template-param> | <decltype> | <substitution> */
function parseUnresolvedType(p: Parser): Node {
  const next = p.peek();
  if (next !== "T" && next !== "D") return parseSubstitution(p);
  const type = next === "T" ? parseTemplateParameter(p) : parseDecltype(p);
  p.substitutions.push(type);
  return type;
}

/** <simple-id> ::= <source-name> [<template-args>] */
function parseSimpleId(p: Parser): Node {
  return withTemplateArguments(p, parseSourceName(p));
}

/** <base-unresolved-name> ::= <simple-id> | [on] <operator-name> [<template-args>] | dn <destructor-name> */
function parseBase(p: Parser): Node {
  if (isDigit(p.peek())) return parseSimpleId(p);
  if (p.take("dn")) {
    const destroyed = isDigit(p.peek()) ? parseSimpleId(p) : parseUnresolvedType(p);
    return new Phrase(["~", new LeftHalf(destroyed)]);
  }
  p.take("on");
  return withTemplateArguments(p, parseOperatorName(p, undefined));
}

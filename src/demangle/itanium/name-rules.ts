/**
 * <name>: nested, local and plain names, operators, constructors (Itanium C++ ABI 5.1.3, 5.1.4, 5.1.6).
 */
import { isDigit } from "../cursor.ts";
import { reject } from "../malformed.ts";
import { parseClosureOrUnnamed } from "./closure-rules.ts";
import { parseDecltype } from "./decltype-rule.ts";
import { ModuleName, StdAbbreviation, TemplateId } from "./name-nodes.ts";
import { CLOSE_SQUARE, CommaList, Name, NamePhrase, type Node, OPEN_SQUARE, Phrase, Text } from "./nodes.ts";
import type { Parser, TemplateScope } from "./parser.ts";
import { parseAbiTags, parseModuleName, parseSourceName, parseSubstitution } from "./substitution-rules.ts";
import { parseEncodingArguments, parseTemplateArguments, parseTemplateParameter } from "./template-rules.ts";

/** What the name of an encoding tells about the function that it names. */
export interface FunctionTraits {
  /** Constructors, destructors and conversions have no result type. */
  hasNoResult: boolean;
  isTemplate: boolean;
  cv: string;
  reference: string;
  hasExplicitObject: boolean;
}

/** As long as a name is not that of an encoding, there are no traits to note. */
type Traits = FunctionTraits | undefined;

const STD = new Name("std");
const STRING_LITERAL = new Name("string literal");

/** <name> ::= <nested-name> | <local-name> | <unscoped-name> [<template-args>] | <substitution> <template-args> */
export function parseName(p: Parser, traits?: FunctionTraits): Node {
  p.enter();
  const next = p.peek();
  const name = next === "N" ? nestedName(p, traits) : next === "Z" ? localName(p, traits) : unscopedName(p, traits);
  p.leave();
  return name;
}

function unscopedName(p: Parser, traits: Traits): Node {
  const std = p.take("St") ? STD : undefined;
  const prefix = p.peek() === "S" ? parseSubstitution(p) : undefined;
  if (prefix !== undefined && !(prefix instanceof ModuleName)) {
    if (std !== undefined || p.peek() !== "I") reject();
    return new TemplateId(prefix, templateArgumentsOf(p, traits));
  }
  const name = parseUnqualifiedName(p, traits, std, prefix);
  if (p.peek() !== "I") return name;
  p.substitutions.push(name);
  return new TemplateId(name, templateArgumentsOf(p, traits));
}

function templateArgumentsOf(p: Parser, traits: Traits): Node {
  if (traits === undefined) return parseTemplateArguments(p);
  const node = parseEncodingArguments(p);
  traits.isTemplate = true;
  return node;
}

/** <CV-qualifiers> ::= [r] [V] [K], as text */
export function parseQualifiers(p: Parser): string {
  const isRestrict = p.take("r");
  const isVolatile = p.take("V");
  const isConst = p.take("K");
  return (isConst ? " const" : "") + (isVolatile ? " volatile" : "") + (isRestrict ? " restrict" : "");
}

/**
 * <nested-name> ::= N [<CV-qualifiers>] [<ref-qualifier>] <component>+ E
 *               ::= N H <component>+ E
 */
function nestedName(p: Parser, traits: Traits): Node {
  p.expect("N");
  if (p.take("H")) {
    if (traits !== undefined) traits.hasExplicitObject = true;
  } else {
    const cv = parseQualifiers(p);
    const reference = p.take("O") ? " &&" : p.take("R") ? " &" : "";
    if (traits !== undefined) Object.assign(traits, { cv, reference });
  }
  let name: Node | undefined;
  while (!p.take("E")) {
    if (traits !== undefined) traits.isTemplate = false;
    const substituted: Node | undefined = p.peek() === "S" ? nestedSubstitution(p) : undefined;
    if (substituted !== undefined && !(substituted instanceof ModuleName)) {
      if (name !== undefined) reject();
      name = substituted;
      continue;
    }
    name = nestedComponent(p, traits, name, substituted);
    p.substitutions.push(name);
    p.take("M"); // marks data members in old names
  }
  // The whole name is substitutable as a type only, for which the caller enters it.
  if (name === undefined || p.substitutions.pop() === undefined) reject();
  return name;
}

function nestedSubstitution(p: Parser): Node {
  return p.take("St") ? STD : parseSubstitution(p);
}

/** One more component after `prefix`: a template parameter or decltype at the start, template arguments, or a name. */
function nestedComponent(p: Parser, traits: Traits, prefix: Node | undefined, module: ModuleName | undefined): Node {
  if (module === undefined) {
    const next = p.peek();
    if (next === "T") return prefix === undefined ? parseTemplateParameter(p) : reject();
    if (next === "D" && (p.peek(1) === "t" || p.peek(1) === "T"))
      return prefix === undefined ? parseDecltype(p) : reject();
    if (next === "I") {
      if (prefix === undefined) reject();
      const node = templateArgumentsOf(p, traits);
      return prefix instanceof TemplateId ? reject() : new TemplateId(prefix, node);
    }
  }
  return parseUnqualifiedName(p, traits, prefix, module);
}

/**
 * <local-name> ::= Z <encoding> E <name> [<discriminator>]
 *              ::= Z <encoding> E s [<discriminator>]
 *              ::= Z <encoding> E d [<number>] _ <name>
 */
function localName(p: Parser, traits: Traits): Node {
  p.expect("Z");
  const encoding = p.grammar.encoding(p);
  p.expect("E");
  if (p.take("s")) {
    skipDiscriminator(p);
    return new Phrase([encoding, "::", STRING_LITERAL]);
  }
  return withOwnTemplateScope(p, () => {
    const isInDefaultArgument = p.take("d");
    if (isInDefaultArgument) {
      p.takeSignedNumber();
      p.expect("_");
    }
    const entity = parseName(p, traits);
    if (!isInDefaultArgument) skipDiscriminator(p);
    return new Phrase([encoding, "::", entity]);
  });
}

/** The template parameters of an entity have nothing to do with those around it. */
export function withOwnTemplateScope(p: Parser, rule: () => Node): Node {
  const outer: TemplateScope = p.templateScope;
  p.templateScope = [];
  const node = rule();
  p.templateScope = outer;
  return node;
}

/** <discriminator> ::= _ <digit> | __ <number> _, and a number at the very end. Anything else is left to the caller. */
function skipDiscriminator(p: Parser): void {
  const start = p.position;
  if (p.take("__")) {
    p.takeDigits();
    if (!p.take("_")) p.position = start;
  } else if (p.peek() === "_") {
    if (isDigit(p.peek(1))) p.position += 2;
  } else if (p.takeDigits() !== "" && p.left > 0) {
    p.position = start;
  }
}

/**
 * <unqualified-name> ::= [<module-name>] [F] [L] <entity> [<abi-tags>]
 * <entity> ::= <operator-name> | <ctor-dtor-name> | <source-name> | <unnamed-type-name> | DC <source-name>+ E
 */
export function parseUnqualifiedName(
  p: Parser,
  traits: Traits,
  prefix: Node | undefined,
  prefixModule: ModuleName | undefined,
): Node {
  if (prefixModule === undefined && isNameStart(p.peek()))
    return scoped(prefix, "::", parseAbiTags(p, parseSourceName(p)));
  const module = parseModuleName(p, prefixModule);
  const separator = prefix !== undefined && p.take("F") ? "::friend " : "::";
  p.take("L"); // internal linkage
  const next = p.peek();
  if (next === "C" || (next === "D" && p.peek(1) !== "C")) {
    if (prefix === undefined || module !== undefined) reject();
    const scope = prefix instanceof StdAbbreviation ? prefix.expansion : prefix;
    return scoped(scope, separator, parseAbiTags(p, constructorOrDestructor(p, scope, traits)));
  }
  const name = unscopedEntity(p, traits);
  const entity = module === undefined ? name : new NamePhrase([name, "@", module], name);
  return scoped(prefix, separator, parseAbiTags(p, entity));
}

function isNameStart(next: string): boolean {
  return next >= "1" && next <= "9";
}

function scoped(scope: Node | undefined, separator: string, name: Node): Node {
  return scope === undefined ? name : new NamePhrase([scope, separator, name], name);
}

function unscopedEntity(p: Parser, traits: Traits): Node {
  if (isNameStart(p.peek())) return parseSourceName(p);
  if (p.peek() === "U") return parseClosureOrUnnamed(p, traits !== undefined);
  return p.take("DC") ? structuredBinding(p) : parseOperatorName(p, traits);
}

/** `[a, b]`, from after `DC` */
function structuredBinding(p: Parser): Node {
  const first = parseSourceName(p);
  const names = [first, ...p.takeUntil("E", () => parseSourceName(p))];
  return new Phrase([OPEN_SQUARE, new CommaList(names), CLOSE_SQUARE]);
}

/** <ctor-dtor-name> ::= C [I] <1-5> [<base class name>] | D <0, 1, 2, 4, 5> */
function constructorOrDestructor(p: Parser, scope: Node, traits: Traits): Node {
  const isDestructor = p.take("D");
  const isInherited = !isDestructor && p.take("C") && p.take("I");
  if (!(isDestructor ? "01245" : "12345").includes(p.peek() || "?")) reject();
  p.position++;
  if (traits !== undefined) traits.hasNoResult = true;
  if (isInherited) parseName(p, traits); // not printed
  return new Text((isDestructor ? "~" : "") + scope.baseName());
}

/** <operator-name> ::= <two letters> | cv <type> | li <source-name> | v <digit> <source-name> */
export function parseOperatorName(p: Parser, traits: Traits): Node {
  const operator = p.takeOperator();
  if (operator?.shape === "conversion") return conversionName(p, traits);
  if (operator !== undefined) return new Name(operator.functionName ?? reject());
  if (p.take("li")) return new Phrase(['operator"" ', parseSourceName(p)]);
  p.expect("v");
  if (!isDigit(p.peek())) reject();
  p.position++;
  return new Phrase(["operator ", parseSourceName(p)]);
}

/** The type may be made of template parameters whose arguments follow after it. */
function conversionName(p: Parser, traits: Traits): Node {
  const { allowsTemplateArguments, allowsForwardReferences } = p;
  p.allowsTemplateArguments = false;
  p.allowsForwardReferences ||= traits !== undefined;
  const type = p.grammar.type(p);
  p.allowsTemplateArguments = allowsTemplateArguments;
  p.allowsForwardReferences = allowsForwardReferences;
  if (traits !== undefined) traits.hasNoResult = true;
  return new Phrase(["operator ", type]);
}

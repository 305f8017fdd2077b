/**
 * <type> (Itanium C++ ABI 5.1.5). Every type but the builtin ones becomes a substitution once it is complete.
 */
import { isDigit } from "../cursor.ts";
import { reject } from "../malformed.ts";
import { BFLOAT16, BUILTIN_TYPES, EXTENDED_BUILTIN_TYPES, FIXED_POINT_TYPES } from "./builtin-types.ts";
import { ArrayType, MemberPointer, Pointer, QualifiedType, Reference } from "./declarators.ts";
import { parseDecltype } from "./decltype-rule.ts";
import { parseFunctionType, startsFunctionType } from "./function-type-rule.ts";
import { ModuleName, ObjcProtocol, TemplateId } from "./name-nodes.ts";
import { parseName, parseQualifiers, parseUnqualifiedName } from "./name-rules.ts";
import { CLOSE, LeftHalf, Name, type Node, OPEN, Phrase, Text } from "./nodes.ts";
import { PackExpansion } from "./packs.ts";
import { Parser } from "./parser.ts";
import { parseSubstitution } from "./substitution-rules.ts";
import { parseTemplateArguments, parseTemplateParameter } from "./template-rules.ts";

export function parseType(p: Parser): Node {
  const builtin = BUILTIN_TYPES.get(p.peek());
  if (builtin !== undefined) {
    p.position++;
    return builtin;
  }
  p.enter();
  const type = p.peek() === "D" ? typeAfterD(p) : compoundType(p);
  p.leave();
  return type;
}

/** Makes `type` the next substitution. */
function listed(p: Parser, type: Node): Node {
  p.substitutions.push(type);
  return type;
}

function compoundType(p: Parser): Node {
  switch (p.peek()) {
    case "r":
    case "V":
    case "K":
      return listed(p, startsFunctionType(p) ? parseFunctionType(p) : qualifiedType(p));
    case "U":
      return listed(p, qualifiedType(p));
    case "u":
      return listed(p, vendorType(p));
    case "F":
      return listed(p, parseFunctionType(p));
    case "A":
      return listed(p, arrayType(p));
    case "M":
      return listed(p, memberPointer(p));
    case "P":
      return listed(p, pointer(p));
    case "R":
      p.position++;
      return listed(p, new Reference(parseType(p), "&"));
    case "O":
      p.position++;
      return listed(p, new Reference(parseType(p), "&&"));
    case "C":
      p.position++;
      return listed(p, new Phrase([new LeftHalf(parseType(p)), " complex"]));
    case "G":
      p.position++;
      return listed(p, new Phrase([new LeftHalf(parseType(p)), " imaginary"]));
    case "T":
      return listed(p, templateParameterOrElaborated(p));
    case "S":
      return p.peek(1) === "t" ? listed(p, parseName(p)) : substitutedType(p);
    default:
      return listed(p, parseName(p));
  }
}

/** <qualified-type> ::= <extended-qualifier>* <CV-qualifiers> <type> */
function qualifiedType(p: Parser): Node {
  p.enter();
  const type = p.take("U") ? vendorQualifiedType(p) : constOrVolatileType(p);
  p.leave();
  return type;
}

function constOrVolatileType(p: Parser): Node {
  const qualifiers = parseQualifiers(p);
  const type = parseType(p);
  return qualifiers === "" ? type : new QualifiedType(type, qualifiers);
}

/** <extended-qualifier> ::= U <source-name> [<template-args>], from after `U`; Objective-C protocols are in it, too */
function vendorQualifiedType(p: Parser): Node {
  const qualifier = p.takeIdentifier();
  if (qualifier.startsWith("objcproto")) {
    const protocol = new Parser(qualifier, "objcproto".length, p.grammar).takeIdentifier();
    return new ObjcProtocol(qualifiedType(p), protocol);
  }
  const qualifierArguments = p.peek() === "I" ? [parseTemplateArguments(p)] : [];
  return new Phrase([qualifiedType(p), ` ${qualifier}`, ...qualifierArguments]);
}

/** u <source-name> [I <type> E]: the arguments make it a type transformation, such as `__underlying_type(T)` */
function vendorType(p: Parser): Node {
  p.expect("u");
  const name = p.takeIdentifier();
  if (!p.take("I")) return new Name(name);
  const type = parseType(p);
  p.expect("E");
  return new Phrase([`${name}(`, type, ")"]);
}

/** <array-type> ::= A [<number> | <expression>] _ <type> */
function arrayType(p: Parser): Node {
  p.expect("A");
  const dimension = p.peek() === "_" ? undefined : numberOrExpression(p);
  p.expect("_");
  return new ArrayType(parseType(p), dimension);
}

function numberOrExpression(p: Parser): Node {
  return isDigit(p.peek()) ? new Name(p.takeDigits()) : p.grammar.expression(p);
}

/** <pointer-to-member-type> ::= M <class type> <member type> */
function memberPointer(p: Parser): Node {
  p.expect("M");
  const owner = parseType(p);
  return new MemberPointer(owner, parseType(p));
}

function pointer(p: Parser): Node {
  p.expect("P");
  const target = parseType(p);
  const idType = target instanceof ObjcProtocol ? target.idType : undefined;
  return idType === undefined ? new Pointer(target) : new Text(idType);
}

const ELABORATED: ReadonlyMap<string, string> = new Map([
  ["s", "struct "],
  ["u", "union "],
  ["e", "enum "],
]);

/** <template-param> [<template-args>], or T <s, u or e> <name> */
function templateParameterOrElaborated(p: Parser): Node {
  const keyword = ELABORATED.get(p.peek(1));
  if (keyword !== undefined) {
    p.position += 2;
    return new Phrase([keyword, parseName(p)]);
  }
  const parameter = parseTemplateParameter(p);
  return p.allowsTemplateArguments && p.peek() === "I" ? templateId(p, listed(p, parameter)) : parameter;
}

function templateId(p: Parser, template: Node): Node {
  return new TemplateId(template, parseTemplateArguments(p));
}

/** <substitution> [<template-args>], or a name in a module that is a substitution */
function substitutedType(p: Parser): Node {
  const prefix = parseSubstitution(p);
  if (prefix instanceof ModuleName) {
    const name = parseUnqualifiedName(p, undefined, undefined, prefix);
    return listed(p, p.peek() === "I" ? templateId(p, listed(p, name)) : name);
  }
  return p.allowsTemplateArguments && p.peek() === "I" ? listed(p, templateId(p, prefix)) : prefix;
}

/** The types that start with `D`. */
function typeAfterD(p: Parser): Node {
  const letter = p.peek(1);
  const builtin = EXTENDED_BUILTIN_TYPES.get(letter);
  if (builtin !== undefined) {
    p.position += 2;
    return builtin;
  }
  switch (letter) {
    case "A":
    case "R":
    case "S":
      return fixedPointType(p);
    case "F":
      return floatType(p);
    case "B":
    case "U":
      return listed(p, bitIntType(p));
    case "k":
    case "K":
      return constrainedAuto(p);
    case "t":
    case "T":
      return listed(p, parseDecltype(p));
    case "v":
      return listed(p, vectorType(p));
    case "p":
      p.position += 2;
      return listed(p, new PackExpansion(parseType(p)));
    case "o":
    case "O":
    case "w":
    case "x":
      return listed(p, parseFunctionType(p));
    default:
      return reject();
  }
}

function fixedPointType(p: Parser): Node {
  const length = p.peek(1) === "S" ? 4 : 2;
  const code = p.input.slice(p.position + 1, p.position + 1 + length);
  p.position += 1 + length;
  return FIXED_POINT_TYPES.get(code) ?? reject();
}

/** DF16b | DF <number> _ */
function floatType(p: Parser): Node {
  p.expect("DF");
  if (p.take("16b")) return BFLOAT16;
  const bits = p.takeDigits();
  p.expect("_");
  return new Text(`_Float${bits}`);
}

/** D <B or U> <number or expression> _ */
function bitIntType(p: Parser): Node {
  const prefix = p.peek(1) === "U" ? "unsigned _BitInt" : "_BitInt";
  p.position += 2;
  const size = numberOrExpression(p);
  p.expect("_");
  return new Phrase([prefix, OPEN, size, CLOSE]);
}

/** D <k or K> <type-constraint> */
function constrainedAuto(p: Parser): Node {
  const suffix = p.peek(1) === "k" ? " auto" : " decltype(auto)";
  p.position += 2;
  return new Phrase([parseName(p), suffix]);
}

/** <vector-type> ::= Dv [<number> | <expression>] _ <type>, and `p` for AltiVec pixels after a number */
function vectorType(p: Parser): Node {
  p.expect("Dv");
  const hasNumber = isDigit(p.peek()) && p.peek() !== "0";
  const dimension = hasNumber ? new Name(p.takeDigits()) : p.peek() === "_" ? "" : p.grammar.expression(p);
  p.expect("_");
  if (hasNumber && p.take("p")) return new Phrase(["pixel vector[", dimension, "]"]);
  return new Phrase([parseType(p), " vector[", dimension, "]"]);
}

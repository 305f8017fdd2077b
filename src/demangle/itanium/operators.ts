/**
 * <operator-name>: every operator with its two letters, spelling, precedence, and the shape of its operands in
 * an <expression> (Itanium C++ ABI 5.1.3.3, 5.1.6).
 */
import { Precedence } from "./precedence.ts";

export type OperatorShape =
  | "prefix" // @x
  | "postfix" // x@
  | "binary" // x @ y
  | "subscript" // x[y]
  | "member" // x@y
  | "new"
  | "new[]"
  | "delete"
  | "delete[]"
  | "call" // x(y, ...)
  | "bracketed-call" // (x)(y, ...)
  | "conversion" // (type)(x)
  | "conditional" // x ? y : z
  | "name-only" // can be overloaded, but has no operands here
  | "named-cast" // @<type>(x)
  | "of-type" // @(type)
  | "of-expression"; // @(x)

export interface Operator {
  readonly shape: OperatorShape;
  readonly symbol: string;
  readonly precedence: Precedence;
  /** `operator` and the symbol; undefined for what cannot be overloaded. */
  readonly functionName: string | undefined;
}

type Row = readonly [code: string, shape: OperatorShape, precedence: keyof typeof Precedence, symbol: string];

const ROWS: readonly Row[] = [
  ["aN", "binary", "assign", "&="],
  ["aS", "binary", "assign", "="],
  ["aa", "binary", "logicalAnd", "&&"],
  ["ad", "prefix", "unary", "&"],
  ["an", "binary", "and", "&"],
  ["at", "of-type", "unary", "alignof "],
  ["aw", "name-only", "primary", "co_await"],
  ["az", "of-expression", "unary", "alignof "],
  ["cc", "named-cast", "postfix", "const_cast"],
  ["cl", "call", "postfix", "()"],
  ["cm", "binary", "comma", ","],
  ["co", "prefix", "unary", "~"],
  ["cp", "bracketed-call", "postfix", "()"],
  ["cv", "conversion", "cast", ""],
  ["dV", "binary", "assign", "/="],
  ["da", "delete[]", "unary", "delete[]"],
  ["dc", "named-cast", "postfix", "dynamic_cast"],
  ["de", "prefix", "unary", "*"],
  ["dl", "delete", "unary", "delete"],
  ["ds", "member", "memberPointer", ".*"],
  ["dt", "member", "postfix", "."],
  ["dv", "binary", "assign", "/"], // LLVM's precedence, and it shows in the brackets
  ["eO", "binary", "assign", "^="],
  ["eo", "binary", "xor", "^"],
  ["eq", "binary", "equality", "=="],
  ["ge", "binary", "relational", ">="],
  ["gt", "binary", "relational", ">"],
  ["ix", "subscript", "postfix", "[]"],
  ["lS", "binary", "assign", "<<="],
  ["le", "binary", "relational", "<="],
  ["ls", "binary", "shift", "<<"],
  ["lt", "binary", "relational", "<"],
  ["mI", "binary", "assign", "-="],
  ["mL", "binary", "assign", "*="],
  ["mi", "binary", "additive", "-"],
  ["ml", "binary", "multiplicative", "*"],
  ["mm", "postfix", "postfix", "--"],
  ["na", "new[]", "unary", "new[]"],
  ["ne", "binary", "equality", "!="],
  ["ng", "prefix", "unary", "-"],
  ["nt", "prefix", "unary", "!"],
  ["nw", "new", "unary", "new"],
  ["oR", "binary", "assign", "|="],
  ["oo", "binary", "logicalOr", "||"],
  ["or", "binary", "or", "|"],
  ["pL", "binary", "assign", "+="],
  ["pl", "binary", "additive", "+"],
  ["pm", "member", "memberPointer", "->*"],
  ["pp", "postfix", "postfix", "++"],
  ["ps", "prefix", "unary", "+"],
  ["pt", "member", "postfix", "->"],
  ["qu", "conditional", "conditional", "?"],
  ["rM", "binary", "assign", "%="],
  ["rS", "binary", "assign", ">>="],
  ["rc", "named-cast", "postfix", "reinterpret_cast"],
  ["rm", "binary", "multiplicative", "%"],
  ["rs", "binary", "shift", ">>"],
  ["sc", "named-cast", "postfix", "static_cast"],
  ["ss", "binary", "spaceship", "<=>"],
  ["st", "of-type", "unary", "sizeof "],
  ["sz", "of-expression", "unary", "sizeof "],
  ["te", "of-expression", "postfix", "typeid "],
  ["ti", "of-type", "postfix", "typeid "],
];

/** Operators of the language that cannot be overloaded, so that no function is named by them. */
const NOT_OVERLOADABLE: ReadonlySet<string> = new Set([".", ".*", ""]);

function functionName(shape: OperatorShape, symbol: string): string | undefined {
  const isKeyword = shape === "named-cast" || shape === "of-type" || shape === "of-expression";
  if (isKeyword || NOT_OVERLOADABLE.has(symbol)) return undefined;
  return /^[a-z]/.test(symbol) ? `operator ${symbol}` : `operator${symbol}`;
}

export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  ROWS.map(([code, shape, precedence, symbol]) => [
    code,
    { shape, symbol, precedence: Precedence[precedence], functionName: functionName(shape, symbol) },
  ]),
);

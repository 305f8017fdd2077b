/** <special-name>: what the compiler makes beside functions and objects (Itanium C++ ABI 5.1.4.1, 5.1.4.3). */
import { reject } from "../malformed.ts";
import { parseName } from "./name-rules.ts";
import { type Node, Phrase } from "./nodes.ts";
import type { Parser } from "./parser.ts";
import { parseModuleName } from "./substitution-rules.ts";
import { parseTemplateArgument } from "./template-rules.ts";

type Rule = (p: Parser) => Node;

function type(p: Parser): Node {
  return p.grammar.type(p);
}

function name(p: Parser): Node {
  return parseName(p);
}

/** By their two letters: the text in front, and the rule for what follows the letters. */
const SPECIAL_NAMES: ReadonlyMap<string, readonly [text: string, rule: Rule]> = new Map([
  ["TA", ["template parameter object for ", parseTemplateArgument]],
  ["TV", ["vtable for ", type]],
  ["TT", ["VTT for ", type]],
  ["TI", ["typeinfo for ", type]],
  ["TS", ["typeinfo name for ", type]],
  ["Tc", ["covariant return thunk to ", covariantThunk]],
  ["TC", ["construction vtable for ", constructionVtable]],
  ["TW", ["thread-local wrapper routine for ", name]],
  ["TH", ["thread-local initialization routine for ", name]],
  ["Th", ["non-virtual thunk to ", nonVirtualThunk]],
  ["Tv", ["virtual thunk to ", virtualThunk]],
  ["GV", ["guard variable for ", name]],
  ["GR", ["reference temporary for ", referenceTemporary]],
  ["GI", ["initializer for module ", moduleInitializer]],
]);

export function parseSpecialName(p: Parser): Node {
  const [text, rule] = SPECIAL_NAMES.get(p.input.slice(p.position, p.position + 2)) ?? reject();
  p.position += 2;
  return new Phrase([text, rule(p)]);
}

/** <number> _ */
function skipOffset(p: Parser): void {
  if (p.takeSignedNumber() === "") reject();
  p.expect("_");
}

/** <call-offset> ::= h <nv-offset> _ | v <v-offset> _ <vcall-offset> _ */
function skipCallOffset(p: Parser): void {
  const isVirtual = p.take("v");
  if (!isVirtual) p.expect("h");
  skipOffset(p);
  if (isVirtual) skipOffset(p);
}

function nonVirtualThunk(p: Parser): Node {
  skipOffset(p);
  return p.grammar.encoding(p);
}

function virtualThunk(p: Parser): Node {
  skipOffset(p);
  skipOffset(p);
  return p.grammar.encoding(p);
}

/** Two offsets: of `this` and of the result. */
function covariantThunk(p: Parser): Node {
  skipCallOffset(p);
  skipCallOffset(p);
  return p.grammar.encoding(p);
}

/** TC <derived type> <offset> _ <base type> */
function constructionVtable(p: Parser): Node {
  const derived = p.grammar.type(p);
  skipOffset(p);
  return new Phrase([p.grammar.type(p), "-in-", derived]);
}

/** GR <name> [[<seq-id>] _] */
function referenceTemporary(p: Parser): Node {
  const object = parseName(p);
  const hasNumber = p.takeSequenceNumber() !== undefined;
  if (!p.take("_") && hasNumber) reject();
  return object;
}

function moduleInitializer(p: Parser): Node {
  return parseModuleName(p, undefined) ?? reject();
}

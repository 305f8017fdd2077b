/** <expr-primary>: literals and names of functions and objects (Itanium C++ ABI 5.1.6.1). */
import { reject } from "../malformed.ts";
import { parseClosure } from "./closure-rules.ts";
import { FLOAT_FORMATS, parseFloatLiteral } from "./float-literal.ts";
import { IntegerLiteral } from "./initializer-list.ts";
import { CLOSE, Name, type Node, OPEN, Phrase, Text } from "./nodes.ts";
import type { Parser } from "./parser.ts";

/** How the type of an integer literal is told: by a suffix, or by a cast in front where C++ has none. */
const INTEGER_MARKS: ReadonlyMap<string, string> = new Map([
  ["w", "(wchar_t)"],
  ["c", "(char)"],
  ["a", "(signed char)"],
  ["h", "(unsigned char)"],
  ["s", "(short)"],
  ["t", "(unsigned short)"],
  ["i", ""],
  ["j", "u"],
  ["l", "l"],
  ["m", "ul"],
  ["x", "ll"],
  ["y", "ull"],
  ["n", "(__int128)"],
  ["o", "(unsigned __int128)"],
]);

const TRUE = new Text("true");
const FALSE = new Text("false");
const NULLPTR = new Name("nullptr");

/**
 * <expr-primary> ::= L <type> <number> E | L <type> <float> E | L <string type> E | LDnE | L <closure type> E
 *                ::= L _Z <encoding> E
 */
export function parsePrimary(p: Parser): Node {
  p.expect("L");
  const letter = p.peek();
  const mark = INTEGER_MARKS.get(letter);
  if (mark !== undefined) return integerLiteral(p, mark);
  const format = FLOAT_FORMATS.get(letter);
  if (format !== undefined) {
    p.position++;
    return parseFloatLiteral(p, format);
  }
  switch (letter) {
    case "b":
      if (p.take("b0E")) return FALSE;
      return p.take("b1E") ? TRUE : reject();
    case "_":
      p.expect("_Z");
      return beforeEnd(p, p.grammar.encoding(p));
    case "A":
      return beforeEnd(p, new Phrase(['"<', p.grammar.type(p), '>"'])); // the characters are not in the name
    case "D":
      p.expect("Dn");
      p.take("0");
      return beforeEnd(p, NULLPTR);
    case "U":
      return beforeEnd(p, new Phrase(["[]", ...parseClosure(p).declarator, "{...}"]));
    case "T":
      return reject(); // a dependent type cannot have a literal
    default:
      return beforeEnd(p, enumLiteral(p));
  }
}

function beforeEnd(p: Parser, node: Node): Node {
  p.expect("E");
  return node;
}

function integerLiteral(p: Parser, mark: string): Node {
  p.position++;
  const digits = p.takeSignedNumber() || reject();
  const value = minusForN(digits);
  const parts = mark.startsWith("(") ? [OPEN, mark.slice(1, -1), CLOSE, value] : [value, mark];
  return beforeEnd(p, new IntegerLiteral(parts, digits));
}

function enumLiteral(p: Parser): Node {
  const type = p.grammar.type(p);
  const digits = p.takeSignedNumber() || reject();
  return new Phrase([OPEN, type, CLOSE, minusForN(digits)]);
}

function minusForN(digits: string): string {
  return digits.startsWith("n") ? `-${digits.slice(1)}` : digits;
}

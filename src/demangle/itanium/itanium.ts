/**
 * The Itanium C++ ABI's names, as LLVM 22 prints them: `_Z` and an encoding. Rust's older mangling is of this form,
 * too, and keeps its hash.
 */
import { reject } from "../malformed.ts";
import { parseEncoding } from "./encoding-rules.ts";
import { parseExpression } from "./expression-rules.ts";
import { parseName } from "./name-rules.ts";
import { type Node, Phrase } from "./nodes.ts";
import { Output } from "./output.ts";
import { type Grammar, Parser } from "./parser.ts";
import { parsePrimary } from "./primary-rules.ts";
import { parseType } from "./type-rules.ts";

const GRAMMAR: Grammar = {
  encoding: parseEncoding,
  name: (parser) => parseName(parser),
  type: parseType,
  expression: parseExpression,
  primary: parsePrimary,
};

/** Up to four underscores and a `Z`, after Darwin's and the blocks' prefixes. */
export function isItanium(mangled: string): boolean {
  for (let at = 0; at <= 4; at++) {
    const character = mangled.charAt(at);
    if (character !== "_") return at > 0 && character === "Z";
  }
  return false;
}

/** Throws `Malformed` for what only looks like a mangled name. */
export function demangleItanium(mangled: string): string {
  const underscores = mangled.indexOf("Z");
  const parser = new Parser(mangled, underscores + 1, GRAMMAR);
  const encoding = parseEncoding(parser);
  const tree = underscores <= 2 ? withSuffix(parser, encoding) : blockInvocation(parser, encoding);
  const output = new Output();
  tree.print(output);
  return output.toString();
}

/** Compilers put `.` and what they did to a function after its name. */
function withSuffix(p: Parser, encoding: Node): Node {
  if (p.left === 0) return encoding;
  if (p.peek() !== ".") reject();
  return new Phrase([encoding, ` (${p.input.slice(p.position)})`]);
}

/** ___Z <encoding> _block_invoke [[_] <number>] */
function blockInvocation(p: Parser, encoding: Node): Node {
  p.expect("_block_invoke");
  const needsNumber = p.take("_");
  const hasNumber = p.takeDigits() !== "";
  if ((needsNumber && !hasNumber) || (p.left > 0 && p.peek() !== ".")) reject();
  return new Phrase(["invocation function for block in ", encoding]);
}

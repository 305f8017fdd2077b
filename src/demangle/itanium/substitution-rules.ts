/**
 * Substitutions, and the pieces that names are made of: identifiers, ABI tags, module names (Itanium C++ ABI 5.1.4,
 * 5.1.10).
 */
import { reject } from "../malformed.ts";
import { ModuleName, STD_ABBREVIATIONS } from "./name-nodes.ts";
import { Name, NamePhrase, type Node } from "./nodes.ts";
import type { Parser } from "./parser.ts";

/** <substitution> ::= S_ | S <seq-id> _ | Sa | Sb | Ss | Si | So | Sd. `St` is not one: it prefixes names. */
export function parseSubstitution(p: Parser): Node {
  p.expect("S");
  const abbreviation = STD_ABBREVIATIONS.get(p.peek());
  if (abbreviation !== undefined) {
    p.position++;
    const tagged = parseAbiTags(p, abbreviation);
    if (tagged !== abbreviation) p.substitutions.push(tagged);
    return tagged;
  }
  const index = p.takeSequenceNumber(1) ?? 0;
  p.expect("_");
  return p.substitutions[index] ?? reject();
}

/** <abi-tag> ::= B <source-name>, repeated */
export function parseAbiTags(p: Parser, node: Node): Node {
  let tagged = node;
  while (p.take("B")) tagged = new NamePhrase([tagged, `[abi:${p.takeIdentifier()}]`], tagged);
  return tagged;
}

const ANONYMOUS_NAMESPACE = new Name("(anonymous namespace)");

/** <source-name> */
export function parseSourceName(p: Parser): Name {
  const identifier = p.takeIdentifier();
  return identifier.startsWith("_GLOBAL__N") ? ANONYMOUS_NAMESPACE : new Name(identifier);
}

/** <module-name> ::= W [P] <source-name>, repeated; `parent` if there is none */
export function parseModuleName(p: Parser, parent: ModuleName | undefined): ModuleName | undefined {
  let module = parent;
  while (p.take("W")) {
    const isPartition = p.take("P");
    module = new ModuleName(module, parseSourceName(p), isPartition);
    p.substitutions.push(module);
  }
  return module;
}

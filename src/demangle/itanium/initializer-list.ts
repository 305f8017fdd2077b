/** Initializer lists, and the arrays of characters among them, which are printed as strings. */
import { ArrayType } from "./declarators.ts";
import { CommaList, Name, type Node, type Part, Phrase, Text } from "./nodes.ts";

export class IntegerLiteral extends Phrase {
  /** As mangled: with `n` for minus. */
  declare readonly digits: string;

  constructor(parts: readonly Part[], digits: string) {
    super(parts);
    this.digits = digits;
  }
}

/** `type{items}`, or the string that a char array holds. */
export function initializerList(type: Node | undefined, items: readonly Node[]): Node {
  const isCharArray = type instanceof ArrayType && type.element instanceof Name && type.element.text === "char";
  const string = isCharArray ? stringLiteral(items) : undefined;
  if (string !== undefined) return new Text(string);
  return new Phrase([...(type === undefined ? [] : [type]), "{", new CommaList(items), "}"]);
}

/** Characters with an escape of their own. */
const ESCAPES: ReadonlyMap<number, string> = new Map([
  [7, "\\a"],
  [8, "\\b"],
  [9, "\\t"],
  [10, "\\n"],
  [11, "\\v"],
  [12, "\\f"],
  [13, "\\r"],
  [34, '\\"'],
  [92, "\\\\"],
]);

/** undefined unless all items are characters. */
function stringLiteral(items: readonly Node[]): string | undefined {
  let text = '"';
  let wasNumeric = false;
  for (const item of items) {
    const code = item instanceof IntegerLiteral ? characterCode(item.digits) : undefined;
    if (code === undefined) return undefined;
    const character = String.fromCharCode(code);
    // A digit would join the numeric escape before it: "" keeps them apart.
    if (wasNumeric && /[0-9a-fA-F]/.test(character)) text += '""';
    wasNumeric = (code < 32 || code === 127) && !ESCAPES.has(code);
    text += ESCAPES.get(code) ?? (wasNumeric ? numericEscape(code) : character);
  }
  return `${text}"`;
}

function characterCode(digits: string): number | undefined {
  const code = digits.startsWith("n") ? 256 : Number(digits);
  return code > 255 ? undefined : code;
}

function numericEscape(code: number): string {
  return `\\${code > 7 ? "x" : ""}${code.toString(16).toUpperCase()}`;
}

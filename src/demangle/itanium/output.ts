/**
 * The text being printed, and what nodes have to know about their surroundings while they print.
 */
import { MAX_DEPTH, MAX_OUTPUT, MAX_STEPS, reject } from "../malformed.ts";

/** A rule makes up to two nodes that print inside of each other, such as an operand and its brackets. */
const MAX_NODE_DEPTH = 2 * MAX_DEPTH;

export class Output {
  /** In pieces, as they were written: text is taken back, too, and looked at, which a long string makes slow. */
  private readonly pieces: string[] = [];
  length = 0;
  /** The element of a pack that is being printed, and the number of elements; both undefined until a pack is met. */
  packIndex: number | undefined = undefined;
  packSize: number | undefined = undefined;
  insideTemplate = false;
  /** Brackets opened inside of template arguments: within them a `>` needs no brackets of its own. */
  private openBrackets = 0;
  private depth = 0;
  private steps = 0;

  write(text: string): void {
    if (text === "") return;
    this.pieces.push(text);
    this.length += text.length;
  }

  /** Takes back what was written since the output was `length` long. */
  truncate(length: number): void {
    while (this.length > length) this.length -= this.pieces.pop()?.length ?? this.length;
  }

  endsWith(character: string): boolean {
    return this.pieces[this.pieces.length - 1]?.endsWith(character) ?? false;
  }

  toString(): string {
    return this.pieces.join("");
  }

  open(bracket: string): void {
    if (this.insideTemplate) this.openBrackets++;
    this.write(bracket);
  }

  close(bracket: string): void {
    if (this.insideTemplate) this.openBrackets--;
    this.write(bracket);
  }

  get isBracketedArgument(): boolean {
    return this.openBrackets > 0;
  }

  /** Called before a node prints its parts; `leave` after. Keeps hostile names within bounds. */
  enter(): void {
    if (++this.depth > MAX_NODE_DEPTH || ++this.steps > MAX_STEPS || this.length > MAX_OUTPUT) reject();
  }

  leave(): void {
    this.depth--;
  }

  /** For work that is not printing. */
  countStep(): void {
    if (++this.steps > MAX_STEPS) reject();
  }
}

/**
 * The text being printed, and what nodes have to know about their surroundings while they print.
 */
import { MAX_DEPTH, MAX_OUTPUT, MAX_STEPS, reject } from "../malformed.ts";

/** Nodes per grammar rule in progress, at most: a template argument list takes a phrase, the brackets and the list. */
const NODES_PER_RULE = 4;

export class Output {
  text = "";
  /** The element of a pack that is being printed, and the number of elements; both undefined until a pack is met. */
  packIndex: number | undefined = undefined;
  packSize: number | undefined = undefined;
  insideTemplate = false;
  /** Brackets opened inside of template arguments: within them a `>` needs no brackets of its own. */
  private openBrackets = 0;
  private depth = 0;
  private steps = 0;

  write(text: string): void {
    this.text += text;
  }

  get length(): number {
    return this.text.length;
  }

  truncate(length: number): void {
    this.text = this.text.slice(0, length);
  }

  open(bracket: string): void {
    if (this.insideTemplate) this.openBrackets++;
    this.text += bracket;
  }

  close(bracket: string): void {
    if (this.insideTemplate) this.openBrackets--;
    this.text += bracket;
  }

  get isBracketedArgument(): boolean {
    return this.openBrackets > 0;
  }

  /** Called before a node prints its parts; `leave` after. Keeps hostile names within bounds. */
  enter(): void {
    if (++this.depth > MAX_DEPTH * NODES_PER_RULE || ++this.steps > MAX_STEPS || this.text.length > MAX_OUTPUT)
      reject();
  }

  leave(): void {
    this.depth--;
  }
}

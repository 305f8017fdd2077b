/**
 * Template argument packs and their expansion, and template parameters named before their arguments are known. What
 * these print depends on where they are printed, so they answer every question late.
 */

import { reject } from "../malformed.ts";
import { ARRAY, FUNCTION, Node, TAIL } from "./nodes.ts";
import type { Output } from "./output.ts";

/** The pack that a template parameter stands for. Inside of an expansion it prints the current element. */
export class ParameterPack extends Node {
  declare private readonly elements: readonly Node[];

  constructor(elements: readonly Node[]) {
    super(
      0,
      elements.reduce((traits, element) => traits | element.traits | element.lateTraits, 0),
    );
    this.elements = elements;
  }

  writeLeft(out: Output): void {
    this.current(out)?.writeLeft(out);
  }

  override writeRight(out: Output): void {
    this.current(out)?.writeRight(out);
  }

  protected override hasLate(trait: number, out: Output): boolean {
    return this.current(out)?.has(trait, out) ?? false;
  }

  protected override standsFor(out: Output): Node | undefined {
    return this.current(out)?.syntax(out);
  }

  /** The first pack met in an expansion determines its length. */
  private current(out: Output): Node | undefined {
    if (out.packSize === undefined) {
      out.packSize = this.elements.length;
      out.packIndex = 0;
    }
    return this.elements[out.packIndex ?? this.elements.length];
  }
}

/** `pattern...`, printed once for each element of the packs in it. */
export class PackExpansion extends Node {
  declare private readonly pattern: Node;

  constructor(pattern: Node) {
    super();
    this.pattern = pattern;
  }

  writeLeft(out: Output): void {
    const { packIndex, packSize } = out;
    out.packIndex = undefined;
    out.packSize = undefined;
    const start = out.length;
    this.pattern.print(out);
    this.writeFurther(out, start);
    out.packIndex = packIndex;
    out.packSize = packSize;
  }

  private writeFurther(out: Output, start: number): void {
    const count = out.packSize;
    if (count === undefined) return out.write("..."); // a function parameter pack: its length is not in the name
    if (count === 0) return out.truncate(start);
    for (let i = 1; i < count; i++) {
      out.write(", ");
      out.packIndex = i;
      this.pattern.print(out);
    }
  }
}

/**
 * A template parameter in a conversion operator's type, where the template arguments come later in the name:
 * `operator T*<int>()`. Malformed names can make it refer to itself; then the inner occurrence prints nothing.
 */
export class ForwardReference extends Node {
  declare readonly index: number;
  target: Node | undefined = undefined;
  private isActive = false;

  constructor(index: number) {
    super(0, TAIL | ARRAY | FUNCTION);
    this.index = index;
  }

  writeLeft(out: Output): void {
    this.follow(undefined, (target) => target.writeLeft(out));
  }

  override writeRight(out: Output): void {
    this.follow(undefined, (target) => target.writeRight(out));
  }

  protected override hasLate(trait: number, out: Output): boolean {
    return this.follow(false, (target) => target.has(trait, out));
  }

  protected override standsFor(out: Output): Node | undefined {
    return this.follow(undefined, (target) => target.syntax(out));
  }

  private follow<T>(otherwise: T, ask: (target: Node) => T): T {
    if (this.isActive) return otherwise;
    if (this.target === undefined) reject();
    this.isActive = true;
    const answer = ask(this.target);
    this.isActive = false;
    return answer;
  }
}

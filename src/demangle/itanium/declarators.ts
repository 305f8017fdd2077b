/**
 * Types whose spelling wraps around the declared name, after C: `int (*name[3])(char)` is an array of pointers to
 * functions. Each writes its half before the name and its half after it.
 */
import { ARRAY, CLOSE, type CommaList, FUNCTION, Node, OPEN, TAIL } from "./nodes.ts";
import type { Output } from "./output.ts";

function writeLeftOf(target: Node, out: Output): void {
  out.enter();
  target.writeLeft(out);
  out.leave();
}

/** A declarator made from another type, whose tail is its own. */
abstract class DerivedType extends Node {
  declare readonly target: Node;

  constructor(target: Node, inherited: number) {
    super(target.traits & inherited, target.lateTraits & inherited);
    this.target = target;
  }

  protected override hasLate(trait: number, out: Output): boolean {
    out.enter();
    const found = this.target.has(trait, out);
    out.leave();
    return found;
  }
}

/** Writes `target` up to the place of a pointer to it, which binds less tightly than brackets and parameters. */
function writeBeforePointer(target: Node, out: Output): void {
  writeLeftOf(target, out);
  const isArray = target.has(ARRAY, out);
  if (isArray) out.write(" ");
  if (isArray || target.has(FUNCTION, out)) out.write("(");
}

function writeAfterPointer(target: Node, out: Output): void {
  if (target.has(ARRAY, out) || target.has(FUNCTION, out)) out.write(")");
  target.writeRight(out);
}

export class Pointer extends DerivedType {
  constructor(target: Node) {
    super(target, TAIL);
  }

  writeLeft(out: Output): void {
    writeBeforePointer(this.target, out);
    out.write("*");
  }

  override writeRight(out: Output): void {
    writeAfterPointer(this.target, out);
  }
}

export type ReferenceMark = "&" | "&&";

/** References to references collapse when template arguments are put in: only `&&` to `&&` stays `&&`. */
export class Reference extends DerivedType {
  declare readonly mark: ReferenceMark;
  /** A malformed name can make a reference refer to itself by a forward reference. */
  private isPrinting = false;

  constructor(target: Node, mark: ReferenceMark) {
    super(target, TAIL);
    this.mark = mark;
  }

  writeLeft(out: Output): void {
    if (this.isPrinting) return;
    this.isPrinting = true;
    const collapsed = this.collapse(out);
    if (collapsed !== undefined) {
      writeBeforePointer(collapsed.target, out);
      out.write(collapsed.mark);
    }
    this.isPrinting = false;
  }

  override writeRight(out: Output): void {
    if (this.isPrinting) return;
    this.isPrinting = true;
    const collapsed = this.collapse(out);
    if (collapsed !== undefined) writeAfterPointer(collapsed.target, out);
    this.isPrinting = false;
  }

  /** This reference with those that it refers to taken in; undefined if they go round in a circle. */
  private collapse(out: Output): { readonly target: Node; readonly mark: ReferenceMark } | undefined {
    let next = this.target.syntax(out);
    if (!(next instanceof Reference)) return this;
    let mark = this.mark;
    let target = this.target;
    const seen = new Set<Node>();
    while (next instanceof Reference) {
      out.countStep();
      if (next.mark === "&") mark = "&";
      target = next.target;
      if (seen.has(target)) return undefined;
      seen.add(target);
      next = target.syntax(out);
    }
    return { target, mark };
  }
}

export class MemberPointer extends DerivedType {
  declare private readonly owner: Node;

  constructor(owner: Node, member: Node) {
    super(member, TAIL);
    this.owner = owner;
  }

  writeLeft(out: Output): void {
    writeLeftOf(this.target, out);
    out.write(this.target.has(ARRAY, out) || this.target.has(FUNCTION, out) ? "(" : " ");
    this.owner.print(out);
    out.write("::*");
  }

  override writeRight(out: Output): void {
    writeAfterPointer(this.target, out);
  }
}

/** `const` and the like stand after the type: `char const*`. */
export class QualifiedType extends DerivedType {
  declare private readonly qualifiers: string;

  constructor(target: Node, qualifiers: string) {
    super(target, TAIL | ARRAY | FUNCTION);
    this.qualifiers = qualifiers;
  }

  writeLeft(out: Output): void {
    writeLeftOf(this.target, out);
    out.write(this.qualifiers);
  }

  override writeRight(out: Output): void {
    this.target.writeRight(out);
  }
}

export class ArrayType extends Node {
  declare readonly element: Node;
  declare private readonly dimension: Node | undefined;

  constructor(element: Node, dimension: Node | undefined) {
    super(TAIL | ARRAY);
    this.element = element;
    this.dimension = dimension;
  }

  writeLeft(out: Output): void {
    writeLeftOf(this.element, out);
  }

  override writeRight(out: Output): void {
    out.write(out.endsWith("]") ? "[" : " [");
    this.dimension?.print(out);
    out.write("]");
    this.element.writeRight(out);
  }
}

/** What follows a function's parameters: cv-qualifiers and reference qualifier as text, with their leading spaces. */
export interface FunctionQualifiers {
  readonly cv: string;
  readonly reference: string;
}

export class FunctionType extends Node {
  declare private readonly result: Node;
  declare private readonly parameters: CommaList;
  declare private readonly qualifiers: FunctionQualifiers;
  declare private readonly exceptions: Node | undefined;

  constructor(result: Node, parameters: CommaList, qualifiers: FunctionQualifiers, exceptions: Node | undefined) {
    super(TAIL | FUNCTION);
    this.result = result;
    this.parameters = parameters;
    this.qualifiers = qualifiers;
    this.exceptions = exceptions;
  }

  writeLeft(out: Output): void {
    writeLeftOf(this.result, out);
    out.write(" ");
  }

  override writeRight(out: Output): void {
    writeParameters(this.parameters, this.result, this.qualifiers, out);
    if (this.exceptions === undefined) return;
    out.write(" ");
    this.exceptions.print(out);
  }
}

/** A function with its name: the whole of an ordinary mangled name. Only templates tell their result type. */
export class FunctionEncoding extends Node {
  declare private readonly result: Node | undefined;
  declare private readonly name: Node;
  declare private readonly parameters: CommaList;
  declare private readonly qualifiers: FunctionQualifiers;
  /** `enable_if` attribute and requires clause. */
  declare private readonly constraints: readonly Node[];

  constructor(
    result: Node | undefined,
    name: Node,
    parameters: CommaList,
    qualifiers: FunctionQualifiers,
    constraints: readonly Node[],
  ) {
    super(TAIL | FUNCTION);
    this.result = result;
    this.name = name;
    this.parameters = parameters;
    this.qualifiers = qualifiers;
    this.constraints = constraints;
  }

  writeLeft(out: Output): void {
    if (this.result !== undefined) {
      writeLeftOf(this.result, out);
      if (!this.result.has(TAIL, out)) out.write(" ");
    }
    this.name.print(out);
  }

  override writeRight(out: Output): void {
    writeParameters(this.parameters, this.result, this.qualifiers, out);
    for (const constraint of this.constraints) constraint.print(out);
  }
}

function writeParameters(
  parameters: CommaList,
  result: Node | undefined,
  qualifiers: FunctionQualifiers,
  out: Output,
): void {
  OPEN.print(out);
  parameters.print(out);
  CLOSE.print(out);
  result?.writeRight(out);
  out.write(qualifiers.cv);
  out.write(qualifiers.reference);
}

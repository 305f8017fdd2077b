/**
 * Rust's v0 mangling (RFC 2603), as LLVM 22 prints it. The grammar is in the order of the text, so names are printed
 * while they are read; what is not to be printed is read in silence.
 */
import { MAX_OUTPUT, MAX_STEPS, reject } from "../malformed.ts";
import { BASIC_TYPES, INTEGER_TYPES } from "./basic-types.ts";
import { type Identifier, Reader, spell, type Unsigned } from "./reader.ts";

/** LLVM's own bound. */
const MAX_NESTING = 500;

export function isRust(mangled: string): boolean {
  return mangled.startsWith("_R");
}

/** <symbol-name> ::= "_R" <path> [<instantiating crate>] [<vendor suffix>]. Throws `Malformed` for anything else. */
export function demangleRust(mangled: string): string {
  const dot = mangled.indexOf(".");
  const demangler = new RustDemangler(dot < 0 ? mangled.slice(2) : mangled.slice(2, dot));
  const path = demangler.demangle();
  return dot < 0 ? path : `${path} (${mangled.slice(dot)})`;
}

class RustDemangler {
  private readonly reader: Reader;
  private text = "";
  private isSilent = false;
  private nesting = 0;
  private steps = 0;
  /** Lifetimes that the `for<...>` around the current position introduce. */
  private boundLifetimes = 0;

  constructor(input: string) {
    this.reader = new Reader(input, 0);
  }

  demangle(): string {
    this.path(false);
    if (this.reader.left > 0) this.silently(() => this.path(false));
    return this.reader.left > 0 ? reject() : this.text;
  }

  private print(text: string): void {
    if (this.isSilent) return;
    this.text += text;
    if (this.text.length > MAX_OUTPUT) reject();
  }

  private printName(identifier: Identifier): void {
    if (!this.isSilent) this.print(spell(identifier));
  }

  private silently(rule: () => void): void {
    const wasSilent = this.isSilent;
    this.isSilent = true;
    rule();
    this.isSilent = wasSilent;
  }

  private enter(): void {
    if (++this.nesting > MAX_NESTING || ++this.steps > MAX_STEPS) reject();
  }

  /** <backref> ::= "B" <base-62-number>, from after the tag: `rule` once more, for an earlier position. */
  private backReference(rule: () => void): void {
    const { reader } = this;
    const target = reader.takeBase62();
    const position = reader.position;
    if (target >= position) reject();
    if (this.isSilent) return;
    reader.position = Number(target);
    rule();
    reader.position = position;
  }

  /** `item` until the closing "E", with `separator` between. Returns the number of items. */
  private list(separator: string, item: () => void): number {
    let count = 0;
    for (; !this.reader.take("E"); count++) {
      if (count > 0) this.print(separator);
      item();
    }
    return count;
  }

  /**
   * <path>. Inside of types, generic arguments follow without `::`. With `leavesOpen`, their closing `>` is left to the
   * caller; the result tells whether there is one to write.
   */
  private path(isInType: boolean, leavesOpen = false): boolean {
    this.enter();
    const isOpen = this.pathAfter(this.reader.takeAny(), isInType, leavesOpen);
    this.nesting--;
    return isOpen;
  }

  private pathAfter(tag: string, isInType: boolean, leavesOpen: boolean): boolean {
    switch (tag) {
      case "C": // crate root
        this.reader.takeOptionalBase62("s");
        this.printName(this.reader.takeIdentifier());
        return false;
      case "M": // inherent impl
        this.implPath(isInType);
        this.print("<");
        this.type();
        this.print(">");
        return false;
      case "X": // trait impl
        this.implPath(isInType);
        this.typeAsTrait();
        return false;
      case "Y": // trait definition
        this.typeAsTrait();
        return false;
      case "N":
        this.nestedPath(isInType);
        return false;
      case "I":
        this.genericPath(isInType);
        if (!leavesOpen) this.print(">");
        return leavesOpen;
      case "B": {
        let isOpen = false;
        this.backReference(() => {
          isOpen = this.path(isInType, leavesOpen);
        });
        return isOpen;
      }
      default:
        return reject();
    }
  }

  /** <impl-path> ::= [<disambiguator>] <path>, which is not printed */
  private implPath(isInType: boolean): void {
    this.silently(() => {
      this.reader.takeOptionalBase62("s");
      this.path(isInType);
    });
  }

  private typeAsTrait(): void {
    this.print("<");
    this.type();
    this.print(" as ");
    this.path(true);
    this.print(">");
  }

  /** <namespace> <path> [<disambiguator>] <identifier>. Namespaces in upper case are special, and are printed. */
  private nestedPath(isInType: boolean): void {
    const namespace = this.reader.takeAny();
    if (!/[A-Za-z]/.test(namespace)) reject();
    this.path(isInType);
    const disambiguator = this.reader.takeOptionalBase62("s");
    const identifier = this.reader.takeIdentifier();
    if (namespace >= "a") {
      if (identifier.text === "") return;
      this.print("::");
      this.printName(identifier);
      return;
    }
    this.print(`::{${SPECIAL_NAMESPACES.get(namespace) ?? namespace}`);
    if (identifier.text !== "") {
      this.print(":");
      this.printName(identifier);
    }
    this.print(`#${disambiguator}}`);
  }

  /** <path> {<generic-arg>} "E", but for the closing `>` */
  private genericPath(isInType: boolean): void {
    this.path(isInType);
    this.print(isInType ? "<" : "::<");
    this.list(", ", () => this.genericArgument());
  }

  private genericArgument(): void {
    if (this.reader.take("L")) this.lifetime(this.reader.takeBase62());
    else if (this.reader.take("K")) this.constant();
    else this.type();
  }

  /** A De Bruijn index: 1 is the innermost bound lifetime, 0 an erased one. */
  private lifetime(index: Unsigned): void {
    if (index === 0) return this.print("'_");
    if (index > this.boundLifetimes) reject();
    const depth = this.boundLifetimes - Number(index);
    this.print(depth < 26 ? `'${String.fromCharCode(97 + depth)}` : `'z${depth - 25}`);
  }

  private type(): void {
    const basic = BASIC_TYPES.get(this.reader.peek());
    this.enter();
    if (basic === undefined) this.compoundType();
    else {
      this.reader.position++;
      this.print(basic);
    }
    this.nesting--;
  }

  private compoundType(): void {
    const { reader } = this;
    const tag = reader.takeAny();
    switch (tag) {
      case "A":
        return this.arrayType();
      case "S":
        return this.wrappedType("[", "]");
      case "T":
        return this.tupleType();
      case "R":
      case "Q":
        return this.referenceType(tag === "Q");
      case "P":
        return this.wrappedType("*const ", "");
      case "O":
        return this.wrappedType("*mut ", "");
      case "F":
        return this.withBinder(() => this.functionSignature());
      case "D":
        return this.traitObject();
      case "B":
        return this.backReference(() => this.type());
      default:
        reader.position--;
        this.path(true);
    }
  }

  private wrappedType(before: string, after: string): void {
    this.print(before);
    this.type();
    this.print(after);
  }

  private arrayType(): void {
    this.wrappedType("[", "; ");
    this.constant();
    this.print("]");
  }

  private tupleType(): void {
    this.print("(");
    const count = this.list(", ", () => this.type());
    this.print(count === 1 ? ",)" : ")");
  }

  /** [<lifetime>] <type> */
  private referenceType(isMutable: boolean): void {
    this.print("&");
    const lifetime = this.reader.take("L") ? this.reader.takeBase62() : 0;
    if (lifetime !== 0) {
      this.lifetime(lifetime);
      this.print(" ");
    }
    this.wrappedType(isMutable ? "mut " : "", "");
  }

  /** What `rule` reads may start with a binder, whose lifetimes are known in it. */
  private withBinder(rule: () => void): void {
    const outer = this.boundLifetimes;
    rule();
    this.boundLifetimes = outer;
  }

  /** <binder> ::= "G" <base-62-number> */
  private optionalBinder(): void {
    const count = this.reader.takeOptionalBase62("G");
    if (count === 0) return;
    // A lifetime that is referred to takes a character at least, so a longer list only comes from a malformed name.
    if (count >= this.reader.input.length - this.boundLifetimes) reject();
    for (let i = 0; i < count; i++) {
      this.print(i === 0 ? "for<" : ", ");
      this.boundLifetimes++;
      this.lifetime(1);
    }
    this.print("> ");
  }

  /** <fn-sig> ::= [<binder>] ["U"] ["K" <abi>] {<type>} "E" <type> */
  private functionSignature(): void {
    this.optionalBinder();
    if (this.reader.take("U")) this.print("unsafe ");
    if (this.reader.take("K")) this.print(`extern "${this.abi()}" `);
    this.print("fn(");
    this.list(", ", () => this.type());
    this.print(")");
    if (!this.reader.take("u")) this.wrappedType(" -> ", "");
  }

  private abi(): string {
    if (this.reader.take("C")) return "C";
    const { text, isPunycode } = this.reader.takeIdentifier();
    return isPunycode ? reject() : text.replaceAll("_", "-");
  }

  /** [<binder>] {<dyn-trait>} "E" <lifetime> */
  private traitObject(): void {
    this.print("dyn ");
    this.withBinder(() => {
      this.optionalBinder();
      this.list(" + ", () => this.traitBound());
    });
    this.reader.expect("L");
    const lifetime = this.reader.takeBase62();
    if (lifetime === 0) return;
    this.print(" + ");
    this.lifetime(lifetime);
  }

  /**
   * <dyn-trait> ::= <path> {"p" <undisambiguated-identifier> <type>}: associated types stand among the generic
   * arguments
   */
  private traitBound(): void {
    let isOpen = this.path(true, true);
    while (this.reader.take("p")) {
      this.print(isOpen ? ", " : "<");
      isOpen = true;
      this.print(`${this.reader.takeIdentifier().text} = `);
      this.type();
    }
    if (isOpen) this.print(">");
  }

  /** <const> ::= <basic-type> <const-data> | "p" | <backref> */
  private constant(): void {
    this.enter();
    const tag = this.reader.takeAny();
    if (tag === "p") this.print("_");
    else if (tag === "B") this.backReference(() => this.constant());
    else if (tag === "b") this.print(BOOLEANS.get(this.reader.takeHex()) ?? reject());
    else if (tag === "c") this.print(`'${character(this.reader.takeHex())}'`);
    else this.print(INTEGER_TYPES.has(tag) ? this.integer() : reject());
    this.nesting--;
  }

  /** ["n"] <hex-number> */
  private integer(): string {
    const sign = this.reader.take("n") ? "-" : "";
    const digits = this.reader.takeHex();
    return `${sign}${digits.length <= 16 ? BigInt(`0x${digits}`) : `0x${digits}`}`;
  }
}

const SPECIAL_NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["C", "closure"],
  ["S", "shim"],
]);

const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ["0", "false"],
  ["1", "true"],
]);

const CHARACTER_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x27, "\\'"],
  [0x5c, "\\\\"],
]);

function character(hex: string): string {
  if (hex.length > 6) reject();
  const code = Number.parseInt(hex, 16);
  const isPrintable = code >= 0x20 && code <= 0x7e;
  return CHARACTER_ESCAPES.get(code) ?? (isPrintable ? String.fromCharCode(code) : `\\u{${hex}}`);
}

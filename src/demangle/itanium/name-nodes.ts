/** Names that the grammar asks about after parsing them. */
import { CommaList, Name, NamePhrase, type Node, type Part, Phrase } from "./nodes.ts";

/** A template with its arguments. */
export class TemplateId extends NamePhrase {
  constructor(template: Node, templateArguments: Node) {
    super([template, templateArguments], template);
  }
}

/** `J ... E`: several template arguments in the place of one parameter. */
export class ArgumentPack extends CommaList {}

/** A template argument with the declaration of its parameter in front, which is not printed. */
export class QualifiedArgument extends Phrase {
  declare readonly argument: Node;

  constructor(argument: Node) {
    super([argument]);
    this.argument = argument;
  }
}

/** `module.part:partition`. It takes part in substitutions but prefixes the entity, not a scope. */
export class ModuleName extends Phrase {
  constructor(parent: ModuleName | undefined, name: Node, isPartition: boolean) {
    const separator = isPartition ? ":" : parent === undefined ? "" : ".";
    super(parent === undefined ? [separator, name] : [parent, separator, name]);
  }
}

/** `objc_object<Protocol>`: a pointer to it is spelt `id<Protocol>`. */
export class ObjcProtocol extends Phrase {
  declare private readonly type: Node;
  declare private readonly protocol: string;

  constructor(type: Node, protocol: string) {
    super([type, "<", protocol, ">"]);
    this.type = type;
    this.protocol = protocol;
  }

  /** The `id` type, if this qualifies Objective-C's root object. */
  get idType(): string | undefined {
    return this.type instanceof Name && this.type.text === "objc_object" ? `id<${this.protocol}>` : undefined;
  }
}

/** A name that stands for a std class by one letter. Its constructors make it print in full. */
export class StdAbbreviation extends Name {
  declare readonly expansion: Name;
  declare private readonly called: string;

  constructor(called: string, expansion: Name) {
    super(`std::${called}`);
    this.called = called;
    this.expansion = expansion;
  }

  override baseName(): string {
    return this.called;
  }
}

class StdClass extends Name {
  declare private readonly called: string;

  constructor(called: string, templateArguments: string) {
    super(`std::${called}${templateArguments}`);
    this.called = called;
  }

  override baseName(): string {
    return this.called;
  }
}

const STREAM = "<char, std::char_traits<char>>";

/** <substitution>: the letters after `S`. */
export const STD_ABBREVIATIONS: ReadonlyMap<string, StdAbbreviation> = new Map([
  ["a", new StdAbbreviation("allocator", new StdClass("allocator", ""))],
  ["b", new StdAbbreviation("basic_string", new StdClass("basic_string", ""))],
  ["d", new StdAbbreviation("iostream", new StdClass("basic_iostream", STREAM))],
  ["i", new StdAbbreviation("istream", new StdClass("basic_istream", STREAM))],
  ["o", new StdAbbreviation("ostream", new StdClass("basic_ostream", STREAM))],
  [
    "s",
    new StdAbbreviation("string", new StdClass("basic_string", "<char, std::char_traits<char>, std::allocator<char>>")),
  ],
]);

/** A lambda's type. The same declarator, without the number, stands in a lambda expression. */
export class ClosureType extends Phrase {
  declare readonly declarator: readonly Part[];

  constructor(count: string, declarator: readonly Part[]) {
    super([`'lambda${count}'`, ...declarator]);
    this.declarator = declarator;
  }
}

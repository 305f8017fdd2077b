/**
 * Template parameters and template arguments (Itanium C++ ABI 5.1.5.10 to 5.1.5.13).
 */
import { reject } from "../malformed.ts";
import { ArgumentPack, QualifiedArgument } from "./name-nodes.ts";
import { AngledList, Name, type Node, type Part, SplitPhrase, TAIL, Text } from "./nodes.ts";
import type { Output } from "./output.ts";
import { ForwardReference, ParameterPack } from "./packs.ts";
import type { ParameterKind, Parser } from "./parser.ts";

const AUTO = new Name("auto");

/**
 * <template-param> ::= T_ | T <number> _ | TL <level> __ | TL <level> _ <number> _
 */
export function parseTemplateParameter(p: Parser): Node {
  const start = p.position;
  p.expect("T");
  let level = 0;
  if (p.take("L")) {
    level = p.takeInteger(1);
    p.expect("_");
  }
  let index = 0;
  if (!p.take("_")) {
    index = p.takeInteger(1);
    p.expect("_");
  }
  if (p.printsParameterNumbers) return new Name(p.input.slice(start, p.position - 1));
  if (p.allowsForwardReferences && level === 0) {
    const reference = new ForwardReference(index);
    p.forwardReferences.push(reference);
    return reference;
  }
  return p.templateScope[level]?.[index] ?? autoParameter(p, level);
}

/** In a lambda's signature, `auto` is mangled as the template parameter that it invents. */
function autoParameter(p: Parser, level: number): Node {
  if (p.autoLevel !== level || level > p.templateScope.length) reject();
  if (level === p.templateScope.length) p.templateScope.push(undefined);
  return AUTO;
}

export function startsParameterDeclaration(p: Parser): boolean {
  if (p.peek() !== "T") return false;
  const kind = p.peek(1);
  return kind === "y" || kind === "p" || kind === "t" || kind === "n" || kind === "k";
}

/**
 * <template-param-decl> ::= Ty | Tk <name> | Tn <type> | Tt <template-param-decl>* E | Tp <template-param-decl>
 *
 * The name that is made up for the parameter goes into `scope`.
 */
export function parseParameterDeclaration(p: Parser, scope: Node[] | undefined): Node {
  p.enter();
  const declaration = parameterDeclaration(p, scope);
  p.leave();
  return declaration;
}

function parameterDeclaration(p: Parser, scope: Node[] | undefined): Node {
  if (p.take("Ty")) return new SplitPhrase(["typename "], [inventName(p, "type", scope)]);
  if (p.take("Tk")) {
    const constraint = withParameterNumbers(p, p.grammar.name);
    return new SplitPhrase([constraint, " "], [inventName(p, "type", scope)]);
  }
  if (p.take("Tn")) {
    const name = inventName(p, "non-type", scope);
    return new ValueParameter(name, p.grammar.type(p));
  }
  if (p.take("Tt")) return templateParameter(p, inventName(p, "template", scope));
  p.expect("Tp");
  return new PackParameter(parseParameterDeclaration(p, scope));
}

const INVENTED_PREFIX: Record<ParameterKind, string> = { type: "$T", "non-type": "$N", template: "$TT" };

function inventName(p: Parser, kind: ParameterKind, scope: Node[] | undefined): Node {
  const count = p.inventedNames[kind]++;
  const name = new Text(INVENTED_PREFIX[kind] + (count === 0 ? "" : String(count - 1)));
  scope?.push(name);
  return name;
}

/** `template<typename T> typename N`, from after `Tt`. */
function templateParameter(p: Parser, name: Node): Node {
  const outerLevels = p.templateScope.length;
  const inner: Node[] = [];
  p.templateScope.push(inner);
  const declarations: Node[] = [];
  const after: Part[] = [name];
  while (!p.take("E")) {
    declarations.push(parseParameterDeclaration(p, inner));
    if (!p.take("Q")) continue;
    after.push(" requires ", parseConstraint(p));
    p.expect("E");
    break;
  }
  p.templateScope.length = outerLevels;
  return new SplitPhrase(["template", new AngledList(declarations), " typename "], after);
}

/** `int N` */
class ValueParameter extends SplitPhrase {
  declare private readonly type: Node;

  constructor(name: Node, type: Node) {
    super([], [name]);
    this.type = type;
  }

  override writeLeft(out: Output): void {
    this.type.writeLeft(out);
    if (!this.type.has(TAIL, out)) out.write(" ");
  }

  override writeRight(out: Output): void {
    super.writeRight(out);
    this.type.writeRight(out);
  }
}

/** `typename ...T` */
class PackParameter extends SplitPhrase {
  declare private readonly parameter: Node;

  constructor(parameter: Node) {
    super([], []);
    this.parameter = parameter;
  }

  override writeLeft(out: Output): void {
    this.parameter.writeLeft(out);
    out.write("...");
  }

  override writeRight(out: Output): void {
    this.parameter.writeRight(out);
  }
}

/** Constraints can name parameters of every template around them, whose arguments the mangled name does not have. */
function withParameterNumbers(p: Parser, rule: (p: Parser) => Node): Node {
  const before = p.printsParameterNumbers;
  p.printsParameterNumbers = true;
  const node = rule(p);
  p.printsParameterNumbers = before;
  return node;
}

export function parseConstraint(p: Parser): Node {
  return withParameterNumbers(p, p.grammar.expression);
}

/** <template-args> ::= I <template-arg>* [Q <constraint>] E */
export function parseTemplateArguments(p: Parser): Node {
  return templateArguments(p, undefined);
}

/** The arguments of the template that an encoding is about: its parameters mean these from now on. */
export function parseEncodingArguments(p: Parser): Node {
  const outermost: Node[] = [];
  p.templateScope = [outermost];
  return templateArguments(p, outermost);
}

function templateArguments(p: Parser, scope: Node[] | undefined): Node {
  p.expect("I");
  const items: Node[] = [];
  while (!p.take("E")) {
    const item = parseTemplateArgument(p);
    items.push(item);
    scope?.push(meaningOfArgument(item));
    if (!p.take("Q")) continue;
    parseConstraint(p); // not printed
    p.expect("E");
    break;
  }
  return new AngledList(items);
}

/** What a parameter stands for when this is its argument. */
function meaningOfArgument(argument: Node): Node {
  if (argument instanceof QualifiedArgument) return argument.argument;
  return argument instanceof ArgumentPack ? new ParameterPack(argument.items) : argument;
}

/**
 * <template-arg> ::= <type> | X <expression> E | <expr-primary> | J <template-arg>* E | LZ <encoding> E
 *                ::= <template-param-decl> <template-arg>
 */
export function parseTemplateArgument(p: Parser): Node {
  p.enter();
  const argument = templateArgument(p);
  p.leave();
  return argument;
}

function templateArgument(p: Parser): Node {
  switch (p.peek()) {
    case "X": {
      p.position++;
      const expression = p.grammar.expression(p);
      p.expect("E");
      return expression;
    }
    case "J":
      p.position++;
      return new ArgumentPack(p.takeUntil("E", () => parseTemplateArgument(p)));
    case "L":
      return p.take("LZ") ? externalName(p) : p.grammar.primary(p);
    case "T":
      if (!startsParameterDeclaration(p)) return p.grammar.type(p);
      parseParameterDeclaration(p, undefined); // not printed
      return new QualifiedArgument(parseTemplateArgument(p));
    default:
      return p.grammar.type(p);
  }
}

function externalName(p: Parser): Node {
  const encoding = p.grammar.encoding(p);
  p.expect("E");
  return encoding;
}

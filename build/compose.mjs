// Nests one component in another, in the place of an import: what `wac plug` does, for components as ComponentizeJS makes
// them. The outer component begins with the types, aliases and imports of the inner one, except that the import which is to be
// plugged becomes an instance of the nested component; it ends with the exports of the inner one.
// Binary format: https://github.com/WebAssembly/component-model/blob/main/design/mvp/Binary.md
import { joinSections, readLeb, readText, sectionsOf, textBytes, uleb } from "./wasm-sections.mjs";

const INSTANCE_SORT = 5;
const SectionId = { component: 4, instance: 5, alias: 6, type: 7, import: 10, export: 11 };

/**
 * @param {Uint8Array} main imports `name`
 * @param {Uint8Array} plug exports it
 * @param {string} name of an interface
 * @returns {Uint8Array} a component without that import
 */
export function compose(main, plug, name) {
  const sections = sectionsOf(main, 8);
  const isPrefix = (/** @type {number} */ id) =>
    id === SectionId.type || id === SectionId.alias || id === SectionId.import;
  const end = sections.findIndex(({ id }) => !isPrefix(id));
  const prefix = new Prefix(plug, name);
  for (const { id, content } of sections.slice(0, end)) {
    if (id === SectionId.type) prefix.sections.push({ id, content });
    else if (id === SectionId.alias) prefix.addAliases(content);
    else prefix.addImports(content);
  }
  if (prefix.plugged < 0) throw new Error(`no import of ${name}`);
  const inner = prefix.instanceCount;
  const args = prefix.args.flatMap(({ text, instance }) => [...textBytes(text), INSTANCE_SORT, ...uleb(instance)]);
  const exported = sections.filter(({ id }) => id === SectionId.export).flatMap(({ content }) => instancesIn(content));
  return joinSections(main.subarray(0, 8), [
    ...prefix.sections,
    { id: SectionId.component, content: main },
    { id: SectionId.instance, content: [1, 0, 1, ...uleb(prefix.args.length), ...args] },
    // An alias is an instance, and so is what an export gives a name.
    ...exported.flatMap((text, i) => [
      aliasOf(inner, text),
      { id: SectionId.export, content: [1, 0, ...textBytes(text), INSTANCE_SORT, ...uleb(inner + 1 + 2 * i), 0] },
    ]),
  ]);
}

/** @param {number} instance @param {string} text @returns {import("./wasm-sections.mjs").Section} */
function aliasOf(instance, text) {
  return { id: SectionId.alias, content: [1, INSTANCE_SORT, 0, ...uleb(instance), ...textBytes(text)] };
}

/** Names of the exported instances. @param {Uint8Array} content @returns {string[]} */
function instancesIn(content) {
  const cursor = { at: 0 };
  const names = [];
  for (let count = readLeb(content, cursor); count > 0; count--) {
    cursor.at++;
    const text = readText(content, cursor);
    const sort = content[cursor.at++];
    readLeb(content, cursor);
    if (content[cursor.at++] !== 0) throw new Error("an export with a type");
    if (sort === INSTANCE_SORT) names.push(text);
  }
  return names;
}

/** What comes before the inner component, while it is read and written anew. */
class Prefix {
  /** @type {import("./wasm-sections.mjs").Section[]} */
  sections = [];
  /** What the inner component is given: instances by name. @type {{ text: string, instance: number }[]} */
  args = [];
  instanceCount = 0;
  /** Instance in the place of the import, or -1. */
  plugged = -1;
  #plug;
  #name;

  /** @param {Uint8Array} plug @param {string} name */
  constructor(plug, name) {
    this.#plug = plug;
    this.#name = name;
  }

  /** @param {Uint8Array} content */
  addAliases(content) {
    const cursor = { at: 0 };
    const count = readLeb(content, cursor);
    const aliases = [...uleb(count)];
    for (let i = 0; i < count; i++) {
      const sort = content[cursor.at++] ?? 0;
      if (sort === 0 || content[cursor.at++] !== 0)
        throw new Error("an alias of something else than an instance's export");
      const instance = readLeb(content, cursor);
      aliases.push(sort, 0, ...uleb(this.#renumbered(instance)), ...textBytes(readText(content, cursor)));
    }
    this.sections.push({ id: SectionId.alias, content: aliases });
  }

  /** @param {Uint8Array} content */
  addImports(content) {
    const cursor = { at: 0 };
    for (let count = readLeb(content, cursor); count > 0; count--) {
      const start = cursor.at++;
      const text = readText(content, cursor);
      if (content[cursor.at++] !== INSTANCE_SORT) throw new Error(`the import ${text} is not an instance`);
      readLeb(content, cursor);
      if (text === this.#name) this.#nest();
      else this.sections.push({ id: SectionId.import, content: [1, ...content.subarray(start, cursor.at)] });
      this.args.push({ text, instance: this.instanceCount++ });
    }
  }

  /** Instantiates the nested component, and takes the interface out of that instance. */
  #nest() {
    this.sections.push({ id: SectionId.component, content: this.#plug });
    this.sections.push({ id: SectionId.instance, content: [1, 0, 0, 0] });
    this.sections.push(aliasOf(this.instanceCount, this.#name));
    this.plugged = ++this.instanceCount;
  }

  /** The nested component's instance comes before its interface, so that all numbers from there on are one higher. */
  #renumbered(/** @type {number} */ instance) {
    return this.plugged >= 0 && instance >= this.plugged - 1 ? instance + 1 : instance;
  }
}

// What the build reads and changes of modules: exports, imports, the size of the memory.
import { joinSections, readLeb, readText, sectionsOf, textBytes, uleb } from "./wasm-sections.mjs";

const HEADER_SIZE = 8;
const SectionId = { import: 2, memory: 5, export: 7 };
const ExternalKind = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };
const LimitsFlag = { maximum: 1, pageSize: 8 };

/** @typedef {{ name: string, kind: number, index: number }} Export */

/** @param {Uint8Array} module @param {number} id @returns {Uint8Array} empty where there is no such section */
export function sectionOf(module, id) {
  return sectionsOf(module, HEADER_SIZE).find((section) => section.id === id)?.content ?? Uint8Array.of(0);
}

/** @param {Uint8Array} module @param {number} id @param {Uint8Array | readonly number[]} content @returns {Uint8Array} */
export function withSection(module, id, content) {
  const sections = sectionsOf(module, HEADER_SIZE);
  return joinSections(
    module.subarray(0, HEADER_SIZE),
    sections.map((section) => (section.id === id ? { id, content } : section)),
  );
}

/** @param {Uint8Array} module @returns {Export[]} */
export function exportsOf(module) {
  const content = sectionOf(module, SectionId.export);
  const cursor = { at: 0 };
  return Array.from({ length: readLeb(content, cursor) }, () => {
    const name = readText(content, cursor);
    return { name, kind: content[cursor.at++], index: readLeb(content, cursor) };
  });
}

/** @param {Uint8Array} module with an export section @param {readonly Export[]} exports @returns {Uint8Array} */
export function withExports(module, exports) {
  const entries = exports.flatMap(({ name, kind, index }) => [...textBytes(name), kind, ...uleb(index)]);
  return withSection(module, SectionId.export, [...uleb(exports.length), ...entries]);
}

/** The module with functions and memories exported that it imports, unless it exports such names. */
export function withImportsExported(/** @type {Uint8Array} */ module, /** @type {readonly string[]} */ names) {
  const present = exportsOf(module);
  const missing = importsOf(module).filter(({ name }) => names.includes(name) && !present.some((e) => e.name === name));
  return withExports(module, [...present, ...missing]);
}

/** @param {Uint8Array} module @param {string} from a module's name */
export function importsFrom(module, from) {
  return importsOf(module).some((entry) => entry.from === from);
}

/** @typedef {Export & { from: string, bytes: Uint8Array }} Import `bytes`: the whole entry */

/** @param {Uint8Array} module @returns {Import[]} */
function importsOf(module) {
  const content = sectionOf(module, SectionId.import);
  const cursor = { at: 0 };
  const counts = new Map(Object.values(ExternalKind).map((kind) => [kind, 0]));
  return Array.from({ length: readLeb(content, cursor) }, () => {
    const start = cursor.at;
    const from = readText(content, cursor);
    const name = readText(content, cursor);
    const kind = content[cursor.at++];
    skipDescription(content, cursor, kind);
    const index = counts.get(kind) ?? 0;
    counts.set(kind, index + 1);
    return { from, name, kind, index, bytes: content.subarray(start, cursor.at) };
  });
}

/** @param {Uint8Array} content @param {{ at: number }} cursor @param {number} kind */
function skipDescription(content, cursor, kind) {
  if (kind === ExternalKind.function) readLeb(content, cursor);
  else if (kind === ExternalKind.global) cursor.at += 2;
  else if (kind === ExternalKind.tag) readLeb(content, { at: ++cursor.at });
  else {
    if (kind === ExternalKind.table) cursor.at++;
    const flags = content[cursor.at++];
    for (let count = flags & LimitsFlag.maximum ? 2 : 1; count > 0; count--) readLeb(content, cursor);
    if (flags & LimitsFlag.pageSize) readLeb(content, cursor);
  }
}

/** Pages that the module's own memory begins with; 0 where it has none. It may not have a maximum. @param {Uint8Array} module */
export function memoryPages(module) {
  const content = sectionOf(module, SectionId.memory);
  if (content[0] === 0) return 0;
  if (content[0] !== 1 || content[1] !== 0) throw new Error("a memory with a maximum, or several");
  return readLeb(content, { at: 2 });
}

/**
 * The module with a memory of its own, or one that it imports, of at least `pages`.
 * @param {Uint8Array} module @param {number} pages @returns {Uint8Array}
 */
export function withMemoryPages(module, pages) {
  const limits = [0, ...uleb(pages)];
  if (memoryPages(module) > 0) return withSection(module, SectionId.memory, [1, ...limits]);
  return withImports(module, ({ from, name, kind, bytes }) => {
    return kind === ExternalKind.memory ? [...textBytes(from), ...textBytes(name), kind, ...limits] : [...bytes];
  });
}

/** The module with all of its imports from `from`. @param {Uint8Array} module @param {string} from @returns {Uint8Array} */
export function withImportsFrom(module, from) {
  return withImports(module, (entry) => [...textBytes(from), ...entry.bytes.subarray(textBytes(entry.from).length)]);
}

/** @param {Uint8Array} module @param {(entry: Import) => readonly number[]} encode */
function withImports(module, encode) {
  const imports = importsOf(module).map(encode);
  return withSection(module, SectionId.import, [...uleb(imports.length), ...imports.flat()]);
}

// The functions that an engine imports of `wit/deps/kernel.wit`, over those that the kernel exports, where both are in one module
// and one memory: lists are copied to arrays of the kernel's, and from there to memory of the engine's, as the canonical ABI has it.
import wabt from "wabt";

/** Bytes of an element, and what it aligns to. @type {Readonly<Record<string, number>>} */
const ELEMENT_SIZE = { u8: 1, u32: 4, s32: 4, u64: 8, f64: 8 };
/** An empty list is nowhere. */
const NOWHERE = 8;

/** @typedef {{ name: string, type: string }} Field */
/** @typedef {{ name: string, params: readonly Field[], result: readonly Field[], isNumber: boolean }} Signature `result`: in memory */

/**
 * @param {string} wit the interface
 * @param {{ engine: string, kernel: string, byteResults: boolean }} names of the modules that it imports from (the kernel's exports have
 *   its name before theirs), and whether the lists of results are bytes for the engine
 * @returns {Promise<Uint8Array>} a module with a function for each of the interface
 */
export async function assembleGlue(wit, { engine, kernel, byteResults }) {
  const signatures = signaturesOf(wit);
  const text = `(module
    (import "${engine}" "memory" (memory 0))
    (import "${engine}" "cabi_realloc" (func $engine-room (param i32 i32 i32 i32) (result i32)))
    (import "${kernel}" "${kernel}.cabi_realloc" (func $kernel-room (param i32 i32 i32 i32) (result i32)))
    (import "${kernel}" "${kernel}.release" (func $release (param i32)))
    ${signatures.map((signature) => importOf(kernel, signature)).join("\n")}
    ${copyFunction("$taken", "$kernel-room")}
    ${copyFunction("$given", "$engine-room")}
    ${signatures.map((signature) => functionOf(signature, byteResults)).join("\n")})`;
  const { parseWat } = await wabt();
  return parseWat("kernel-glue.wat", text, { bulk_memory: true }).toBinary({}).buffer;
}

/** @param {string} wit @returns {readonly Signature[]} */
function signaturesOf(wit) {
  const text = wit.replace(/\/\/.*$/gm, "");
  const records = new Map(
    [...text.matchAll(/record ([\w-]+) \{([^}]*)\}/g)].map(([, name, fields]) => [name, fieldsOf(fields)]),
  );
  return [...text.matchAll(/([\w-]+): func\(([^)]*)\)(?: -> ([^;]+))?;/g)].map(([, name, params, type]) => {
    const inMemory = isList(type) ? [{ name: "list", type }] : records.get(type);
    const isNumber = type !== undefined && inMemory === undefined;
    return { name, params: fieldsOf(params), result: inMemory ?? [], isNumber };
  });
}

/** @param {string} text @returns {readonly Field[]} */
function fieldsOf(text) {
  return [...text.matchAll(/([\w-]+)\s*:\s*([\w<>]+)/g)].map(([, name, type]) => ({ name, type }));
}

const isList = (/** @type {string | undefined} */ type) => type?.startsWith("list<") === true;
const elementSize = (/** @type {string} */ type) => ELEMENT_SIZE[type.slice("list<".length, -1)];
const camelCase = (/** @type {string} */ name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** A list is its address and its length. @param {readonly Field[]} params @returns {readonly [name: string, type: string][]} */
function flat(params) {
  return params.flatMap(({ name, type }) => {
    if (isList(type))
      return [
        [`$${name}`, "i32"],
        [`$${name}.count`, "i32"],
      ];
    return [[`$${name}`, type === "f64" ? "f64" : "i32"]];
  });
}

/** @param {string} kernel @param {Signature} signature */
function importOf(kernel, { name, params, result, isNumber }) {
  const types = flat(params).map(([, type]) => `(param ${type})`);
  const returned = isNumber || result.length > 0 ? "(result i32)" : "";
  return `(import "${kernel}" "${kernel}.${camelCase(name)}" (func $kernel.${name} ${types.join(" ")} ${returned}))`;
}

/** Results in memory go to where the last parameter says. @param {Signature} signature @param {boolean} byteResults */
function functionOf({ name, params, result, isNumber }, byteResults) {
  const locals = flat(params).map(([local, type]) => `(param ${local} ${type})`);
  const copies = params.filter(({ type }) => isList(type)).map(takeList);
  const call = `(call $kernel.${name} ${flat(params)
    .map(([local]) => `(local.get ${local})`)
    .join(" ")})`;
  if (result.length === 0)
    return `(func (export "${name}") ${locals.join(" ")} ${isNumber ? "(result i32)" : ""} ${copies.join(" ")} ${call})`;
  let at = 0;
  const stores = result.map(({ type }) => {
    const store = isList(type) ? giveList(at, elementSize(type), byteResults) : storeNumber(at, loadNumber(at));
    at += isList(type) ? 8 : 4;
    return store;
  });
  const release = result.some(({ type }) => isList(type)) ? "(call $release (local.get $.from))" : "";
  return `(func (export "${name}") ${locals.join(" ")} (param $.to i32) (local $.from i32)
    ${copies.join("\n")} (local.set $.from ${call}) ${stores.join("\n")} ${release})`;
}

/** @param {Field} list */
function takeList({ name, type }) {
  const size = `(i32.mul (local.get $${name}.count) (i32.const ${elementSize(type)}))`;
  return `(local.set $${name} (call $taken (local.get $${name}) ${size} (i32.const 8)))`;
}

/** @param {number} at place in the result @param {number} size of an element @param {boolean} byteResults */
function giveList(at, size, byteResults) {
  const bytes = `(i32.mul ${loadNumber(at + 4)} (i32.const ${size}))`;
  const address = `(call $given ${loadNumber(at)} ${bytes} (i32.const ${byteResults ? 1 : size}))`;
  return `${storeNumber(at, address)} ${storeNumber(at + 4, byteResults ? bytes : loadNumber(at + 4))}`;
}

const loadNumber = (/** @type {number} */ at) => `(i32.load offset=${at} (local.get $.from))`;
const storeNumber = (/** @type {number} */ at, /** @type {string} */ value) =>
  `(i32.store offset=${at} (local.get $.to) ${value})`;

/** Copies a list to room that `allocate` gives. @param {string} name @param {string} allocate */
function copyFunction(name, allocate) {
  return `(func ${name} (param $from i32) (param $size i32) (param $align i32) (result i32) (local $to i32)
    (if (i32.eqz (local.get $size)) (then (return (i32.const ${NOWHERE}))))
    (local.set $to (call ${allocate} (i32.const 0) (i32.const 0) (local.get $align) (local.get $size)))
    (memory.copy (local.get $to) (local.get $from) (local.get $size))
    (local.get $to))`;
}

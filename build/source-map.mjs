// What the comments at the head of the files in src/ say: for docs/ARCHITECTURE.md, docs/lld-map.md and their test.
import { readdirSync, readFileSync } from "node:fs";
import { root } from "./project.mjs";

/**
 * @typedef {object} SourceFile
 * @property {string} path relative to the project
 * @property {string} summary the first sentence of its first comment, without LLD's names
 * @property {readonly string[]} counterparts what it is in LLD or LLVM: functions, classes, files
 */

/** A reference to LLD or LLVM in brackets, within which brackets may be empty only. */
const REFERENCE = / ?\((?:LLD: |LLD's |LLVM's )((?:[^()]|\(\))*)\)/g;

/** @returns {SourceFile[]} every file of src/ */
export function readSourceMap() {
  const paths = readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" });
  const files = paths.map((path) => `src/${path.replaceAll("\\", "/")}`).filter((path) => path.endsWith(".ts"));
  return files.sort().map((path) => describeFile(path, readFileSync(`${root}/${path}`, "utf8")));
}

/** @param {string} path @param {string} source @returns {SourceFile} */
export function describeFile(path, source) {
  const [first = ""] = headComment(source);
  const references = [...first.matchAll(REFERENCE), ...first.matchAll(/(?:LLD's|LLVM's) (`[^`]+`)/g)];
  const names = references.flatMap(([, text = ""]) => text.match(/`[^`]+`|\w+\.(?:cpp|h|td)/g) ?? []);
  const [summary = first] = /^.*?[.?](?= |$)/.exec(first.replace(REFERENCE, "")) ?? [];
  return { path, summary: summary.replace(/\.$/, ""), counterparts: [...new Set(names)] };
}

/** The paragraphs of the first documentation comment. @param {string} source @returns {string[]} */
export function headComment(source) {
  const [, body = ""] = /\/\*\*([^]*?)\*\//.exec(source) ?? [];
  const text = body.replace(/^[^\S\n]*\*[^\S\n]?/gm, "").trim();
  return text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, " "));
}

/** The source as its rules look at it. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { root } from "../../build/project.mjs";

export interface Source {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

/** Files below a folder of the project, by the end of their names. */
export function readSources(folder: string, ending: string): readonly Source[] {
  const names = readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" }).sort();
  const paths = names.map((name) => `${folder}/${name.replaceAll("\\", "/")}`).filter((path) => path.endsWith(ending));
  return paths.map((path) => ({ path, text: readFileSync(`${root}/${path}`, "utf8") }));
}

/** Every file of src/. */
export const SOURCES = readSources("src", ".ts");

/** Compiled by AssemblyScript only, for a module of its own. */
const isAssembly = ({ path }: Source): boolean => path.startsWith("src/kernel/assembly/");
/** Loops that AssemblyScript compiles, too: calls between small functions would cost there. */
const isPortable = ({ path }: Source): boolean => path.startsWith("src/kernel/portable/");

/** What is written in the style of the linker itself. */
export const LINKER_SOURCES = SOURCES.filter((source) => !isAssembly(source));
export const SMALL_FUNCTION_SOURCES = LINKER_SOURCES.filter((source) => !isPortable(source));

export function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
}

/** Every node of a file for which `pick` has an answer. */
export function find<T>(source: Source, pick: (node: ts.Node, file: ts.SourceFile) => T | undefined): T[] {
  const file = parse(source);
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    const value = pick(node, file);
    if (value !== undefined) found.push(value);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `path:line` of a node. */
export function placeOf(node: ts.Node, file: ts.SourceFile): string {
  return `${file.fileName}:${String(file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1)}`;
}

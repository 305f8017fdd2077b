import { FAILURE_TEXT, type Host } from "../host/host.ts";
import { absolutePath } from "../host/path.ts";

/**
 * `@file` on the command line: the words in the file stand in its place, and may be `@file` again. Rules are those of
 * LLVM's command-line library: a file that does not exist leaves the word as it is, any other trouble ends the
 * expansion and leaves the rest as it is.
 */

export type Quoting = "posix" | "windows";

export interface ExpandedWords {
  readonly words: readonly string[];
  /** Why the expansion ended early. */
  readonly problem:
    | undefined
    | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
    | { readonly kind: "recursive"; readonly path: string }
    | { readonly kind: "malformed"; readonly path: string };
}

/** How deep files may include each other; further on, they include themselves by other names. */
const DEEPEST_NESTING = 200;

export function expandResponseFiles(words: readonly string[], quoting: Quoting, host: Host): ExpandedWords {
  let result = [...words];
  // The files that the word at `at` is nested in, each with the index behind its last word.
  const open: { readonly path: string; readonly resolved: string; end: number }[] = [];
  for (let at = 0; at < result.length; ) {
    while (open.length > 0 && open[open.length - 1].end === at) open.pop();
    const word = result[at];
    if (!word.startsWith("@")) {
      at++;
      continue;
    }
    const path = fullPath(word.slice(1), host.currentDirectory());
    if (!host.exists(path)) {
      at++;
      continue;
    }
    const resolved = absolutePath(path, "/");
    const same = open.find((file) => file.resolved === resolved);
    if (same !== undefined || open.length >= DEEPEST_NESTING) {
      return { words: result, problem: { kind: "recursive", path: same?.path ?? path } };
    }
    const content = host.readFile(path);
    if (!content.ok) {
      return { words: result, problem: { kind: "unreadable", path, reason: FAILURE_TEXT[content.failure] } };
    }
    const text = decodeResponseFile(content.value, host);
    if (text === undefined) return { words: result, problem: { kind: "malformed", path } };
    const inside = splitWords(text, quoting);
    for (const file of open) file.end += inside.length - 1;
    open.push({ path, resolved, end: at + inside.length });
    // Not as arguments of `splice`, of which engines take so many and no more.
    result = [...result.slice(0, at), ...inside, ...result.slice(at + 1)];
  }
  return { words: result, problem: undefined };
}

export function splitWords(text: string, quoting: Quoting): string[] {
  const words = quoting === "posix" ? splitPosixWords(text) : splitWindowsWords(text);
  // A word ends at a NUL, as any argument of a program does.
  return words.map((word) => (word.includes("\0") ? word.slice(0, word.indexOf("\0")) : word));
}

/**
 * As messages show it: `.` and `..` stay. A host whose working directory is not known says `/`; there paths stay
 * relative.
 */
function fullPath(path: string, directory: string): string {
  if (path.startsWith("/") || directory === "/") return path;
  return directory.endsWith("/") || path === "" ? directory + path : `${directory}/${path}`;
}

/** UTF-8, with or without its mark, or UTF-16 with one; undefined for UTF-16 that is not well-formed. */
function decodeResponseFile(bytes: Uint8Array, host: Host): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes, 0);
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes, 1);
  const start = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  return host.decodeText(bytes, start, bytes.length);
}

/** `lowByte` is 0 where the low byte of a unit comes first. */
function decodeUtf16(bytes: Uint8Array, lowByte: 0 | 1): string | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  let text = "";
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode(bytes[at + lowByte] | (bytes[at + 1 - lowByte] << 8));
  }
  return LONE_SURROGATE.test(text) ? undefined : text;
}

/** With the `u` flag, a surrogate that is half of a pair does not match. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Runs of characters that mean nothing, and single ones that may: a file has tens of thousands, most of them in the former. */
const POSIX_PARTS = /[^\\"' \t\n\r]+|[^]/g;

/** Where there are none of these, each line is a word. */
const MEANINGFUL: readonly string[] = ["\\", '"', "'", " ", "\t", "\r"];

/** A backslash takes the next character as it is, within either kind of quotes too. An empty word in quotes is none. */
function splitPosixWords(text: string): string[] {
  if (!MEANINGFUL.some((character) => text.includes(character))) return text.split("\n").filter((line) => line !== "");
  const parts = text.match(POSIX_PARTS) ?? [];
  const words: string[] = [];
  let word = "";
  let quote = "";
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === "\\" && at + 1 < parts.length) {
      word += parts[++at];
    } else if (quote !== "") {
      if (part === quote) quote = "";
      else word += part;
    } else if (part === '"' || part === "'") {
      quote = part;
    } else if (!isSpace(part)) {
      word += part;
    } else if (word !== "") {
      words.push(word);
      word = "";
    }
  }
  if (word !== "") words.push(word);
  return words;
}

/**
 * Microsoft's rules: backslashes are special only before `"`, where two of them make one and an odd one makes the quote
 * literal; `""` within quotes is a quote.
 */
function splitWindowsWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let inQuotes = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") {
      const run = readBackslashes(text, at);
      word = (word ?? "") + run.meaning;
      at = run.end - 1;
    } else if (character === '"') {
      word ??= "";
      if (inQuotes && text[at + 1] === '"') {
        word += '"';
        at++;
      } else {
        inQuotes = !inQuotes;
      }
    } else if (!inQuotes && (isSpace(character) || character === "\0")) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** What the backslashes at `start` mean, with the quote behind them where it is literal; and where that ends. */
function readBackslashes(text: string, start: number): { meaning: string; end: number } {
  let end = start;
  while (text[end] === "\\") end++;
  const count = end - start;
  if (text[end] !== '"') return { meaning: "\\".repeat(count), end };
  const half = "\\".repeat(count >> 1);
  return count % 2 === 1 ? { meaning: `${half}"`, end: end + 1 } : { meaning: half, end };
}

function isSpace(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}

/** Which preopened directory a path is opened in, as users of `wasmtime run --dir` meet it. */
import { expect, test } from "vitest";
import { Preopens } from "../../src/host/preopens.ts";

/** The guest names of `--dir`, a path, and `name -> path inside` or `outside`. */
const WITHOUT_WORKING_DIRECTORY: readonly (readonly [string, string, string])[] = [
  [".", "a.o", ". -> a.o"],
  [".", "./lib//a.o", ". -> lib/a.o"],
  [".", "lib/../a.o", ". -> a.o"],
  [".", ".", ". -> ."],
  [".", "../a.o", "outside"],
  [".", "lib/../../a.o", "outside"],
  [".", "/work/a.o", "outside"],
  ["/work", "/work/a.o", "/work -> a.o"],
  ["/work/", "/work/a.o", "/work/ -> a.o"],
  ["/work", "/work", "/work -> ."],
  ["/work", "/workshop/a.o", "outside"],
  ["/work", "/work/../a.o", "outside"],
  ["/work", "/work/../work/a.o", "/work -> a.o"],
  // A WASI program starts in `/`, unless the host says otherwise.
  ["/work", "work/a.o", "/work -> a.o"],
  ["/", "a.o", "/ -> a.o"],
  ["/", "/../a.o", "/ -> a.o"],
  [". /", "a.o", ". -> a.o"],
  [". /", "/a.o", "/ -> a.o"],
  [". lib", "lib/a.o", "lib -> a.o"],
  ["lib .", "lib/a.o", "lib -> a.o"],
  [". lib", "lib/../a.o", ". -> a.o"],
  [". lib", "library/a.o", ". -> library/a.o"],
  ["/ /work /work/lib", "/work/lib/a.o", "/work/lib -> a.o"],
  ["/ /work /work/lib", "/work/src/a.o", "/work -> src/a.o"],
  [". ..", "../a.o", ".. -> a.o"],
  [". ../lib", "../lib/a.o", "../lib -> a.o"],
  [". ..", "../../a.o", "outside"],
  ["", "a.o", "outside"],
];

test.each(WITHOUT_WORKING_DIRECTORY)("with --dir %s, %s is %s", (names, path, expected) => {
  expect(locate(names, path, undefined)).toBe(expected);
});

test.each([
  [".", "/home/me/a.o", ". -> a.o"],
  [".", "../me/a.o", ". -> a.o"],
  [". /home", "../you/a.o", "/home -> you/a.o"],
  ["/home/me/lib .", "lib/a.o", "/home/me/lib -> a.o"],
  [".", "/tmp/a.o", "outside"],
])("in /home/me with --dir %s, %s is %s", (names, path, expected) => {
  expect(locate(names, path, "/home/me")).toBe(expected);
});

function locate(names: string, path: string, workingDirectory: string | undefined): string {
  const directories = names.split(" ").filter((name) => name !== "");
  const preopens = new Preopens(
    directories.map((name) => [name, name] as const),
    workingDirectory,
  );
  const location = preopens.locate(path);
  return location === undefined ? "outside" : `${location.directory} -> ${location.path}`;
}

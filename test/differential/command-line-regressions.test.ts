/** Differences in reading command lines that random links have shown, each as the smallest link that shows it again. */
import { buildObject, encodeText } from "../support/object-builder.ts";
import { checkRegressions } from "./check-regressions.ts";
import { callOf, WEAK } from "./regression-objects.ts";

checkRegressions({
  "-m wasm32 and an object of 64 bits: the words of the opposite case": {
    args: ["-m", "wasm32", "a.o", "-o", "out.wasm"],
    files: { "a.o": buildObject({ imports: [{ name: "__linear_memory", kind: "memory", description: [4, 0] }] }) },
  },
  "--allow-undefined-file without a name is a file that is not there": {
    args: ["a.o", "--allow-undefined-file=", "-o", "out.wasm"],
    files: { "a.o": callOf("nowhere") },
  },
  "the version comes behind a map on stdout": {
    args: ["-v", "-M", "a.o", "-o", "out.wasm"],
    files: { "a.o": callOf("x", WEAK) },
  },
  "the version comes before what is traced": {
    args: ["-v", "-M", "-t", "a.o", "-o", "out.wasm"],
    files: { "a.o": callOf("x", WEAK) },
  },
  "a word behind -mllvm that is no option is refused, but not before unknown arguments": {
    args: ["a.o", "-mllvm", "b.o", "-mllvm", "-", "--unknown", "-o", "out.wasm"],
    files: { "a.o": callOf("x", WEAK) },
  },
  "--thinlto-index-only ends the link before undefined symbols are found, without a module": {
    args: ["a.o", "--thinlto-index-only", "--why-extract=why.tsv"],
    files: { "a.o": callOf("nowhere") },
  },
  "--thinlto-index-only=FILE leaves an empty file where no object is bitcode": {
    args: ["a.o", "--thinlto-index-only=index.txt", "-o", "out.wasm", "--Map=out.map"],
    files: { "a.o": callOf("nowhere") },
  },
  "--thinlto-index-only comes behind what stub libraries lack": {
    args: ["a.o", "stub.so", "--thinlto-index-only=index.txt", "--verbose", "--threads=1"],
    files: { "a.o": callOf("f"), "stub.so": encodeText("#STUB\nf: nowhere\n") },
  },
  "--lto-obj-path without bitcode leaves a file for each of --lto-partitions": {
    args: ["a.o", "--lto-obj-path=lto.o", "--lto-partitions=3", "-o", "out.wasm"],
    files: { "a.o": callOf("x", WEAK) },
  },
  "--lto-obj-path without bitcode is an error, and leaves an empty file": {
    args: [
      "a.o",
      "--lto-obj-path=lto.o",
      "--thinlto-index-only=a.o/index.txt",
      "--verbose",
      "--threads=1",
      "-o",
      "out.wasm",
    ],
    files: { "a.o": callOf("x", WEAK) },
  },
});

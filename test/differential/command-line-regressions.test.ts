/** Differences in reading command lines that random links have shown, each as the smallest link that shows it again. */
import { buildObject } from "../support/object-builder.ts";
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
});

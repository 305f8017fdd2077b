/** The command that every entry point runs: `cli/main.ts` joined to the linker. One place, so that all hosts run the same. */
import type { Diagnostic } from "../diag/diagnostics.ts";
import { type Host, FAILURE_TEXT } from "../host/host.ts";

export interface Finished {
  readonly exitCode: number;
  readonly diagnostics: readonly Diagnostic[];
  /** The `-o` of the command line, once it was read. */
  readonly outputFile: string | undefined;
}

/** Runs `argv` (its first element is the program's name) on `host`. */
export function runCommand(argv: readonly string[], host: Host): Finished {
  return placeHolder(argv, host);
}

// Stands in until cli/main.ts and link.ts are there: copies the first input to `-o`.
function placeHolder(argv: readonly string[], host: Host): Finished {
  const at = argv.indexOf("-o");
  const outputFile = at < 0 ? undefined : argv[at + 1];
  const fail = (text: string): Finished => {
    host.print("stderr", `${argv[0]}: error: ${text}\n`);
    return { exitCode: 1, diagnostics: [{ id: "cannot-open", severity: "error", text }], outputFile };
  };
  const input = argv.slice(1).find((_, i) => i !== at - 1 && i !== at);
  if (outputFile === undefined || input === undefined) return fail("no input files");
  const bytes = host.readFile(input);
  if (!bytes.ok) return fail(`cannot open ${input}: ${FAILURE_TEXT[bytes.failure]}`);
  const written = host.writeFile(outputFile, bytes.value, true);
  if (!written.ok) return fail(`failed to open ${outputFile}: ${FAILURE_TEXT[written.failure]}`);
  return { exitCode: 0, diagnostics: [], outputFile };
}

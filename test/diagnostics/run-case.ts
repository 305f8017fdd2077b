/** Runs a case here and by the packaged wasm-ld. */
import type { MessageId } from "../../src/diag/catalog.ts";
import { runCommand } from "../../src/entry/command.ts";
import { failed, type Host } from "../../src/host/host.ts";
import { MemoryHost } from "../../src/host/memory.ts";
import { PlainKernel } from "../../src/kernel/plain-kernel.ts";
import { type ToolResult, wasmLd } from "../support/clang.ts";
import { encodeText } from "../support/object-builder.ts";
import { COMMAND_LINE_MESSAGES, EXCLUSION_MESSAGES, PROGRAM_MESSAGES } from "./command-line-messages.ts";
import { ARCHIVE_MESSAGES, FILE_MESSAGES, OBJECT_MESSAGES } from "./file-messages.ts";
import { functionObject, type MessageCase, type MessageCases } from "./message-case.ts";
import { FEATURE_MESSAGES, MEMORY_MESSAGES, RELOCATION_MESSAGES, SYMBOL_MESSAGES } from "./symbol-messages.ts";

export const ALL: MessageCases = {
  ...COMMAND_LINE_MESSAGES,
  ...EXCLUSION_MESSAGES,
  ...PROGRAM_MESSAGES,
  ...FILE_MESSAGES,
  ...ARCHIVE_MESSAGES,
  ...OBJECT_MESSAGES,
  ...SYMBOL_MESSAGES,
  ...RELOCATION_MESSAGES,
  ...MEMORY_MESSAGES,
  ...FEATURE_MESSAGES,
};

const OUTPUT = "out.wasm";

export interface CaseResult {
  readonly exitCode: number;
  readonly stderr: string;
  /** Of all that was said. */
  readonly ids: readonly MessageId[];
  /** Paths of what was written. */
  readonly written: readonly string[];
}

export function runCase(row: MessageCase): CaseResult {
  const memory = new MemoryHost(Object.entries(filesOf(row)), { currentDirectory: "/project" });
  const { writingFails } = row;
  const host: Host =
    writingFails === undefined ? memory : Object.assign(memory, { writeFile: () => failed(writingFails) });
  const { exitCode, diagnostics } = runCommand(
    ["wasm-ld", ...argumentsOf(row)],
    host,
    (table) => new PlainKernel(table),
  );
  const ids = diagnostics.map(({ id }) => id);
  return { exitCode, stderr: memory.printed("stderr"), ids, written: [...memory.written.keys()] };
}

export function askWasmLd(row: MessageCase): Promise<ToolResult> {
  return wasmLd(argumentsOf(row), filesOf(row));
}

function argumentsOf({ args }: MessageCase): readonly string[] {
  if (typeof args !== "string") return args;
  const words = args.split(" ").filter((word) => word !== "");
  return words.includes("-o") ? words : [...words, "-o", OUTPUT];
}

function filesOf(row: MessageCase): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = { "main.o": functionObject("_start"), [OUTPUT]: encodeText("older") };
  for (const [path, content] of Object.entries(row.files ?? {}))
    files[path] = typeof content === "string" ? encodeText(content) : content;
  return files;
}

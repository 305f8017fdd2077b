/** Every message of the catalogue, as the command says it: the exact text, the exit code, and nothing written on errors. */
import { describe, expect, test } from "vitest";
import { MESSAGE_GROUPS, MESSAGES, type MessageId } from "../../src/diag/catalog.ts";
import { ALL, askWasmLd, runCase } from "./run-case.ts";

/** Messages without a command line that gives them. */
const WITHOUT_CASE: Partial<Record<MessageId, string>> = {
  "cannot-read": "the file has to change during the link; test/host/large-files.test.ts does that",
  "out-of-memory": "the host has to be out of it; test/unit/cli/main.test.ts says so",
  "internal-error": "a defect of the linker; test/unit/cli/main.test.ts plants one",
};

const IDS = Object.keys(MESSAGES) as MessageId[];

test("every message has a case here, or a reason not to", () => {
  const without = IDS.filter((id) => ALL[id] === undefined);
  expect(without).toEqual(Object.keys(WITHOUT_CASE));
});

for (const [group, messages] of Object.entries(MESSAGE_GROUPS)) {
  const ids = (Object.keys(messages) as MessageId[]).filter((id) => ALL[id] !== undefined);
  describe(group, () => {
    test.each(ids)("%s", async (id) => {
      const row = ALL[id];
      if (row === undefined) throw new Error("filtered above");
      const { exitCode, stderr, ids: said, written } = runCase(row);
      expect(stderr).toBe(row.says);
      expect(said).toContain(id);
      const isError = MESSAGES[id].severity !== "warning" || / error: /.test(stderr);
      expect(exitCode).toBe(isError ? 1 : 0);
      expect(written).toEqual(isError ? [] : ["out.wasm"]);
      if (row.unlikeWasmLd === undefined) {
        const expected = await askWasmLd(row);
        expect({ stderr, exitCode }).toEqual({ stderr: expected.stderr, exitCode: expected.exitCode });
      }
    });
  });
}

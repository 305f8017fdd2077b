import { expect, test } from "vitest";
import { SymbolTable } from "../../../src/model/symbol-table.ts";
import { createContext } from "../../support/read-context.ts";

const NO_NUMBERS = new Uint32Array(0);

test("symbols that come and go for each of many files stay as many as they are", () => {
  const { kernel, names } = createContext();
  const symbols = new SymbolTable(names, () => "", false);
  const sizes = Array.from({ length: 300 }, (_, round) => {
    symbols.insert(names.intern(`symbol${round}`), true);
    const table = symbols.pack(NO_NUMBERS, NO_NUMBERS, false);
    kernel.putSymbols(table);
    symbols.unpack(kernel.takeSymbols(), NO_NUMBERS);
    return table.length;
  });
  const perSymbol = (sizes[299] - sizes[0]) / 299;
  expect(perSymbol).toBeLessThan(20);
  expect(symbols.find("symbol7")).toBe(7);
});

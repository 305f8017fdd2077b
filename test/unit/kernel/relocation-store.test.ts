import { describe, expect, it } from "vitest";
import { RelocationStore } from "../../../src/kernel/portable/relocation-store.ts";

/** Around what four bytes hold, and beyond. */
const ADDENDS = [0, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) + 1, -(2 ** 31), -(2 ** 31) - 1, 2 ** 53, -(2 ** 53), 5];

function storeOf(addends: readonly number[]): RelocationStore {
  const store = new RelocationStore();
  store.reserve(addends.length);
  for (const addend of addends) store.setAddend(store.length++, addend);
  return store;
}

const addendsOf = (store: RelocationStore) => Array.from(store.addends(0, store.length));

describe("addends", () => {
  it("are exact, wide or not", () => {
    expect(addendsOf(storeOf(ADDENDS))).toEqual(ADDENDS);
  });

  it("are repeated with their rows", () => {
    const store = storeOf(ADDENDS);
    store.repeat(2, 9);
    expect(addendsOf(store)).toEqual([...ADDENDS, ...ADDENDS.slice(2, 9)]);
  });

  it("are forgotten with their rows", () => {
    const store = storeOf(ADDENDS);
    store.keep(4);
    for (const addend of [2 ** 40, 7]) store.setAddend(store.length++, addend);
    expect(addendsOf(store)).toEqual([...ADDENDS.slice(0, 4), 2 ** 40, 7]);
  });

  it("outlast growth", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ADDENDS[i % ADDENDS.length]);
    const store = storeOf(ADDENDS);
    for (const addend of many) {
      store.reserve(1);
      store.setAddend(store.length++, addend);
    }
    expect(addendsOf(store)).toEqual([...ADDENDS, ...many]);
  });
});

/** The same where all lists of results are bytes (`build/kernel.mjs`). */
export function listLength(elements: i32, elementSize: i32): i32 {
  return elements * elementSize;
}

/** What the positional options (`-Bstatic`, `--whole-archive`, `--start-lib` ...) have switched on so far. */
export interface InputMode {
  isStatic: boolean;
  wholeArchive: boolean;
  inLib: boolean;
}

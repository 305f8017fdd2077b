/** When garbage is collected: to look for it takes longer than most calls, and what they leave is as much as goes in and out. */

/** Bytes. What is new to the process costs more than what is used again, so that they are not many. */
const LIMIT: i32 = 1 << 18;

let made: i32 = 0;

export function noteMade(size: i32): void {
  made += size;
}

/** At the end of a call. */
export function collectGarbage(): void {
  if (made < LIMIT) return;
  made = 0;
  __collect();
}

/** Trimming as LLVM does it, by a set of ASCII characters: `String.trim` would take Unicode spaces as well. */
const WHITE_SPACE = " \t\n\v\f\r";

export function trimSpace(text: string): string {
  return trimSet(text, WHITE_SPACE);
}

export function trimSet(text: string, set: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && set.includes(text[start])) start++;
  while (end > start && set.includes(text[end - 1])) end--;
  return text.substring(start, end);
}

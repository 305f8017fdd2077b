/** `-fdata-sections` gives every variable a segment; in the output they are gathered by the part before the second dot. */
const STEMS: readonly string[] = [".text", ".data", ".bss", ".rodata"];

/** `.data` of `.data.x`; the name itself where it has no such stem. */
export function segmentStem(name: string): string {
  return STEMS.find((stem) => name.startsWith(`${stem}.`)) ?? name;
}

/** The terminals that show colours, by the value of `TERM`: the list of LLVM's `sys::Process`. */
export function showsColors(term: string | undefined): boolean {
  if (term === undefined) return false;
  return /^(ansi$|cygwin$|linux$|screen|xterm|vt100|rxvt)|color$/.test(term);
}

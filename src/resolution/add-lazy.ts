/** An archive member, or an object between --start-lib and --end-lib, offers a definition (LLD's `addLazy`). */
import type { NameId } from "../base/ids.ts";
import { SymbolFlag } from "../format/wasm.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { defineSymbol } from "./define-symbol.ts";
import { extractFile } from "./extract.ts";

/** `name` is defined by the lazy object `file`; a strong reference that already waits extracts it now. */
export function addLazy(link: LinkState, name: NameId, file: number): void {
  const { symbols } = link;
  const id = symbols.insert(name, false);
  if (symbols.kind[id] === Kind.unset) {
    defineSymbol(link, id, { kind: Kind.lazy, flags: 0, file });
    return;
  }
  if (!symbols.isUndefined(id)) return;
  if (symbols.isWeak(id)) {
    // A weak reference does not extract, but remembers where a definition is, and its own signature.
    const signature = symbols.kind[id] === Kind.undefinedFunction ? symbols.signature[id] : NONE;
    defineSymbol(link, id, { kind: Kind.lazy, flags: SymbolFlag.bindingWeak, file, signature });
    return;
  }
  const reference = fileName(link.file(symbols.file[id]));
  extractFile(link, file);
  link.extractions.push({ reference, file: symbols.file[id], symbol: id });
}

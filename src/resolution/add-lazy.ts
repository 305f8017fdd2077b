/** An archive member, or an object between --start-lib and --end-lib, offers a definition (LLD's `addLazy`). */
import { mintId, type NameId } from "../base/ids.ts";
import { SymbolFlag } from "../format/wasm.ts";
import type { ArchivedRun } from "../model/archived-object.ts";
import { fileName, type ObjectFile } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { Kind } from "../model/symbol-kind.ts";
import { NONE } from "../model/symbol-table.ts";
import { defineSymbol } from "./define-symbol.ts";
import { extractFile } from "./extract.ts";
import { giveSymbols, takeSymbols } from "./symbols-in-kernel.ts";

/** Lazy objects. */
export type Waiting = ObjectFile | ArchivedRun;

/** Offers what lazy objects define, in their order. One that is extracted meanwhile has nothing more to offer. */
export function offerNames(link: LinkState, waiting: readonly Waiting[]): void {
  const lists = waiting.map(({ lazyNames }) => lazyNames);
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const names = new Uint32Array(count);
  const owners = new Uint32Array(count);
  let end = 0;
  waiting.forEach((input, i) => {
    const start = end;
    names.set(lists[i], start);
    end += lists[i].length;
    if (input.kind === "archived") input.setOwners(owners, start);
    else owners.fill(input.id, start, end);
  });
  for (let at = 0; at < count; ) {
    giveSymbols(link);
    const { index, wanted } = link.kernel.offerNames(names.subarray(at), owners.subarray(at));
    at += index;
    if (at === count) break;
    const owner = owners[at];
    if (wanted === NONE) {
      takeSymbols(link);
      addLazy(link, mintId(names[at]), owner);
    } else {
      extractFile(link, wanted);
    }
    at++;
    const file = link.file(owner);
    if (file?.kind === "object" && !file.isLazy) while (at < count && owners[at] === owner) at++;
  }
}

/** `name` is defined by the lazy object `file`; a strong reference that already waits extracts it now. */
function addLazy(link: LinkState, name: NameId, file: number): void {
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

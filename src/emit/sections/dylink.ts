/**
 * The `dylink.0` section: what a dynamic linker must know (tool-conventions, DynamicLinking.md; LLD: `DylinkSection`).
 */
import type { ChunkId, IdList, SymbolId } from "../../base/ids.ts";
import { DylinkSubsection, SectionId } from "../../format/wasm.ts";
import { importModuleOf, importNameOf } from "../../model/import-names.ts";
import type { LinkState } from "../../model/link-state.ts";
import { Kind } from "../../model/symbol-kind.ts";
import { isExported, isLive } from "../../model/symbol-queries.ts";
import { madeSection, type SectionBody } from "../output-section.ts";

export function dylinkSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.custom, name: "dylink.0" }, (out) => {
    const part = (id: number, write: () => void): void => {
      out.byte(id);
      out.sized(write);
    };
    const list = <Item>(id: number, items: ArrayLike<Item> & Iterable<Item>, write: (item: Item) => void): void => {
      if (items.length === 0) return;
      part(id, () => {
        out.uleb(items.length);
        for (const item of items) write(item);
      });
    };
    part(DylinkSubsection.memoryInfo, () => {
      out.uleb(link.out.dylinkMemorySize);
      out.uleb(link.out.dylinkMemoryAlignment);
      out.uleb(link.out.tableEntries.length);
      out.uleb(0);
    });
    list(DylinkSubsection.needed, link.sharedFiles, ({ name }) => {
      out.text(name.slice(name.lastIndexOf("/") + 1));
    });
    list(DylinkSubsection.exportInfo, threadLocalExports(link), (id) => {
      out.text(exportName(link, id));
      out.uleb(link.symbols.flags[id]);
    });
    list(DylinkSubsection.importInfo, weakImports(link), (id) => {
      out.text(importModuleOf(link, id));
      out.text(importNameOf(link, id));
      out.uleb(link.symbols.flags[id]);
    });
    list(DylinkSubsection.runtimePath, link.config.rpath, (path) => out.text(path));
  });
}

/** Their exported values count from `__tls_base`, not from `__memory_base`. */
function threadLocalExports(link: LinkState): IdList<SymbolId> {
  const { symbols } = link;
  return symbols.order.filter(
    (id) => symbols.kind[id] === Kind.definedData && symbols.isTls(id) && isLive(link, id) && isExported(link, id),
  );
}

/** The dynamic linker must not complain when nobody defines these. */
function weakImports(link: LinkState): IdList<SymbolId> {
  return link.symbols.order.filter((id) => link.symbols.isUndefinedWeak(id) && isLive(link, id));
}

function exportName(link: LinkState, id: SymbolId): string {
  const { symbols, chunks } = link;
  const isFunction = symbols.kind[id] === Kind.definedFunction;
  const name = isFunction ? chunks.exportNames.get(symbols.target[id] as ChunkId) : undefined;
  return name ?? symbols.name(id);
}

/**
 * Code that fills the fields of data whose values are known only when the module is loaded (LLD:
 * `generateRelocationCode`).
 */
import type { ChunkId, SymbolId } from "../../base/ids.ts";
import {
  Encoding,
  ENCODING_OF,
  IS_RUNTIME_FIELD,
  RELOCATION_TYPES,
  Target,
  TARGET_OF,
} from "../../format/relocation-types.ts";
import { Opcode, SegmentFlag, SymbolFlag } from "../../format/wasm.ts";
import type { RelocationRows } from "../../kernel/kernel.ts";
import { chunkDisplayName } from "../../model/chunk-names.ts";
import { chunkAddress } from "../../model/chunk-places.ts";
import type { LinkState } from "../../model/link-state.ts";
import { isTlsSegment } from "../../model/output-segment.ts";
import { elementIndexOf, markSymbolLive } from "../../model/symbol-queries.ts";
import { NONE } from "../../model/symbol-table.ts";
import { relocationsOf, Relocator } from "../../relocation/relocator.ts";
import { addSyntheticFunction } from "../../resolution/add-synthetic.ts";
import { CodeWriter } from "./code-writer.ts";

/**
 * Makes `__wasm_apply_data_relocs`, which the dynamic linker calls before any code of the module, where it has work.
 */
export function createApplyDataRelocs(link: LinkState): void {
  // In a module that stays where it is, only addresses of other modules are filled in.
  if (!link.config.isPic && link.out.gotSymbols.length === 0) return;
  const code = new CodeWriter(link);
  code.uleb(0);
  const generator = new Generator(link, code);
  for (const segment of link.segments) {
    // With threads, each thread fills its own copy of thread-local data.
    if (link.config.sharedMemory && isTlsSegment(segment)) continue;
    for (const chunk of segment.chunks) generator.addChunk(chunk);
  }
  if (!generator.hasCode) return;
  code.op(Opcode.end);
  const signature = link.signatures.intern([], []);
  const symbol = addSyntheticFunction(link, "__wasm_apply_data_relocs", SymbolFlag.exported, signature);
  markSymbolLive(link, symbol);
  link.chunks.setBody(link.symbols.target[symbol] as ChunkId, code.finish());
}

/** The body of `__wasm_apply_tls_relocs`. */
export function writeTlsRelocations(link: LinkState, code: CodeWriter): void {
  code.uleb(0);
  const generator = new Generator(link, code);
  for (const segment of link.segments) {
    if (!isTlsSegment(segment)) continue;
    for (const chunk of segment.chunks) generator.addChunk(chunk);
  }
  code.op(Opcode.end);
}

class Generator {
  hasCode = false;
  readonly #link: LinkState;
  /** The chunk that lacks `__tls_base` and has been reported: once is enough. */
  #reported: ChunkId | undefined;
  readonly #code: CodeWriter;
  readonly #relocator: Relocator;
  /** Of the chunk's relocations, as far as they have been asked for. */
  #values: Float64Array | undefined;

  constructor(link: LinkState, code: CodeWriter) {
    this.#link = link;
    this.#code = code;
    this.#relocator = new Relocator(link);
  }

  addChunk(chunk: ChunkId): void {
    const { chunks, config, symbols, diagnostics } = this.#link;
    const relocations = relocationsOf(this.#link, chunk);
    this.#values = undefined;
    for (let row = 0; row < relocations.type.length; row++) {
      const content = this.#link.content(chunks.file[chunk]);
      const symbol = this.#link.symbolOf(content, relocations.index[row]);
      if (!config.isPic && symbols.gotIndex[symbol] === NONE) continue;
      const type = relocations.type[row];
      if (IS_RUNTIME_FIELD[type] === 0) {
        const relocation = RELOCATION_TYPES[type].name;
        diagnostics.report("invalid-runtime-relocation", { relocation });
        continue;
      }
      this.#addField(chunk, relocations, row, symbol);
    }
  }

  #addField(chunk: ChunkId, relocations: RelocationRows, row: number, symbol: SymbolId): void {
    const link = this.#link;
    const code = this.#code;
    const { chunks, known, config, symbols } = link;
    const gotIndex = symbols.gotIndex[symbol];
    const type = relocations.type[row];
    const isWide = ENCODING_OF[type] === Encoding.u64;
    const offset = chunkAddress(link, chunk, relocations.offset[row]) - chunks.inputOffset[chunk];
    code.pointerConst(offset);
    if (config.isPic) {
      const isTlsChunk = (chunks.segmentFlags[chunk] & SegmentFlag.tls) !== 0;
      code.globalGetIndex(isTlsChunk ? this.#tlsBaseIndex(chunk) : this.#baseIndex(known.memoryBase));
      code.pointerAdd();
    }
    if (gotIndex !== NONE) {
      const addend = relocations.addend[row];
      code.globalGetIndex(gotIndex);
      if (addend !== 0) {
        code.pointerConst(addend, isWide);
        code.pointerAdd(isWide);
      }
    } else {
      const isSlot = TARGET_OF[type] === Target.tableSlot;
      code.globalGetIndex(
        !isSlot && symbols.isTls(symbol)
          ? this.#tlsBaseIndex(chunk)
          : this.#baseIndex(isSlot ? known.tableBase : known.memoryBase),
      );
      this.#values ??= this.#relocator.values(chunk);
      code.pointerConst(this.#relocator.useValue(chunk, row, this.#values[row]), isWide);
      code.pointerAdd(isWide);
    }
    code.op(isWide ? Opcode.i64Store : Opcode.i32Store);
    code.uleb(2);
    code.uleb(0);
    this.hasCode = true;
  }

  /** Without threads, `__tls_base` is there only if something refers to it. */
  #tlsBaseIndex(chunk: ChunkId): number {
    const link = this.#link;
    if (link.known.tlsBase === undefined && chunk !== this.#reported) {
      this.#reported = chunk;
      link.diagnostics.report("tls-base-missing", { chunk: chunkDisplayName(link, chunk) });
    }
    return this.#baseIndex(link.known.tlsBase);
  }

  /** 0 for a base that nothing else refers to, so that it is not in the module: what wasm-ld comes to write. */
  #baseIndex(base: SymbolId | undefined): number {
    return base === undefined ? 0 : Math.max(0, elementIndexOf(this.#link, base));
  }
}

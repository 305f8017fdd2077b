/**
 * Numbers of the WebAssembly binary format and of the linking conventions (tool-conventions, Linking.md), by their
 * names there.
 */

export const SectionId = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

/** Import and export kinds. */
export const ExternalKind = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

export const ValueType = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
  exnref: 0x69,
  /** Any reference type that the linker does not model. Never written. */
  otherref: 0xff,
} as const;

export const LimitsFlag = { hasMax: 1, isShared: 2, is64: 4, hasPageSize: 8 } as const;

export const SymbolKind = { function: 0, data: 1, global: 2, section: 3, tag: 4, table: 5 } as const;
export type SymbolKind = (typeof SymbolKind)[keyof typeof SymbolKind];

export const SymbolFlag = {
  bindingWeak: 0x1,
  bindingLocal: 0x2,
  bindingMask: 0x3,
  visibilityHidden: 0x4,
  undefined: 0x10,
  exported: 0x20,
  explicitName: 0x40,
  noStrip: 0x80,
  tls: 0x100,
  absolute: 0x200,
} as const;

export const SegmentFlag = { strings: 1, tls: 2, retain: 4 } as const;
export const DataSegmentFlag = { passive: 1, hasMemoryIndex: 2 } as const;

export const LinkingSubsection = { segmentInfo: 5, initFunctions: 6, comdatInfo: 7, symbolTable: 8 } as const;
export const ComdatKind = { data: 0, function: 1, section: 5 } as const;
export const NameSubsection = { module: 0, function: 1, local: 2, global: 7, dataSegment: 9 } as const;
export const DylinkSubsection = { memoryInfo: 1, needed: 2, exportInfo: 3, importInfo: 4, runtimePath: 5 } as const;

export const LINKING_VERSION = 2;
/** `\0asm` and version 1. */
export const MODULE_HEADER: readonly number[] = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
export const DEFAULT_PAGE_SIZE = 65536;

/** Default import module of undefined symbols. */
export const DEFAULT_MODULE = "env";
export const FUNCTION_TABLE_NAME = "__indirect_function_table";

/** The few instructions that the linker writes or reads. */
export const Opcode = {
  unreachable: 0x00,
  block: 0x02,
  end: 0x0b,
  br: 0x0c,
  brTable: 0x0e,
  call: 0x10,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Store: 0x36,
  i64Store: 0x37,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Add: 0x6a,
  i64Add: 0x7c,
  refNull: 0xd0,
  refFunc: 0xd2,
  miscPrefix: 0xfc,
  memoryInit: 8,
  dataDrop: 9,
  memoryFill: 11,
  atomicsPrefix: 0xfe,
  atomicNotify: 0x00,
  i32AtomicWait: 0x01,
  i32AtomicStore: 0x17,
  i32AtomicCmpxchg: 0x48,
  emptyBlockType: 0x40,
} as const;

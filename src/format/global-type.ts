/** A global's type as one number, as columns have it: the value type, and bit 8 for a mutable one (`globalType` of the kernel). */
import type { GlobalType } from "./object-module.ts";

const MUTABLE = 1 << 8;

export function globalTypeNumber({ type, mutable }: GlobalType): number {
  return mutable ? type | MUTABLE : type;
}

export function globalTypeOfNumber(number: number): GlobalType {
  return { type: number & ~MUTABLE, mutable: (number & MUTABLE) !== 0 };
}

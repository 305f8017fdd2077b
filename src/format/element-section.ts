/** Element segments. A linker rebuilds the table from relocations, so they are only checked. */
import type { ByteReader } from "../binary/reader.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { finish } from "./standard-sections.ts";
import { type InitExpression, readInitExpression, readValueType } from "./value-types.ts";
import { Opcode } from "./wasm.ts";

const ElementFlag = { passive: 1, hasTableNumber: 2, hasInitExpressions: 4 } as const;
const DESCRIBED = ElementFlag.passive | ElementFlag.hasTableNumber;

export function readElementSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let count = reader.uleb32(); count > 0; count--) {
    const flags = reader.uleb32();
    if (flags > 7) reader.fail("Unsupported flags for element segment");
    const isActive = (flags & ElementFlag.passive) === 0;
    const hasExpressions = (flags & ElementFlag.hasInitExpressions) !== 0;
    const table = isActive && flags & ElementFlag.hasTableNumber ? reader.uleb32() : 0;
    if (table >= draft.tableCount) reader.fail("invalid TableNumber");
    if (isActive) draft.elementProblem ??= findOffsetProblem(readInitExpression(reader));
    if ((flags & DESCRIBED) !== 0) {
      const described = reader.uleb32();
      if (hasExpressions) readValueType(reader, described);
      else if (described !== 0) reader.fail("invalid elem type");
    }
    for (let elements = reader.uleb32(); elements > 0; elements--) {
      if (hasExpressions) readInitExpression(reader);
      else if (reader.uleb32() >= draft.functionCount) reader.refuse("invalid function index in elem segment");
    }
  }
  finish(reader, "elem section");
}

function findOffsetProblem(offset: InitExpression): string | undefined {
  if (offset.isExtended) return "extended init exprs not supported";
  if (offset.opcode === Opcode.i32Const || offset.opcode === Opcode.i64Const) return undefined;
  return "invalid table elements";
}

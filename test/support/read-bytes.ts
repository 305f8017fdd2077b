/** Objects that are in memory, as most tests have them. */
import { inMemory } from "../../src/format/object-source.ts";
import type { ObjectModule } from "../../src/format/object-module.ts";
import type { ReadContext } from "../../src/format/read-context.ts";
import * as fromSource from "../../src/format/read-object.ts";
import * as usualFromSource from "../../src/format/read-usual-object.ts";

export function readObject(bytes: Uint8Array, context: ReadContext): ObjectModule {
  return fromSource.readObject(inMemory(bytes), context);
}

export function readUsualObject(bytes: Uint8Array, context: ReadContext): ObjectModule | undefined {
  return usualFromSource.readUsualObject(inMemory(bytes), context);
}

/** The `target_features` section (tool-conventions, Linking.md "Target Features Section"). */
import type { ByteReader } from "../binary/reader.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { finish } from "./standard-sections.ts";

const USED = 0x2b;
const DISALLOWED = 0x2d;

export function readFeaturesSection(reader: ByteReader, draft: ModuleDraft): void {
  const seen = new Set<string>();
  for (let count = reader.uleb32(); count > 0; count--) {
    const prefix = reader.u8();
    if (prefix !== USED && prefix !== DISALLOWED) reader.fail("unknown feature policy prefix");
    const name = reader.text(draft.decodeText);
    if (seen.has(name)) reader.fail(`target features section contains repeated feature "${name}"`);
    seen.add(name);
    draft.features.push({ prefix: prefix === USED ? "+" : "-", name });
  }
  finish(reader, "target features section");
}

/** Archives of every dialect, with members of every kind: objects, texts, nothing, other archives, the same one twice. */
import { buildArchive, buildBsdArchive, buildGnuArchive, type MemberDescription } from "../support/archive-builder.ts";
import { encodeText } from "../support/object-builder.ts";
import type { Random } from "./random.ts";

export type Members = (readonly [name: string, content: Uint8Array])[];

/** Members of thin archives are put into `files`. */
export function makeArchive(random: Random, files: Record<string, Uint8Array>, members: Members): Uint8Array {
  const all = [...members];
  if (random.chance(10)) all.push(["notes.txt", encodeText("not an object\n")]);
  if (random.chance(3)) all.push(["empty.o", new Uint8Array(0)]);
  if (random.chance(3)) all.push(["nested.a", buildGnuArchive(members)]);
  if (random.chance(3)) all.push(random.pick(members));
  if (random.chance(1)) all.splice(0);
  if (random.chance(30)) all.reverse();
  if (random.chance(75)) return buildGnuArchive(all);
  if (random.chance(60)) return buildBsdArchive(all);
  return makeThinArchive(files, all);
}

/** Members lie beside the archive, here under their own names in the folder `thin`. */
function makeThinArchive(files: Record<string, Uint8Array>, members: Members): Uint8Array {
  const table = members.map(([name]) => `thin/${name}/\n`);
  const rows: MemberDescription[] = [{ field: "//", content: encodeText(table.join("")) }];
  let at = 0;
  for (const [index, [name, content]] of members.entries()) {
    files[`thin/${name}`] = content;
    files[`libs/thin/${name}`] = content;
    rows.push({ field: `/${at}`, size: content.length });
    at += table[index]?.length ?? 0;
  }
  return buildArchive(rows, "!<thin>\n");
}

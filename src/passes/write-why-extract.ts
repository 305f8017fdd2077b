/**
 * `--why-extract`: which reference extracted which archive member, as tab-separated lines (LLD: `writeWhyExtract`).
 *
 * Reads: extractions.
 * Writes: the file, at once, since a link that fails later is when one wants to know.
 */
import { FAILURE_TEXT } from "../host/host.ts";
import { fileName } from "../model/input-file.ts";
import type { LinkState } from "../model/link-state.ts";
import { symbolName } from "../model/symbol-queries.ts";

export function writeWhyExtract(link: LinkState): void {
  const path = link.config.whyExtract;
  if (path === "") return;
  const lines = link.extractions.map(
    ({ reference, file, symbol }) => `${reference}\t${fileName(link.file(file))}\t${symbolName(link, symbol)}\n`,
  );
  const text = `reference\textracted\tsymbol\n${lines.join("")}`;
  const outcome = link.host.writeFile(path, link.host.encodeText(text), false);
  if (outcome.ok) return;
  link.diagnostics.report("cannot-open-why-extract", { path, reason: FAILURE_TEXT[outcome.failure] });
}

/** The small custom sections at the end: producers, target_features, build_id. */
import type { Producer } from "../../format/object-module.ts";
import { SectionId } from "../../format/wasm.ts";
import type { LinkState } from "../../model/link-state.ts";
import { sortByName } from "../../base/byte-order.ts";
import { madeSection, type SectionBody } from "../output-section.ts";

const USED = 0x2b;
/** What the place of the build id holds while the rest of the file is hashed. */
const PLACEHOLDER = 0x20;

type ProducerField = readonly [string, readonly Producer[]];

function producerFields(link: LinkState): readonly ProducerField[] {
  const { language, processedBy, sdk } = link.out.producers;
  const fields: readonly ProducerField[] = [
    ["language", language],
    ["processed-by", processedBy],
    ["sdk", sdk],
  ];
  return fields.filter(([, list]) => list.length > 0);
}

export function hasProducers(link: LinkState): boolean {
  return producerFields(link).length > 0;
}

export function producersSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.custom, name: "producers" }, (out) => {
    const fields = producerFields(link);
    out.uleb(fields.length);
    for (const [field, list] of fields) {
      out.text(field);
      out.uleb(list.length);
      for (const { name, version } of list) {
        out.text(name);
        out.text(version);
      }
    }
  });
}

export function targetFeaturesSection(link: LinkState): SectionBody {
  return madeSection(link, { id: SectionId.custom, name: "target_features" }, (out) => {
    const names = sortByName(link.out.features, (name) => name, link.host.encodeText.bind(link.host));
    out.uleb(names.length);
    for (const name of names) {
      out.byte(USED);
      out.text(name);
    }
  });
}

export function buildIdSection(link: LinkState, size: number): SectionBody {
  return madeSection(link, { id: SectionId.custom, name: "build_id" }, (out) => {
    out.uleb(size);
    out.fill(PLACEHOLDER, size);
  });
}

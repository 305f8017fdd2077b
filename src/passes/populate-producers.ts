/**
 * The tools and languages that the inputs name, each once (LLD: `populateProducers`). The first version of a name wins.
 *
 * Reads: producers of the objects.
 * Writes: out.producers.
 */
import type { Producer } from "../format/object-module.ts";
import type { LinkState } from "../model/link-state.ts";

const FIELDS = ["language", "processedBy", "sdk"] as const;

export function populateProducers(link: LinkState): void {
  link.diagnostics.log("-- createSyntheticSectionsPostLayout");
  link.diagnostics.log("-- populateProducers");
  // Objects that were made alike share what they say.
  const met = new Set(link.objects.map(({ id }) => link.content(id).module.producers));
  for (const producers of met) {
    for (const field of FIELDS) addMissing(link.out.producers[field], producers[field]);
  }
}

function addMissing(known: Producer[], more: readonly Producer[]): void {
  for (const producer of more) {
    if (!known.some(({ name }) => name === producer.name)) known.push(producer);
  }
}

/** What the kernel keeps for one link. */
import { ArchiveReader } from "../portable/archive-reader.ts";
import { RelocationDecoder } from "../portable/decode-relocations.ts";
import { NameStore } from "../portable/name-store.ts";
import { Namespace } from "../portable/namespace.ts";
import { ObjectJoiner } from "../portable/object-joiner.ts";
import { ObjectReader } from "../portable/object-reader.ts";
import { ObjectStore } from "../portable/object-store.ts";
import { RelocationKinds } from "../portable/relocation-kinds.ts";
import { RelocationStore } from "../portable/relocation-store.ts";
import { RelocationWriter } from "../portable/relocation-values.ts";
import { LiveMarker } from "../portable/live-marker.ts";

// All made when a link starts, which comes before anything else.
export let kinds: RelocationKinds = changetype<RelocationKinds>(0);
export let store: RelocationStore = changetype<RelocationStore>(0);
export let decoder: RelocationDecoder = changetype<RelocationDecoder>(0);
export let marker: LiveMarker = changetype<LiveMarker>(0);
export let writer: RelocationWriter = changetype<RelocationWriter>(0);
export let names: NameStore = changetype<NameStore>(0);
export let objects: ObjectStore = changetype<ObjectStore>(0);
export let archiveReader: ArchiveReader = changetype<ArchiveReader>(0);
export let reader: ObjectReader = changetype<ObjectReader>(0);
export let space: Namespace = changetype<Namespace>(0);
export let joiner: ObjectJoiner = changetype<ObjectJoiner>(0);

export function startLink(table: Uint8Array): void {
  kinds = new RelocationKinds(table);
  store = new RelocationStore();
  decoder = new RelocationDecoder(store, kinds);
  marker = new LiveMarker(store, kinds);
  writer = new RelocationWriter(store, kinds);
  names = new NameStore();
  objects = new ObjectStore();
  archiveReader = new ArchiveReader(names);
  reader = new ObjectReader(names, store, decoder, objects);
  space = new Namespace();
  joiner = new ObjectJoiner(objects, space);
}

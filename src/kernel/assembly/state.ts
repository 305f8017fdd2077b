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

export let kinds = new RelocationKinds(new Uint8Array(0));
export let store = new RelocationStore();
export let decoder = new RelocationDecoder(store, kinds);
export let marker = new LiveMarker(store, kinds);
export let writer = new RelocationWriter(store, kinds);
export let names = new NameStore();
export let objects = new ObjectStore();
export let archiveReader = new ArchiveReader(names);
export let reader = new ObjectReader(names, store, decoder, objects);
export let space = new Namespace();
export let joiner = new ObjectJoiner(objects, space);

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

/** A board as it was: what the server kept of it, read into what can be drawn. Nothing of it reaches the board that is open. */
import * as Y from "yjs";
import { readCluster, readLink, readMark, readNote } from "./read";
import type { Cluster, Link, Mark, Note } from "./types";

/** What lies lower comes first. */
export interface Past {
  readonly notes: readonly Note[];
  readonly clusters: readonly Cluster[];
  readonly links: readonly Link[];
  readonly marks: readonly Mark[];
}

type Layered = { readonly z: string; readonly id: string };
const upwards = (a: Layered, b: Layered): number => (a.z < b.z || (a.z === b.z && a.id < b.id) ? -1 : 1);

/** Reads one Yjs update (V1) that holds all of it; entries that are none are left out. */
export function readPast(update: Uint8Array): Past {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const all = <T>(name: string, read: (id: string, entry: Y.Map<unknown>) => T | null): T[] =>
    [...(doc.getMap(name) as Y.Map<unknown>)].flatMap(([id, entry]) => (entry instanceof Y.Map ? (read(id, entry) ?? []) : []));
  const past = {
    notes: all("notes", readNote).sort(upwards),
    clusters: all("clusters", readCluster).sort(upwards),
    links: all("links", readLink),
    marks: all("marks", readMark).sort(upwards),
  };
  doc.destroy();
  return past;
}

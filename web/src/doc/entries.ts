/** Entries of a root map: which ones changed, reading them anew, and the numbers written to them. */
import * as Y from "yjs";
import { LIMIT } from "./schema.gen";
import type { Size } from "./types";

export type Entry = Y.Map<unknown>;
export type Entries = Y.Map<Entry>;

/** Ids by another id: notes by cluster, links by their ends. */
export class Index {
  private readonly map = new Map<string, Set<string>>();

  of(key: string): string[] {
    const ids = this.map.get(key);
    return ids ? [...ids] : [];
  }

  count(key: string): number {
    return this.map.get(key)?.size ?? 0;
  }

  add(key: string | null | undefined, id: string): void {
    if (!key) return;
    const ids = this.map.get(key);
    if (ids) ids.add(id);
    else this.map.set(key, new Set([id]));
  }

  drop(key: string | null | undefined, id: string): void {
    if (!key) return;
    const ids = this.map.get(key);
    ids?.delete(id);
    if (ids?.size === 0) this.map.delete(key);
  }
}

/** The ids of a root whose entries an event is about. */
export function mark(events: readonly Y.YEvent<Y.AbstractType<unknown>>[], ids: Set<string>): void {
  for (const event of events) {
    if (event.path.length > 0) ids.add(String(event.path[0]));
    else for (const key of (event as Y.YMapEvent<unknown>).keysChanged) ids.add(key);
  }
}

/** Reads one entry anew into the plain map. */
export function refresh<T>(root: Entries, into: Map<string, T>, read: (id: string, entry: Entry) => T | null, id: string): T | null {
  const entry: unknown = root.get(id);
  const item = entry instanceof Y.Map ? read(id, entry as Entry) : null;
  if (item) into.set(id, item);
  else into.delete(id);
  return item;
}

/** Whole pixels: half ones blur text and write long numbers. */
export function place(x: number, y: number): number[] {
  const whole = (n: number): number => Math.round(Math.min(LIMIT.COORDINATE, Math.max(-LIMIT.COORDINATE, n))) + 0;
  return [whole(x), whole(y)];
}

export function sides(size: Size, max: number): number[] {
  const whole = (n: number): number => Math.round(Math.min(max, Math.max(LIMIT.SIDE_MIN, n))) + 0;
  return [whole(size.w), whole(size.h)];
}

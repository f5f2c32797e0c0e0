/** What lies under a point: labels, what is drawn over notes, notes from the front, links, shapes, then clusters from the smallest. */
import type { Rect } from "../doc/types";
import { contains } from "./geometry";
import { distance } from "./route";
import { TITLE_HEIGHT, TITLE_TOP } from "./text";
import type { NoteItem, World } from "./world";

/** `grip`: the part of a cluster by which it is always moved, its border or title; else its inside. */
export type Hit =
  | { readonly kind: "note"; readonly id: string }
  | { readonly kind: "link" | "mark"; readonly id: string }
  | { readonly kind: "cluster"; readonly id: string; readonly grip: boolean };

/** Screen pixels. */
const LINE_REACH = 8;
const BORDER_REACH = 7;

const near: NoteItem[] = [];

export function hit(world: World, x: number, y: number, zoom: number): Hit | null {
  for (const item of world.links.values()) {
    if (item.label && contains(item.label, x, y)) return { kind: "link", id: item.id };
  }
  const over = world.drawings?.at(x, y, zoom, true);
  if (over) return { kind: "mark", id: over };
  const note = noteAt(world, x, y);
  if (note) return { kind: "note", id: note.id };
  let best: string | null = null;
  let least = LINE_REACH / zoom;
  for (const item of world.links.values()) {
    const way = world.routeOf(item);
    const away = way ? distance(way, x, y) : Infinity;
    if (away < least) {
      least = away;
      best = item.id;
    }
  }
  if (best) return { kind: "link", id: best };
  const under = world.drawings?.at(x, y, zoom, false);
  if (under) return { kind: "mark", id: under };
  const id = clusterAt(world, x, y, BORDER_REACH / zoom);
  return id ? { kind: "cluster", id, grip: isGrip(world.rectOf(id)!, x, y, zoom) } : null;
}

export function noteAt(world: World, x: number, y: number): NoteItem | null {
  world.grid.near({ x, y, w: 0, h: 0 }, near);
  // Ranks are of the last painting; asking for the order makes them right.
  world.inOrder();
  let top: NoteItem | null = null;
  for (const item of near) if (contains(item.note, x, y) && (!top || item.rank > top.rank)) top = item;
  return top;
}

/** The smallest cluster around a point; `reach` counts a little outside as well. */
export function clusterAt(world: World, x: number, y: number, reach = 0, except?: ReadonlySet<string>): string | null {
  const clusters = world.clusters();
  for (let i = clusters.length - 1; i >= 0; i--) {
    const { id, x: left, y: top, w, h } = clusters[i]!;
    if (except?.has(id)) continue;
    if (x >= left - reach && y >= top - reach && x <= left + w + reach && y <= top + h + reach) return id;
  }
  return null;
}

/** A note or cluster that a link may end at. */
export function endAt(world: World, x: number, y: number): string | null {
  return noteAt(world, x, y)?.id ?? clusterAt(world, x, y);
}

function isGrip(rect: Rect, x: number, y: number, zoom: number): boolean {
  const reach = BORDER_REACH / zoom;
  const title = Math.max(TITLE_HEIGHT + TITLE_TOP, 24 / zoom);
  return (
    y < rect.y + Math.min(title, rect.h / 2) ||
    x < rect.x + reach ||
    x > rect.x + rect.w - reach ||
    y > rect.y + rect.h - reach
  );
}

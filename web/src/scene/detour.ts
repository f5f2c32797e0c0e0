/** The way of a link around notes that it would run under: one bow, if that is not far. As on the poster. */
import type { Rect } from "../doc/types";
import { around, center, contains, grown, holds } from "./geometry";
import { AIR, at, lengthOf, reach, type Route } from "./route";
import type { NoteItem, World } from "./world";

/** How far aside of the straight line a bow may bend. */
const ASIDE = [40, 80, 120, 180, 250, 320, 400, 540];
/** A wide bow says less than a line that dives under a note. */
const widest = (length: number): number => length * 0.5 + 130;
/** World pixels from one looked at point to the next. */
const STEP = 12;

const near: NoteItem[] = [];

/** The straight way if nothing is under it, else the best one. */
export function detour(world: World, a: Rect, b: Rect, straight: Route): Route {
  if (holds(a, b) || holds(b, a)) return straight;
  const length = lengthOf(straight);
  const most = widest(length);
  const bounds = around([a, b])!;
  const notes = world.grid.near(grown(bounds, most / 2), near).map((item) => item.note as Rect).filter((note) => !same(note, a) && !same(note, b));
  let least = price(straight, length, notes);
  let best = straight;
  if (least === 0) return straight;
  for (const aside of ASIDE) {
    if (aside > most) break;
    for (const side of [aside, -aside]) {
      const way = bowed(a, b, side);
      if (!way) continue;
      const cost = price(way, length, notes);
      if (cost < least) [least, best] = [cost, way];
    }
  }
  return best;
}

const same = (one: Rect, other: Rect): boolean => one.x === other.x && one.y === other.y && one.w === other.w && one.h === other.h;

/** How much of a way lies under notes, and what its detour costs. */
function price(way: Route, straight: number, notes: readonly Rect[]): number {
  const length = lengthOf(way);
  const steps = Math.min(200, Math.max(8, Math.ceil(length / STEP)));
  let hidden = 0;
  for (let i = 0; i <= steps; i++) {
    const { x, y } = at(way, i / steps);
    if (notes.some((note) => contains(note, x, y))) hidden++;
  }
  return (hidden / steps) * length * 2 + Math.max(0, length - straight) * 1.5;
}

/** Leaves both things towards a point beside the middle. */
function bowed(a: Rect, b: Rect, aside: number): Route | null {
  const [p, q] = [center(a), center(b)];
  const full = Math.hypot(q.x - p.x, q.y - p.y) || 1;
  const bend = { x: (p.x + q.x) / 2 - ((q.y - p.y) / full) * aside, y: (p.y + q.y) / 2 + ((q.x - p.x) / full) * aside };
  const towards = (rect: Rect, from: { x: number; y: number }): { x: number; y: number } | null => {
    const [dx, dy] = [bend.x - from.x, bend.y - from.y];
    const away = Math.hypot(dx, dy) || 1;
    const out = reach(rect, from, dx / away, dy / away) + AIR;
    // A bend inside the thing itself is no way around anything.
    return out < away ? { x: from.x + (dx / away) * out, y: from.y + (dy / away) * out } : null;
  };
  const [from, to] = [towards(a, p), towards(b, q)];
  return from && to ? { x1: from.x, y1: from.y, x2: to.x, y2: to.y, bend } : null;
}

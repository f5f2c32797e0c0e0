/**
 * How much is being said about a thing: a bubble with the number of its open threads, on the upper edge, away from what
 * people think of it (`scene/pills.ts`). Only on the screen: paper shows what was decided, not the talk about it.
 */
import type { Rect } from "../doc/types";
import { mix } from "./look";
import { font, roundRect } from "./paint";
import { ACCENT, INK } from "./palette";
import { at } from "./route";
import { pixels } from "./text";
import type { NoteItem, World } from "./world";

export interface Bubble extends Rect {
  /** What the threads are about; hidden in a collapsed cluster, the first of them. */
  readonly on: string;
  readonly count: number;
}

const HEIGHT = 20;
const ABOVE = 13;
const SIZE = 12;
const SIGN = 11;
const GAP = 3;
const PADDING = 6;
const INSET = 12;
/** At the upper right of a cluster stands how many notes are in it. */
const CLUSTER_INSET = 34;
/** Below this zoom the number cannot be read; below the other there is no room for a dot. */
const READABLE = 0.35;
const VISIBLE = 0.12;
/** Radius of the dot, screen pixels. */
const DOT = 5;
const FILL = mix(ACCENT, INK, 0.3);

/** Where they stand now. What lies in a collapsed cluster is said about that; what is gone has no place. */
export function bubbles(world: World, open: ReadonlyMap<string, number>): Bubble[] {
  const counts = new Map<string, { on: string; count: number }>();
  for (const [on, count] of open) {
    const shown = world.standIn(on);
    const there = counts.get(shown);
    counts.set(shown, { on: there?.on ?? on, count: count + (there?.count ?? 0) });
  }
  return [...counts].flatMap(([shown, { on, count }]) => {
    const w = PADDING * 2 + SIGN + GAP + pixels(String(count), SIZE, "semibold");
    const corner = cornerOf(world, shown, w);
    return corner ? { on, count, x: corner.x, y: corner.y, w, h: HEIGHT } : [];
  });
}

function cornerOf(world: World, id: string, w: number): { x: number; y: number } | null {
  const rect = world.rectOf(id);
  if (rect) return { x: rect.x + rect.w - w - (world.notes.has(id) ? INSET : CLUSTER_INSET), y: rect.y - ABOVE };
  const link = world.links.get(id);
  if (!link) return null;
  if (link.label) return { x: link.label.x + link.label.w - 10, y: link.label.y - ABOVE };
  const way = world.routeOf(link);
  if (!way) return null;
  const middle = at(way, 0.5);
  return { x: middle.x - w / 2, y: middle.y - HEIGHT / 2 };
}

const near: NoteItem[] = [];

/** Another note lies over it. */
function isCovered(world: World, { on, x, y, w, h }: Bubble): boolean {
  const below = world.notes.get(on);
  const middle = { x: x + w / 2, y: y + h / 2, w: 0, h: 0 };
  if (!below) return false;
  world.inOrder();
  return world.grid.near(middle, near).some(({ rank, note }) => rank > below.rank && middle.x >= note.x && middle.x <= note.x + note.w && middle.y >= note.y && middle.y <= note.y + note.h);
}

export function paintBubbles(ctx: CanvasRenderingContext2D, world: World, open: ReadonlyMap<string, number>, view: Rect, zoom: number): void {
  if (open.size === 0 || zoom < VISIBLE) return;
  for (const bubble of bubbles(world, open)) {
    const { x, y, w, h, count } = bubble;
    if (x > view.x + view.w || y > view.y + view.h || x + w < view.x || y + h < view.y || isCovered(world, bubble)) continue;
    ctx.fillStyle = FILL;
    ctx.strokeStyle = "#ffffff";
    ctx.beginPath();
    if (zoom < READABLE) {
      ctx.lineWidth = 1.5 / zoom;
      ctx.arc(x + w / 2, y + h / 2, DOT / zoom, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
      continue;
    }
    ctx.lineWidth = 1.5;
    roundRect(ctx, bubble, HEIGHT / 2);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = "#ffffff";
    sign(ctx, x + PADDING, y + (HEIGHT - SIGN) / 2);
    ctx.font = font(SIZE, true);
    ctx.fillText(String(count), x + PADDING + SIGN + GAP, y + HEIGHT / 2 + SIZE * 0.36);
  }
}

/** A balloon of speech. */
function sign(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  ctx.beginPath();
  roundRect(ctx, { x, y: y + 0.5, w: SIGN, h: SIGN - 3 }, 2.5);
  ctx.moveTo(x + 2.5, y + SIGN - 3.5);
  ctx.lineTo(x + 2.5, y + SIGN);
  ctx.lineTo(x + 6, y + SIGN - 3.5);
  ctx.fill();
}

/** What is talked about under a point; `reach` counts a little outside as well. */
export function bubbleAt(world: World, open: ReadonlyMap<string, number>, x: number, y: number, zoom: number, reach: number): string | null {
  if (open.size === 0 || zoom < READABLE) return null;
  const by = reach / zoom;
  const inside = ({ x: left, y: top, w, h }: Bubble): boolean => x >= left - by && x <= left + w + by && y >= top - by && y <= top + h + by;
  return bubbles(world, open).find((one) => inside(one) && !isCovered(world, one))?.on ?? null;
}

/**
 * One's own dots on the notes while a vote is open, like stickers on the left edge: nobody else sees them, and they are
 * not what a vote came to, which is a number among the signs below (`scene/pills.ts`).
 */
import type { Rect } from "../doc/types";
import type { Dots } from "../state/tab";
import { font } from "./paint";
import { ACCENT } from "./palette";
import type { NoteItem, World } from "./world";

const RADIUS = 9;
const STEP = 21;
/** From the note's upper edge to the middle of the first: below the padlock. */
const FROM = 34;
/** More than so many, or than have room, are one with a number. */
const MOST = 5;
/** Radius of that one. */
const LARGE = 13;
/** Below this zoom a number cannot be read. */
const READABLE = 0.35;
/** What a dot has at least of the screen, in its pixels. */
const LEAST = 5;

const near: NoteItem[] = [];

/** Notes from back to front; what another note lies on may show through: it is one's own, and few. */
export function paintDots(ctx: CanvasRenderingContext2D, world: World, dots: Dots | null, view: Rect, zoom: number): void {
  if (!dots) return;
  const reach = { x: view.x - LARGE, y: view.y, w: view.w + 2 * LARGE, h: view.h };
  for (const { id } of [...world.notesNear(reach, near), ...world.floats]) {
    const count = dots.on(id);
    const rect = count > 0 && world.rectOf(id);
    if (rect) paint(ctx, rect, count, zoom);
  }
}

function paint(ctx: CanvasRenderingContext2D, { x, y, h }: Rect, count: number, zoom: number): void {
  const apart = count > 1 && count <= MOST && FROM + (count - 1) * STEP + RADIUS <= h;
  const single = count === 1;
  const at = apart || single ? Array.from({ length: count }, (_, i) => y + Math.min(FROM, h / 2) + i * STEP) : [y + Math.min(FROM, h / 2)];
  const radius = Math.max(apart || single ? RADIUS : LARGE, LEAST / zoom);
  ctx.lineWidth = Math.max(2, 1.5 / zoom);
  for (const middle of at) {
    ctx.beginPath();
    ctx.arc(x, middle, radius, 0, 2 * Math.PI);
    ctx.fillStyle = ACCENT;
    ctx.strokeStyle = "#ffffff";
    ctx.fill();
    ctx.stroke();
  }
  if (apart || single || zoom < READABLE) return;
  ctx.fillStyle = "#ffffff";
  ctx.font = font(13, true);
  ctx.textAlign = "center";
  ctx.fillText(String(count), x, at[0]! + 4.7);
  ctx.textAlign = "left";
}

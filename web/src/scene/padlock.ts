/** The sign on what is locked: on the upper edge at the left, as reactions are on the lower one; comments are at the right. */
import type { Rect } from "../doc/types";
import type { Look } from "./look";

/** Diameter at zoom 1, and the smallest on the screen. */
const SIZE = 20;
const LEAST = 12;
const INSET = 14;
/** What is smaller than this many signs has no room for one. */
const ROOM = 2.2;

export function padlock(ctx: CanvasRenderingContext2D, rect: Rect, look: Look, zoom: number): void {
  const size = Math.max(SIZE, LEAST / zoom);
  if (Math.min(rect.w, rect.h) < ROOM * size) return;
  const [x, y] = [rect.x + INSET + size / 2, rect.y];
  const unit = size / SIZE;
  ctx.beginPath();
  ctx.arc(x, y, size / 2, 0, 2 * Math.PI);
  ctx.fillStyle = look.pill;
  ctx.fill();
  ctx.strokeStyle = look.pillEdge;
  ctx.lineWidth = unit;
  ctx.stroke();
  ctx.fillStyle = ctx.strokeStyle = look.ink;
  ctx.fillRect(x - 4.5 * unit, y - 1.5 * unit, 9 * unit, 6.5 * unit);
  ctx.beginPath();
  ctx.arc(x, y - 1.5 * unit, 2.8 * unit, Math.PI, 2 * Math.PI);
  ctx.lineWidth = 1.6 * unit;
  ctx.stroke();
}

/** Paints the row of signs on a note, and who wrote it, in world coordinates on a context that is already scaled. */
import type { Rect } from "../doc/types";
import { mix } from "./look";
import { font, roundRect } from "./paint";
import { ACCENT, FOLD, INK, REACTION_INKS, SHAPES, SOFT_INK } from "./palette";
import { faceOf, PILL_HEIGHT, PILL_INSIDE, PILL_PADDING, PILL_SIZE, SYMBOL, SYMBOL_GAP, type Pill } from "./pills";
import { padding } from "./text";

const PAPER = "#ffffff";
const EDGE = mix(PAPER, SOFT_INK, 0.45);
const MINE = mix(PAPER, ACCENT, 0.16);
const VOTES = mix(ACCENT, INK, 0.3);

/** Size of a name, and the smallest note that has room for one. */
const CREDIT = 11;
const CREDIT_SIDE = 80;

/** At the lower right, beside the signs and the corner; as on the poster. */
export function paintCredit(ctx: CanvasRenderingContext2D, rect: Rect, name: string, pills: readonly Pill[], ink: string): void {
  if (rect.w < CREDIT_SIDE || rect.h < CREDIT_SIDE) return;
  const last = pills[pills.length - 1];
  const end = rect.x + rect.w - Math.min(rect.w, rect.h) * FOLD * 1.6;
  const start = rect.x + (last ? last.x + last.w + 6 : padding(rect.w, rect.h));
  if (end - start < CREDIT) return;
  ctx.font = font(CREDIT);
  ctx.fillStyle = ink;
  ctx.textAlign = "right";
  ctx.fillText(name, end, rect.y + rect.h - 5, end - start);
  ctx.textAlign = "left";
}

export function paintPills(ctx: CanvasRenderingContext2D, rect: Rect, pills: readonly Pill[]): void {
  const y = rect.y + rect.h - PILL_INSIDE;
  const middle = y + PILL_HEIGHT / 2;
  for (const { sign, text, x: left, w, mine } of pills) {
    const plain = sign === "tag" || sign === "more";
    const ink = plain ? INK : sign === "votes" ? VOTES : (REACTION_INKS[sign] ?? ACCENT);
    const x = rect.x + left;
    ctx.beginPath();
    roundRect(ctx, { x, y, w, h: PILL_HEIGHT }, plain ? 4 : PILL_HEIGHT / 2);
    ctx.fillStyle = mine ? MINE : PAPER;
    ctx.fill();
    ctx.strokeStyle = mine || sign === "votes" ? ACCENT : EDGE;
    ctx.lineWidth = mine ? 1.5 : 1;
    ctx.stroke();
    ctx.fillStyle = ink;
    const shape = SHAPES[sign];
    let from = x + w / 2;
    if (shape) {
      const start = text ? x + PILL_PADDING : x + (w - SYMBOL) / 2;
      ctx.beginPath();
      for (const [px, py] of shape) ctx.lineTo(start + px * SYMBOL, middle + (py - 0.5) * SYMBOL);
      ctx.closePath();
      ctx.fill();
      from = start + SYMBOL + SYMBOL_GAP;
    } else ctx.textAlign = "center";
    if (text) {
      ctx.font = font(PILL_SIZE, faceOf(sign) === "semibold");
      ctx.fillText(text, from, middle + PILL_SIZE * 0.36, w - PILL_PADDING);
    }
    ctx.textAlign = "left";
  }
}

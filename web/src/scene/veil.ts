/** Notes that are not shown yet: all alike, an empty sheet with a dashed edge and a closed eye. */
import type { Rect } from "../doc/types";
import { touches } from "./geometry";
import { mix, type Look } from "./look";

const DASH = [10, 8];
/** Below this zoom there is no room for an eye. */
const VISIBLE = 0.12;
/** Half of the eye's width, as a part of the note's smaller side. */
const EYE = 0.14;

export function paintHidden(ctx: CanvasRenderingContext2D, rects: readonly Rect[], view: Rect, zoom: number, look: Look): void {
  if (rects.length === 0) return;
  ctx.save();
  ctx.fillStyle = mix(look.board, look.ink, 0.05);
  ctx.strokeStyle = look.softInk;
  ctx.lineWidth = Math.max(1.5, 1 / zoom);
  for (const rect of rects) {
    if (!touches(rect, view)) continue;
    ctx.fillRect(rect.x, rect.y, rect.w, rect.h);
    ctx.setLineDash(DASH);
    ctx.strokeRect(rect.x, rect.y, rect.w, rect.h);
    if (zoom < VISIBLE) continue;
    ctx.setLineDash([]);
    eye(ctx, rect.x + rect.w / 2, rect.y + rect.h / 2, Math.min(rect.w, rect.h) * EYE);
  }
  ctx.restore();
}

/** A closed lid with three lashes. */
function eye(ctx: CanvasRenderingContext2D, x: number, y: number, half: number): void {
  ctx.beginPath();
  ctx.arc(x, y - half, half * 1.4, Math.PI * 0.25, Math.PI * 0.75);
  for (const turn of [0.3, 0.5, 0.7]) {
    const [along, down] = [Math.cos(Math.PI * turn), Math.sin(Math.PI * turn)];
    ctx.moveTo(x + along * half * 1.4, y - half + down * half * 1.4);
    ctx.lineTo(x + along * half * 1.85, y - half + down * half * 1.85);
  }
  ctx.stroke();
}

/** What a gesture is doing, over the board: frames, lines, and copies that hang on the pointer. */
import type { Rect } from "../doc/types";
import type { Look } from "./look";
import { roundRect } from "./paint";
import { FAR, type Overlay, type Painter } from "./painter";

export function paintGestures(painter: Painter, view: Rect, zoom: number, look: Look, over: Overlay): void {
  const { ctx } = painter;
  if (over.copies) paintCopies(painter, view, zoom, look, over);
  ctx.lineWidth = 1.5 / zoom;
  ctx.strokeStyle = look.accent;
  for (const rect of [over.marquee, over.area]) {
    if (!rect) continue;
    ctx.beginPath();
    if (rect === over.area) roundRect(ctx, rect, Math.min(10, rect.w / 2, rect.h / 2));
    else ctx.rect(rect.x, rect.y, rect.w, rect.h);
    ctx.fillStyle = look.marquee;
    ctx.fill();
    ctx.stroke();
  }
  if (over.lasso) {
    ctx.beginPath();
    for (const { x, y } of over.lasso) ctx.lineTo(x, y);
    ctx.closePath();
    ctx.fillStyle = look.marquee;
    ctx.fill();
    ctx.stroke();
  }
  ctx.beginPath();
  for (const { x, y, w, h } of over.guides) {
    ctx.moveTo(x, y);
    ctx.lineTo(x + w, y + h);
  }
  ctx.stroke();
  if (over.arrow) {
    ctx.strokeStyle = ctx.fillStyle = look.accent;
    ctx.lineWidth = Math.max(2.5, 2 / zoom);
    painter.arrows([over.arrow], Math.max(1, 0.8 / zoom));
  }
}

/** What is copied is painted twice: where it is, and where the copy would be. */
function paintCopies(painter: Painter, view: Rect, zoom: number, look: Look, over: Overlay): void {
  const { ctx, world } = painter;
  const { ids, dx, dy } = over.copies!;
  const shifted = { ...view, x: view.x - dx, y: view.y - dy };
  const clusters = world.clusters().filter(({ id }) => ids.has(id));
  const notes = world.inOrder().filter(({ id }) => ids.has(id) && !world.isHidden(id));
  ctx.translate(dx, dy);
  for (const cluster of clusters) painter.cluster(cluster, shifted, zoom, look, over);
  world.drawings?.paint(ctx, shifted, zoom, look, over, false, ids);
  if (zoom < FAR) painter.squares(notes, shifted, zoom, look);
  else for (const note of notes) painter.note(note, shifted, zoom, look, over);
  world.drawings?.paint(ctx, shifted, zoom, look, over, true, ids);
  ctx.translate(-dx, -dy);
}

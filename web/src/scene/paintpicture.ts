import type { Rect } from "../doc/types";
import type { Look } from "./look";

/** A picture that fills a rectangle, cut where it has other proportions; a frame while it is not there. */
export function paintPicture(ctx: CanvasRenderingContext2D, rect: Rect, picture: ImageBitmap | null, look: Look): void {
  if (!picture) {
    ctx.fillStyle = look.pill;
    ctx.strokeStyle = look.pillEdge;
    ctx.lineWidth = 1;
    ctx.fillRect(rect.x, rect.y, rect.w, rect.h);
    ctx.strokeRect(rect.x, rect.y, rect.w, rect.h);
    return;
  }
  const scale = Math.max(rect.w / picture.width, rect.h / picture.height);
  const [w, h] = [rect.w / scale, rect.h / scale];
  ctx.imageSmoothingQuality = "medium";
  ctx.drawImage(picture, (picture.width - w) / 2, (picture.height - h) / 2, w, h, rect.x, rect.y, rect.w, rect.h);
}

/** Strokes and fills of single things, in world coordinates on a context that is already scaled. */
import type { Cluster, Note, Rect } from "../doc/types";
import type { Look, PaperLook } from "./look";
import { FOLD } from "./palette";
import { along, lengthOf, type Route } from "./route";
import { BASELINE, FONT_FAMILY, LINE_HEIGHT, TITLE_HEIGHT, TITLE_PADDING, TITLE_TOP, fitTitle, padding, type Fit } from "./text";
import { LABEL_PAD_X, LABEL_PAD_Y } from "./label";
import type { LabelBox } from "./world";

const HEAD = 11;
/** Height of a title seen from far, screen pixels. */
const PILL = 18;
const COUNT_SIZE = 12;
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const STRONG = /[\p{L}]/u;

/** Does a text run from right to left? Its first letter decides. */
export function isRtl(text: string): boolean {
  // Nearly every text has none of those letters at all.
  return RTL.test(text) && RTL.test(STRONG.exec(text)?.[0] ?? "");
}

const fonts = new Map<number, string>();
/** `ctx.font` for a size; the same string each time, so that the browser need not parse it again. */
export function font(size: number, semibold = false): string {
  const key = semibold ? -size : size;
  let there = fonts.get(key);
  if (!there) fonts.set(key, (there = `${semibold ? 600 : 400} ${size}px ${FONT_FAMILY}`));
  return there;
}

/** The paper's outline with its corner, as a path. */
export function notePath(ctx: CanvasRenderingContext2D, rect: Rect, paper: PaperLook): void {
  const fold = Math.min(rect.w, rect.h) * FOLD;
  const right = rect.x + rect.w;
  const bottom = rect.y + rect.h;
  ctx.beginPath();
  ctx.moveTo(rect.x, rect.y);
  ctx.lineTo(right, rect.y);
  for (const [x, y] of paper.corner.cut) ctx.lineTo(right - x * fold, bottom - y * fold);
  ctx.lineTo(rect.x, bottom);
  ctx.closePath();
}

/** `fine`: near enough for edge, shadow and fold to be seen. */
export function paintPaper(ctx: CanvasRenderingContext2D, rect: Rect, look: Look, paper: PaperLook, fine: boolean): void {
  if (fine) {
    ctx.fillStyle = look.shadow;
    ctx.fillRect(rect.x + 2, rect.y + 4, rect.w - rect.w * FOLD - 2, rect.h);
  }
  notePath(ctx, rect, paper);
  ctx.fillStyle = paper.face;
  ctx.fill();
  if (!fine) return;
  ctx.strokeStyle = paper.edge;
  ctx.lineWidth = 1;
  ctx.stroke();
  const { flap } = paper.corner;
  if (flap.length === 0) return;
  const fold = Math.min(rect.w, rect.h) * FOLD;
  ctx.beginPath();
  flap.forEach(([x, y], i) => {
    if (i === 0) ctx.moveTo(rect.x + rect.w - x * fold, rect.y + rect.h - y * fold);
    else ctx.lineTo(rect.x + rect.w - x * fold, rect.y + rect.h - y * fold);
  });
  ctx.closePath();
  ctx.fillStyle = paper.flap;
  ctx.fill();
}

export function paintText(ctx: CanvasRenderingContext2D, rect: Rect, note: Note, fit: Fit, ink: string): void {
  const border = padding(rect.w, rect.h);
  const rtl = isRtl(note.text);
  ctx.fillStyle = ink;
  ctx.font = font(fit.size);
  if (rtl) {
    ctx.direction = "rtl";
    ctx.textAlign = "right";
  }
  const x = rtl ? rect.x + rect.w - border : rect.x + border;
  let y = rect.y + border + fit.size * BASELINE;
  for (const line of fit.lines) {
    if (line) ctx.fillText(line, x, y);
    y += fit.size * LINE_HEIGHT;
  }
  if (rtl) {
    ctx.direction = "ltr";
    ctx.textAlign = "left";
  }
}

/** Grey bars where the lines would be. */
export function barsPath(ctx: CanvasRenderingContext2D, rect: Rect, fit: Fit): void {
  const border = padding(rect.w, rect.h);
  const widest = rect.w - 2 * border;
  let y = rect.y + border + fit.size * 0.35;
  for (const line of fit.lines) {
    if (line) ctx.rect(rect.x + border, y, Math.min(widest, line.length * fit.size * 0.5), fit.size * 0.55);
    y += fit.size * LINE_HEIGHT;
  }
}

export function paintCluster(ctx: CanvasRenderingContext2D, rect: Rect, paper: PaperLook, zoom: number): void {
  ctx.beginPath();
  roundRect(ctx, rect, Math.min(10, rect.w / 2, rect.h / 2));
  ctx.fillStyle = paper.area;
  ctx.fill();
  ctx.strokeStyle = paper.border;
  ctx.lineWidth = Math.max(1.5, 1 / zoom);
  ctx.stroke();
}

/** Sheets below a collapsed cluster: there is something in it. */
export function paintStack(ctx: CanvasRenderingContext2D, { x, y, w, h }: Rect, paper: PaperLook, zoom: number): void {
  for (const down of [10, 5]) paintCluster(ctx, { x: x + down, y: y + down, w: Math.max(1, w - 2 * down), h }, paper, zoom);
}

export function paintTitle(ctx: CanvasRenderingContext2D, rect: Rect, title: string, color: string): void {
  const fit = fitTitle(title, rect.w);
  const tall = fit.lines.length * fit.size * LINE_HEIGHT;
  const rtl = isRtl(title);
  ctx.fillStyle = color;
  ctx.font = font(fit.size, true);
  if (rtl) {
    ctx.direction = "rtl";
    ctx.textAlign = "right";
  }
  const x = rtl ? rect.x + rect.w - TITLE_PADDING : rect.x + TITLE_PADDING;
  let y = rect.y + TITLE_TOP + Math.max(0, TITLE_HEIGHT - tall) / 2 + fit.size * BASELINE;
  for (const line of fit.lines) {
    ctx.fillText(line, x, y);
    y += fit.size * LINE_HEIGHT;
  }
  if (rtl) {
    ctx.direction = "ltr";
    ctx.textAlign = "left";
  }
}

/** How many notes are in a cluster, at the end of its title's band. */
export function paintCount(ctx: CanvasRenderingContext2D, rect: Rect, count: number, color: string): void {
  if (count === 0) return;
  ctx.font = font(COUNT_SIZE);
  ctx.fillStyle = color;
  ctx.textAlign = "right";
  ctx.fillText(String(count), rect.x + rect.w - 6, rect.y + COUNT_SIZE + 5, TITLE_PADDING);
  ctx.textAlign = "left";
}

/** The title of a cluster seen from far: at a size that can be read on the screen, as much of it as has room. */
export function paintFarTitle(ctx: CanvasRenderingContext2D, cluster: Cluster, rect: Rect, look: Look, zoom: number): void {
  const size = 13 / zoom;
  const room = rect.w - 12 / zoom;
  if (room < 3 * size) return;
  ctx.font = font(13, true);
  let title = cluster.title;
  // Measured at 13 and scaled, so that no font string is made per zoom.
  while (title.length > 1 && ctx.measureText(title).width / zoom > room) {
    title = `${title.slice(0, title.endsWith("…") ? -2 : -1).trimEnd()}…`;
  }
  ctx.save();
  // It ends where the title's own band does, and reaches over the border rather than over notes.
  const top = Math.min(4 / zoom, TITLE_TOP + TITLE_HEIGHT - PILL / zoom);
  ctx.translate(rect.x + 6 / zoom, rect.y + top);
  ctx.scale(1 / zoom, 1 / zoom);
  const width = ctx.measureText(title).width;
  ctx.fillStyle = look.pill;
  ctx.globalAlpha = 0.88;
  ctx.beginPath();
  roundRect(ctx, { x: -3, y: 0, w: width + 8, h: PILL }, 4);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.fillStyle = look.ink;
  ctx.fillText(title, 1, 13.5);
  ctx.restore();
}

/** The line without its head, onto the path. */
export function linePath(ctx: CanvasRenderingContext2D, way: Route): void {
  const neck = Math.min(HEAD, lengthOf(way) * 0.7) * 0.8;
  const { x, y } = along(way, 1);
  ctx.moveTo(way.x1, way.y1);
  const [endX, endY] = [way.x2 - x * neck, way.y2 - y * neck];
  if (way.bend) ctx.quadraticCurveTo(way.bend.x, way.bend.y, endX, endY);
  else ctx.lineTo(endX, endY);
}

/** The arrow's head, onto the path; `larger` for links seen from far. */
export function headPath(ctx: CanvasRenderingContext2D, way: Route, larger = 1): void {
  const { x: dx, y: dy } = along(way, 1);
  const head = Math.min(HEAD * larger, lengthOf(way) * 0.7);
  const [bx, by] = [way.x2 - dx * head, way.y2 - dy * head];
  const wing = head * 0.45;
  ctx.moveTo(way.x2, way.y2);
  ctx.lineTo(bx - dy * wing, by + dx * wing);
  ctx.lineTo(bx + dy * wing, by - dx * wing);
  ctx.closePath();
}

export function paintLabel(ctx: CanvasRenderingContext2D, label: LabelBox, look: Look): void {
  ctx.beginPath();
  roundRect(ctx, label, 5);
  ctx.fillStyle = look.pill;
  ctx.globalAlpha = 0.94;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = look.pillEdge;
  ctx.lineWidth = 0.75;
  ctx.stroke();
  ctx.fillStyle = look.ink;
  ctx.font = font(label.size);
  ctx.textAlign = "center";
  let y = label.y + LABEL_PAD_Y + label.size * BASELINE;
  for (const line of label.lines) {
    ctx.fillText(line, label.x + label.w / 2, y, label.w - LABEL_PAD_X);
    y += label.size * LINE_HEIGHT;
  }
  ctx.textAlign = "left";
}

export function roundRect(ctx: CanvasRenderingContext2D, { x, y, w, h }: Rect, radius: number): void {
  // Safari 15 has no roundRect.
  ctx.moveTo(x + radius, y);
  ctx.arcTo(x + w, y, x + w, y + h, radius);
  ctx.arcTo(x + w, y + h, x, y + h, radius);
  ctx.arcTo(x, y + h, x, y, radius);
  ctx.arcTo(x, y, x + w, y, radius);
  ctx.closePath();
}

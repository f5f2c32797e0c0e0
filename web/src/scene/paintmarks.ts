/** Texts, shapes and strokes in world coordinates; the same measures as in `crates/publish/src/poster/mark.rs`. */
import type { Mark, Point, Rect } from "../doc/types";
import type { Theme } from "../state/tab";
import type { Look } from "./look";
import { mix } from "./look";
import { font, isRtl, roundRect } from "./paint";
import type { Sketch } from "./painter";
import { PAPERS } from "./palette";
import { PENS } from "./pens.gen";
import { BASELINE, LINE_HEIGHT, SIZES, fit, fitNote, type Fit } from "./text";

/** Points of a mark go from 0 to this across its box, as `LIMIT.POINT` of doc/schema.gen.ts. */
export const POINT = 10_000;
const LINE = 3;
const HEAD = 16;
const HIGHLIGHT = 0.4;
const TINT = 0.55;
/** Text smaller than this on screen cannot be read. */
const READABLE = 3.2;

/** What is worked out once of a mark. */
export interface Placed {
  path?: Path2D;
  fit?: Fit;
  /** The size it was fitted for, while it is being pulled. */
  w?: number;
  h?: number;
}

export function penOf(color: string, theme: Theme): string {
  return PENS[color]?.[theme] ?? (color.startsWith("#") ? color : PENS["white"]![theme]);
}

const paperOf = (color: string): { light: string; dark: string; deep: string } =>
  PAPERS[color] ?? { light: color, dark: color, deep: color };

export function paintMark(
  ctx: CanvasRenderingContext2D, mark: Mark, rect: Rect, zoom: number, look: Look, theme: Theme, placed: Placed, withText: boolean,
): void {
  const pen = penOf(mark.color, theme);
  if (mark.figure === "stroke") {
    paintStroke(ctx, mark, rect, placed, mark.highlight ? paperOf(mark.color).deep : pen);
    return;
  }
  if (mark.figure === "shape") {
    ctx.lineWidth = LINE;
    ctx.strokeStyle = ctx.fillStyle = pen;
    if (mark.form === "line" || mark.form === "arrow") return paintLine(ctx, mark, rect);
    shapePath(ctx, mark.form, rect);
    const { light, dark } = paperOf(mark.color);
    ctx.fillStyle = theme === "dark" ? mix(look.board, dark, TINT / 2) : mix("#ffffff", light, TINT);
    ctx.fill();
    ctx.stroke();
  }
  if (!withText || !mark.text) return;
  const inner = mark.figure === "shape" ? insideOf(mark.form, rect) : rect;
  if (!placed.fit || placed.w !== rect.w || placed.h !== rect.h) {
    placed.fit = mark.figure === "shape" ? fitNote(mark.text, inner.w, inner.h) : fitText(mark.text, rect);
    [placed.w, placed.h] = [rect.w, rect.h];
  }
  if (placed.fit.size * zoom < READABLE) return;
  ctx.fillStyle = mark.figure === "shape" ? look.ink : pen;
  paintLines(ctx, placed.fit, mark.text, inner, mark.figure === "shape");
}

/** The text of a mark grows with its box: fitted as if the box were so many times smaller, and drawn larger. */
export function fitText(text: string, { w, h }: { readonly w: number; readonly h: number }): Fit {
  const times = Math.min(32, Math.max(1, Math.floor(Math.min(h, w / 3) / 64)));
  const found = fit(text, Math.max(1, Math.floor(w / times)), Math.max(1, Math.floor(h / times)), SIZES[0]);
  return { ...found, size: found.size * times };
}

/** Where words have room in a shape. */
export function insideOf(form: Mark["form"], { x, y, w, h }: Rect): Rect {
  const part = (left: number, top: number, wide: number, tall: number): Rect => ({ x: x + left * w, y: y + top * h, w: wide * w, h: tall * h });
  if (form === "ellipse") return part(0.146, 0.146, 0.708, 0.708);
  if (form === "diamond") return part(0.25, 0.25, 0.5, 0.5);
  if (form === "triangle") return part(0.25, 0.5, 0.5, 0.5);
  return { x, y, w, h };
}

/** The two ends of a line or arrow. */
export function placedEnds(mark: Mark, rect: Rect): { from: Point; to: Point } {
  const [x1 = 0, y1 = 0, x2 = POINT, y2 = POINT] = mark.points;
  const at = (x: number, y: number): Point => ({ x: rect.x + (x / POINT) * rect.w, y: rect.y + (y / POINT) * rect.h });
  return { from: at(x1, y1), to: at(x2, y2) };
}

/** Is a point inside a stroke's outline, or so near to it? */
export function nearOutline({ points, x: left, y: top, w, h }: Mark, x: number, y: number, reach: number): boolean {
  let inside = false;
  const at = (i: number): [number, number] => [left + (points[i]! / POINT) * w, top + (points[i + 1]! / POINT) * h];
  let [ax, ay] = at(points.length - 2);
  for (let i = 0; i < points.length; i += 2) {
    const [bx, by] = at(i);
    if (by > y !== ay > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx) inside = !inside;
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    if (Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay)) < reach) return true;
    [ax, ay] = [bx, by];
  }
  return inside;
}

function paintStroke(ctx: CanvasRenderingContext2D, mark: Mark, rect: Rect, placed: Placed, ink: string): void {
  if (!placed.path) {
    // In the box's own measure: pulled larger or moved, it is the same path.
    placed.path = new Path2D();
    for (let i = 0; i < mark.points.length; i += 2) placed.path.lineTo(mark.points[i]!, mark.points[i + 1]!);
    placed.path.closePath();
  }
  ctx.save();
  ctx.translate(rect.x, rect.y);
  ctx.scale(rect.w / POINT, rect.h / POINT);
  ctx.fillStyle = ink;
  if (mark.highlight) ctx.globalAlpha *= HIGHLIGHT;
  ctx.fill(placed.path);
  ctx.restore();
}

/** A stroke while it is drawn. */
export function paintSketch(ctx: CanvasRenderingContext2D, { outline, color, highlight }: Sketch, theme: Theme): void {
  ctx.beginPath();
  for (const { x, y } of outline()) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.fillStyle = highlight ? paperOf(color).deep : penOf(color, theme);
  ctx.globalAlpha = highlight ? HIGHLIGHT : 1;
  ctx.fill();
  ctx.globalAlpha = 1;
}

function paintLine(ctx: CanvasRenderingContext2D, mark: Mark, rect: Rect): void {
  const { from, to } = placedEnds(mark, rect);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.max(1e-6, Math.hypot(dx, dy));
  const head = mark.form === "arrow" ? Math.min(HEAD, length) : 0;
  const [ux, uy] = [(dx / length) * head, (dy / length) * head];
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x - ux, to.y - uy);
  ctx.stroke();
  if (head === 0) return;
  ctx.beginPath();
  ctx.moveTo(to.x, to.y);
  ctx.lineTo(to.x - ux - uy / 2, to.y - uy + ux / 2);
  ctx.lineTo(to.x - ux + uy / 2, to.y - uy - ux / 2);
  ctx.fill();
}

function shapePath(ctx: CanvasRenderingContext2D, form: Mark["form"], { x, y, w, h }: Rect): void {
  ctx.beginPath();
  if (form === "ellipse") ctx.ellipse(x + w / 2, y + h / 2, w / 2, h / 2, 0, 0, 2 * Math.PI);
  else if (form === "diamond" || form === "triangle") {
    const corners = form === "diamond" ? [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]] : [[0.5, 0], [1, 1], [0, 1]];
    for (const [left, top] of corners) ctx.lineTo(x + left! * w, y + top! * h);
    ctx.closePath();
  } else roundRect(ctx, { x, y, w, h }, Math.min(8, w / 2, h / 2));
}

function paintLines(ctx: CanvasRenderingContext2D, { lines, size }: Fit, text: string, rect: Rect, centred: boolean): void {
  const rtl = isRtl(text);
  const tall = lines.length * size * LINE_HEIGHT;
  const top = rect.y + (centred ? Math.max(0, (rect.h - tall) / 2) : 0);
  ctx.font = font(size);
  ctx.direction = rtl ? "rtl" : "ltr";
  ctx.textAlign = centred ? "center" : rtl ? "right" : "left";
  const x = centred ? rect.x + rect.w / 2 : rtl ? rect.x + rect.w : rect.x;
  lines.forEach((line, i) => ctx.fillText(line, x, top + i * size * LINE_HEIGHT + size * BASELINE));
  ctx.direction = "ltr";
  ctx.textAlign = "left";
}

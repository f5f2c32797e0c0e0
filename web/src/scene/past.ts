/**
 * A board as it was, painted into a picture: the papers, letters and pens of the stage, seen from farther away. Links run
 * straight and say nothing.
 */
import type { Past } from "../doc/past";
import type { Cluster, Rect } from "../doc/types";
import type { Theme } from "../state/tab";
import { around, center } from "./geometry";
import { lookOf } from "./look";
import type { Frame } from "./overview";
import { barsPath, headPath, linePath, paintCluster, paintFarTitle, paintPaper, paintStack, paintText, paintTitle } from "./paint";
import { pageOf } from "./page";
import { paintMark } from "./paintmarks";
import type { Route } from "./route";
import { COLLAPSED_HEIGHT, fitNote } from "./text";

/** Letters smaller than this in the picture are not read: bars stand for them, unless notes are smaller still. */
const READABLE = 5;
const BARS = 0.1;
/** Titles smaller than on the stage by more than this are written at the size of the page. */
const FAR_TITLES = 0.5;
/** Nearer than this a paper's edge and fold are seen. */
const FINE = 0.12;
/** What is pointed out, pixels of the picture. */
const RING = 2.5;

const boxOf = (cluster: Cluster): Rect => (cluster.collapsed ? { ...cluster, h: COLLAPSED_HEIGHT } : cluster);

/** Notes in a cluster that only shows its title are not seen. */
function seen({ notes, clusters }: Past): Past["notes"] {
  const shut = new Set(clusters.flatMap(({ id, collapsed }) => (collapsed ? id : [])));
  return shut.size === 0 ? notes : notes.filter(({ cluster }) => !cluster || !shut.has(cluster));
}

/** Around all that is seen; null if nothing is. */
export function boundsOf(past: Past): Rect | null {
  return around([...seen(past), ...past.clusters.map(boxOf), ...past.marks]);
}

/** `marked`: what is pointed out. */
export function paintPast(ctx: CanvasRenderingContext2D, past: Past, frame: Frame, theme: Theme, marked: ReadonlySet<string>): void {
  const look = lookOf(theme);
  const { scale } = frame;
  const notes = seen(past);
  ctx.save();
  ctx.transform(scale, 0, 0, scale, frame.x, frame.y);
  for (const cluster of past.clusters) {
    const box = boxOf(cluster);
    const paper = look.paper(cluster.color);
    if (cluster.collapsed) paintStack(ctx, box, paper, scale);
    paintCluster(ctx, box, paper, scale);
  }
  const mark = (below: boolean): void => {
    for (const one of past.marks) {
      if ((one.figure === "shape" || one.figure === "image") !== below) continue;
      if (one.figure !== "image") paintMark(ctx, one, one, scale, look, theme, {}, scale > FINE);
      else {
        ctx.fillStyle = look.pillEdge;
        ctx.fillRect(one.x, one.y, one.w, one.h);
      }
    }
  };
  mark(true);
  const ends = new Map<string, Rect>([...past.clusters.map((one) => [one.id, boxOf(one)] as const), ...notes.map((one) => [one.id, one] as const)]);
  ctx.strokeStyle = ctx.fillStyle = look.line;
  ctx.lineWidth = Math.max(2, 1 / scale);
  for (const { from, to } of past.links) {
    const [start, end] = [ends.get(from), ends.get(to)];
    const way = start && end && between(start, end);
    if (!way) continue;
    ctx.beginPath();
    linePath(ctx, way);
    ctx.stroke();
    ctx.beginPath();
    headPath(ctx, way, Math.max(1, 0.4 / scale));
    ctx.fill();
  }
  for (const note of notes) {
    const paper = look.paper(note.color);
    paintPaper(ctx, note, look, paper, scale > FINE);
    const page = pageOf(note, note);
    if (note.image) {
      ctx.fillStyle = paper.flap;
      ctx.fillRect(note.x, note.y, note.w, page.y - note.y);
    }
    const fit = fitNote(note.text, page.w, page.h);
    if (fit.size * scale >= READABLE) paintText(ctx, page, note, fit, paper.ink);
    else if (scale > BARS) {
      ctx.beginPath();
      barsPath(ctx, page, fit);
      ctx.fillStyle = look.bars;
      ctx.fill();
    }
  }
  mark(false);
  for (const cluster of past.clusters) {
    if (!cluster.title) continue;
    const box = boxOf(cluster);
    if (scale < FAR_TITLES) paintFarTitle(ctx, cluster, box, look, scale);
    else paintTitle(ctx, box, cluster.title, look.ink);
  }
  ctx.lineWidth = RING / scale;
  ctx.strokeStyle = look.accent;
  for (const one of [...notes, ...past.clusters.map((cluster) => ({ ...boxOf(cluster), id: cluster.id })), ...past.marks]) {
    if (marked.has(one.id)) ctx.strokeRect(one.x, one.y, one.w, one.h);
  }
  ctx.restore();
}

/** From border to border; null where they overlap. */
function between(from: Rect, to: Rect): Route | null {
  const [a, b] = [center(from), center(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const part = (rect: Rect): number => Math.min(rect.w / 2 / Math.abs(dx || 1e-9), rect.h / 2 / Math.abs(dy || 1e-9));
  const [out, into] = [part(from), part(to)];
  if (out + into >= 1) return null;
  return { x1: a.x + dx * out, y1: a.y + dy * out, x2: b.x - dx * into, y2: b.y - dy * into };
}

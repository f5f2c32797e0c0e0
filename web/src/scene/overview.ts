/**
 * The whole board in a small picture: notes as dots of their colours, clusters as outlines, what is drawn as it is without
 * its words, and over them what is in view here and for others. The things are painted once per change, a frame only lays that picture down again.
 */
import type { Board } from "../doc/board";
import type { Mark, Person, Point, Rect, Size } from "../doc/types";
import type { Theme } from "../state/tab";
import { around, grown } from "./geometry";
import { lookOf, type Look } from "./look";
import { paintMark, penOf } from "./paintmarks";

/** Free around everything, as a part of its larger side. */
const MARGIN = 0.06;
/** A note is at least so large, and a view at least so wide, in pixels of the map. */
const DOT = 1.5;
const VIEW_LEAST = 6;
/** Words are a shade of their ink: nobody reads them here. */
const WORDS = 0.35;

/** From the board to the map. */
export interface Frame extends Point {
  readonly scale: number;
}

/** Shows all of a rectangle in the middle of the map. */
export function framed(bounds: Rect, { w, h }: Size): Frame {
  const all = grown(bounds, Math.max(bounds.w, bounds.h, 1) * MARGIN);
  const scale = Math.min(w / all.w, h / all.h);
  return { scale, x: (w - bounds.w * scale) / 2 - bounds.x * scale, y: (h - bounds.h * scale) / 2 - bounds.y * scale };
}

export function toMap({ scale, x, y }: Frame, rect: Rect): Rect {
  return { x: rect.x * scale + x, y: rect.y * scale + y, w: rect.w * scale, h: rect.h * scale };
}

export function fromMap({ scale, x, y }: Frame, at: Point): Point {
  return { x: (at.x - x) / scale, y: (at.y - y) / scale };
}

/** What is in view, on the map: never off it, and never too small to be seen. */
export function viewOnMap(frame: Frame, view: Rect, { w, h }: Size): Rect {
  const rect = toMap(frame, view);
  const left = Math.min(w - VIEW_LEAST, Math.max(0, rect.x));
  const top = Math.min(h - VIEW_LEAST, Math.max(0, rect.y));
  const right = Math.max(left + VIEW_LEAST, Math.min(w, rect.x + rect.w));
  const bottom = Math.max(top + VIEW_LEAST, Math.min(h, rect.y + rect.h));
  return { x: left, y: top, w: right - left, h: bottom - top };
}

export class Overview {
  private readonly things = document.createElement("canvas");
  private readonly ctx: CanvasRenderingContext2D;
  /** Null: nothing is on the board. */
  frame: Frame | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly size: Size,
    private readonly ratio: number,
  ) {
    for (const one of [canvas, this.things]) {
      one.width = Math.round(size.w * ratio);
      one.height = Math.round(size.h * ratio);
    }
    this.ctx = canvas.getContext("2d")!;
  }

  /** Paints all things anew. */
  draw(board: Board, theme: Theme): void {
    const ctx = this.things.getContext("2d")!;
    const look = lookOf(theme);
    const hidden = board.carried([...board.clusters.values()].flatMap(({ id, collapsed }) => (collapsed ? id : [])));
    const shown = [...board.notes.values()].filter(({ cluster }) => !cluster || !board.clusters.get(cluster)?.collapsed);
    const drawn = [...board.marks.values()].filter(({ id }) => !hidden.has(id)).sort((a, b) => (a.z < b.z ? -1 : 1));
    const bounds = around([...shown, ...board.clusters.values(), ...drawn]);
    this.frame = bounds && framed(bounds, this.size);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.size.w, this.size.h);
    const { frame } = this;
    if (!frame) return;
    ctx.lineWidth = 1;
    for (const cluster of board.clusters.values()) {
      const { x, y, w, h } = toMap(frame, cluster);
      const paper = look.paper(cluster.color);
      ctx.fillStyle = paper.area;
      ctx.fillRect(x, y, w, h);
      ctx.strokeStyle = paper.border;
      ctx.strokeRect(x, y, w, h);
    }
    const isBelow = ({ figure }: Mark): boolean => figure === "shape" || figure === "image";
    for (const mark of drawn) if (isBelow(mark)) this.mark(ctx, mark, frame, theme);
    const colors = new Map<string, Rect[]>();
    for (const note of shown) {
      const list = colors.get(note.color);
      if (list) list.push(note);
      else colors.set(note.color, [note]);
    }
    for (const [color, notes] of colors) {
      ctx.beginPath();
      for (const { x, y, w, h } of notes) {
        ctx.rect(x * frame.scale + frame.x, y * frame.scale + frame.y, Math.max(DOT, w * frame.scale), Math.max(DOT, h * frame.scale));
      }
      ctx.fillStyle = look.paper(color).face;
      ctx.fill();
      ctx.strokeStyle = look.paper(color).edge;
      ctx.lineWidth = 0.5;
      ctx.stroke();
    }
    for (const mark of drawn) if (!isBelow(mark)) this.mark(ctx, mark, frame, theme);
  }

  private mark(ctx: CanvasRenderingContext2D, mark: Mark, frame: Frame, theme: Theme): void {
    ctx.save();
    ctx.transform(frame.scale, 0, 0, frame.scale, frame.x, frame.y);
    if (mark.figure === "shape" || mark.figure === "stroke") paintMark(ctx, mark, mark, frame.scale, lookOf(theme), theme, {}, false);
    else {
      ctx.fillStyle = mark.figure === "image" ? lookOf(theme).pillEdge : penOf(mark.color, theme);
      ctx.globalAlpha = mark.figure === "image" ? 1 : WORDS;
      ctx.fillRect(mark.x, mark.y, mark.w, mark.h);
    }
    ctx.restore();
  }

  /** One frame: the things as they were last drawn, and who looks where. */
  place(view: Rect, people: readonly Person[], look: Look): void {
    const { ctx, frame, size, ratio } = this;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.drawImage(this.things, 0, 0);
    if (!frame) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.lineWidth = 1;
    for (const person of people) {
      if (person.self || !person.view) continue;
      const { x, y, w, h } = viewOnMap(frame, person.view, size);
      ctx.strokeStyle = person.color;
      ctx.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
    }
    const { x, y, w, h } = viewOnMap(frame, view, size);
    ctx.fillStyle = look.marquee;
    ctx.fillRect(x, y, w, h);
    ctx.strokeStyle = look.accent;
    ctx.lineWidth = 2;
    ctx.strokeRect(x + 1, y + 1, w - 2, h - 2);
  }
}

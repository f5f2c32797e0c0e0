/** A board, small: drawn of where its notes and clusters lie, by the colours of the canvas. */
import { createEffect, type JSX } from "solid-js";
import { around } from "../../scene/geometry";
import { lookOf } from "../../scene/look";
import { font } from "../../scene/paint";
import { framed, toMap } from "../../scene/overview";
import type { BoardSketch, Sketched } from "../api";
import { theme } from "../theme";

const SIZE = { w: 260, h: 150 };
/** A note is at least so large, pixels. */
const DOT = 2;
/** Letters of titles, pixels, and fewer of them than this are no word. */
const TITLE = 9;
const LETTERS_LEAST = 4;

const rectOf = ([x, y, w, h]: Sketched) => ({ x, y, w, h });

/** As much of a title as there is room for; nothing if that would be no word. */
function cut(ctx: CanvasRenderingContext2D, title: string, room: number): string {
  if (ctx.measureText(title).width <= room) return title;
  const letters = Math.floor((room / ctx.measureText(title).width) * title.length) - 1;
  return letters >= LETTERS_LEAST ? `${title.slice(0, letters).trimEnd()}…` : "";
}

export function Thumbnail(props: { sketch: BoardSketch | undefined }): JSX.Element {
  let canvas!: HTMLCanvasElement;
  createEffect(() => {
    const ratio = devicePixelRatio || 1;
    [canvas.width, canvas.height] = [SIZE.w * ratio, SIZE.h * ratio];
    const ctx = canvas.getContext("2d")!;
    const look = lookOf(theme());
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = look.board;
    ctx.fillRect(0, 0, SIZE.w, SIZE.h);
    const { sketch } = props;
    if (!sketch) return;
    const bounds = around([...sketch.clusters, ...sketch.notes, ...sketch.hidden].map(rectOf));
    if (!bounds) return;
    const frame = framed(bounds, SIZE);
    for (const cluster of sketch.clusters) {
      const { x, y, w, h } = toMap(frame, rectOf(cluster));
      const paper = look.paper(cluster[4] ?? "white");
      ctx.fillStyle = paper.area;
      ctx.fillRect(x, y, w, h);
      ctx.strokeStyle = paper.border;
      ctx.strokeRect(x, y, w, h);
    }
    for (const note of sketch.notes) {
      const { x, y, w, h } = toMap(frame, rectOf(note));
      const paper = look.paper(note[4] ?? "yellow");
      ctx.fillStyle = paper.face;
      ctx.fillRect(x, y, Math.max(DOT, w), Math.max(DOT, h));
      ctx.lineWidth = 0.5;
      ctx.strokeStyle = paper.edge;
      ctx.strokeRect(x, y, Math.max(DOT, w), Math.max(DOT, h));
    }
    ctx.setLineDash([3, 2]);
    ctx.strokeStyle = look.softInk;
    for (const hidden of sketch.hidden) {
      const { x, y, w, h } = toMap(frame, rectOf(hidden));
      ctx.strokeRect(x, y, Math.max(DOT, w), Math.max(DOT, h));
    }
    ctx.setLineDash([]);
    ctx.fillStyle = look.ink;
    ctx.font = font(TITLE + 1, true);
    for (const cluster of sketch.clusters) {
      const { x, y, w } = toMap(frame, rectOf(cluster));
      ctx.fillText(cut(ctx, cluster[5] ?? "", w - 6), x + 3, y + TITLE + 2);
    }
  });
  return <canvas ref={canvas} class="thumbnail" style={{ "aspect-ratio": `${SIZE.w} / ${SIZE.h}` }} aria-hidden="true" />;
}

import { getStroke } from "perfect-freehand";
import { addMark } from "../doc/marks";
import { LIMIT } from "../doc/schema.gen";
import type { Point, Rect } from "../doc/types";
import { around } from "../scene/geometry";
import { simplified } from "./simplify";
import type { Context, Press, State } from "./state";

/** How much wider a highlighter is than a pen. */
const BROAD = 3.5;
/** Screen pixels that the outline may lie beside the stroke as it was drawn. */
const TOLERANCE = 0.3;

/** A stroke is being drawn. Its outline is what is kept, so that it is the same on every screen and on paper. */
export class Penning implements State {
  readonly name = "penning";
  readonly cursor = "crosshair";
  readonly busy = true;
  private readonly points: [number, number, number][] = [];
  private readonly isHighlighter: boolean;

  constructor(
    private readonly context: Context,
    start: Press,
  ) {
    this.isHighlighter = context.tab.tool.get() === "highlighter";
    this.move(start);
  }

  move(press: Press): void {
    this.points.push([press.at.x, press.at.y, press.pressure]);
    const { view, tab } = this.context;
    // A pen reports several places between two pictures: the outline of them all is reckoned once, when it is drawn.
    const outline = (): readonly Point[] => this.drawn(false);
    view.hints.stroke = { outline, color: tab.ink.get().color, highlight: this.isHighlighter };
    view.invalidate();
  }

  up(): State {
    const { context } = this;
    const { board, tab, view } = context;
    const outline = fitting(this.drawn(true), TOLERANCE / view.camera.zoom);
    const box = around(outline.map(({ x, y }) => ({ x, y, w: 0, h: 0 })));
    if (box) {
      const { x, y, w, h } = whole(box);
      const part = (at: number, from: number, length: number): number => Math.round(((at - from) / length) * LIMIT.POINT);
      const points = outline.flatMap((point) => [part(point.x, x, w), part(point.y, y, h)]);
      board.stopCapturing();
      addMark(board, { figure: "stroke", x, y, w, h, points, color: tab.ink.get().color, highlight: this.isHighlighter });
      board.stopCapturing();
    }
    return context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }

  exit(): void {
    const { view } = this.context;
    view.hints.stroke = null;
    view.invalidate();
  }

  private drawn(ended: boolean): Point[] {
    const { view, tab } = this.context;
    const size = (tab.ink.get().width * (this.isHighlighter ? BROAD : 1)) / view.camera.zoom;
    // A mouse says half all along: then speed stands for pressure.
    const isReal = this.points.some(([, , pressure]) => pressure > 0 && pressure !== 0.5);
    const thinning = this.isHighlighter ? 0 : 0.45;
    return getStroke(this.points, { size, thinning, smoothing: 0.5, streamline: 0.4, simulatePressure: !isReal, last: ended }).map(([x, y]) => ({ x: x!, y: y! }));
  }
}

/** Fewer corners, until a document takes them. */
function fitting(outline: readonly Point[], tolerance: number): readonly Point[] {
  let found = simplified(outline, tolerance);
  for (let wider = tolerance * 2; found.length * 2 > LIMIT.POINTS; wider *= 2) found = simplified(outline, wider);
  return found;
}

function whole({ x, y, w, h }: Rect): Rect {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, w: Math.max(1, Math.ceil(x + w) - left), h: Math.max(1, Math.ceil(y + h) - top) };
}

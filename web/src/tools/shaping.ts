import { addMark, type NewMark } from "../doc/marks";
import { LIMIT } from "../doc/schema.gen";
import type { Form, Point, Rect } from "../doc/types";
import { center, spanned } from "../scene/geometry";
import { clearOf } from "./vacancy";
import { EdgePan } from "./edge";
import { Editing } from "./editing";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

/** What a click without drawing makes, in CSS pixels. */
const SHAPE = { w: 200, h: 140 };
const TEXT = { w: 320, h: 64 };

/** A shape, a line or the room for a text is being drawn. Shift makes it even-sided, a line straight or in eighths of a turn. */
export class Shaping implements State {
  readonly name = "shaping";
  readonly cursor = "crosshair";
  readonly busy = true;
  private readonly edge: EdgePan;
  private end: Point | null = null;

  constructor(
    private readonly context: Context,
    private readonly start: Press,
  ) {
    this.edge = new EdgePan(context, (press) => this.move(press));
  }

  move(press: Press): void {
    if (!this.end && !strayed(this.start, press)) return;
    const { view } = this.context;
    this.end = press.shift ? evened(this.start.at, press.at, this.isOpen) : press.at;
    if (this.isOpen) view.hints.arrow = { x1: this.start.at.x, y1: this.start.at.y, x2: this.end.x, y2: this.end.y };
    else view.hints.area = spanned(this.start.at, this.end);
    view.invalidate();
    this.edge.follow(press);
  }

  up(): State {
    const { context } = this;
    const { board, tab } = context;
    const isText = tab.tool.get() === "text";
    const { color } = tab.ink.get();
    const form = tab.ink.get().form as Form;
    board.stopCapturing();
    const made: NewMark = isText ? { figure: "text", color, ...this.rect(TEXT) } : { figure: "shape", color, form, ...this.drawn() };
    const id = addMark(board, made);
    tab.tool.set("select");
    if (!id) return context.idle();
    if (isText) return new Editing(context, id, { fresh: true });
    board.stopCapturing();
    tab.select([id]);
    return context.idle();
  }

  cancel(): State {
    this.context.tab.tool.set("select");
    return this.context.idle();
  }

  exit(): void {
    this.edge.stop();
    const { view } = this.context;
    view.hints.area = view.hints.arrow = null;
    view.invalidate();
  }

  private get isOpen(): boolean {
    const { tab } = this.context;
    const { form } = tab.ink.get();
    return tab.tool.get() === "shape" && (form === "line" || form === "arrow");
  }

  private rect(usual: { w: number; h: number }): Rect {
    const { x, y } = this.start.at;
    const drawn = this.end && spanned(this.start.at, this.end);
    return drawn && drawn.w >= 24 && drawn.h >= 16 ? drawn : { x: x - (this.isOpen ? 0 : usual.w / 2), y: y - usual.h / 2, ...usual };
  }

  private drawn(): Rect & { points?: number[] } {
    if (!this.isOpen) return this.rect(SHAPE);
    const { x, y } = this.start.at;
    const end = this.end ?? { x: x + SHAPE.w, y };
    const box = spanned(this.start.at, end);
    const most = LIMIT.POINT;
    const [left, top] = [x <= end.x ? 0 : most, y <= end.y ? 0 : most];
    return { ...box, w: Math.max(1, box.w), h: Math.max(1, box.h), points: [left, top, most - left, most - top] };
  }
}

/** By the keyboard: in the middle of what is seen, beside what lies there. */
export function putByKey(context: Context): void {
  const { view } = context;
  const at = clearOf(context, center(view.viewport()));
  const press: Press = { pointer: 0, x: 0, y: 0, at, shift: false, mod: false, alt: false, touch: false, pressure: 0.5, button: 0, handle: null, clicks: 1 };
  context.go(new Shaping(context, press).up());
}

/** The end as Shift wants it. */
function evened(start: Point, end: Point, isOpen: boolean): Point {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  if (isOpen) {
    const turn = (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) * Math.PI) / 4;
    const length = Math.hypot(dx, dy);
    return { x: start.x + Math.cos(turn) * length, y: start.y + Math.sin(turn) * length };
  }
  const side = Math.max(Math.abs(dx), Math.abs(dy));
  return { x: start.x + (dx < 0 ? -side : side), y: start.y + (dy < 0 ? -side : side) };
}

import { LIMIT } from "../doc/schema.gen";
import type { Rect } from "../doc/types";
import { resizeMark } from "../doc/marks";
import { resize } from "../doc/verbs";
import { center, contains } from "../scene/geometry";
import type { Context, Press, State } from "./state";

/** A corner of a thing is being pulled. Notes, strokes and images keep their proportions unless Shift is held. */
/** Thinner than this a mark is hard to take hold of again. */
const MARK_SIDE = 8;

export class Resizing implements State {
  readonly name = "resizing";
  readonly busy = true;
  private readonly from: Rect;
  private readonly isCluster: boolean;
  private readonly isMark: boolean;
  private readonly isProportional: boolean;
  private rect: Rect;

  constructor(
    private readonly context: Context,
    private readonly id: string,
    private readonly start: Press,
  ) {
    const box = context.board.box(id);
    this.isCluster = box?.kind === "cluster";
    this.isMark = box?.kind === "mark";
    this.isProportional = box?.kind === "mark" ? box.figure === "stroke" || box.figure === "image" : !this.isCluster;
    this.from = this.rect = box ? { x: box.x, y: box.y, w: box.w, h: box.h } : { x: 0, y: 0, w: 1, h: 1 };
  }

  get cursor(): string {
    return this.start.handle === "nw" || this.start.handle === "se" ? "nwse-resize" : "nesw-resize";
  }

  move(press: Press): void {
    const { view } = this.context;
    const dx = press.at.x - this.start.at.x;
    const dy = press.at.y - this.start.at.y;
    const [low, high] = this.isMark ? [MARK_SIDE, LIMIT.MARK_SIDE] : [LIMIT.SIDE_MIN, this.isCluster ? LIMIT.CLUSTER_SIDE : LIMIT.NOTE_SIDE];
    this.rect = resized(this.from, this.start.handle ?? "se", dx, dy, [low, high], this.isProportional !== press.shift);
    view.world.reshape(this.id, this.rect);
    view.invalidate();
  }

  up(): State {
    const { board, view } = this.context;
    const { id, rect } = this;
    board.stopCapturing();
    board.together(() => {
      if (this.isMark) return resizeMark(board, id, rect, rect);
      resize(board, id, rect, rect);
      if (!this.isCluster) return;
      // A cluster drawn larger takes in what lies free in it; drawn smaller, it lets go.
      const inside = (box: Rect): boolean => contains(rect, center(box).x, center(box).y);
      const lost = board.members(id).filter((note) => !inside(note));
      const found = view.world.inOrder().flatMap(({ note }) => (!note.cluster && inside(note) && !view.world.isHidden(note.id) ? note.id : []));
      board.setMembership(lost.map((note) => note.id), null);
      board.setMembership(found, id);
    });
    board.stopCapturing();
    return this.context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }

  exit(): void {
    this.context.view.world.reshape(this.id, null);
    this.context.view.invalidate();
  }
}

/** The rectangle after pulling a corner; the opposite corner stays. */
export function resized(from: Rect, handle: string, dx: number, dy: number, [least, most]: readonly [number, number], proportional: boolean): Rect {
  const limit = (side: number): number => Math.min(most, Math.max(least, side));
  const left = handle.includes("w");
  const top = handle.includes("n");
  let w = from.w + (left ? -dx : dx);
  let h = from.h + (top ? -dy : dy);
  if (proportional) {
    const low = Math.min(1, least / Math.min(from.w, from.h));
    const high = most / Math.max(from.w, from.h);
    const scale = Math.min(high, Math.max(low, w / from.w, h / from.h));
    w = from.w * scale;
    h = from.h * scale;
  }
  w = Math.round(limit(w));
  h = Math.round(limit(h));
  return { x: left ? from.x + from.w - w : from.x, y: top ? from.y + from.h - h : from.y, w, h };
}

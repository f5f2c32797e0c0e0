import type { Rect } from "../doc/types";
import { center } from "../scene/geometry";
import { clusterAt } from "../scene/hit";
import { explain } from "./barrier";
import { EdgePan } from "./edge";
import type { Context, Press, State } from "./state";

/** More notes than this are not brought to the front when they are dropped. */
const FRONT_MOST = 20;

const NONE: readonly Rect[] = [];

/** How far a pointer has come; with Shift straight across or down. */
export function pulled(start: Press, press: Press): readonly [dx: number, dy: number] {
  const [dx, dy] = [press.at.x - start.at.x, press.at.y - start.at.y];
  if (!press.shift) return [dx, dy];
  return Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
}

/** The selection hangs on the pointer. It is drawn with an offset; the document is written once, on release. */
export class Dragging implements State {
  readonly name = "dragging";
  readonly cursor = "grabbing";
  readonly busy = true;
  private readonly ids: ReadonlySet<string>;
  private readonly edge: EdgePan;
  private dx = 0;
  private dy = 0;
  /** The collapsed cluster under the pointer: too small for a note's middle to lie in it. */
  private over: string | null = null;

  constructor(
    private readonly context: Context,
    private readonly start: Press,
  ) {
    const { board, tab } = context;
    this.ids = board.moved(tab.selection.get());
    this.edge = new EdgePan(context, (press) => void this.move(press));
  }

  move(press: Press): State | void {
    const { view, session, kit } = this.context;
    if (press.alt && kit) return kit.copy(this.context, this.start);
    [this.dx, this.dy] = pulled(this.start, press);
    const snapped = press.mod ? undefined : kit?.snap(this.context, this.ids, this.dx, this.dy);
    if (snapped) [this.dx, this.dy] = [snapped.dx, snapped.dy];
    view.hints.guides = snapped?.guides ?? NONE;
    view.drag(this.ids, this.dx, this.dy);
    session.setDrag({ x: this.dx, y: this.dy });
    const under = clusterAt(view.world, press.at.x, press.at.y, 0, this.ids);
    this.over = this.context.board.clusters.get(under ?? "")?.collapsed ? under : null;
    view.hints.target = this.over ?? this.goal();
    this.edge.follow(press);
  }

  up(): State {
    const { context, dx, dy } = this;
    drop(context, this.ids, Math.round(dx), Math.round(dy), this.over);
    return context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }

  exit(): void {
    const { view, session } = this.context;
    this.edge.stop();
    view.hints.target = null;
    view.hints.guides = NONE;
    view.drag(null);
    session.setDrag(null);
    session.setSelection(this.context.tab.selection.get());
  }

  /** The cluster a single dragged note would go into. */
  private goal(): string | null {
    const { board, view } = this.context;
    if (this.ids.size !== 1) return null;
    const [id] = this.ids;
    const note = board.note(id!);
    if (!note) return null;
    const at = center(note);
    const cluster = clusterAt(view.world, at.x + this.dx, at.y + this.dy);
    return cluster === note.cluster ? null : cluster;
  }
}

/**
 * Writes a move: places, order, and which cluster the notes are in now. A note that moved with its cluster stays in it;
 * any other belongs to the cluster it was dropped into, else to the smallest one that its middle lies in, or to none.
 */
export function drop(context: Context, ids: ReadonlySet<string>, dx: number, dy: number, into: string | null = null): void {
  if (dx === 0 && dy === 0) return;
  const { board, view } = context;
  const homes = new Map<string | null, string[]>();
  for (const id of ids) {
    const note = board.note(id);
    if (!note || (note.cluster && ids.has(note.cluster))) continue;
    const at = center(note);
    const home = into ?? clusterAt(view.world, at.x + dx, at.y + dy, 0, ids);
    if (home === note.cluster) continue;
    const list = homes.get(home);
    if (list) list.push(id);
    else homes.set(home, [id]);
  }
  board.stopCapturing();
  board.together(() => {
    board.move(ids, dx, dy);
    for (const [home, notes] of homes) {
      if (home && board.clusters.get(home)?.collapsed) context.kit?.tuck(context, home, notes);
      else board.setMembership(notes, home);
    }
    const notes = [...ids].filter((id) => board.note(id));
    if (notes.length <= FRONT_MOST) board.bringToFront(notes);
  });
  board.stopCapturing();
  // Locked while it was under way.
  explain(context, ids);
}

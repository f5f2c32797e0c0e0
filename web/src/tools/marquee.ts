import { holds, spanned, touches } from "../scene/geometry";
import { EdgePan } from "./edge";
import { doublePress } from "./idle";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";
import type { NoteItem } from "../scene/world";

/** A rectangle drawn on the empty board selects what it touches; clusters and marks only when they are wholly inside. */
export class Marquee implements State {
  readonly name = "marquee";
  readonly busy = true;
  private readonly before: ReadonlySet<string>;
  private readonly edge: EdgePan;
  private moved = false;

  constructor(
    private readonly context: Context,
    private readonly start: Press,
  ) {
    const keep = start.shift || start.mod;
    this.before = keep ? context.tab.selection.get() : new Set();
    this.edge = new EdgePan(context, (press) => this.move(press));
  }

  move(press: Press): void {
    if (!this.moved && !strayed(this.start, press)) return;
    this.moved = true;
    const { view, tab } = this.context;
    const area = spanned(this.start.at, press.at);
    view.hints.marquee = area;
    const ids = new Set(this.before);
    const near: NoteItem[] = [];
    // What is locked is not caught in passing.
    const all = this.start.shift;
    for (const { id, note } of view.world.grid.near(area, near)) if ((all || !note.locked) && touches(note, area)) ids.add(id);
    for (const mark of this.context.board.marks.values()) {
      if ((all || !mark.locked) && holds(area, mark) && !view.world.isHidden(mark.id)) ids.add(mark.id);
    }
    for (const cluster of view.world.clusters()) if ((all || !cluster.locked) && holds(area, cluster)) ids.add(cluster.id);
    for (const { id, route } of view.world.links.values()) {
      if (route && holds(area, spanned({ x: route.x1, y: route.y1 }, { x: route.x2, y: route.y2 }))) ids.add(id);
    }
    tab.select(ids);
    view.invalidate();
    this.edge.follow(press);
  }

  up(press: Press): State {
    if (this.moved) return this.context.idle();
    if (press.clicks === 2) return doublePress(this.context, press) ?? this.context.idle();
    this.context.tab.select(this.before);
    return this.context.idle();
  }

  cancel(): State {
    this.context.tab.select(this.before);
    return this.context.idle();
  }

  exit(): void {
    this.edge.stop();
    this.context.view.hints.marquee = null;
    this.context.view.invalidate();
  }
}

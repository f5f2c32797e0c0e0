import type { Point, Rect } from "../doc/types";
import { around, contains } from "../scene/geometry";
import type { NoteItem } from "../scene/world";
import { EdgePan } from "./edge";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

/** A point nearer to the last one than this, in screen pixels, says nothing new. */
const STEP = 5;
/** A thing is looked at along so many lines. */
const ROWS = 12;

/** A free line drawn around things selects what lies more than half inside; Shift adds, and takes what is locked too. */
export class Lasso implements State {
  readonly name = "lasso";
  readonly cursor = "crosshair";
  readonly busy = true;
  private readonly old: ReadonlySet<string>;
  /** What it adds to. */
  private readonly before: ReadonlySet<string>;
  private readonly line: Point[];
  private readonly edge: EdgePan;
  private last: Press;

  constructor(
    private readonly context: Context,
    private readonly start: Press,
  ) {
    this.old = context.tab.selection.get();
    this.before = start.shift || start.mod ? this.old : new Set();
    this.line = [start.at];
    this.last = start;
    this.edge = new EdgePan(context, (press) => this.move(press));
  }

  move(press: Press): void {
    const { view, tab } = this.context;
    this.edge.follow(press);
    const { zoom } = view.camera;
    const end = this.line[this.line.length - 1]!;
    if (Math.hypot(press.at.x - end.x, press.at.y - end.y) * zoom < STEP) return;
    this.last = press;
    this.line.push(press.at);
    // Another one each time: whoever paints it may compare.
    view.hints.lasso = [...this.line];
    tab.select([...this.before, ...caught(this.context, this.line, this.start.shift)]);
    view.invalidate();
  }

  up(press: Press): State {
    const { tab } = this.context;
    if (!strayed(this.start, press) && !strayed(this.start, this.last)) tab.select(this.before);
    tab.tool.set("select");
    return this.context.idle();
  }

  cancel(): State {
    this.context.tab.select(this.old);
    this.context.tab.tool.set("select");
    return this.context.idle();
  }

  exit(): void {
    this.edge.stop();
    this.context.view.hints.lasso = null;
    this.context.view.invalidate();
  }
}

/** Notes, clusters and marks more than half inside, and links with both their ends. */
function caught({ board, view: { world } }: Context, line: readonly Point[], all: boolean): string[] {
  const area = around(line.map((point) => ({ ...point, w: 0, h: 0 })));
  if (!area || line.length < 3) return [];
  const near: NoteItem[] = [];
  const boxes = [...world.grid.near(area, near).map(({ id }) => id), ...world.clusters().map(({ id }) => id), ...board.marks.keys()];
  const things = boxes.filter((id) => {
    const rect = world.isHidden(id) ? null : world.rectOf(id);
    return rect && (all || !board.box(id)?.locked) && share(line, rect) > 0.5;
  });
  const links = [...world.links.values()].flatMap(({ id, route }) => {
    if (!route) return [];
    const ends = [{ x: route.x1, y: route.y1 }, { x: route.x2, y: route.y2 }];
    return ends.every(({ x, y }) => contains(area, x, y) && isInside(line, x, y)) ? [id] : [];
  });
  return [...things, ...links];
}

/** Where a horizontal line crosses the closed line: from the left, with the direction of each crossing. */
function crossings(line: readonly Point[], y: number): (readonly [x: number, way: number])[] {
  const found: [number, number][] = [];
  let from = line[line.length - 1]!;
  for (const to of line) {
    if (from.y <= y !== to.y <= y) found.push([from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x), to.y > from.y ? 1 : -1]);
    from = to;
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/** What is gone around once, either way, is inside, also where the line crosses itself. */
function isInside(line: readonly Point[], x: number, y: number): boolean {
  return crossings(line, y).reduce((turns, [at, way]) => (at <= x ? turns + way : turns), 0) !== 0;
}

/** How much of a rectangle lies within a closed line, of one. */
export function share(line: readonly Point[], rect: Rect): number {
  let inside = 0;
  for (let row = 0; row < ROWS; row++) {
    let turns = 0;
    let since = 0;
    for (const [x, way] of crossings(line, rect.y + ((row + 0.5) / ROWS) * rect.h)) {
      const at = Math.min(rect.x + rect.w, Math.max(rect.x, x));
      if (turns !== 0) inside += at - since;
      since = at;
      turns += way;
    }
  }
  return rect.w > 0 ? inside / (ROWS * rect.w) : 0;
}

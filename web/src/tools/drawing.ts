import type { Point, Rect } from "../doc/types";
import { addCluster } from "../doc/verbs";
import { center, contains, holds, spanned } from "../scene/geometry";
import { TITLE_HEIGHT, TITLE_PADDING } from "../scene/text";
import { EdgePan } from "./edge";
import { Editing } from "./editing";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

/** What a click without drawing makes. */
const DEFAULT = { w: 480, h: 360 };
const SMALLEST = 60;

/** A cluster is being drawn around notes. */
export class Drawing implements State {
  readonly name = "drawing";
  readonly cursor = "crosshair";
  readonly busy = true;
  private readonly edge: EdgePan;
  private area: Rect | null = null;

  constructor(
    private readonly context: Context,
    private readonly start: Press,
  ) {
    this.edge = new EdgePan(context, (press) => this.move(press));
  }

  move(press: Press): void {
    if (!this.area && !strayed(this.start, press)) return;
    const { view } = this.context;
    this.area = view.hints.area = spanned(this.start.at, press.at);
    view.invalidate();
    this.edge.follow(press);
  }

  up(press: Press): State {
    const { context, area } = this;
    context.tab.tool.set("select");
    const drawn = area && area.w >= SMALLEST && area.h >= SMALLEST;
    const rect = drawn ? area : placeFor(press.at);
    return new Editing(context, makeCluster(context, rect), { fresh: false });
  }

  cancel(): State {
    this.context.tab.tool.set("select");
    return this.context.idle();
  }

  exit(): void {
    this.edge.stop();
    this.context.view.hints.area = null;
    this.context.view.invalidate();
  }
}

/** The place of a new cluster with its middle at a point. */
export function placeFor({ x, y }: Point): Rect {
  return { x: Math.round(x - DEFAULT.w / 2), y: Math.round(y - DEFAULT.h / 2), ...DEFAULT };
}

/** A new cluster with the notes whose middle lies in it, except those of clusters that lie in it as a whole. */
export function makeCluster({ board, view }: Context, rect: Rect): string {
  const inner = new Set(view.world.clusters().flatMap((cluster) => (holds(rect, cluster) ? cluster.id : [])));
  const notes = view.world.inOrder().flatMap(({ note }) => {
    if (view.world.isHidden(note.id)) return [];
    const { x, y } = center(note);
    return contains(rect, x, y) && !(note.cluster && inner.has(note.cluster)) ? note.id : [];
  });
  board.stopCapturing();
  const id = addCluster(board, { pos: rect, size: rect, notes });
  board.stopCapturing();
  return id;
}

/** The room a cluster needs around things: its title above, its border around. */
export function clusterAround(rect: Rect): Rect {
  const top = TITLE_HEIGHT + TITLE_PADDING / 2;
  return { x: rect.x - TITLE_PADDING, y: rect.y - top, w: rect.w + 2 * TITLE_PADDING, h: rect.h + top + TITLE_PADDING };
}

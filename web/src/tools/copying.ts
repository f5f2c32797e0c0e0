import { duplicate } from "../doc/excerpt";
import { center } from "../scene/geometry";
import { clusterAt } from "../scene/hit";
import { tuckIn } from "./arranging";
import { Dragging, pulled } from "./dragging";
import { EdgePan } from "./edge";
import type { Context, Press, State } from "./state";

/** Alt is held over a drag: copies hang on the pointer, the things stay. Written once, on release. */
export class Copying implements State {
  readonly name = "copying";
  readonly cursor = "copy";
  readonly busy = true;
  private readonly ids: ReadonlySet<string>;
  private readonly edge: EdgePan;
  private dx = 0;
  private dy = 0;

  constructor(
    private readonly context: Context,
    private readonly start: Press,
  ) {
    const { board, tab } = context;
    this.ids = board.carried(tab.selection.get());
    this.edge = new EdgePan(context, (press) => void this.move(press));
  }

  move(press: Press): State | void {
    const { context, start, ids } = this;
    // Let go of, Alt makes a plain move of it again.
    if (!press.alt) return [...ids].some((id) => context.board.may(id)) ? new Dragging(context, start) : context.idle();
    [this.dx, this.dy] = pulled(start, press);
    context.view.hints.copies = { ids, dx: this.dx, dy: this.dy };
    context.view.invalidate();
    this.edge.follow(press);
  }

  up(): State {
    const { context, dx, dy } = this;
    const { board, tab, view } = context;
    const x = Math.round(dx);
    const y = Math.round(dy);
    if (x === 0 && y === 0) return context.idle();
    board.stopCapturing();
    const copies = duplicate(board, tab.selection.get(), x, y, (at) => {
      const { x, y } = center(at);
      return clusterAt(view.world, x, y);
    });
    tuckIn(context, copies);
    board.stopCapturing();
    tab.select(copies);
    return context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }

  exit(): void {
    this.edge.stop();
    this.context.view.hints.copies = null;
    this.context.view.invalidate();
  }
}

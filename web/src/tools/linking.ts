import { NOTE_SIDE } from "../doc/schema.gen";
import { addLink } from "../doc/verbs";
import { endAt } from "../scene/hit";
import { route, routeToPoint } from "../scene/route";
import { newNote } from "./create";
import { EdgePan } from "./edge";
import { Editing } from "./editing";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

/** Dropped on the empty board at least this far away, a link makes a note at its end. World pixels. */
const FAR_ENOUGH = 120;

/** A link is being drawn: pulled to its end, or one click on each. */
export class Linking implements State {
  readonly name = "linking";
  readonly cursor = "crosshair";
  private readonly edge: EdgePan;
  private pulled = false;
  /** The first click was released on its start: the next press ends it. */
  private clicking = false;

  constructor(
    private readonly context: Context,
    private readonly from: string,
    private readonly start: Press,
  ) {
    this.edge = new EdgePan(context, (press) => void this.move(press));
  }

  move(press: Press): void {
    const { view, board } = this.context;
    if (strayed(this.start, press)) this.pulled = true;
    const start = board.box(this.from);
    const end = this.endAt(press);
    view.hints.target = end;
    const box = end && board.box(end);
    view.hints.arrow = start ? (box ? route(start, box) : routeToPoint(start, press.at)) : null;
    view.invalidate();
    if (!this.clicking) this.edge.follow(press);
  }

  down(press: Press): State | void {
    if (this.clicking) return this.finish(press, false);
  }

  up(press: Press): State | void {
    if (this.clicking) return;
    if (!this.pulled && !this.start.handle) {
      this.clicking = true;
      return;
    }
    return this.finish(press, this.start.handle !== null);
  }

  cancel(): State {
    this.context.tab.tool.set("select");
    return this.context.idle();
  }

  exit(): void {
    const { view } = this.context;
    this.edge.stop();
    view.hints.arrow = null;
    view.hints.target = null;
    view.invalidate();
  }

  private endAt(press: Press): string | null {
    const end = endAt(this.context.view.world, press.at.x, press.at.y);
    return end === this.from ? null : end;
  }

  private finish(press: Press, mayGrow: boolean): State {
    const { context, from } = this;
    const { board, tab } = context;
    tab.tool.set("select");
    const end = this.endAt(press);
    // The cluster a note lies in is around it everywhere: a link there is never meant.
    const own = end !== null && board.note(from)?.cluster === end;
    if (end && !own) {
      board.stopCapturing();
      const link = addLink(board, from, end);
      return link ? new Editing(context, link, { fresh: false }) : context.idle();
    }
    const start = board.box(from);
    const away = start ? Math.hypot(press.at.x - start.x - start.w / 2, press.at.y - start.y - start.h / 2) : 0;
    if (mayGrow && this.pulled && start && away > FAR_ENOUGH + Math.min(start.w, NOTE_SIDE) / 2) {
      return newNote(context, press.at, { made: (id) => void addLink(board, from, id), color: start.kind === "note" ? start.color : undefined });
    }
    return context.idle();
  }
}

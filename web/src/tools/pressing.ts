import type { Hit } from "../scene/hit";
import { explain } from "./barrier";
import { doublePress } from "./idle";
import { Panning } from "./panning";
import type { Context, Press, State } from "./state";

/** Further than this, in screen pixels, a press is a drag. */
export const SLACK = 4;
export const TOUCH_SLACK = 9;

export function strayed(from: Press, to: Press): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > (from.touch ? TOUCH_SLACK : SLACK);
}

/** The button is down on a thing, and it is not clear yet what for: a click, a drag, or a long press. */
export class Pressing implements State {
  readonly name = "pressing";

  constructor(
    private readonly context: Context,
    private readonly on: Hit,
    private readonly start: Press,
  ) {}

  private get isSelected(): boolean {
    return this.context.tab.selection.get().has(this.on.id);
  }

  move(press: Press): State | void {
    if (!strayed(this.start, press)) return;
    const { context, on, start } = this;
    // A finger pans over what is not chosen: on a full board there is nothing else to grab.
    if (start.touch && !this.isSelected) return new Panning(context, start);
    if (!context.canWrite || on.kind === "link") return start.touch ? new Panning(context, start) : context.kit?.marquee(context, start);
    if (on.kind === "cluster" && !on.grip && !this.isSelected) return context.kit?.marquee(context, start);
    const { kit } = context;
    const copies = start.alt && kit;
    // What cannot be moved is like the board below it.
    if (!copies && !context.board.moves(on.id)) {
      explain(context, [on.id]);
      return start.touch ? new Panning(context, start) : context.kit?.marquee(context, start);
    }
    if (!this.isSelected) this.choose();
    return copies ? copies.copy(context, start) : kit?.drag(context, start);
  }

  held(press: Press): State | void {
    if (!press.touch || !this.context.canWrite) return;
    if (!this.isSelected) this.choose();
    globalThis.navigator?.vibrate?.(10);
    return this.on.kind === "link" || !this.context.board.moves(this.on.id) ? undefined : this.context.kit?.drag(this.context, press);
  }

  up(press: Press): State | void {
    const { tab } = this.context;
    if (press.clicks === 2) return doublePress(this.context, press) ?? this.context.idle();
    if (press.shift || press.mod) {
      const next = new Set(tab.selection.get());
      if (!next.delete(this.on.id)) next.add(this.on.id);
      tab.select(next);
    } else {
      tab.select([this.on.id]);
    }
    return this.context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }

  private choose(): void {
    const { tab } = this.context;
    tab.select(this.start.shift ? [...tab.selection.get(), this.on.id] : [this.on.id]);
  }
}

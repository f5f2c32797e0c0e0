import { panned } from "../scene/camera";
import { doublePress } from "./idle";
import { Pinching } from "./pinching";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

/** The board follows the pointer. */
export class Panning implements State {
  readonly name = "panning";
  readonly cursor = "grabbing";
  readonly busy = true;
  private last: Press;
  private moved = false;

  constructor(
    private readonly context: Context,
    private readonly start: Press,
    /** It began on the empty board by the main button or a finger: without moving it is a click there. */
    private readonly mayBeClick = false,
  ) {
    this.last = start;
  }

  move(press: Press): void {
    if (!this.moved && !strayed(this.start, press)) return;
    this.moved = true;
    const { view } = this.context;
    view.look(panned(view.camera, this.last.x - press.x, this.last.y - press.y));
    this.last = press;
  }

  second(press: Press): State {
    return new Pinching(this.context, this.last, press);
  }

  held(press: Press): State | void {
    if (this.mayBeClick && !this.moved) return this.context.kit?.hold(this.context, press);
  }

  up(press: Press): State {
    if (this.mayBeClick && !this.moved) {
      if (press.clicks === 2) return doublePress(this.context, press) ?? this.context.idle();
      this.context.tab.clearSelection();
    }
    return this.context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }
}

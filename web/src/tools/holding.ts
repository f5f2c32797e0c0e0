import { doublePress } from "./idle";
import { Lasso } from "./lasso";
import { Pinching } from "./pinching";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

/** A finger rests on the empty board: released, it asks what can be made there; drawn on, it is a lasso. */
export class Holding implements State {
  readonly name = "holding";
  readonly cursor = "context-menu";

  constructor(
    private readonly context: Context,
    private readonly start: Press,
  ) {}

  enter(): void {
    globalThis.navigator?.vibrate?.(10);
  }

  move(press: Press): State | void {
    if (!strayed(this.start, press)) return;
    const lasso = new Lasso(this.context, this.start);
    lasso.move(press);
    return lasso;
  }

  second(press: Press): State {
    return new Pinching(this.context, this.start, press);
  }

  up(press: Press): State {
    const { context, start } = this;
    if (press.clicks === 2) return doublePress(context, press) ?? context.idle();
    context.tab.clearSelection();
    context.tab.spot.set({ x: start.x, y: start.y, at: start.at });
    return context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }
}

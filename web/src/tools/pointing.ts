import { SELF, type Laser } from "../scene/laser";
import { Pinching } from "./pinching";
import type { Context, Press, State } from "./state";

/** Whoever the server has not named yet. */
const INK = "#d4351c";

/** A finger or button is pressed while one points: nothing is chosen, nothing moves. Two fingers zoom. */
export class Aiming implements State {
  readonly name = "aiming";
  readonly cursor = "crosshair";

  constructor(
    private readonly context: Context,
    private readonly press: Press,
  ) {}

  second(press: Press): State {
    return new Pinching(this.context, this.press, press);
  }

  up(): State {
    return this.context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }
}

/**
 * As long as the laser is the tool, others see where one points, and so does who looks at one's own screen. A finger points while
 * it lies on the board.
 */
export class Pointing {
  private readonly stops: (() => void)[];

  constructor(
    private readonly context: Context,
    private readonly laser: Laser,
  ) {
    const { element } = context.view;
    const heard = { pointerdown: this.onMove, pointermove: this.onMove, pointerup: this.onUp, pointercancel: this.onUp, pointerleave: this.onLeave };
    for (const [type, listener] of Object.entries(heard)) element.addEventListener(type, listener as EventListener);
    this.stops = [
      () => {
        for (const [type, listener] of Object.entries(heard)) element.removeEventListener(type, listener as EventListener);
      },
      context.tab.tool.subscribe((tool) => this.turn(tool === "laser")),
    ];
    if (this.points) this.turn(true);
  }

  destroy(): void {
    for (const stop of this.stops) stop();
  }

  private get points(): boolean {
    return this.context.tab.tool.get() === "laser";
  }

  private turn(on: boolean): void {
    const { session, pointer } = this.context;
    session.tell({ tool: on ? "laser" : undefined });
    const over = pointer();
    if (on && over) this.point(over.x, over.y);
    else this.rest();
  }

  private point(x: number, y: number): void {
    const { session, view } = this.context;
    this.laser.aim(SELF, session.people().find((person) => person.self)?.color ?? INK, { x, y }, true);
    view.invalidate();
  }

  private rest(): void {
    this.laser.rest(SELF);
    this.context.view.invalidate();
  }

  private readonly onMove = (event: PointerEvent): void => {
    if (!this.points) return;
    const { session, view } = this.context;
    const at = view.worldAt(event.clientX, event.clientY);
    // A finger has no pointer otherwise.
    if (event.pointerType === "touch") session.setCursor(at);
    this.point(at.x, at.y);
  };

  private readonly onUp = (event: PointerEvent): void => {
    if (!this.points || event.pointerType !== "touch") return;
    this.context.session.setCursor(null);
    this.rest();
  };

  private readonly onLeave = (): void => this.rest();
}

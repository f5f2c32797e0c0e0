import { panned, toWorld } from "../scene/camera";
import type { Context, Press } from "./state";

/** Nearer to the border than this, in screen pixels, the view moves along. */
const NEAR = 28;
const SPEED = 12;

/** While something is dragged to the border of the stage, the view follows. */
export class EdgePan {
  private frame = 0;
  private last: Press | null = null;

  constructor(
    private readonly context: Context,
    /** Called with the press at its new place on the board. */
    private readonly moved: (press: Press) => void,
  ) {}

  follow(press: Press): void {
    this.last = press;
    if (this.frame === 0 && this.speed(press)) this.frame = requestAnimationFrame(() => this.step());
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.last = null;
  }

  private step(): void {
    this.frame = 0;
    const press = this.last;
    const speed = press && this.speed(press);
    if (!press || !speed) return;
    const { view } = this.context;
    view.look(panned(view.camera, speed.x, speed.y));
    this.moved({ ...press, at: toWorld(view.camera, press.x, press.y) });
  }

  private speed(press: Press): { x: number; y: number } | null {
    const { w, h } = this.context.view.size;
    const pull = (at: number, length: number): number => (at < NEAR ? -1 : at > length - NEAR ? 1 : 0) * SPEED;
    const speed = { x: pull(press.x, w), y: pull(press.y, h) };
    return speed.x || speed.y ? speed : null;
  }
}

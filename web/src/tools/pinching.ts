import { ZOOM_MAX, ZOOM_MIN } from "../scene/camera";
import type { Camera } from "../state/tab";
import { Panning } from "./panning";
import type { Context, Press, State } from "./state";

/** Two fingers: the two board points under them stay under them. */
export class Pinching implements State {
  readonly name = "pinching";
  readonly busy = true;
  private readonly camera: Camera;
  private readonly first: { readonly x: number; readonly y: number; readonly apart: number };

  constructor(
    private readonly context: Context,
    private a: Press,
    private b: Press,
  ) {
    this.camera = context.view.camera;
    this.first = between(a, b);
  }

  move(press: Press): void {
    if (press.pointer === this.a.pointer) this.a = press;
    else if (press.pointer === this.b.pointer) this.b = press;
    else return;
    const { camera, first } = this;
    const now = between(this.a, this.b);
    const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, camera.zoom * (now.apart / first.apart)));
    const x = camera.x + first.x / camera.zoom;
    const y = camera.y + first.y / camera.zoom;
    this.context.view.look({ x: x - now.x / zoom, y: y - now.y / zoom, zoom });
  }

  up(press: Press): State | void {
    if (press.pointer !== this.a.pointer && press.pointer !== this.b.pointer) return;
    // The finger that stays goes on panning.
    return new Panning(this.context, press.pointer === this.a.pointer ? this.b : this.a);
  }

  cancel(): State {
    return this.context.idle();
  }
}

function between(a: Press, b: Press): { x: number; y: number; apart: number } {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) };
}

import type { Context, Press, State } from "./state";

/** Between two moves of the pointer every so many screen pixels are looked at. */
const STEP = 4;

/** Strokes and lines that the pointer passes over fade, and go when it is lifted. Other people's too, if they may be changed. */
export class Erasing implements State {
  readonly name = "erasing";
  readonly cursor = "crosshair";
  readonly busy = true;
  private readonly gone = new Set<string>();
  private last: Press;

  constructor(
    private readonly context: Context,
    start: Press,
  ) {
    this.last = start;
    this.move(start);
  }

  move(press: Press): void {
    const { board, view } = this.context;
    const { drawings } = view.world;
    if (!drawings) return;
    const [dx, dy] = [press.at.x - this.last.at.x, press.at.y - this.last.at.y];
    const steps = Math.max(1, Math.ceil((Math.hypot(dx, dy) * view.camera.zoom) / STEP));
    for (let i = 1; i <= steps; i++) {
      const [x, y] = [this.last.at.x + (dx * i) / steps, this.last.at.y + (dy * i) / steps];
      for (const mark of board.marks.values()) {
        const isDrawn = mark.figure === "stroke" || mark.form === "line" || mark.form === "arrow";
        if (isDrawn && mark.figure !== "text" && !this.gone.has(mark.id) && board.moves(mark.id) && drawings.touched(mark, x, y, view.camera.zoom)) {
          this.gone.add(mark.id);
        }
      }
    }
    this.last = press;
    drawings.fading = this.gone;
    view.invalidate();
  }

  up(): State {
    const { board } = this.context;
    board.stopCapturing();
    board.remove(this.gone);
    board.stopCapturing();
    return this.context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }

  exit(): void {
    const { view } = this.context;
    if (view.world.drawings) view.world.drawings.fading = new Set();
    view.invalidate();
  }
}

/** A change of many places at once is seen as a movement: what has moved glides from where it was. */
import type { Offset } from "../scene/world";
import type { Context } from "./state";

const GLIDE_MS = 180;
/** More things than this are there at once: each of them would be painted apart. */
const MOST = 600;

/**
 * Makes the change as one step of undo, or as a part of the one under way. Others see it as it is written: at once.
 */
export function glide({ board, view }: Context, ids: readonly string[], change: () => void, isPart = false): void {
  const before = new Map(ids.flatMap((id) => (board.box(id) ? [[id, board.box(id)!] as const] : [])));
  if (isPart) board.goOn();
  else board.stopCapturing();
  board.together(change);
  if (!isPart) board.stopCapturing();
  if (before.size > MOST || view.isStill) return;
  const start = performance.now();
  const step = (now: number): void => {
    const left = (1 - Math.min(1, Math.max(0, (now - start) / GLIDE_MS))) ** 3;
    const offsets = new Map<string, Offset>();
    for (const [id, from] of before) {
      const to = board.box(id);
      if (to && (from.x !== to.x || from.y !== to.y)) offsets.set(id, { dx: (from.x - to.x) * left, dy: (from.y - to.y) * left });
    }
    view.glideThings(left > 0 ? offsets : null);
    if (left > 0 && offsets.size > 0) requestAnimationFrame(step);
  };
  step(start);
}

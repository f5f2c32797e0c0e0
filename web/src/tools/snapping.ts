/** What is dragged comes to rest in line with what lies near it: by an edge or by its middle. */
import type { Rect } from "../doc/types";
import { around, grown, touches } from "../scene/geometry";
import type { NoteItem } from "../scene/world";
import type { Context } from "./state";

/** Nearer than this, in screen pixels, it snaps. */
const REACH = 6;
/** More dragged things than this do not snap: they have no edge one aims with. */
const MOST_DRAGGED = 60;
/** How far around what is dragged others count, in its own sizes and at least so many world pixels. */
const AROUND = 600;

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  /** Lines along which it is aligned now, from one end of what is in line to the other; world coordinates. */
  readonly guides: readonly Rect[];
}

const near: NoteItem[] = [];

/** The offset that puts it in line, if there is something to be in line with. */
export function snap({ board, view }: Context, ids: ReadonlySet<string>, dx: number, dy: number): Snapped {
  const plain = { dx, dy, guides: [] };
  if (ids.size > MOST_DRAGGED) return plain;
  const box = around([...ids].flatMap((id) => board.box(id) ?? []));
  if (!box) return plain;
  const moved = { ...box, x: box.x + dx, y: box.y + dy };
  const field = grown(moved, AROUND);
  const notes: Rect[] = view.world.grid.near(field, near).flatMap(({ id, note }) => (ids.has(id) || !touches(note, field) ? [] : note));
  const others = [...notes, ...view.world.clusters().filter((one) => !ids.has(one.id) && touches(one, field))];
  const reach = REACH / view.camera.zoom;
  const across = closest(others, reach, (one) => [one.x, one.x + one.w / 2, one.x + one.w], [moved.x, moved.x + moved.w / 2, moved.x + moved.w]);
  const down = closest(others, reach, (one) => [one.y, one.y + one.h / 2, one.y + one.h], [moved.y, moved.y + moved.h / 2, moved.y + moved.h]);
  const landed = { ...moved, x: moved.x + (across?.by ?? 0), y: moved.y + (down?.by ?? 0) };
  const guides: Rect[] = [];
  if (across) {
    const line = around([across.with, landed])!;
    guides.push({ x: across.at, y: line.y, w: 0, h: line.h });
  }
  if (down) {
    const line = around([down.with, landed])!;
    guides.push({ x: line.x, y: down.at, w: line.w, h: 0 });
  }
  return { dx: dx + (across?.by ?? 0), dy: dy + (down?.by ?? 0), guides };
}

interface Match {
  readonly by: number;
  readonly at: number;
  readonly with: Rect;
}

function closest(others: readonly Rect[], reach: number, lines: (one: Rect) => readonly number[], own: readonly number[]): Match | null {
  let best: Match | null = null;
  for (const one of others) {
    for (const at of lines(one)) {
      for (const mine of own) {
        const by = at - mine;
        if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, at, with: one };
      }
    }
  }
  return best;
}

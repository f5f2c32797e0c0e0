import { NOTE_SIDE } from "../doc/schema.gen";
import type { Point, Rect } from "../doc/types";
import { touches } from "../scene/geometry";
import { clusterAt } from "../scene/hit";
import type { NoteItem } from "../scene/world";
import { Editing } from "./editing";
import type { Context, State } from "./state";

/** Room between a note and the next one beside it. */
export const GAP = 30;

export interface NewNoteOptions {
  readonly color?: string | undefined;
  /** A link from here to the new note. */
  readonly linkFrom?: string;
}

/** A new note with its middle at a point, in the cluster that lies there; the answer is writing it. */
export function newNote(context: Context, middle: Point, options: NewNoteOptions = {}): State {
  const { board, view, tab } = context;
  board.stopCapturing();
  const id = board.together(() =>
    board.addNote({
      pos: { x: middle.x - NOTE_SIDE / 2, y: middle.y - NOTE_SIDE / 2 },
      color: options.color ?? tab.color.get(),
      cluster: clusterAt(view.world, middle.x, middle.y),
    }),
  );
  if (options.linkFrom) board.addLink(options.linkFrom, id);
  return new Editing(context, id, { fresh: true });
}

/** The middle of a free place beside a rectangle: to the right, or below where that is taken. */
export function beside(context: Context, rect: Rect): Point {
  const { world } = context.view;
  const near: NoteItem[] = [];
  const isFree = (x: number, y: number): boolean => {
    const place = { x, y, w: NOTE_SIDE, h: NOTE_SIDE };
    return !world.grid.near(place, near).some(({ note }) => touches(note, place));
  };
  for (let row = 0; row < 20; row++) {
    for (let column = row === 0 ? 1 : 0; column < 4; column++) {
      const x = rect.x + (column === 0 ? 0 : rect.w + GAP + (column - 1) * (NOTE_SIDE + GAP));
      const y = rect.y + (row === 0 ? 0 : rect.h + GAP + (row - 1) * (NOTE_SIDE + GAP));
      if (isFree(x, y)) return { x: x + NOTE_SIDE / 2, y: y + NOTE_SIDE / 2 };
    }
  }
  return { x: rect.x + rect.w + GAP + NOTE_SIDE / 2, y: rect.y + NOTE_SIDE / 2 };
}

/** As near to a point as a new note does not hide the middle of another. */
export function clearOf(context: Context, middle: Point): Point {
  const { world } = context.view;
  const near: NoteItem[] = [];
  let at = middle;
  for (let tries = 0; tries < 12; tries++) {
    const place = { x: at.x - 60, y: at.y - 60, w: 120, h: 120 };
    const taken = world.grid
      .near(place, near)
      .some(({ note }) => Math.abs(note.x + note.w / 2 - at.x) < 60 && Math.abs(note.y + note.h / 2 - at.y) < 60);
    if (!taken) return at;
    at = { x: at.x + 48, y: at.y + 48 };
  }
  return at;
}

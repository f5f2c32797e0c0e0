import { NOTE_SIDE } from "../doc/schema.gen";
import type { Note, Point } from "../doc/types";
import { touches } from "../scene/geometry";
import { clusterAt } from "../scene/hit";
import type { NoteItem } from "../scene/world";
import { Editing } from "./editing";
import type { Context, State } from "./state";

/** Room between a note and the next one beside it. */
export const GAP = 30;

export interface NewNoteOptions {
  readonly color?: string | undefined;
  /** What belongs to the same step of undo as the note itself. */
  readonly made?: (id: string) => void;
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
  options.made?.(id);
  return new Editing(context, id, { fresh: true });
}

/**
 * The middle of a free place of `w` by `h` beside a note: in its cluster while there is room, else to the right, or
 * below where that is taken.
 */
export function beside(context: Context, note: Note, w = NOTE_SIDE, h = NOTE_SIDE): Point {
  const { world } = context.view;
  const near: NoteItem[] = [];
  const isFree = (x: number, y: number): boolean => {
    const place = { x, y, w, h };
    return !world.grid.near(place, near).some((other) => touches(other.note, place));
  };
  const home = note.cluster && world.rectOf(note.cluster);
  if (home) {
    const step = { x: w + GAP, y: Math.max(h, note.h) + GAP };
    // Columns through the note itself, from the first that has room at the left.
    const left = note.x - Math.floor(Math.max(0, note.x - home.x - GAP / 2) / step.x) * step.x;
    for (let y = note.y; y + h <= home.y + home.h; y += step.y) {
      for (let x = y === note.y ? note.x + note.w + GAP : left; x + w <= home.x + home.w; x += step.x) {
        if (isFree(x, y)) return { x: x + w / 2, y: y + h / 2 };
      }
    }
  }
  for (let row = 0; row < 20; row++) {
    for (let column = row === 0 ? 1 : 0; column < 4; column++) {
      const x = note.x + (column === 0 ? 0 : note.w + GAP + (column - 1) * (w + GAP));
      const y = note.y + (row === 0 ? 0 : note.h + GAP + (row - 1) * (h + GAP));
      if (isFree(x, y)) return { x: x + w / 2, y: y + h / 2 };
    }
  }
  return { x: note.x + note.w + GAP + w / 2, y: note.y + h / 2 };
}

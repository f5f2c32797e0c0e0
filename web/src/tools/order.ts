import type { Board } from "../doc/board";
import type { Note } from "../doc/types";
import type { Context } from "./state";

/** Notes whose tops differ by less than this, in world pixels, stand in one row. */
const ROW = 100;

/** Notes as one reads them: row by row, from the left. */
export function readingOrder(board: Board): readonly Note[] {
  const sorted = [...board.notes.values()].sort((a, b) => a.y - b.y || a.x - b.x);
  const rows: Note[][] = [];
  for (const note of sorted) {
    const row = rows[rows.length - 1];
    if (row && note.y - row[0]!.y < ROW) row.push(note);
    else rows.push([note]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x || a.y - b.y));
}

/** The note in sight after (1) or before (-1) another one; null at the ends. Without one, the first or last. */
export function neighbour({ board, view }: Context, id: string | null, step: 1 | -1): string | null {
  const notes = readingOrder(board).filter((note) => !view.world.isHidden(note.id));
  const at = id === null ? -1 : notes.findIndex((note) => note.id === id);
  const next = at === -1 ? (step === 1 ? 0 : notes.length - 1) : at + step;
  return notes[next]?.id ?? null;
}

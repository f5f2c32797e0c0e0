/** What a file brings comes onto the board where nothing is, as one step of undo, chosen and shown. */
import type { Board } from "../doc/board";
import { putDown, readPieces, type Excerpt } from "../doc/excerpt";
import type { Tab } from "../state/tab";
import { around } from "../scene/geometry";
import type { Stage } from "./stage";
import { freePlace } from "./template";

/** So many things of one file at once: what one person may send in one go. */
export const IMPORT_MOST = 2_000;

/** Pieces as the server tells them, as far as they can be put down; `all` is how many there were. */
export type Pieces = Excerpt & { readonly all: number };

export function readFile(pieces: unknown): Pieces | null {
  return readPieces(pieces, IMPORT_MOST);
}

/** The new ids; nothing where the person makes no clusters or there is nothing. */
export function landFile(board: Board, tab: Tab, stage: Pick<Stage, "show">, pieces: Excerpt): readonly string[] {
  const box = around([...pieces.clusters, ...pieces.notes, ...pieces.marks]);
  if (!board.arranges || !box) return [];
  const at = freePlace(board, box);
  board.stopCapturing();
  // Whatever is in no cluster of the file is in none here: the place was free.
  const made = putDown(board, pieces, { x: at.x - box.x, y: at.y - box.y }, () => null);
  board.stopCapturing();
  const ids = made.filter((id) => id !== null);
  tab.select(ids);
  stage.show({ ...at, w: box.w, h: box.h });
  return ids;
}

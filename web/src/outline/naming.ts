import type { Board } from "../doc/board";
import { t } from "../i18n";
import { called } from "./reading";

/** As a note or cluster is spoken of, whether or not it has words. */
export function titled(board: Board, id: string): string {
  return called(board, id) || t(board.notes.get(id)?.image ? "outline.picture_note" : "outline.empty_note");
}

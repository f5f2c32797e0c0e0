import { t } from "../../i18n";
import type { BoardEntry } from "../api";

/** What a board is called where all of a session's are listed. */
export function boardName(board: BoardEntry): string {
  return board.kind === "group" ? (board.group ?? board.title) : board.kind === "plenary" ? t("board.plenary") : t("board.canvas");
}

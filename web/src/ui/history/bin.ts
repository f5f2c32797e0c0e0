/** What was removed from a board, as the server gives it to who conducts, and taking back what somebody did. */
import { json, send } from "../api";
import type { Binned } from "./heaps";

/** What was taken back on one board. */
export interface Undone {
  readonly board: string;
  /** The version of what was there before; null if nothing was another. */
  readonly before: string | null;
  readonly items: readonly string[];
  readonly gone: number;
  readonly back: number;
  readonly changed: number;
  readonly opinions: number;
  readonly kept: number;
}

export const bin = {
  list: (token: string, board: string) => json<readonly Binned[]>("GET", `/boards/${board}/bin`, token),
  restore: (token: string, board: string, items: readonly string[]) => json<{ back: number }>("POST", `/boards/${board}/bin/restore`, token, { items }),
  empty: (token: string, board: string) => send("DELETE", `/boards/${board}/bin`, token),
  undo: (token: string, workshop: string, person: string, minutes: number) =>
    json<{ boards: readonly Undone[] }>("POST", `/workshops/${workshop}/participants/${person}/undo`, token, { minutes }),
};

import { json } from "../api";
import type { Changes } from "./differences";

/** What is new on a board since the session before; docs of `GET /boards/{board}/since`. */
export interface Since extends Changes {
  readonly since: {
    readonly session: number;
    readonly title: string | null;
    readonly date: string | null;
    /** Where it stood then, if that was another board. */
    readonly board: string | null;
    readonly notes: number;
  };
  /** The board began anew: nothing of then is on it. */
  readonly fresh: boolean;
}

/** Null: there was no time before. */
export async function askSince(token: string, board: string): Promise<Since | null> {
  const answer = await json<Since | { readonly since: null }>("GET", `/boards/${board}/since`, token);
  return answer.since ? (answer as Since) : null;
}

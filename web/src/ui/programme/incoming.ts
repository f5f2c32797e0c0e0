import { json } from "../api";

/** A note that waits; docs of `GET /boards/{board}/inbox`. */
export interface Waiting {
  /** The id it has on the board once it is passed on. */
  readonly id: string;
  readonly text: string;
  readonly color: string;
  readonly tags: readonly string[];
  readonly image: string | null;
  /** Ms since 1970. */
  readonly at: number | null;
  /** The writer's name; null if the inbox is without names. */
  readonly by: string | null;
}

export const inbox = {
  list: (token: string, board: string) => json<readonly Waiting[]>("GET", `/boards/${board}/inbox`, token),
  /** Without ids all there is. */
  pass: (token: string, board: string, items?: readonly string[]) => json<{ passed: number }>("POST", `/boards/${board}/inbox`, token, items ? { items } : {}),
};

/** What goes on on every board, asked for again and again while somebody looks. */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { BoardSketch, Glimpse } from "../api";
import { staff } from "../staff";

const EVERY_MS = 800;

/** A board as it was answered last; its miniature is kept until another one comes. */
export interface Seen extends Glimpse {
  readonly sketch?: BoardSketch;
}

export interface Wall {
  readonly of: (board: string) => Seen | undefined;
  /** The server's time, ms since 1970. */
  readonly now: Accessor<number>;
  readonly look: () => Promise<void>;
}

/** Boards of the session that is looked at. A server that is away is asked again; what was seen stays. */
export function watching(token: string, workshop: string, session: Accessor<number>): Wall {
  const [seen, setSeen] = createSignal<ReadonlyMap<string, Seen>>(new Map());
  const [now, setNow] = createSignal(0);
  let asking = false;
  let timer = 0;
  const look = async (): Promise<void> => {
    if (asking || document.visibilityState === "hidden") return;
    asking = true;
    const there = seen();
    const known = Object.fromEntries([...there].map(([board, { seq }]) => [board, seq]));
    try {
      const answer = await staff.wall(token, workshop, session(), known);
      setNow(answer.now);
      const kept = (one: Glimpse): Seen => {
        const sketch = one.sketch ?? there.get(one.board)?.sketch;
        return sketch ? { ...one, sketch } : one;
      };
      setSeen(new Map([...there, ...answer.boards.map((one) => [one.board, kept(one)] as const)]));
    } catch (error) {
      // The page says that what it shows may be old.
      console.warn(error);
    } finally {
      asking = false;
    }
  };
  const again = (): void => {
    timer = window.setTimeout(() => void look().finally(again), EVERY_MS);
  };
  createEffect(on(session, () => void look()));
  again();
  onCleanup(() => clearTimeout(timer));
  return { of: (board) => seen().get(board), now, look };
}

/**
 * What a board needs, asked for by a first script of its own, while the page's code is still coming: its code, what the
 * server says about it, and its line. On a slow connection these round trips run side by side instead of one after the
 * other. It knows nothing that would make it larger: no words, no signals, no document.
 */
import { askCopy } from "../doc/copy";
import { address, dial } from "../doc/dial";
import { seatForBoard } from "./seats";

const answers = new Map<string, Promise<Response>>();

/** The id in the address of a board's page. */
export function boardIn(path: string): string | null {
  return /^\/b\/([0-9a-z]{22})$/.exec(path)?.[1] ?? null;
}

/** Called once, first of all. */
export function ahead(): void {
  const id = boardIn(location.pathname);
  const seat = id && seatForBoard(id);
  if (!id || !seat) return;
  void import("./board/BoardPage");
  dial(address(id), seat.token);
  if (lastSaid(id) === null) askCopy(id, seat.token);
  const answer = fetch(`/api/v1/boards/${id}`, { headers: { Authorization: `Bearer ${seat.token}` } });
  // Whoever opens the board asks again, and tells if that fails as well.
  answer.catch(() => answers.delete(id));
  answers.set(id, answer);
}

/** The server's answer about a board if it was asked ahead; only once. */
export function answered(id: string): Promise<Response> | null {
  const answer = answers.get(id) ?? null;
  answers.delete(id);
  return answer;
}

const key = (id: string): string => `plenaria.board.${id}`;

/** What the server said about a board when it was last open here; the mark that this device has been there. */
export function lastSaid(id: string): string | null {
  try {
    return localStorage.getItem(key(id));
  } catch {
    return null;
  }
}

export function keepSaid(id: string, info: unknown): void {
  try {
    localStorage.setItem(key(id), JSON.stringify(info));
  } catch {
    // Without storage the board does not open offline.
  }
}

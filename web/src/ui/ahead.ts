/**
 * What a board needs, asked for while the page's own words and code are still coming: its code, what the server says
 * about it, and its line. On a slow connection these round trips run side by side instead of one after the other.
 */
import { address, dial } from "../doc/dial";
import { api, type BoardInfo } from "./api";
import { place } from "./route";
import { seatForBoard, type Seat } from "./seats";

const asked = new Map<string, Promise<BoardInfo>>();
/** What the server said last of a board, for when it cannot be asked; the mark that this device has been there. */
const stored = (id: string): string => `plenaria.board.${id}`;

/** Called once, first of all. */
export function ahead(): void {
  const here = place();
  if (here.at !== "board") return;
  const seat = seatForBoard(here.id);
  if (!seat) return;
  void import("./board/BoardPage");
  dial(address(here.id), seat.token, read(here.id) === null);
  const info = api.board(seat.token, here.id);
  // Whoever opens the board is told, if it fails again.
  info.catch(() => asked.delete(here.id));
  asked.set(here.id, info);
}

/** What the server says about a board; without a connection, what it said last time. */
export async function known(seat: Seat, id: string): Promise<BoardInfo> {
  const early = asked.get(id);
  asked.delete(id);
  try {
    const info = (await early?.catch(() => null)) ?? (await api.board(seat.token, id));
    try {
      localStorage.setItem(stored(id), JSON.stringify(info));
    } catch {
      // Without storage the board does not open offline.
    }
    return info;
  } catch (error) {
    const last = (error as { status?: number }).status === 0 ? read(id) : null;
    if (last) return JSON.parse(last) as BoardInfo;
    throw error;
  }
}

function read(id: string): string | null {
  try {
    return localStorage.getItem(stored(id));
  } catch {
    return null;
  }
}

/** What belongs together is put together: notes that say the same become one, notes about the same a cluster. Each is one step of undo. */
import type { Board } from "../doc/board";
import { below } from "../doc/placing";
import type { Note, Point } from "../doc/types";
import { addCluster, inherit, setTags } from "../doc/verbs";
import { TITLE_HEIGHT, TITLE_PADDING } from "../scene/text";
import { laid, tuck } from "./arranging";
import { readingOrder } from "./order";

/** Notes for a cluster that is there, or for one that is made for them. */
export interface Gathering {
  readonly title: string;
  readonly cluster: string | null;
  readonly notes: readonly string[];
}

const APART = 60;
/** New clusters stand in rows of so many. */
const IN_A_ROW = 3;

/**
 * One of these notes stays with its words, and takes over tags, links, reactions, comments and origins of the others, which go.
 * False if nothing can be done.
 */
export function unite(board: Board, notes: readonly string[], keep: string): boolean {
  const others = notes.filter((id) => id !== keep && board.note(id) && board.may(id));
  const kept = board.note(keep);
  if (!kept || !board.may(keep) || others.length === 0) return false;
  board.stopCapturing();
  setTags(board, keep, [kept, ...others.map((id) => board.note(id)!)].flatMap((note) => note.tags));
  // One after the other: a link between two of them has moved at one end when it is asked for the other.
  for (const other of others) inherit(board, other, keep);
  board.remove(others);
  board.stopCapturing();
  return true;
}

/** Answers the clusters. New ones stand below everything that is there, so that nothing is covered. */
export function gather(board: Board, all: readonly Gathering[]): readonly string[] {
  if (!board.arranges) return [];
  const order = readingOrder(board);
  const wanted = all.flatMap(({ title, cluster, notes }) => {
    const its = new Set(notes);
    const movable = order.filter((note) => its.has(note.id) && board.moves(note.id));
    return movable.length > 0 ? [{ title, notes: movable, home: cluster && board.clusters.has(cluster) ? cluster : null }] : [];
  });
  board.stopCapturing();
  // Those that are there grow first: what is new stands below them as they are then.
  board.together(() => {
    for (const { home, notes } of wanted) if (home) tuck({ board }, home, notes.map(({ id }) => id));
  });
  board.goOn();
  const corner = below(board);
  const clusters = board.together(() => {
    let [x, y, tall, inRow] = [corner.x, corner.y, 0, 0];
    return wanted.map(({ title, home, notes }) => {
      if (home) return home;
      if (inRow === IN_A_ROW) [x, y, tall, inRow] = [corner.x, y + tall + APART, 0, 0];
      const size = put(board, notes, { x, y });
      const made = addCluster(board, { pos: { x, y }, size, title, notes: notes.map(({ id }) => id) });
      x += size.w + APART;
      tall = Math.max(tall, size.h);
      inRow += 1;
      return made;
    });
  });
  board.stopCapturing();
  return clusters;
}

/** Lays the notes out in a cluster whose corner is there; answers its size. */
function put(board: Board, notes: readonly Note[], { x, y }: Point): { readonly w: number; readonly h: number } {
  const { places, w, h } = laid([notes], "grid", null);
  const top = TITLE_HEIGHT + TITLE_PADDING;
  for (const note of notes) {
    const to = places.get(note.id)!;
    board.moveTo(note.id, { x: x + TITLE_PADDING + to.x, y: y + top + to.y });
  }
  return { w: w + 2 * TITLE_PADDING, h: top + h + TITLE_PADDING };
}

/** Words found on a board, whatever their case and accents. */
import type { Board } from "../doc/board";
import { readingOrder } from "./order";

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Ids of notes in the order in which one reads, then of clusters, then of links; each word typed has to be there. */
export function found(board: Board, typed: string): readonly string[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const has = (...texts: readonly string[]): boolean => {
    const all = plain(texts.join(" "));
    return words.every((word) => all.includes(word));
  };
  return [
    ...readingOrder(board).filter((note) => has(note.text, ...note.tags)),
    ...[...board.clusters.values()].filter((cluster) => has(cluster.title)),
    ...[...board.links.values()].filter((link) => link.label !== "" && board.box(link.from) && board.box(link.to) && has(link.label)),
  ].map(({ id }) => id);
}

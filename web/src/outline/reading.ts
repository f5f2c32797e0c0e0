/** The board as nested lists: clusters with their notes in reading order, then notes without one, what is drawn, then links. */
import type { Board } from "../doc/board";
import type { Cluster, Link, Mark, Note } from "../doc/types";

export interface Chapter {
  readonly cluster: Cluster | null;
  readonly notes: readonly Note[];
}

export interface Sentence {
  readonly link: Link;
  readonly from: string;
  readonly to: string;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly id: string;
}

/** Rows of about a note's height, each from left to right. */
const ROW = 160;
const byPlace = (a: Placed, b: Placed): number =>
  Math.round(a.y / ROW) - Math.round(b.y / ROW) || a.x - b.x || (a.id < b.id ? -1 : 1);

export function chapters(board: Board): readonly Chapter[] {
  const members = new Map<string | null, Note[]>();
  for (const note of board.notes.values()) {
    const key = note.cluster !== null && board.clusters.has(note.cluster) ? note.cluster : null;
    const list = members.get(key);
    if (list) list.push(note);
    else members.set(key, [note]);
  }
  for (const list of members.values()) list.sort(byPlace);
  const clusters = [...board.clusters.values()].sort(byPlace);
  const loose = members.get(null) ?? [];
  const all: Chapter[] = clusters.map((cluster) => ({ cluster, notes: members.get(cluster.id) ?? [] }));
  if (loose.length > 0 || clusters.length === 0) all.push({ cluster: null, notes: loose });
  return all;
}

/** The same chapters, in each chapter those with the most votes first, and chapters by the most that a note of theirs has. */
export function ranked(board: Board, chapters: readonly Chapter[]): readonly Chapter[] {
  const sorted = chapters.map(({ cluster, notes }) => ({ cluster, notes: [...notes].sort((a, b) => board.votes(b.id) - board.votes(a.id)) }));
  const most = ({ notes }: Chapter): number => (notes[0] ? board.votes(notes[0].id) : -1);
  return sorted.sort((a, b) => most(b) - most(a));
}

/** What is drawn or put beside the notes, in reading order; strokes last. */
export function drawings(board: Board): readonly Mark[] {
  const isStroke = ({ figure }: Mark): number => Number(figure === "stroke");
  return [...board.marks.values()].sort((a, b) => isStroke(a) - isStroke(b) || byPlace(a, b));
}

/** The words of a note or cluster; empty without any. */
export function called(board: Board, id: string): string {
  return (board.notes.get(id)?.text ?? board.clusters.get(id)?.title ?? "").trim();
}

/** Links whose ends are both there, with what these are called. */
export function sentences(board: Board, title: (board: Board, id: string) => string): readonly Sentence[] {
  return [...board.links.values()].flatMap((link) => {
    const [from, to] = [link.from, link.to];
    return board.box(from) && board.box(to) ? [{ link, from: title(board, from), to: title(board, to) }] : [];
  });
}

/**
 * The note before (-1) or after (1) one in its chapter with which it could change places: reading follows the places on
 * the board, so that an exchange of these is one of the order too. Null where there is none, or not the person's.
 */
export function exchange(board: Board, id: string, by: 1 | -1): Note | null {
  const note = board.note(id);
  const chapter = note && chapters(board).find(({ notes }) => notes.some((one) => one.id === id));
  if (!chapter) return null;
  const other = chapter.notes[chapter.notes.findIndex((one) => one.id === id) + by];
  return other && board.may(id) && board.may(other.id) ? other : null;
}

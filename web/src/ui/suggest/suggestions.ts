/** What the server thinks belongs together, and what of it can still be done; docs of `POST /boards/{board}/suggest`. */
import type { Board } from "../../doc/board";

export interface Group {
  /** Tells it from the others of one answer. */
  readonly key: string;
  readonly title: string;
  /** The cluster of that name, if there is one. */
  readonly cluster: string | null;
  readonly notes: readonly string[];
  /** Words that its notes share, and how many notes have each. */
  readonly shared: readonly { readonly word: string; readonly notes: number }[];
}

export interface Duplicate {
  readonly key: string;
  readonly notes: readonly string[];
  /** Why, in words. */
  readonly why: string;
}

export interface Suggestions {
  readonly clusters: readonly Group[];
  readonly unplaced: readonly string[];
  readonly duplicates: readonly Duplicate[];
}

/** What of it can still be done: notes that are there, and not where they are to go already. */
export function possible(board: Board, { clusters, duplicates, unplaced }: Suggestions): Suggestions {
  const there = (id: string): boolean => board.note(id) !== undefined && board.may(id);
  const goes = (id: string, cluster: string | null): boolean => there(id) && board.moves(id) && (!cluster || board.note(id)!.cluster !== cluster);
  return {
    clusters: clusters
      .map((one) => ({ ...one, notes: one.notes.filter((id) => goes(id, one.cluster)) }))
      .filter(({ notes, cluster }) => notes.length > (cluster ? 0 : 1)),
    duplicates: duplicates.map((one) => ({ ...one, notes: one.notes.filter(there) })).filter(({ notes }) => notes.length > 1),
    unplaced: unplaced.filter((id) => board.note(id)),
  };
}

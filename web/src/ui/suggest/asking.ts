import { json } from "../api";
import type { Suggestions } from "./suggestions";

export interface Wish {
  readonly themes?: readonly string[];
  readonly clusters?: number;
}

/** A theme that is nothing but notes that say the same is told once: as these. */
export async function askSuggestions(token: string, board: string, wish: Wish): Promise<Suggestions> {
  const { clusters, duplicates, unplaced } = await json<Suggestions>("POST", `/boards/${board}/suggest`, token, wish);
  const isSame = (notes: readonly string[]): boolean => duplicates.some((same) => notes.every((id) => same.notes.includes(id)));
  return {
    clusters: clusters.filter(({ cluster, notes }) => cluster || !isSame(notes)).map((one, i) => ({ ...one, key: `c${i}` })),
    duplicates: duplicates.map((one, i) => ({ ...one, key: `d${i}` })),
    unplaced,
  };
}

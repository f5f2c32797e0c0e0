import { json } from "../api";
import type { Group, Suggestions } from "./suggestions";

export interface Wish {
  readonly themes?: readonly string[];
  readonly clusters?: number;
}

/** A theme that is nothing but notes that say the same is told once: as these. */
export async function askSuggestions(token: string, board: string, wish: Wish): Promise<Suggestions> {
  const found = await json<Suggestions>("POST", `/boards/${board}/suggest`, token, wish);
  const isSame = ({ cluster, notes }: Group): boolean => !cluster && found.duplicates.some((same) => notes.every((id) => same.notes.includes(id)));
  return { ...found, clusters: found.clusters.filter((one) => !isSame(one)) };
}

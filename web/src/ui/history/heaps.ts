import type { Thing } from "./differences";

/** Something that was removed; docs of `GET /boards/{board}/bin`. */
export interface Binned extends Thing {
  /** Ms since 1970. */
  readonly at: number;
  /** The name of who removed it; null if that was the server. */
  readonly by: string | null;
}

/** Those that one person removed at once; the latest first, as they come. */
export function heaps(all: readonly Binned[]): readonly (readonly Binned[])[] {
  const heaps: Binned[][] = [];
  for (const one of all) {
    const last = heaps.at(-1);
    if (last && last[0]!.at === one.at && last[0]!.by === one.by) last.push(one);
    else heaps.push([one]);
  }
  return heaps;
}

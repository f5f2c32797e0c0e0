/** What whoever facilitates takes of what a collect offers: new and changed things come unless they are left, the others only when they are taken. */
import type { CollectChange, Collecting, CollectReport } from "../api";

export type Sort = "added" | "changed" | "conflicts" | "removed";
export const SORTS: readonly Sort[] = ["added", "changed", "conflicts", "removed"];

/** One thing that is offered. */
export interface Offer {
  readonly sort: Sort;
  readonly change: CollectChange;
}

/** Names an offer: what both sides changed may have a part that only the group did. */
export const nameOf = ({ sort, change }: Offer): string => `${sort} ${change.key}`;

/** What a group offers, in the order it is shown. */
export function offersOf(report: CollectReport, board: string): Offer[] {
  return SORTS.flatMap((sort) => report[sort].flatMap((change) => (change.source === board ? { sort, change } : [])));
}

export function offers(report: CollectReport): Offer[] {
  return SORTS.flatMap((sort) => report[sort].map((change) => ({ sort, change })));
}

/** Comes without anybody's asking for it. */
const comes = (sort: Sort): boolean => sort === "added" || sort === "changed";

/** Is it taken? `turned` are those that are not as they are offered. */
export function isTaken(offer: Offer, turned: ReadonlySet<string>): boolean {
  return comes(offer.sort) !== turned.has(nameOf(offer));
}

/** All of these taken, or none of them. */
export function takeAll(list: readonly Offer[], turned: ReadonlySet<string>, taken: boolean): ReadonlySet<string> {
  const next = new Set(turned);
  for (const offer of list) {
    if (comes(offer.sort) === taken) next.delete(nameOf(offer));
    else next.add(nameOf(offer));
  }
  return next;
}

/** The same for the server. */
export function choice(report: CollectReport, turned: ReadonlySet<string>): Required<Pick<Collecting, "leave" | "accept">> {
  const keys = (sorts: readonly Sort[], taken: boolean): string[] =>
    offers(report).flatMap((offer) => (sorts.includes(offer.sort) && isTaken(offer, turned) === taken ? offer.change.key : []));
  const accept = { removed: keys(["removed"], true), conflicts: keys(["conflicts"], true) };
  // A conflict that is taken takes the whole of its note: nothing of it is left.
  const taken = new Set(accept.conflicts);
  return { accept, leave: keys(["added", "changed"], false).filter((key) => !taken.has(key)) };
}

/** What a whole group brings, without asking: what comes by itself. What it takes away or contradicts is asked one by one. */
export const coming = (list: readonly Offer[]): Offer[] => list.filter(({ sort }) => comes(sort));

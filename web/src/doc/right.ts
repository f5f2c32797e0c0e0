/**
 * What a person may change, as the server judges it (AD7, AD13 in docs/spec.md). Asked here first, so that nobody writes
 * what is not taken.
 */
import type { Item } from "./types";

const READING: ReadonlySet<string> = new Set(["viewer", "commenter"]);
const STAFF: ReadonlySet<string> = new Set(["cofacilitator", "facilitator"]);

/** Runs the workshop. */
export const isStaff = (role: string): boolean => STAFF.has(role);

/** Changes nothing of the board itself; comments and reactions are beside it. */
export const readsOnly = (role: string): boolean => READING.has(role);

/** Says what they think of notes, and comments: everybody but who only looks on. */
export const reacts = (role: string): boolean => role !== "viewer";

/** Makes clusters and links; others add notes. */
export const arranges = (role: string): boolean => role !== "contributor";

/** Is locked: nobody moves or erases it in passing, staff neither. They unlock it first. */
export const isHeld = (item: Item): boolean => item.kind !== "link" && item.locked;

/** Why an item is not this person's to change; null if it is. Staff change what is locked, as the server lets them. */
export function barrier(item: Item, role: string, me: string | null): "locked" | "others" | null {
  if (isHeld(item) && !isStaff(role)) return "locked";
  return arranges(role) || (item.kind === "note" && item.author === me) ? null : "others";
}

/**
 * The row of small signs on a note's lower edge: the dots it got, reactions, tags. `crates/publish/src/pills.rs` is this
 * file in Rust; `tests/data/pills.json` holds both to the same answers (PO13 in docs/spec.md).
 */
import type { ReactionKind, Stamp } from "../doc/types";
import { SHAPES } from "./palette";
import { pixels, type Face } from "./text";

/** Height of a sign, and how much of it lies on the paper, in CSS pixels at zoom 1. */
export const PILL_HEIGHT = 20;
export const PILL_INSIDE = 12;
export const PILL_SIZE = 12;
/** Side of a symbol that is a shape, what is free beside it, and at both ends of a sign. */
export const SYMBOL = 11;
export const SYMBOL_GAP = 3;
export const PILL_PADDING = 6;
const INSET = 12;
const GAP = 4;

export interface Pill {
  readonly sign: "votes" | "tag" | "more" | ReactionKind;
  /** Empty for a shape that one person chose. */
  readonly text: string;
  /** From the note's left edge. */
  readonly x: number;
  readonly w: number;
  /** Oneself reacted so. */
  readonly mine: boolean;
}

export function faceOf(sign: Pill["sign"]): Face {
  return sign === "tag" || sign === "more" ? "regular" : "semibold";
}

/** The signs of a note `width` wide. */
export function row(width: number, votes: number, stamps: readonly Stamp[], tags: readonly string[]): readonly Pill[] {
  const room = Math.max(0, Math.floor(width) - 2 * INSET);
  if (room < PILL_HEIGHT) return [];
  const all: Pill[] = [];
  if (votes > 0) all.push(pill("votes", String(votes), room));
  for (const { kind, count, mine } of stamps) if (count > 0) all.push(pill(kind, said(kind, count), room, mine));
  for (const tag of tags) if (tag.trim() !== "") all.push(pill("tag", tag, room));
  const more = pill("more", "…", room);
  const shown: Pill[] = [];
  let end = 0;
  for (const [nth, one] of all.entries()) {
    const reserve = nth + 1 < all.length ? GAP + more.w : 0;
    if (end + one.w + reserve > room) {
      shown.push({ ...more, x: INSET + end });
      break;
    }
    shown.push({ ...one, x: INSET + end });
    end += one.w + GAP;
  }
  return shown;
}

/** The one sign of a collapsed cluster: how many notes are in it. */
export function counted(notes: number): readonly Pill[] {
  return notes > 0 ? [{ ...pill("tag", String(notes), 200), x: 2 * INSET }] : [];
}

function said(kind: ReactionKind, count: number): string {
  if (kind === "plus") return `+${count}`;
  const letter = kind === "question" ? "?" : kind === "caution" ? "!" : "";
  return count === 1 ? letter : letter ? `${letter} ${count}` : String(count);
}

function pill(sign: Pill["sign"], text: string, room: number, mine = false): Pill {
  const symbol = SHAPES[sign] ? SYMBOL + (text ? SYMBOL_GAP : 0) : 0;
  const wide = (text ? pixels(text, PILL_SIZE, faceOf(sign)) : 0) + symbol + 2 * PILL_PADDING;
  return { sign, text, x: 0, w: Math.min(room, Math.max(PILL_HEIGHT, wide)), mine };
}

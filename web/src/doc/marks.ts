/** What is drawn or put beside the notes: making it and changing it. Each is one transaction with the board as its origin. */
import * as Y from "yjs";
import type { Board } from "./board";
import { within } from "./delta";
import { place, type Entry } from "./entries";
import { freshId } from "./id";
import { FIELD, LIMIT } from "./schema.gen";
import type { Color, Form, Mark, Point, Rect, Size } from "./types";

export interface NewMark extends Rect {
  readonly figure: Mark["figure"];
  readonly color: Color;
  readonly text?: string;
  readonly form?: Form;
  /** In `LIMIT.POINT`ths of the box, at most `LIMIT.POINTS` numbers. */
  readonly points?: readonly number[];
  readonly highlight?: boolean;
  readonly image?: string | null;
}

/** Returns the new id; nothing is made by who may not arrange. */
export function addMark(board: Board, mark: NewMark): string | null {
  if (!board.arranges) return null;
  const id = freshId();
  board.edit(({ marks }) => {
    const entry: Entry = new Y.Map();
    entry.set(FIELD.KIND, mark.figure);
    entry.set(FIELD.POS, place(mark.x, mark.y));
    entry.set(FIELD.SIZE, [side(mark.w), side(mark.h)]);
    entry.set(FIELD.COLOR, mark.color);
    entry.set(FIELD.Z, board.topKey());
    entry.set(FIELD.AT, Date.now());
    if (board.author) entry.set(FIELD.AUTHOR, board.author);
    if (mark.figure !== "stroke") entry.set(FIELD.TEXT, new Y.Text(within(mark.text ?? "", LIMIT.NOTE_TEXT)));
    if (mark.form) entry.set(FIELD.FORM, mark.form);
    if (mark.points?.length) entry.set(FIELD.POINTS, [...mark.points]);
    if (mark.highlight) entry.set(FIELD.STYLE, "highlight");
    if (mark.image) entry.set(FIELD.IMAGE, mark.image);
    marks.set(id, entry);
  });
  return id;
}

/** A mark may be thinner than anything else on a board. */
export function resizeMark(board: Board, id: string, pos: Point, size: Size): void {
  if (!board.marks.has(id) || !board.may(id)) return;
  board.edit(({ marks }) => {
    const entry = marks.get(id);
    entry?.set(FIELD.POS, place(pos.x, pos.y));
    entry?.set(FIELD.SIZE, [side(size.w), side(size.h)]);
  });
}

/** Gives a note a picture, or takes it away. */
export function setPicture(board: Board, note: string, image: string | null): void {
  // Of a note made in this very transaction there is no reading yet.
  if (board.note(note) && !board.may(note)) return;
  board.edit(({ notes }) => {
    const entry = notes.get(note);
    if (image) entry?.set(FIELD.IMAGE, image);
    else entry?.delete(FIELD.IMAGE);
  });
}

const side = (n: number): number => Math.round(Math.min(LIMIT.MARK_SIDE, Math.max(LIMIT.MARK_SIDE_MIN, n))) + 0;

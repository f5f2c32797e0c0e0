/** One note becomes several, and several one. */
import { LIMIT } from "../doc/schema.gen";
import type { Note } from "../doc/types";
import { inherit, setSource, setTags } from "../doc/verbs";
import { clusterAt } from "../scene/hit";
import { beside } from "./create";
import { parts } from "./lists";
import { readingOrder } from "./order";
import type { Context } from "./state";

export function isSplittable({ board }: Context, notes: readonly string[]): boolean {
  const note = notes.length === 1 ? board.note(notes[0]!) : undefined;
  return note !== undefined && board.may(note.id) && parts(note.text).length > 1;
}

/** A note for each line, or each sentence of the only line: the first stays where it is, the others stand beside it. */
export function split(context: Context, id: string): void {
  const { board, tab } = context;
  const note = board.note(id);
  if (!note) return;
  const [first, ...rest] = parts(note.text);
  if (first === undefined || rest.length === 0) return;
  board.stopCapturing();
  board.setText(id, first);
  const ids = [id, ...rest.map((text) => besides(context, note, text))];
  board.stopCapturing();
  tab.select(ids);
}

/** Cuts a note's text in two, as when its writer breaks off at `at`; answers the id of the second. */
export function cut(context: Context, id: string, at: number): string | null {
  const { board } = context;
  const note = board.note(id);
  if (!note) return null;
  const [before, after] = [note.text.slice(0, at).trimEnd(), note.text.slice(at).trimStart()];
  board.stopCapturing();
  board.setText(id, before);
  return besides(context, note, after);
}

function besides(context: Context, note: Note, text: string): string {
  const { board, view } = context;
  const middle = beside(context, note, note.w, note.h);
  const id = board.addNote({
    pos: { x: middle.x - note.w / 2, y: middle.y - note.h / 2 },
    size: note,
    color: note.color,
    text,
    cluster: clusterAt(view.world, middle.x, middle.y),
  });
  setTags(board, id, note.tags);
  setSource(board, id, note.src);
  return id;
}

export function isJoinable({ board }: Context, notes: readonly string[]): boolean {
  return notes.length > 1 && notes.every((id) => board.may(id));
}

/**
 * All words into the note that is read first, line by line; it takes over tags, links and reactions of the others,
 * which go. Not when the words do not fit.
 */
export function join({ board, tab }: Context, ids: readonly string[]): void {
  const chosen = new Set(ids);
  const [first, ...others] = readingOrder(board).filter((note) => chosen.has(note.id));
  if (!first || others.length === 0) return;
  const text = [first, ...others].map((note) => note.text.trim()).filter(Boolean).join("\n");
  if (text.length > LIMIT.NOTE_TEXT) {
    tab.remark.set({ code: "joined_too_long", most: LIMIT.NOTE_TEXT });
    return;
  }
  board.stopCapturing();
  board.setText(first.id, text);
  setTags(board, first.id, [first, ...others].flatMap((note) => note.tags));
  // One after the other: a link between two of them has moved at one end when it is asked for the other.
  for (const other of others) inherit(board, other.id, first.id);
  board.remove(others.map((note) => note.id));
  board.stopCapturing();
  tab.select([first.id]);
}

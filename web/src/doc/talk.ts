/**
 * What one does with comments, as the server takes it (AD7, AD16 in docs/spec.md): everybody but who only looks on writes
 * and changes what is theirs; who may change the board settles every thread. One step of undo each.
 */
import * as Y from "yjs";
import type { Board } from "./board";
import type { Comment, Thread } from "./comments";
import { textDelta, within } from "./delta";
import type { Entry } from "./entries";
import { freshId } from "./id";
import { arranges, isStaff, readsOnly } from "./right";
import { FIELD, LIMIT } from "./schema.gen";
import type { Item } from "./types";

/** What a thing says. */
export function textOf(item: Item | undefined): string {
  if (!item) return "";
  if (item.kind === "cluster") return item.title;
  return item.kind === "link" ? item.label : item.text;
}

/** The same in one line. */
export function wordsOf(item: Item | undefined): string {
  return textOf(item).replace(/\s+/g, " ").trim();
}

/** About a note, cluster, link or mark it begins a thread, about a comment it is a reply. The new id; null if it says nothing. */
export function comment(board: Board, on: string, words: string): string | null {
  const text = within(words.trim(), LIMIT.COMMENT);
  const { author } = board;
  if (!text || !author || !board.reacts) return null;
  const id = freshId();
  step(board, () =>
    board.edit(({ comments }) => {
      const entry: Entry = new Y.Map();
      entry.set(FIELD.ON, on);
      entry.set(FIELD.TEXT, new Y.Text(text));
      entry.set(FIELD.AUTHOR, author);
      entry.set(FIELD.AT, Date.now());
      const quote = within(wordsOf(board.item(on)), LIMIT.QUOTE);
      if (quote) entry.set(FIELD.QUOTE, quote);
      comments.set(id, entry);
    }),
  );
  return id;
}

export function isOwn(board: Board, { author }: Comment): boolean {
  return board.reacts && author !== null && author === board.author;
}

/** Others' words are for who runs the workshop to take away, and for nobody to change. */
export function isRemovable(board: Board, comment: Comment): boolean {
  return isOwn(board, comment) || (board.reacts && isStaff(board.role));
}

export function isSettleable(board: Board, { first }: Thread): boolean {
  return isOwn(board, first) || (board.reacts && !readsOnly(board.role) && arranges(board.role));
}

/** Says it in other words; the smallest change, so that what somebody else writes on another device is kept. */
export function rewrite(board: Board, comment: Comment, words: string): void {
  const text = words.trim();
  if (!text || !isOwn(board, comment)) return;
  step(board, () =>
    board.edit(({ comments }) => {
      const shared = comments.get(comment.id)?.get(FIELD.TEXT);
      if (!(shared instanceof Y.Text)) return;
      const delta = textDelta(shared.toString(), within(text, LIMIT.COMMENT));
      if (!delta) return;
      if (delta.remove > 0) shared.delete(delta.at, delta.remove);
      if (delta.insert) shared.insert(delta.at, delta.insert);
    }),
  );
}

/**
 * Takes a comment away. Of the first of a thread in which somebody replied only the words go: the replies stay. What is
 * somebody else's goes for good: undone, it would be written in their name.
 */
export function remove(board: Board, thread: Thread, comment: Comment): void {
  if (!isRemovable(board, comment)) return;
  const take = (): void =>
    board.edit(({ comments }) => {
      if (comment.id !== thread.id || thread.replies.length === 0) return comments.delete(comment.id);
      const entry = comments.get(comment.id);
      const shared = entry?.get(FIELD.TEXT);
      if (shared instanceof Y.Text) shared.delete(0, shared.length);
      entry?.delete(FIELD.QUOTE);
    });
  if (isOwn(board, comment)) step(board, take);
  else board.comments?.forGood(take);
}

/** Settles a thread, or opens it again. */
export function setDone(board: Board, thread: Thread, done: boolean): void {
  if (!isSettleable(board, thread) || thread.done === done) return;
  step(board, () =>
    board.edit(({ comments }) => {
      const entry = comments.get(thread.id);
      if (done) entry?.set(FIELD.DONE, true);
      else entry?.delete(FIELD.DONE);
    }),
  );
}

/** Of notes that became one: what was said about the one is said about the other. */
export function passOn(board: Board, from: string, to: string): void {
  const threads = board.comments?.threads().filter((thread) => thread.on === from && (isOwn(board, thread.first) || isSettleable(board, thread)));
  board.edit(({ comments }) => {
    for (const { id } of threads ?? []) comments.get(id)?.set(FIELD.ON, to);
  });
}

function step(board: Board, act: () => void): void {
  board.stopCapturing();
  act();
  board.stopCapturing();
}

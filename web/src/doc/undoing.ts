/**
 * What a step of undo or redo leaves alone: things that are locked now, and things it would take away although somebody
 * else has worked on them since. Yjs itself keeps to one's own edits; but taking back the making of a note would take
 * others' words on it along.
 */
import * as Y from "yjs";
import type { Board } from "./board";

type Step = Y.UndoManager["undoStack"][number];
type Ranges = Step["insertions"];
/** Why something stays. */
export type Held = "locked" | "touched";

/**
 * One step back, or forth again. Answers whether anything happened, and why something of it stayed as it is, or all of
 * it: then the step is over all the same, and the next press of the key is for the one before.
 */
export function step(board: Board, undos: Y.UndoManager, way: "undo" | "redo"): { readonly done: boolean; readonly held: Held | null } {
  const stack = way === "undo" ? "undoStack" : "redoStack";
  const steps = undos[stack];
  if (steps.length === 0) return { done: false, held: null };
  const held = sift(board, undos.doc, steps[steps.length - 1]!);
  undos[stack] = single(steps);
  try {
    const done = undos[way]() !== null;
    return { done, held: held ?? (done ? null : "touched") };
  } finally {
    undos[stack] = steps;
  }
}

/** Where a step has no effect any more, because others have set what it set, Yjs would go on to the one before. */
function single(steps: Step[]): Step[] {
  let popped = false;
  return new Proxy(steps, {
    get(target, key) {
      if (key === "length" && popped) return 0;
      if (key === "pop") {
        return () => {
          popped = true;
          return target.pop();
        };
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value as () => unknown).bind(target) : value;
    },
  });
}

/** Takes out of a step what has to stay. Answers why something does. */
function sift(board: Board, doc: Y.Doc, step: Step): Held | null {
  return doc.transact((transaction) => {
    const stays = staying(board, transaction, step);
    if (stays.size === 0) return null;
    for (const ranges of [step.insertions, step.deletions]) without(transaction, ranges, (item) => stays.has(entryOf(item)));
    return [...stays.values()].includes("touched") ? "touched" : "locked";
  }, board);
}

/** Entries that the step is not to change, and why. */
function staying(board: Board, transaction: Y.Transaction, step: Step): Map<Y.Item | null, Held> {
  const stays = new Map<Y.Item | null, Held>();
  const inspect = (struct: unknown, isMade: boolean): void => {
    if (!(struct instanceof Y.Item)) return;
    const entry = entryOf(struct);
    if (!entry || stays.has(entry) || entry.deleted) return;
    const id = entry.parentSub!;
    if (!board.locks && board.barrier(id) === "locked") stays.set(entry, "locked");
    // The step made it, so going back takes it away.
    else if (isMade && latest(struct) === entry && isTouched(board, transaction.doc, entry, id)) stays.set(entry, "touched");
  };
  Y.iterateDeletedStructs(transaction, step.insertions, (struct) => inspect(struct, true));
  Y.iterateDeletedStructs(transaction, step.deletions, (struct) => inspect(struct, false));
  return stays;
}

/** Has somebody else written within an entry, linked it, or put something into it? */
function isTouched(board: Board, doc: Y.Doc, entry: Y.Item, id: string): boolean {
  const foreign = (item: Y.Item | null | undefined): boolean => Boolean(item && !item.deleted && item.id.client !== doc.clientID);
  const within = (type: Y.AbstractType<unknown>): boolean => {
    for (let item = type._start; item; item = item.right) if (foreign(item)) return true;
    return [...type._map.values()].some((item) => foreign(item) || (!item.deleted && item.content instanceof Y.ContentType && within(item.content.type)));
  };
  if (entry.content instanceof Y.ContentType && within(entry.content.type)) return true;
  const root = (name: string, key: string): Y.Item | undefined => doc.getMap(name)._map.get(key);
  const memberships = board.members(id).map((note) => {
    const item = root("notes", note.id);
    return item?.content instanceof Y.ContentType ? item.content.type._map.get("cluster") : null;
  });
  return [...board.linksOf(id).map((link) => root("links", link.id)), ...memberships].some(foreign);
}

/** The entry of a root map that an item is or lies in, as it is there now. */
function entryOf(item: Y.Item): Y.Item | null {
  let at: Y.Item | null = item;
  while (at) {
    const above: Y.Item | null = (at.parent as Y.AbstractType<unknown> | null)?._item ?? null;
    if (!above) break;
    at = above;
  }
  return at?.parentSub != null ? latest(at) : null;
}

/** What was taken away and brought back is another item. */
function latest(item: Y.Item): Y.Item {
  const doc = (item.parent as Y.AbstractType<unknown> | null)?.doc;
  let at = item;
  while (doc && at.redone) {
    const next = Y.getItem(doc.store, at.redone);
    if (!(next instanceof Y.Item)) break;
    at = next;
  }
  return at;
}

/** Takes ranges out. */
function without(transaction: Y.Transaction, ranges: Ranges, isOut: (item: Y.Item) => boolean): void {
  const kept = new Map<number, { clock: number; len: number }[]>();
  Y.iterateDeletedStructs(transaction, ranges, (struct) => {
    if (struct instanceof Y.Item && isOut(struct)) return;
    const { client, clock } = struct.id;
    const one = { clock, len: struct.length };
    const list = kept.get(client);
    if (list) list.push(one);
    else kept.set(client, [one]);
  });
  ranges.clients = kept as Ranges["clients"];
}

import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { Comments, type Thread } from "../../src/doc/comments";
import { comment, isRemovable, isSettleable, remove, rewrite, setDone } from "../../src/doc/talk";
import type { Change } from "../../src/doc/types";
import { addLink, inherit } from "../../src/doc/verbs";

let doc: Y.Doc;
let board: Board;
let comments: Comments;
let note: string;

/** Another person's page with the same board, in step both ways. */
function beside(author: string, role = "editor"): Board {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  doc.on("update", (update, origin) => origin !== other && Y.applyUpdate(other, update, doc));
  other.on("update", (update, origin) => origin !== doc && Y.applyUpdate(doc, update, other));
  const there = new Board("b", other, author);
  there.role = role;
  there.comments = new Comments(there);
  return there;
}

beforeEach(() => {
  doc = new Y.Doc();
  board = new Board("b", doc, "anna");
  board.role = "editor";
  comments = board.comments = new Comments(board);
  note = board.addNote({ pos: { x: 0, y: 0 }, text: "il fiume\n è  pulito" });
});

const only = (of = comments): Thread => of.threads()[0]!;
const said = (thread: Thread): string[] => [thread.first, ...thread.replies].map(({ text }) => text);
const entries = (): Record<string, Record<string, unknown>> => doc.getMap("comments").toJSON();

describe("comments", () => {
  test("wb90 a comment has the fields of the contract, a reply is one about a comment", () => {
    const first = comment(board, note, "  davvero? ")!;
    const reply = comment(board, first, "sì")!;
    expect(entries()[first]).toMatchObject({ on: note, text: "davvero?", author: "anna", quote: "il fiume è pulito" });
    expect(entries()[first]!["at"]).toBeGreaterThan(1e12);
    expect(entries()[reply]).toMatchObject({ on: first, text: "sì" });
    expect(said(only())).toEqual(["davvero?", "sì"]);
    expect([...comments.open()]).toEqual([[note, 1]]);
    expect(comment(board, note, " \n ")).toBeNull();
    expect(comment(board, note, "x".repeat(3_000))).not.toBeNull();
    expect(comments.threads()[1]!.first.text).toHaveLength(2_000);
  });

  test("wb90 clusters and links are commented on too, and what is said tells the watchers", () => {
    const changes: Change[] = [];
    board.subscribe((change) => changes.push(change));
    const other = board.addNote({ pos: { x: 300, y: 0 } });
    const link = addLink(board, note, other, "porta a")!;
    changes.length = 0;
    comment(board, link, "in che modo?");
    expect(only().first.quote).toBe("porta a");
    expect(changes.map(({ notes, links, origin }) => [notes.size, links.size, origin])).toEqual([[0, 0, "local"]]);
    expect(board.canUndo).toBe(true);
  });

  test("wb91 undo takes back one's own comment, settling and deletion, and nothing of others", () => {
    const bea = beside("bea");
    comment(board, note, "davvero?");
    comment(bea, only(bea.comments!).id, "certo");
    board.undo();
    // What Bea answered stays readable, as a thread about something that is gone.
    expect(bea.comments!.threads().map(said)).toEqual([["certo"]]);
    board.redo();
    expect(said(only(bea.comments!))).toEqual(["davvero?", "certo"]);
    setDone(board, only(), true);
    expect([...bea.comments!.open()]).toEqual([]);
    board.undo();
    expect([...bea.comments!.open()]).toEqual([[note, 1]]);
    expect(said(only())).toEqual(["davvero?", "certo"]);
  });

  test("wb91 who began a thread and who may change the board settle it; words are their writer's", () => {
    const bea = beside("bea", "commenter");
    const carlo = beside("carlo", "commenter");
    comment(bea, note, "davvero?");
    const rights = (who: Board): boolean[] => [isSettleable(who, only(who.comments!)), isRemovable(who, only(who.comments!).first)];
    expect(rights(bea)).toEqual([true, true]);
    expect(rights(carlo)).toEqual([false, false]);
    expect(rights(board)).toEqual([true, false]);
    expect(rights(beside("dora", "facilitator"))).toEqual([true, true]);
    expect(rights(beside("eva", "viewer"))).toEqual([false, false]);
    setDone(carlo, only(carlo.comments!), true);
    rewrite(carlo, only(carlo.comments!).first, "altro");
    remove(carlo, only(carlo.comments!), only(carlo.comments!).first);
    expect([said(only()), only().done]).toEqual([["davvero?"], false]);
    rewrite(bea, only(bea.comments!).first, "davvero? Sicuri?");
    setDone(bea, only(bea.comments!), true);
    expect([said(only()), only().done]).toEqual([["davvero? Sicuri?"], true]);
    expect(comment(beside("eva", "viewer"), note, "no")).toBeNull();
  });

  test("wb91 others' words that staff took away do not come back by undo in the wrong name", () => {
    const bea = beside("bea");
    comment(bea, note, "una parolaccia");
    board.role = "facilitator";
    board.stopCapturing();
    board.addNote({ pos: { x: 300, y: 0 } });
    remove(board, only(), only().first);
    expect(comments.threads()).toEqual([]);
    // The step before is what undo takes back.
    board.undo();
    expect([comments.threads().length, board.notes.size]).toEqual([0, 1]);
  });

  test("wb91 of a first comment with replies only the words go", () => {
    comment(board, note, "davvero?");
    comment(beside("bea"), only().id, "certo");
    remove(board, only(), only().first);
    expect(said(only())).toEqual(["", "certo"]);
    expect(only().first.quote).toBe("");
    board.undo();
    expect(said(only())).toEqual(["davvero?", "certo"]);
  });

  test("wb92 what is gone leaves its comments, with how it began; joined notes hand theirs on", () => {
    const other = board.addNote({ pos: { x: 300, y: 0 }, text: "altro" });
    comment(board, note, "davvero?");
    board.stopCapturing();
    inherit(board, note, other);
    board.stopCapturing();
    expect(only().on).toBe(other);
    board.undo();
    expect(only().on).toBe(note);
    board.remove([note]);
    expect([only().on, only().first.quote]).toEqual([note, "il fiume è pulito"]);
  });

  test("wb92 odd entries harm nobody: circles, nonsense, and a document in place of another", () => {
    const put = (id: string, fields: Record<string, unknown>): void => {
      const map = new Y.Map<unknown>();
      for (const [key, value] of Object.entries(fields)) map.set(key, value);
      doc.getMap("comments").set(id, map);
    };
    put("a", { on: "b", text: "a" });
    put("b", { on: "a", text: "b" });
    put("c", { on: "c", text: "c" });
    put("d", { text: "about nothing" });
    doc.getMap("comments").set("e", 5);
    put("f", { on: note, text: 7, at: "ieri", done: "sì", author: 3 });
    put("g", { on: "f", text: "risposta" });
    expect(comments.threads().map(said)).toEqual([["", "risposta"]]);
    expect(only()).toMatchObject({ done: false, first: { author: null, at: 0 } });

    const news: number[] = [];
    comments.subscribe((all) => news.push(all.length));
    const next = new Y.Doc();
    board.attach(next);
    expect([comments.threads().length, comments.open().size]).toEqual([0, 0]);
    const from = new Y.Doc();
    const far = new Board("b", from, "bea");
    far.role = "editor";
    far.comments = new Comments(far);
    comment(far, "x", "da lontano");
    Y.applyUpdate(next, Y.encodeStateAsUpdate(from));
    expect(news).toEqual([0, 1]);
    expect(said(only())).toEqual(["da lontano"]);
  });
});

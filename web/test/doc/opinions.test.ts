import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { setTags, react } from "../../src/doc/verbs";
import type { Change } from "../../src/doc/types";

let doc: Y.Doc;
let board: Board;
let note: string;

beforeEach(() => {
  doc = new Y.Doc();
  board = new Board("b", doc, "me");
  board.role = "editor";
  note = board.addNote({ pos: { x: 0, y: 0 }, text: "una" });
});

function entry(fields: Record<string, unknown>): void {
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields)) map.set(key, value);
  doc.getMap("reactions").set(`r${Math.random()}`.replace(".", ""), map);
}

describe("opinions", () => {
  test("wb60 a reaction is one's own, is taken back by the same, and changes the note", () => {
    const changes: Change[] = [];
    board.subscribe((change) => changes.push(change));
    react(board, [note], "plus");
    expect(board.stamps(note)).toEqual([{ kind: "plus", count: 1, mine: true }]);
    expect([...changes[0]!.notes]).toEqual([note]);
    const [written] = [...doc.getMap("reactions").values()] as Y.Map<unknown>[];
    expect(written!.toJSON()).toMatchObject({ on: note, kind: "plus", author: "me" });
    board.stopCapturing();
    react(board, [note], "plus");
    expect(board.stamps(note)).toEqual([]);
    board.undo();
    expect(board.stamps(note)).toEqual([{ kind: "plus", count: 1, mine: true }]);
  });

  test("wb60 of several notes those without it get it; when all have it, it is taken back", () => {
    const other = board.addNote({ pos: { x: 300, y: 0 } });
    react(board, [note], "heart");
    react(board, [note, other], "heart");
    expect([note, other].map((id) => board.stamps(id)[0]?.count)).toEqual([1, 1]);
    react(board, [note, other], "heart");
    expect([note, other].map((id) => board.stamps(id))).toEqual([[], []]);
  });

  test("bd7 a person counts once, nonsense not at all, and what was brought comes on top", () => {
    (doc.getMap("notes").get(note) as Y.Map<unknown>).set("stamps", { plus: 3, confetti: 9, heart: -1 });
    entry({ on: note, kind: "plus", author: "anna" });
    entry({ on: note, kind: "plus", author: "anna" });
    entry({ on: note, kind: "confetti", author: "anna" });
    entry({ on: note, kind: "star" });
    entry({ on: "gone", kind: "star", author: "anna" });
    expect(board.stamps(note)).toEqual([{ kind: "plus", count: 4, mine: false }]);
  });

  test("wb60 who only looks on does not react, who comments does", () => {
    board.role = "viewer";
    react(board, [note], "plus");
    expect(board.stamps(note)).toEqual([]);
    board.role = "commenter";
    react(board, [note], "plus");
    expect(board.stamps(note)).toHaveLength(1);
  });

  test("wb61 tags are each there once, trimmed, and within their limits", () => {
    setTags(board, note, [" idea ", "idea", "", "x".repeat(60), ...Array.from({ length: 30 }, (_, i) => `t${i}`)]);
    const { tags } = board.note(note)!;
    expect(tags.slice(0, 2)).toEqual(["idea", "x".repeat(40)]);
    expect(tags).toHaveLength(20);
    setTags(board, note, []);
    expect((doc.getMap("notes").get(note) as Y.Map<unknown>).has("tags")).toBe(false);
  });

  test("wb60 the dots of a vote are read and told", () => {
    const changes: Change[] = [];
    board.subscribe((change) => changes.push(change));
    doc.getMap("tallies").set(note, { votes: 4, round: 0 });
    expect(board.votes(note)).toBe(4);
    expect([...changes[0]!.notes]).toEqual([note]);
  });
});

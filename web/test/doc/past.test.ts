import { expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { readPast } from "../../src/doc/past";

test("wb155 a board as it was is read from what the server kept, the lowest first, and without what is no thing", () => {
  const doc = new Y.Doc();
  const board = new Board("b", doc, "anna");
  board.role = "editor";
  const below = board.addNote({ pos: { x: 0, y: 0 }, text: "sotto" });
  const above = board.addNote({ pos: { x: 40, y: 0 }, text: "sopra" });
  board.edit(({ notes }) => {
    notes.set("odd", 7 as never);
    notes.get(below)!.set("z", "z9");
    notes.get(above)!.set("z", "a1");
  });
  const past = readPast(Y.encodeStateAsUpdate(doc));
  expect(past.notes.map(({ text }) => text)).toEqual(["sopra", "sotto"]);
  expect([past.clusters, past.links, past.marks]).toEqual([[], [], []]);
});

import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { giveWay, placeFor, putNote } from "../../src/doc/placing";
import { COLORS } from "../../src/doc/schema.gen";
import type { Rect } from "../../src/doc/types";
import { addCluster } from "../../src/doc/verbs";

let doc: Y.Doc;
let board: Board;

beforeEach(() => {
  doc = new Y.Doc();
  board = new Board("b", doc, "me");
  board.role = "editor";
});

const touch = (a: Rect, b: Rect): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
const piled = (on: Board): string[] => {
  const notes = [...on.notes.values()];
  return notes.flatMap((a, i) => notes.slice(i + 1).flatMap((b) => (touch(a, b) ? [`${a.text} on ${b.text}`] : [])));
};

describe("placing", () => {
  test("wb100 fifty notes of all colours, and those in a cluster that is too small, lie side by side", () => {
    const home = addCluster(board, { pos: { x: 900, y: 0 }, size: { w: 480, h: 300 }, title: "Idee" });
    for (let i = 0; i < 50; i++) {
      const id = putNote(board, String(i), { color: COLORS[(i * 5) % 7]!, cluster: i % 3 === 0 ? home : null });
      // What is in no cluster lies on none.
      expect(i % 3 === 0 || !touch(board.note(id)!, board.clusters.get(home)!)).toBe(true);
    }
    expect(board.notes.size).toBe(50);
    expect(piled(board)).toEqual([]);
    const cluster = board.clusters.get(home)!;
    const members = board.members(home);
    expect(members).toHaveLength(17);
    for (const { x, y, w, h } of members) {
      expect(x >= cluster.x && y >= cluster.y && x + w <= cluster.x + cluster.w && y + h <= cluster.y + cluster.h).toBe(true);
    }
  });

  test("wb100 notes of one colour stand below each other, another colour begins beside", () => {
    const [a, b, c] = [putNote(board, "a", { color: "pink" }), putNote(board, "b", { color: "pink" }), putNote(board, "c", { color: "blue" })].map((id) => board.note(id!)!);
    expect(b!.x).toBe(a!.x);
    expect(b!.y).toBeGreaterThanOrEqual(a!.y + a!.h);
    expect(c!.y).toBe(a!.y);
    expect(c!.x).toBeGreaterThanOrEqual(a!.x + a!.w);
  });

  test("wb100 a full cluster grows where nothing is in its way", () => {
    const home = addCluster(board, { pos: { x: 0, y: 0 }, size: { w: 480, h: 300 } });
    board.addNote({ pos: { x: 100, y: 320 }, text: "below" });
    for (const text of ["1", "2", "3"]) putNote(board, text, { color: "green", cluster: home });
    const { w, h } = board.clusters.get(home)!;
    expect([w > 480, h]).toEqual([true, 300]);
  });

  test("wb100 who may not change a cluster puts notes into it all the same, and it stays as it is", () => {
    const home = addCluster(board, { pos: { x: 0, y: 0 }, size: { w: 300, h: 200 } });
    board.role = "contributor";
    for (let i = 0; i < 5; i++) putNote(board, String(i), { color: "green", cluster: home });
    expect(board.members(home)).toHaveLength(5);
    expect(piled(board)).toEqual([]);
    expect(board.clusters.get(home)!.h).toBe(200);
  });

  test("wb100 a cluster that is gone is no place, an odd one neither", () => {
    expect(placeFor(board, { color: "white", cluster: "gone" }).grown).toBeNull();
    const id = putNote(board, "x", { color: "white", cluster: "gone" });
    expect(board.note(id)!.cluster).toBeNull();
  });

  test("wb103 two who did not see each other chose the same place: the later note gives way, on both sides alike", () => {
    const other = new Board("b", new Y.Doc(), "you");
    other.role = "editor";
    const docs = [doc, (other as unknown as { doc: Y.Doc }).doc] as const;
    const mine = ["a", "b", "c"].map((text) => putNote(board, text, { color: "yellow" }));
    const theirs = ["d", "e", "f"].map((text) => putNote(other, text, { color: "yellow" }));
    const meet = (): void => {
      const [one, two] = docs.map((each) => Y.encodeStateAsUpdate(each));
      Y.applyUpdate(docs[0], two!);
      Y.applyUpdate(docs[1], one!);
    };
    meet();
    expect(piled(board).length).toBeGreaterThan(0);
    for (let round = 0; round < 6; round++) {
      giveWay(board, mine);
      giveWay(other, theirs);
      meet();
    }
    expect(piled(board)).toEqual([]);
    expect([...other.notes.values()].map(({ x, y }) => [x, y]).sort()).toEqual([...board.notes.values()].map(({ x, y }) => [x, y]).sort());
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { step as back, type Held } from "../../src/doc/undoing";
import { addCluster, addLink, recolor, setLocked } from "../../src/doc/verbs";

let mine: Board;
let theirs: Board;
let docs: [Y.Doc, Y.Doc];
let held: (Held | null)[];

/** Both have what both wrote. */
function meet(): void {
  const [a, b] = docs;
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
}

function step(change: () => void): void {
  mine.stopCapturing();
  change();
  mine.stopCapturing();
  meet();
}

beforeEach(() => {
  docs = [new Y.Doc(), new Y.Doc()];
  held = [];
  mine = new Board("b", docs[0], "me");
  theirs = new Board("b", docs[1], "other");
  theirs.role = "facilitator";
  mine.step = (undos, way) => {
    const { done, held: why } = back(mine, undos, way);
    held.push(why);
    return done;
  };
});

const note = (text: string, x = 0): string => {
  let id = "";
  step(() => (id = mine.addNote({ pos: { x, y: 0 }, text })));
  return id;
};

describe("undo", () => {
  test("wb127 a note that others have written on, moved or linked stays when its making is taken back", () => {
    const touches: ((id: string, other: string) => void)[] = [
      (id) => theirs.setText(id, "uno, e di più"),
      (id) => theirs.move([id], 30, 0),
      (id) => recolor(theirs, [id], "pink"),
      (id, other) => void addLink(theirs, other, id, "causa"),
    ];
    for (const touch of touches) {
      const other = theirs.addNote({ pos: { x: 500, y: 0 }, text: "loro" });
      meet();
      const id = note("uno");
      touch(id, other);
      meet();
      const before = JSON.stringify(mine.note(id));
      mine.undo();
      expect(JSON.stringify(mine.note(id))).toBe(before);
      expect(held.pop()).toBe("touched");
      meet();
      expect(theirs.note(id)).toBeDefined();
    }
  });

  test("wb127 nobody has touched it: it goes, and comes back", () => {
    const id = note("uno");
    mine.undo();
    expect(mine.note(id)).toBeUndefined();
    mine.redo();
    expect(mine.note(id)).toMatchObject({ text: "uno" });
    expect(held).toEqual([null, null]);
  });

  test("wb127 of several things only the touched one stays", () => {
    let ids: string[] = [];
    step(() => (ids = mine.together(() => [0, 300, 600].map((x) => mine.addNote({ pos: { x, y: 0 }, text: `n${x}` })))));
    theirs.setText(ids[1]!, "n300 nostra");
    meet();
    mine.undo();
    expect([...mine.notes.values()].map(({ text, x }) => [text, x])).toEqual([["n300 nostra", 300]]);
    expect(held).toEqual(["touched"]);
  });

  test("wb127 a cut comes back as it was, with what others wrote before; what they did meanwhile elsewhere stays", () => {
    const id = note("uno");
    const away = note("due", 300);
    theirs.setText(id, "uno di loro");
    meet();
    step(() => mine.remove([id]));
    theirs.setText(away, "due di loro");
    const made = theirs.addNote({ pos: { x: 900, y: 0 }, text: "nuova" });
    meet();
    mine.undo();
    meet();
    for (const board of [mine, theirs]) {
      expect(board.note(id)).toMatchObject({ text: "uno di loro" });
      expect(board.note(away)).toMatchObject({ text: "due di loro" });
      expect(board.note(made)).toBeDefined();
    }
    // Somebody writes on what came back: taking the cut up again would take that away.
    theirs.setText(id, "uno di loro, ancora");
    meet();
    mine.redo();
    expect(mine.note(id)).toMatchObject({ text: "uno di loro, ancora" });
    expect(held[held.length - 1]).toBe("touched");
  });

  test("wb127 a cut of a note that somebody edits at that very moment comes back once, and theirs harms nothing", () => {
    const id = note("uno");
    mine.stopCapturing();
    mine.remove([id]);
    mine.stopCapturing();
    theirs.setText(id, "uno e due");
    theirs.move([id], 50, 0);
    meet();
    mine.undo();
    meet();
    expect(mine.note(id)).toEqual(theirs.note(id));
    expect(mine.note(id)!.text).toContain("uno");
    expect(mine.notes.size).toBe(1);
  });

  test("wb127 what somebody set after me is theirs: place, colour, words", () => {
    const id = note("uno");
    step(() => mine.move([id], 100, 0));
    theirs.move([id], 0, 70);
    meet();
    expect(mine.undo()).toBe(false);
    expect(held).toEqual(["touched"]);
    meet();
    expect(theirs.note(id)).toMatchObject({ x: 100, y: 70 });
    step(() => mine.setText(id, "uno due"));
    theirs.setText(id, "ZERO uno due");
    meet();
    mine.undo();
    meet();
    expect(theirs.note(id)!.text).toBe("ZERO uno");
  });

  test("wb127 what is locked meanwhile stays as it is, and the rest of the step goes back", () => {
    const [a, b] = [note("uno"), note("due", 300)];
    step(() => mine.move([a, b], 10, 10));
    setLocked(theirs, [a], true);
    meet();
    mine.undo();
    expect(mine.note(a)).toMatchObject({ x: 10, locked: true });
    expect(mine.note(b)).toMatchObject({ x: 300, y: 0 });
    expect(held).toEqual(["locked"]);
    // A step of which nothing is left is over; the one before is for the next press.
    step(() => mine.move([b], 5, 0));
    setLocked(theirs, [b], true);
    meet();
    expect(mine.undo()).toBe(false);
    expect(mine.notes.size).toBe(2);
    expect(mine.note(b)).toMatchObject({ x: 305 });
  });

  test("wb127 a cluster in which somebody has put a note stays", () => {
    const theirNote = theirs.addNote({ pos: { x: 50, y: 50 }, text: "loro" });
    meet();
    let cluster = "";
    step(() => (cluster = addCluster(mine, { pos: { x: 0, y: 0 }, size: { w: 500, h: 500 } })));
    theirs.setMembership([theirNote], cluster);
    meet();
    mine.undo();
    expect(mine.clusters.has(cluster)).toBe(true);
    expect(mine.note(theirNote)!.cluster).toBe(cluster);
  });

  test("wb127 many steps go back and forth again, one a press", () => {
    const id = note("uno");
    for (let i = 1; i <= 5; i++) step(() => mine.move([id], 10, 0));
    step(() => recolor(mine, [id], "pink"));
    step(() => mine.remove([id]));
    const states: (string | undefined)[] = [JSON.stringify(mine.note(id))];
    while (mine.undo()) states.push(JSON.stringify(mine.note(id)));
    expect(states).toHaveLength(9);
    expect(mine.notes.size).toBe(0);
    for (states.pop(); mine.redo(); states.pop()) expect(JSON.stringify(mine.note(id))).toBe(states[states.length - 1]);
    expect(mine.notes.size).toBe(0);
    expect(held.every((why) => why === null)).toBe(true);
  });

  test("wb121 wb127 locking is a step of undo like any other", () => {
    mine.role = "cofacilitator";
    const id = note("uno");
    step(() => setLocked(mine, [id], true));
    expect(mine.note(id)!.locked).toBe(true);
    mine.undo();
    expect(mine.note(id)!.locked).toBe(false);
    mine.redo();
    expect(mine.note(id)!.locked).toBe(true);
  });
});

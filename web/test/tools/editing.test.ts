import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { addCluster } from "../../src/doc/verbs";
import { Editing } from "../../src/tools/editing";
import { readingOrder } from "../../src/tools/order";
import { Bench } from "./bench";

let bench: Bench;
let note: string;

beforeEach(() => {
  bench = new Bench();
  note = bench.note(0, 0, "uno due");
  bench.go(new Editing(bench.context, note));
});

/** What somebody else does to the board. */
function others(change: (board: Board) => void): void {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(bench.doc));
  change(new Board("b", doc));
  Y.applyUpdate(bench.doc, Y.encodeStateAsUpdate(doc));
}

const text = (): string | undefined => bench.board.note(note)?.text;

describe("editing", () => {
  test("wb1 each input is written, and the field closes with the state", () => {
    bench.field.type("uno due t");
    expect(text()).toBe("uno due t");
    bench.field.type("uno due tre");
    expect(text()).toBe("uno due tre");
    expect(bench.tab.editing.get()).toBe(note);
    bench.field.key("Escape");
    expect(bench.state.name).toBe("idle");
    expect(bench.tab.editing.get()).toBeNull();
    expect(bench.field.isOpen).toBe(false);
    expect(bench.selected).toEqual([note]);
  });

  test("wb2 others' words come into the field while it is open", () => {
    bench.field.type("uno due!");
    others((board) => board.setText(note, "zero uno due!"));
    expect(bench.field.value).toBe("zero uno due!");
    bench.field.type("zero uno due!!");
    expect(text()).toBe("zero uno due!!");
  });

  test("wb2 while an input method composes nothing is written or replaced; then both are there", () => {
    bench.field.isComposing = true;
    bench.field.type("uno due に");
    expect(text()).toBe("uno due");
    others((board) => board.setText(note, "ALTRI uno due"));
    expect(bench.field.value).toBe("uno due に");
    bench.field.isComposing = false;
    bench.field.type("uno due 日本");
    expect(text()).toBe("ALTRI uno due 日本");
    expect(bench.field.value).toBe("ALTRI uno due 日本");
  });

  test("wb47 a note removed by somebody else while it is written comes back with the words", () => {
    bench.field.type("uno due tre");
    others((board) => board.remove([note]));
    expect(bench.state.name).toBe("idle");
    expect([...bench.board.notes.values()]).toMatchObject([{ text: "uno due tre", x: 0, y: 0 }]);
    expect(bench.selected).toHaveLength(1);
  });

  test("wb47 a note removed while it was only looked at stays removed", () => {
    others((board) => board.remove([note]));
    expect(bench.state.name).toBe("idle");
    expect(bench.board.notes.size).toBe(0);
  });

  test("wb48 undo and redo while writing are the board's", () => {
    bench.field.type("uno due tre");
    bench.field.key("z", { ctrlKey: true });
    expect(bench.field.value).toBe("uno due");
    expect(bench.state.name).toBe("editing");
    bench.field.key("Z", { ctrlKey: true, shiftKey: true });
    expect(bench.field.value).toBe("uno due tre");
  });

  test("wb45 Ctrl+Enter goes on with a note beside; without words it goes again", () => {
    expect(bench.field.key("Enter", { ctrlKey: true })).toBe(true);
    expect(bench.board.notes.size).toBe(2);
    const second = bench.tab.editing.get()!;
    expect(bench.board.note(second)).toMatchObject({ x: 230, y: 0, color: "yellow" });
    bench.field.type("tre");
    bench.field.key("Enter", { ctrlKey: true });
    expect(bench.board.notes.size).toBe(3);
    bench.field.key("Escape");
    expect([...bench.board.notes.values()].map((one) => one.text)).toEqual(["uno due", "tre"]);
    // What was left behind is not what undo takes back.
    bench.board.undo();
    expect([...bench.board.notes.values()].map((one) => one.text)).toEqual(["uno due"]);
  });

  test("wb45 Enter is a new line in a note, Tab makes the next one, Shift+Tab goes back", () => {
    expect(bench.field.key("Enter")).toBe(false);
    expect(bench.field.key("Tab")).toBe(true);
    const next = bench.tab.editing.get()!;
    expect(bench.board.note(next)).toMatchObject({ x: 230, y: 0, text: "" });
    // From an empty one there is nowhere to go on.
    expect(bench.field.key("Tab")).toBe(true);
    expect(bench.state.name).toBe("idle");
    expect(bench.board.notes.size).toBe(1);
    bench.go(new Editing(bench.context, bench.note(230, 0, "tre")));
    expect(bench.field.key("Tab", { shiftKey: true })).toBe(true);
    expect(bench.selected).toEqual([note]);
  });

  test("wb45 the next one stays in the cluster while there is room", () => {
    const cluster = addCluster(bench.board, { pos: { x: -20, y: -60 }, size: { w: 480, h: 520 }, notes: [note] });
    const made = (): string => {
      bench.field.key("Tab");
      const id = bench.tab.editing.get()!;
      bench.field.type("x");
      return id;
    };
    const ids = [made(), made(), made()];
    expect(ids.map((id) => bench.board.note(id))).toMatchObject([
      { x: 230, y: 0, cluster },
      { x: 0, y: 230, cluster },
      { x: 230, y: 230, cluster },
    ]);
    const outside = bench.board.note(made())!;
    expect(outside.cluster).toBeNull();
    // It lies on nothing.
    for (const id of [note, ...ids]) expect(bench.board.note(id)).not.toMatchObject({ x: outside.x, y: outside.y });
  });

  test("wb62 Ctrl+Shift+Enter goes on in a note beside with what stands behind the caret", () => {
    bench.field.caret = 4;
    expect(bench.field.key("Enter", { ctrlKey: true, shiftKey: true })).toBe(true);
    expect(text()).toBe("uno");
    const second = bench.tab.editing.get()!;
    expect(bench.board.note(second)!.text).toBe("due");
    expect(bench.field.value).toBe("due");
  });

  test("wb8 a locked note is not opened", () => {
    bench.field.key("Escape");
    (bench.doc.getMap("notes").get(note) as Y.Map<unknown>).set("locked", true);
    bench.go(new Editing(bench.context, note));
    expect(bench.state.name).toBe("idle");
    expect(bench.field.isOpen).toBe(false);
  });
});

test("wb49 notes are read row by row", () => {
  const at = [[300, 10], [0, 0], [10, 400], [600, 30], [300, 390]] as const;
  const ids = at.map(([x, y]) => bench.note(x, y));
  bench.board.remove([note]);
  expect(readingOrder(bench.board).map((one) => ids.indexOf(one.id))).toEqual([1, 0, 3, 2, 4]);
});

import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { join, isJoinable, isSplittable, split } from "../../src/tools/pieces";
import { addCluster, addLink, setTags, react } from "../../src/doc/verbs";
import { Bench } from "./bench";

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
  bench.board.role = "editor";
});

const texts = (): string[] => [...bench.board.notes.values()].map((note) => note.text).sort();

describe("pieces", () => {
  test("wb62 a note falls into its items, with colour, tags and cluster; one step of undo", () => {
    const cluster = addCluster(bench.board, { pos: { x: -50, y: -80 }, size: { w: 900, h: 500 } });
    const id = bench.board.addNote({ pos: { x: 0, y: 0 }, color: "pink", cluster, text: "- uno\n- due\n\n- tre" });
    setTags(bench.board, id, ["idea"]);
    bench.board.stopCapturing();
    expect(isSplittable(bench.context, [id])).toBe(true);
    split(bench.context, id);
    expect(texts()).toEqual(["due", "tre", "uno"]);
    expect(bench.board.note(id)!.text).toBe("uno");
    for (const note of bench.board.notes.values()) expect(note).toMatchObject({ color: "pink", cluster, tags: ["idea"] });
    const places = [...bench.board.notes.values()].map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(3);
    expect(bench.selected).toHaveLength(3);
    bench.board.undo();
    expect(texts()).toEqual(["- uno\n- due\n\n- tre"]);
    expect(isSplittable(bench.context, [bench.note(900, 900, "una sola")])).toBe(false);
  });

  test("wb164 the pieces of a note come from where it came from", () => {
    const id = bench.note(0, 0, "uno\ndue\ntre");
    const src = { board: "g".repeat(22), item: "n", group: "Scuola", session: 1 };
    (bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>).get(id)!.set("src", src);
    bench.board.stopCapturing();
    split(bench.context, id);
    expect([...bench.board.notes.values()].map((note) => note.src)).toEqual([src, src, src]);
    bench.board.undo();
    expect(bench.board.notes.size).toBe(1);
  });

  test("wb62 joined notes are one, which takes over links, reactions, tags and origin; one step of undo", () => {
    const [a, b, c] = [bench.note(0, 0, "uno"), bench.note(300, 0, "due"), bench.note(0, 300, "tre")];
    const far = bench.note(900, 900, "lontano");
    setTags(bench.board, a!, ["x"]);
    setTags(bench.board, b!, ["y", "x"]);
    addLink(bench.board, a!, b!);
    addLink(bench.board, b!, c!);
    addLink(bench.board, c!, far, "porta a");
    addLink(bench.board, far, b!);
    react(bench.board, [b!, c!], "heart");
    const src = (item: string) => ({ board: "g".repeat(22), item, group: "Scuola", session: 1 });
    const entries = bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>;
    entries.get(b!)!.set("src", src("b"));
    entries.get(c!)!.set("src", src("c"));
    entries.get(c!)!.set("stamps", { plus: 2 });
    bench.board.stopCapturing();
    expect(isJoinable(bench.context, [c!, a!, b!])).toBe(true);
    join(bench.context, [c!, a!, b!]);
    expect(texts()).toEqual(["lontano", "uno\ndue\ntre"]);
    expect(bench.board.note(a!)).toMatchObject({ tags: ["x", "y"], stamps: { plus: 2 }, src: { ...src("b"), merged: [src("c")] } });
    expect([...bench.board.links.values()].map(({ from, to, label }) => [from, to, label]).sort()).toEqual([[a, far, "porta a"], [far, a, ""]].sort());
    // The same person's heart on two of them is one.
    expect(bench.board.stamps(a!)).toEqual([{ kind: "plus", count: 2, mine: false }, { kind: "heart", count: 1, mine: true }]);
    bench.board.undo();
    expect(texts()).toEqual(["due", "lontano", "tre", "uno"]);
    expect(bench.board.links.size).toBe(4);
    expect(bench.board.stamps(b!)).toEqual([{ kind: "heart", count: 1, mine: true }]);
  });

  test("wb62 words that do not fit one note are not joined, and it is said", () => {
    const ids = [bench.note(0, 0, "x".repeat(1_500)), bench.note(300, 0, "y".repeat(1_500))];
    join(bench.context, ids);
    expect(bench.board.notes.size).toBe(2);
    expect(bench.tab.remark.get()).toEqual({ code: "joined_too_long", most: 2_000 });
  });
});

import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { excerpt, EXCERPT_MOST, putDown, readExcerpt } from "../../src/doc/excerpt";
import { addMark, setPicture } from "../../src/doc/marks";
import { LIMIT } from "../../src/doc/schema.gen";
import { addCluster, addLink, setCollapsed, setSource, setTags } from "../../src/doc/verbs";
import { plain } from "../../src/tools/clipboard";

const board = (): Board => new Board("b", new Y.Doc(), "me");
const home = (): null => null;
const IMAGE = "0123456789abcdef".repeat(4);
const over = (part: unknown) => readExcerpt(JSON.stringify(part))!;

describe("excerpt", () => {
  test("wb164 a copy says where the note was collected from, on another board too; what cannot be so is left out", () => {
    const from = board();
    const src = { board: "b".repeat(22), item: "n1", group: "Ambiente", session: 2, merged: [{ board: "c".repeat(22), item: "n2", group: "Cultura", session: 1 }] };
    const id = from.addNote({ pos: { x: 0, y: 0 }, text: "uno" });
    setSource(from, id, src);
    const { ids: _, ...part } = excerpt(from, [id]);
    const to = board();
    const [copy] = putDown(to, over(part), { x: 0, y: 0 }, home);
    expect(to.note(copy!)?.src).toEqual(src);
    const odd = { ...part, notes: [{ ...part.notes[0], src: { ...src, board: "elsewhere" } }] };
    expect(over(odd).notes[0]?.src).toBeNull();
  });

  test("wb123 notes, clusters and links among them come to another board as they were", () => {
    const from = board();
    const [a, b, free] = [from.addNote({ pos: { x: 40, y: 80 }, text: "uno", color: "pink", size: { w: 300, h: 200 } }), from.addNote({ pos: { x: 400, y: 80 }, text: "due\nrighe" }), from.addNote({ pos: { x: 900, y: 900 }, text: "tre" })];
    setTags(from, a, ["acqua", "bosco"]);
    const cluster = addCluster(from, { pos: { x: 0, y: 0 }, size: { w: 700, h: 400 }, title: "Fiume", color: "blue", notes: [a, b] });
    setCollapsed(from, [cluster], true);
    addLink(from, a, b, "porta a");
    addLink(from, cluster, b, "contiene");
    addLink(from, a, free, "resta a casa");
    const { ids, ...part } = excerpt(from, [cluster]);
    expect(ids).toHaveLength(3);
    const to = board();
    const made = putDown(to, over(part), { x: 1_000, y: 100 }, home);
    expect(made).toHaveLength(3);
    const copied = [...to.clusters.values()][0]!;
    expect(copied).toMatchObject({ title: "Fiume", color: "blue", x: 1_000, y: 100, w: 700, h: 400, collapsed: true });
    expect(to.members(copied.id).map(({ text, color, x, y, w, tags }) => [text, color, x, y, w, tags])).toEqual([
      ["uno", "pink", 1_040, 180, 300, ["acqua", "bosco"]],
      ["due\nrighe", "yellow", 1_400, 180, 200, []],
    ]);
    expect([...to.links.values()].map(({ label }) => label).sort()).toEqual(["contiene", "porta a"]);
    to.undo();
    expect(to.notes.size + to.clusters.size + to.links.size).toBe(0);
  });

  test("wb123 who makes no clusters gets the notes alone", () => {
    const from = board();
    const note = from.addNote({ pos: { x: 40, y: 80 }, text: "uno" });
    const cluster = addCluster(from, { pos: { x: 0, y: 0 }, size: { w: 700, h: 400 }, notes: [note] });
    const to = board();
    to.role = "contributor";
    putDown(to, over(excerpt(from, [cluster])), { x: 0, y: 0 }, home);
    expect([...to.notes.values()].map(({ text, cluster }) => [text, cluster])).toEqual([["uno", null]]);
    expect(to.clusters.size).toBe(0);
  });

  test("wb123 what comes from elsewhere is checked and bounded", () => {
    for (const odd of ["", "x", "null", "[]", "{}", '{"notes":1,"clusters":[]}']) expect(readExcerpt(odd)).toBeNull();
    const note = { x: 0, y: 0, w: 200, h: 200, text: "x" };
    const found = over({
      clusters: [null, { x: 1e9, y: 0, w: 1e9, h: -5, title: "t".repeat(500), layout: "spiral", color: "url(x)" }],
      notes: [{ ...note, x: "0" }, { ...note, x: null }, { ...note, text: 7, color: "<b>", tags: ["a", 1, {}], cluster: 1 }, { ...note, text: "y".repeat(9_000), cluster: 0, locked: true }],
      links: [{ from: 1, to: 4, label: "l".repeat(900) }, { from: 4, to: 4 }, { from: 0, to: 4 }, { from: -1, to: 99 }, null, "x"],
    });
    expect(found.clusters).toHaveLength(1);
    expect(found.clusters[0]).toMatchObject({ layout: "free", color: "white", collapsed: false });
    expect(found.clusters[0]!.title).toHaveLength(LIMIT.TITLE);
    expect(found.notes.map(({ text, color, tags, cluster }) => [text.length, color, tags, cluster])).toEqual([[0, "yellow", ["a"], 0], [LIMIT.NOTE_TEXT, "yellow", [], null]]);
    expect(found.links).toEqual([{ from: 0, to: 1, label: "l".repeat(LIMIT.LABEL) }]);
    const to = board();
    putDown(to, found, { x: 0, y: 0 }, home);
    expect([...to.clusters.values()][0]).toMatchObject({ x: LIMIT.COORDINATE, w: LIMIT.CLUSTER_SIDE, h: LIMIT.SIDE_MIN });
    const many = over({ clusters: [], notes: Array(700).fill(note), links: [] });
    expect([many.all, many.notes.length]).toEqual([700, EXCERPT_MOST]);
  });

  test("wb123 pictures of notes, texts, shapes, strokes and images come along, each with what its figure has", () => {
    const from = board();
    from.role = "editor";
    const note = from.addNote({ pos: { x: 0, y: 0 }, text: "uno" });
    setPicture(from, note, IMAGE);
    const cluster = addCluster(from, { pos: { x: -50, y: -50 }, size: { w: 900, h: 900 }, title: "Tutto", notes: [note] });
    addMark(from, { x: 10, y: 10, w: 300, h: 60, figure: "text", text: "titolo\nin due", color: "blue" });
    addMark(from, { x: 20, y: 300, w: 200, h: 100, figure: "shape", form: "arrow", points: [0, 10_000, 10_000, 0], color: "pink" });
    addMark(from, { x: 30, y: 500, w: 90, h: 7, figure: "stroke", points: [0, 0, 5_000, 10_000, 10_000, 0], highlight: true, color: "yellow" });
    addMark(from, { x: 40, y: 600, w: 320, h: 200, figure: "image", image: IMAGE, text: "un fiume", color: "white" });
    addMark(from, { x: 5_000, y: 0, w: 50, h: 50, figure: "text", text: "altrove", color: "white" });
    const part = excerpt(from, [cluster]);
    expect(part.ids).toHaveLength(6);
    const to = board();
    to.role = "editor";
    putDown(to, over(part), { x: 100, y: 0 }, home);
    expect([...to.notes.values()].map(({ image }) => image)).toEqual([IMAGE]);
    const seen = (one: Board, by: number) => [...one.marks.values()].filter(({ x }) => x < 4_000).map(({ id, z, x, ...rest }) => ({ ...rest, x: x + by }));
    expect(seen(to, 0)).toEqual(seen(from, 100));
    // Nothing is written that only another figure has.
    const fields = (to as unknown as { roots: { marks: Y.Map<Y.Map<unknown>> } }).roots.marks;
    for (const entry of fields.values()) {
      const figure = entry.get("kind") as string;
      expect([entry.has("form"), entry.has("points"), entry.has("image"), entry.has("text")]).toEqual([figure === "shape", figure === "shape" || figure === "stroke", figure === "image", figure !== "stroke"]);
    }
    to.undo();
    expect(to.notes.size + to.clusters.size + to.marks.size).toBe(0);
    const guest = board();
    guest.role = "contributor";
    putDown(guest, over(part), { x: 0, y: 0 }, home);
    expect([guest.notes.size, guest.marks.size, guest.clusters.size]).toEqual([1, 0, 0]);
  });

  test("wb123 hostile marks are bounded, and nothing is linked to them", () => {
    const mark = { x: 0, y: 0, w: 100, h: 100, figure: "stroke", points: [0, 0, 1, 1, 2, 2] };
    const found = over({
      clusters: [],
      notes: [{ x: 0, y: 0, w: 200, h: 200, image: "../../etc" }],
      links: [{ from: 0, to: 1 }, { from: 1, to: 2 }],
      marks: [
        { ...mark, points: Array(90_000).fill(7), image: IMAGE, text: "no", form: "arrow" },
        { ...mark, points: [-1e9, 1e9, 0.5, 3, "4", 5] },
        { ...mark, points: [-1e9, 1e9, 0.5, 3, 4, 5, 6], highlight: "yes", color: "url(x)" },
        { ...mark, figure: "script" },
        { ...mark, figure: ["text"] },
        { ...mark, figure: "image", image: "https://elsewhere.example/x.png" },
        { ...mark, figure: "image", image: IMAGE.toUpperCase() },
        { ...mark, figure: "image", image: IMAGE, text: "d".repeat(9_000), points: [1, 2] },
        { ...mark, figure: "shape", form: "spiral", x: -1e30, w: 1e30, h: -5, text: { toString: "x" } },
        { ...mark, figure: "text", text: "\ud83d".repeat(3_000), y: null },
        { ...mark, figure: "text", text: "\ud83d".repeat(3_000) },
        null,
        "stroke",
      ],
    });
    expect(found.links).toEqual([]);
    expect(found.notes[0]!.image).toBeNull();
    expect(found.marks.map(({ figure }) => figure)).toEqual(["stroke", "stroke", "image", "shape", "text"]);
    expect(found.marks[0]).toEqual({ ...mark, points: Array(LIMIT.POINTS).fill(7), highlight: false, color: "white" });
    expect(found.marks[1]).toMatchObject({ points: [0, LIMIT.POINT, 1, 3, 4, 5], highlight: false, color: "white" });
    expect(found.marks[2]).not.toHaveProperty("points");
    expect(found.marks[3]).toMatchObject({ x: -LIMIT.COORDINATE, w: LIMIT.COORDINATE, h: 1, form: "rectangle", text: "" });
    const to = board();
    to.role = "editor";
    putDown(to, found, { x: 0, y: 0 }, home);
    const made = [...to.marks.values()];
    expect(made).toHaveLength(5);
    expect(made[2]!.text).toHaveLength(LIMIT.NOTE_TEXT);
    expect(made[3]).toMatchObject({ w: LIMIT.MARK_SIDE, h: LIMIT.MARK_SIDE_MIN });
    expect(made[4]!.text).not.toMatch(/[\ud800-\udfff]/);
    expect(over({ clusters: [], notes: [], marks: { length: 3 } }).marks).toEqual([]);
  });

  test("wb123 as much as goes through comes, in edits that the server takes, and is one step of undo all the same", () => {
    const stroke = { x: 0, y: 0, w: 100, h: 100, figure: "stroke", points: Array(LIMIT.POINTS).fill(9_999) };
    const found = over({ clusters: [], notes: [], links: [], marks: Array(400).fill(stroke) });
    expect(found.all).toBe(400);
    expect(found.marks.length).toBeGreaterThan(50);
    const doc = new Y.Doc();
    const to = new Board("b", doc, "me");
    to.role = "editor";
    const updates: Uint8Array[] = [];
    doc.on("update", (update) => updates.push(update));
    to.stopCapturing();
    expect(putDown(to, found, { x: 0, y: 0 }, home)).toHaveLength(found.marks.length);
    expect(updates.length).toBeGreaterThan(1);
    for (const update of updates) expect(update.length).toBeLessThan(400 * 1024);
    expect(updates.reduce((sum, one) => sum + one.length, 0)).toBeLessThan(1 << 20);
    to.stopCapturing();
    to.undo();
    expect(to.marks.size).toBe(0);
    // What is small is one edit.
    updates.length = 0;
    putDown(to, over({ clusters: [], notes: Array(200).fill({ x: 0, y: 0, w: 200, h: 200, text: "una nota come tante" }) }), { x: 0, y: 0 }, home);
    expect(updates).toHaveLength(1);
  });

  test("wb123 elsewhere it is clean text: a line for each thing, clusters before their notes", () => {
    const from = board();
    const [a, b, free] = [from.addNote({ pos: { x: 40, y: 80 }, text: "uno\n due" }), from.addNote({ pos: { x: 400, y: 80 }, text: "tre" }), from.addNote({ pos: { x: 0, y: -300 }, text: "libera" })];
    const cluster = addCluster(from, { pos: { x: 0, y: 0 }, size: { w: 700, h: 400 }, title: "Fiume", notes: [a, b] });
    expect(plain(from, excerpt(from, [cluster, free]).ids)).toBe("Fiume\nuno due\ntre\nlibera");
    expect(plain(from, [a])).toBe("uno\n due");
  });
});

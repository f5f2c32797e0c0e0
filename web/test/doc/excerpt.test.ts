import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { excerpt, EXCERPT_MOST, putDown, readExcerpt } from "../../src/doc/excerpt";
import { LIMIT } from "../../src/doc/schema.gen";
import { addCluster, addLink, setCollapsed, setTags } from "../../src/doc/verbs";
import { plain } from "../../src/tools/clipboard";

const board = (): Board => new Board("b", new Y.Doc(), "me");
const home = (): null => null;
const over = (part: unknown) => readExcerpt(JSON.stringify(part))!;

describe("excerpt", () => {
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

  test("wb123 elsewhere it is clean text: a line for each thing, clusters before their notes", () => {
    const from = board();
    const [a, b, free] = [from.addNote({ pos: { x: 40, y: 80 }, text: "uno\n due" }), from.addNote({ pos: { x: 400, y: 80 }, text: "tre" }), from.addNote({ pos: { x: 0, y: -300 }, text: "libera" })];
    const cluster = addCluster(from, { pos: { x: 0, y: 0 }, size: { w: 700, h: 400 }, title: "Fiume", notes: [a, b] });
    expect(plain(from, excerpt(from, [cluster, free]).ids)).toBe("Fiume\nuno due\ntre\nlibera");
    expect(plain(from, [a])).toBe("uno\n due");
  });
});

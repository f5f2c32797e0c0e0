import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addCluster, addLink, mergeClusters, setCollapsed } from "../../src/doc/verbs";
import { hit } from "../../src/scene/hit";
import { touches } from "../../src/scene/geometry";
import { arrange, tuck, type Arrangement } from "../../src/tools/arranging";
import { command } from "../../src/tools/commands";
import type { CommandContext } from "../../src/tools/commands";
import type { Stage } from "../../src/tools/stage";
import { Bench } from "./bench";

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
  bench.board.role = "editor";
});

/** A cluster of `w` with as many notes somewhere in it. */
function cluster(texts: readonly string[], w = 760): { readonly id: string; readonly notes: readonly string[] } {
  const notes = texts.map((text, i) => bench.note(10 * i, 10 * i, text));
  return { id: addCluster(bench.board, { pos: { x: -100, y: -100 }, size: { w, h: 700 }, notes }), notes };
}

function arranged(id: string, by: Arrangement): string[][] {
  bench.tab.select([id]);
  arrange(bench.context, by);
  const rows = new Map<number, string[]>();
  for (const note of [...bench.board.notes.values()].sort((a, b) => a.y - b.y || a.x - b.x)) rows.set(note.y, [...(rows.get(note.y) ?? []), note.text]);
  return [...rows.values()];
}

const all = () => [...bench.board.notes.values()];

describe("arranging", () => {
  test("wb66 a grid fills the cluster's width, in the order in which one reads; the cluster is as high as it needs", () => {
    const { id } = cluster(["1", "2", "3", "4", "5"]);
    bench.board.stopCapturing();
    expect(arranged(id, "grid")).toEqual([["1", "2", "3"], ["4", "5"]]);
    const home = bench.board.clusters.get(id)!;
    for (const note of all()) {
      expect(note.x).toBeGreaterThanOrEqual(home.x + 24);
      expect(note.x + note.w).toBeLessThanOrEqual(home.x + home.w);
      expect(all().filter((other) => other !== note && touches(note, other))).toEqual([]);
    }
    expect(home.y + home.h).toBe(Math.max(...all().map((note) => note.y + note.h)) + 24);
    bench.board.undo();
    expect(all().map(({ x, y }) => [x, y])).toEqual([[0, 0], [10, 10], [20, 20], [30, 30], [40, 40]]);
    expect(bench.board.clusters.get(id)!.h).toBe(700);
  });

  test("wb66 columns are read downwards, colours stand apart, votes and reactions come first, words and age are an order", () => {
    const { id, notes } = cluster(["b", "a", "d", "c", "10", "9"], 520);
    const entries = bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>;
    notes.forEach((note, i) => {
      entries.get(note)!.set("color", i % 2 ? "green" : "pink");
      entries.get(note)!.set("at", 1_000 - i);
    });
    bench.doc.getMap("tallies").set(notes[3]!, { votes: 2, round: 0 });
    entries.get(notes[5]!)!.set("stamps", { plus: 9 });
    expect(arranged(id, "columns").map((row) => row.join(" "))).toEqual(["b c", "a 10", "d 9"]);
    expect(arranged(id, "color").map((row) => row.join(" "))).toEqual(["b 10", "d", "c a", "9"]);
    expect(arranged(id, "votes").flat().slice(0, 2)).toEqual(["c", "9"]);
    expect(arranged(id, "text").flat()).toEqual(["9", "10", "a", "b", "c", "d"]);
    expect(arranged(id, "time").flat()).toEqual(["9", "10", "c", "d", "a", "b"]);
  });

  test("wb66 notes outside of clusters are arranged where they lie, and what is locked stays", () => {
    const ids = ["a", "b", "c", "d"].map((text, i) => bench.note(500 + 7 * i, 300 + 5 * i, text));
    (bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>).get(ids[3]!)!.set("locked", true);
    bench.tab.select(ids);
    arrange(bench.context, "grid");
    expect(ids.map((id) => bench.board.note(id)).map((note) => [note!.x, note!.y])).toEqual([[500, 300], [730, 300], [500, 530], [521, 315]]);
  });

  test("wb67 merged clusters are one with all notes, titles and links, and as large as all; one step of undo", () => {
    const [a, b, c] = [0, 600, 1_200].map((x, i) => addCluster(bench.board, { pos: { x, y: i * 50 }, size: { w: 400, h: 300 }, title: ["Acqua", "Terra", "Acqua"][i]! }));
    const note = bench.note(700, 100, "x", b!);
    const far = bench.note(3_000, 0, "y");
    addLink(bench.board, far, b!, "tocca");
    addLink(bench.board, b!, a!);
    bench.board.stopCapturing();
    bench.tab.select([c!, b!, a!]);
    const stage = { centerOn() {} } as unknown as Stage;
    const session = { ...bench.context.session, board: bench.board } as CommandContext["session"];
    const context = { session, tab: bench.tab, stage, tools: bench.context };
    expect(command("merge")!.enabled(context)).toBe(true);
    command("merge")!.run(context);
    expect([...bench.board.clusters.values()]).toMatchObject([{ id: a, title: "Acqua · Terra", x: 0, y: 0, w: 1_600, h: 400 }]);
    expect(bench.board.note(note)!.cluster).toBe(a);
    expect([...bench.board.links.values()]).toMatchObject([{ from: far, to: a, label: "tocca" }]);
    bench.board.undo();
    expect(bench.board.clusters.size).toBe(3);
    expect(bench.board.note(note)!.cluster).toBe(b);
    expect(bench.board.links.size).toBe(2);

    bench.tab.select([b!]);
    command("dissolve")!.run(context);
    expect(bench.board.clusters.has(b!)).toBe(false);
    expect(bench.selected).toEqual([note]);
    expect(bench.board.note(note)!.cluster).toBeNull();
  });

  test("wb67 nothing is merged into what is not one's own", () => {
    const [a, b] = [0, 600].map((x) => addCluster(bench.board, { pos: { x, y: 0 }, size: { w: 400, h: 300 } }));
    (bench.doc.getMap("clusters") as Y.Map<Y.Map<unknown>>).get(a!)!.set("locked", true);
    mergeClusters(bench.board, [a!, b!]);
    expect(bench.board.clusters.size).toBe(2);
  });
});

describe("collapsed clusters", () => {
  test("wb65 its notes are out of sight and reach, links end at it, and all comes back", () => {
    const { id, notes } = cluster(["a", "b"]);
    const far = bench.note(2_000, 0, "fuori");
    const link = addLink(bench.board, notes[0]!, far)!;
    const inner = addLink(bench.board, notes[0]!, notes[1]!)!;
    const { world } = bench;
    setCollapsed(bench.board, [id], true);
    expect(bench.board.clusters.get(id)!.collapsed).toBe(true);
    expect(world.rectOf(id)).toMatchObject({ x: -100, y: -100, w: 760, h: 76 });
    expect(world.notesNear({ x: -500, y: -500, w: 2_000, h: 2_000 }, [])).toEqual([]);
    expect(hit(world, 100, 100, 1)).toBeNull();
    expect(hit(world, 100, -60, 1)).toMatchObject({ kind: "cluster", id });
    expect(world.links.get(link)!.route).toMatchObject({ x1: expect.closeTo(-100 + 760 + 3, 0) });
    expect(world.links.get(inner)!.route).toBeNull();
    // Words written meanwhile do not bring a note back into sight.
    bench.board.setText(notes[0]!, "altro");
    expect(world.isHidden(notes[0]!)).toBe(true);
    expect(world.notesNear({ x: -500, y: -500, w: 2_000, h: 2_000 }, [])).toEqual([]);
    setCollapsed(bench.board, [id], false);
    expect(world.notesNear({ x: -500, y: -500, w: 2_000, h: 2_000 }, []).map((item) => item.id).sort()).toEqual([...notes].sort());
    expect(world.links.get(link)!.route!.x1).toBe(203);
  });

  test("wb65 clusters in it are hidden too, and a removed one gives its notes back", () => {
    const { id, notes } = cluster(["a"]);
    const within = addCluster(bench.board, { pos: { x: -80, y: -40 }, size: { w: 300, h: 300 }, notes });
    setCollapsed(bench.board, [id], true);
    expect(bench.world.clusters().map((one) => one.id)).toEqual([id]);
    expect(bench.world.isHidden(notes[0]!)).toBe(true);
    bench.board.remove([id]);
    expect(bench.world.clusters().map((one) => one.id)).toEqual([within]);
    expect(bench.world.isHidden(notes[0]!)).toBe(false);
  });

  test("wb65 a note dropped on it goes where there is room", () => {
    const { id, notes } = cluster(["a", "b"], 520);
    bench.tab.select([id]);
    arrange(bench.context, "grid");
    setCollapsed(bench.board, [id], true);
    const dropped = [bench.note(2_000, 0, "c"), bench.note(2_000, 300, "d")];
    bench.board.together(() => tuck(bench.context, id, dropped));
    const inside = [...notes, ...dropped].map((note) => bench.board.note(note)!);
    for (const note of inside) {
      expect(note.cluster).toBe(id);
      expect(inside.filter((other) => other !== note && touches(note, other))).toEqual([]);
    }
    const home = bench.board.clusters.get(id)!;
    for (const note of inside) expect(note.y + note.h).toBeLessThanOrEqual(home.y + home.h);
  });
});

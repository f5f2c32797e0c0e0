import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addCluster, addLink, react, setTags } from "../../src/doc/verbs";
import { holds, touches } from "../../src/scene/geometry";
import { gather, unite } from "../../src/tools/gathering";
import { Bench } from "./bench";

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
  bench.board.role = "editor";
});

const all = () => [...bench.board.notes.values()];
const src = (item: string, group: string) => ({ board: "g".repeat(22), item, group, session: 1 });

function from(id: string, item: string, group: string): void {
  (bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>).get(id)!.set("src", src(item, group));
}

describe("gathering", () => {
  test("wb165 of notes that say the same one stays, with its words and everybody's sources; one step of undo", () => {
    const [a, b, c] = [bench.note(0, 0, "più tempo"), bench.note(300, 0, "Più tempo!"), bench.note(600, 0, "serve più tempo")] as [string, string, string];
    const far = bench.note(900, 900, "altro");
    from(a, "1", "Ambiente");
    from(b, "2", "Scuola");
    from(c, "3", "Cultura");
    setTags(bench.board, a, ["x"]);
    setTags(bench.board, c, ["y"]);
    addLink(bench.board, a, far, "richiede");
    react(bench.board, [b], "plus");
    bench.board.stopCapturing();
    expect(unite(bench.board, [a, b, c], b)).toBe(true);
    expect(all().map(({ text }) => text).sort()).toEqual(["Più tempo!", "altro"]);
    const note = bench.board.note(b)!;
    expect(note.tags.slice().sort()).toEqual(["x", "y"]);
    expect([note.src!.group, ...note.src!.merged!.map(({ group }) => group)]).toEqual(["Scuola", "Ambiente", "Cultura"]);
    expect(bench.board.linksOf(b).map(({ to, label }) => [to, label])).toEqual([[far, "richiede"]]);
    bench.board.undo();
    expect(all().map(({ text }) => text)).toHaveLength(4);
    expect(bench.board.note(b)!.src!.merged).toBeUndefined();
  });

  test("wb165 what is locked or gone is not united", () => {
    const [a, b] = [bench.note(0, 0, "uno"), bench.note(300, 0, "uno")] as [string, string];
    expect(unite(bench.board, [a, "gone"], a)).toBe(false);
    expect(unite(bench.board, [a, b], "gone")).toBe(false);
    (bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>).get(b)!.set("locked", true);
    expect(unite(bench.board, [a, b], a)).toBe(false);
    expect(all()).toHaveLength(2);
  });

  test("wb165 what is put together stands in clusters of its own below all there is, nothing on another; one step of undo", () => {
    const home = addCluster(bench.board, { pos: { x: -50, y: -80 }, size: { w: 300, h: 320 }, title: "Luoghi" });
    const inside = bench.note(0, 0, "sentiero");
    bench.board.setMembership([inside], home);
    const notes = Array.from({ length: 12 }, (_, i) => bench.note(400 + (i % 4) * 30, Math.floor(i / 4) * 30, `nota ${i}`));
    const before = all().map(({ id, x, y, cluster }) => [id, x, y, cluster]);
    const floor = Math.max(...all().map((note) => note.y + note.h), 240);
    bench.board.stopCapturing();
    const made = gather(bench.board, [
      { title: "Tempo", cluster: null, notes: notes.slice(0, 5) },
      { title: "Fiducia", cluster: null, notes: notes.slice(5, 8) },
      { title: "Luoghi", cluster: home, notes: notes.slice(8, 10) },
      { title: "Nessuna", cluster: null, notes: ["gone"] },
    ]);
    expect(made).toHaveLength(3);
    expect(made.map((id) => bench.board.clusters.get(id)!.title)).toEqual(["Tempo", "Fiducia", "Luoghi"]);
    expect(made.map((id) => bench.board.members(id).length)).toEqual([5, 3, 3]);
    for (const id of made.slice(0, 2)) {
      const cluster = bench.board.clusters.get(id)!;
      expect(cluster.y).toBeGreaterThanOrEqual(floor);
      for (const note of bench.board.members(id)) {
        expect(holds(cluster, note)).toBe(true);
        expect(all().filter((other) => other !== note && touches(note, other))).toEqual([]);
      }
    }
    for (const note of bench.board.members(home)) expect(bench.board.members(home).filter((other) => other !== note && touches(note, other))).toEqual([]);
    bench.board.undo();
    expect(all().map(({ id, x, y, cluster }) => [id, x, y, cluster])).toEqual(before);
    expect(bench.board.clusters.size).toBe(1);
  });
});

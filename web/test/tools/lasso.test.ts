import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addCluster, addLink } from "../../src/doc/verbs";
import { share } from "../../src/tools/lasso";
import { Bench } from "./bench";

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
});

/** With the pointer along these points of the board. */
function draw(points: readonly (readonly [number, number])[], more: object = { alt: true }): void {
  const [first, ...rest] = points;
  bench.pointerDown(...first!, more);
  for (const point of rest) bench.pointerMove(...point, more);
  bench.pointerUp(...rest[rest.length - 1]!, more);
}

const around = (x: number, y: number, w: number, h: number) => [[x, y], [x + w, y], [x + w, y + h], [x, y + h]] as const;
const square = around(0, 0, 100, 100).map(([x, y]) => ({ x, y }));

function lock(id: string): void {
  const { notes, clusters } = { notes: bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>, clusters: bench.doc.getMap("clusters") as Y.Map<Y.Map<unknown>> };
  (notes.get(id) ?? clusters.get(id))!.set("locked", true);
}

describe("lasso", () => {
  test("wb120 how much of a thing lies within a line, also where that crosses itself or runs the other way", () => {
    expect(share(square, { x: 0, y: 0, w: 100, h: 100 })).toBeCloseTo(1);
    expect(share(square, { x: 50, y: 0, w: 100, h: 100 })).toBeCloseTo(0.5);
    expect(share(square, { x: 200, y: 0, w: 100, h: 100 })).toBe(0);
    expect(share([...square].reverse(), { x: 25, y: 25, w: 10, h: 10 })).toBeCloseTo(1);
    // An eight: both of its loops are inside.
    const eight = [{ x: 0, y: 0 }, { x: 100, y: 100 }, { x: 100, y: 0 }, { x: 0, y: 100 }];
    expect(share(eight, { x: 0, y: 40, w: 20, h: 20 })).toBeGreaterThan(0.9);
    expect(share(eight, { x: 80, y: 40, w: 20, h: 20 })).toBeGreaterThan(0.9);
    expect(share(eight, { x: 40, y: 0, w: 20, h: 20 })).toBe(0);
    // Gone around twice is not outside again.
    expect(share([...square, ...square], { x: 25, y: 25, w: 10, h: 10 })).toBeCloseTo(1);
  });

  test("wb120 with Alt on the empty board, what lies more than half inside is chosen; Shift adds", () => {
    const [a, b, far] = [bench.note(100, 100), bench.note(350, 100), bench.note(700, 500)];
    const link = addLink(bench.board, a, b)!;
    // All of the first and of the link, somewhat less than half of the second.
    draw(around(60, 60, 380, 300));
    expect(bench.selected.sort()).toEqual([a, link].sort());
    draw(around(60, 60, 260, 300));
    expect(bench.selected).toEqual([a]);
    expect(bench.context.view.hints.lasso).toBeNull();
    expect(bench.state.name).toBe("idle");
    draw(around(320, 60, 300, 300), { alt: true, shift: true });
    expect(bench.selected.sort()).toEqual([a, b].sort());
    draw(around(60, 60, 560, 300));
    expect(bench.selected.sort()).toEqual([a, b, link].sort());
    draw(around(660, 460, 300, 300));
    expect(bench.selected).toEqual([far]);
    expect(bench.board.note(a)).toMatchObject({ x: 100, y: 100 });
  });

  test("wb120 as a tool it is there for one line, within a cluster and for who only reads too; Escape takes the old choice", () => {
    const cluster = addCluster(bench.board, { pos: { x: 0, y: 0 }, size: { w: 900, h: 700 } });
    const [a, b] = [bench.note(100, 200), bench.note(500, 200)];
    bench.tab.tool.set("lasso");
    draw(around(60, 160, 300, 300), {});
    expect(bench.selected).toEqual([a]);
    expect(bench.tab.tool.get()).toBe("select");
    bench.canWrite = false;
    draw(around(460, 160, 300, 300));
    expect(bench.selected).toEqual([b]);
    bench.pointerDown(60, 160, { alt: true });
    for (const point of around(60, 160, 300, 300)) bench.pointerMove(...point, { alt: true });
    expect(bench.selected).toEqual([a]);
    bench.follow(bench.state.cancel?.());
    expect(bench.selected).toEqual([b]);
    draw(around(-50, -50, 1_000, 800));
    expect(bench.selected.sort()).toEqual([a, b, cluster].sort());
  });

  test("wb120 wb121 what is locked is caught with Shift only, by lasso and by marquee", () => {
    const [a, b] = [bench.note(100, 100), bench.note(350, 100)];
    lock(b);
    draw(around(60, 60, 600, 300));
    expect(bench.selected).toEqual([a]);
    draw(around(60, 60, 600, 300), { alt: true, shift: true });
    expect(bench.selected.sort()).toEqual([a, b].sort());
    bench.click(900, 700);
    bench.pull([60, 60], [660, 360]);
    expect(bench.selected).toEqual([a]);
    bench.pull([60, 60], [660, 360], { shift: true });
    expect(bench.selected.sort()).toEqual([a, b].sort());
  });
});

describe("locked", () => {
  test("wb121 what is locked is not dragged, and it is said why; a click still chooses it", () => {
    const note = bench.note(100, 100, "bloccata");
    lock(note);
    bench.pull([150, 150], [400, 400]);
    expect(bench.board.note(note)).toMatchObject({ x: 100, y: 100 });
    expect(bench.tab.remark.get()).toEqual({ code: "locked" });
    bench.click(150, 150);
    expect(bench.selected).toEqual([note]);
    bench.tab.remark.set(null);
    bench.doubleClick(150, 150);
    expect(bench.state.name).toBe("idle");
    expect(bench.tab.remark.get()).toEqual({ code: "locked" });
    bench.board.role = "facilitator";
    bench.pull([150, 150], [400, 400]);
    expect(bench.board.note(note)).toMatchObject({ x: 100, y: 100 });
    expect(bench.tab.remark.get()).toEqual({ code: "unlock" });
  });

  test("wb121 a locked cluster stays where it is, with its notes; those may be moved, and new ones come in", () => {
    const cluster = addCluster(bench.board, { pos: { x: 100, y: 100 }, size: { w: 600, h: 500 } });
    const note = bench.note(150, 200, "dentro", cluster);
    lock(cluster);
    bench.tab.select([cluster]);
    bench.pull([300, 110], [500, 300]);
    expect(bench.board.clusters.get(cluster)).toMatchObject({ x: 100, y: 100 });
    expect(bench.board.note(note)).toMatchObject({ x: 150, y: 200 });
    bench.tab.clearSelection();
    bench.pull([200, 250], [320, 330]);
    expect(bench.board.note(note)).toMatchObject({ x: 270, y: 280, cluster });
    const outside = bench.note(800, 100, "fuori");
    bench.pull([850, 150], [450, 350]);
    expect(bench.board.note(outside)!.cluster).toBe(cluster);
    // In another cluster that moves, it stays with what is in it.
    const outer = addCluster(bench.board, { pos: { x: 0, y: 0 }, size: { w: 950, h: 750 } });
    bench.board.move([outer], 10, 0);
    expect(bench.board.clusters.get(outer)!.x).toBe(10);
    expect(bench.board.clusters.get(cluster)!.x).toBe(100);
    expect(bench.board.note(note)!.x).toBe(270);
  });
});

describe("copying", () => {
  test("wb124 with Alt, copies are dragged: written once, on release, one step of undo, chosen afterwards", () => {
    const a = bench.note(100, 100, "uno");
    const b = bench.note(350, 100, "due");
    addLink(bench.board, a, b, "porta a");
    bench.tab.select([a, b]);
    bench.pointerDown(150, 150, { alt: true });
    const before = bench.updates.length;
    bench.pointerMove(250, 300, { alt: true });
    bench.pointerMove(350, 450, { alt: true });
    expect(bench.state.name).toBe("copying");
    expect(bench.state.cursor).toBe("copy");
    expect(bench.updates).toHaveLength(before);
    expect(bench.dragged).toBeNull();
    expect(bench.context.view.hints.copies).toMatchObject({ dx: 200, dy: 300 });
    bench.pointerUp(350, 450, { alt: true });
    expect(bench.board.notes.size).toBe(4);
    expect(bench.updates).toHaveLength(before + 1);
    expect(bench.board.note(a)).toMatchObject({ x: 100, y: 100 });
    const copies = bench.selected.map((id) => bench.board.note(id)!);
    expect(copies.map(({ text, x, y }) => [text, x, y])).toEqual([["uno", 300, 400], ["due", 550, 400]]);
    expect([...bench.board.links.values()].map(({ label }) => label)).toEqual(["porta a", "porta a"]);
    bench.board.undo();
    expect(bench.board.notes.size).toBe(2);
    expect(bench.board.links.size).toBe(1);
  });

  test("wb124 Alt may be pressed and let go on the way; Escape copies nothing; what is locked can be copied", () => {
    const note = bench.note(100, 100, "uno");
    bench.pointerDown(150, 150);
    bench.pointerMove(250, 250);
    expect(bench.state.name).toBe("dragging");
    bench.pointerMove(260, 260, { alt: true });
    bench.pointerMove(270, 270, { alt: true });
    expect(bench.state.name).toBe("copying");
    bench.pointerMove(280, 280, { alt: false });
    bench.pointerMove(250, 250, { alt: false });
    bench.pointerUp(250, 250);
    expect(bench.board.notes.size).toBe(1);
    expect(bench.board.note(note)).toMatchObject({ x: 200, y: 200 });
    bench.pointerDown(250, 250, { alt: true });
    bench.pointerMove(400, 400, { alt: true });
    bench.follow(bench.state.cancel?.());
    expect(bench.board.notes.size).toBe(1);
    lock(note);
    bench.pull([250, 250], [600, 500], { alt: true });
    expect(bench.board.notes.size).toBe(2);
    expect(bench.board.note(bench.selected[0]!)).toMatchObject({ x: 550, y: 450, locked: false });
  });

  test("wb124 a copy belongs to the cluster it is dropped in, and to none outside", () => {
    const cluster = addCluster(bench.board, { pos: { x: 500, y: 0 }, size: { w: 400, h: 400 } });
    const note = bench.note(50, 50, "uno");
    bench.pull([100, 100], [700, 150], { alt: true });
    expect(bench.board.note(bench.selected[0]!)!.cluster).toBe(cluster);
    const inside = bench.selected[0]!;
    bench.pull([700, 150], [150, 600], { alt: true });
    expect(bench.board.note(bench.selected[0]!)!.cluster).toBeNull();
    expect(bench.board.note(inside)!.cluster).toBe(cluster);
    expect(bench.board.note(note)!.cluster).toBeNull();
  });
});

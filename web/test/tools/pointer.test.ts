import { beforeEach, describe, expect, test } from "vitest";
import { resized } from "../../src/tools/resizing";
import { addCluster } from "../../src/doc/verbs";
import { Bench } from "./bench";

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

describe("pointer", () => {
  test("wb40 a click selects, Shift adds and takes away, the empty board clears", () => {
    const [a, b] = [bench.note(0, 0), bench.note(300, 0)];
    bench.click(50, 50);
    expect(bench.selected).toEqual([a]);
    bench.click(350, 50, { shift: true });
    expect(bench.selected).toEqual([a, b]);
    bench.click(50, 50, { shift: true });
    expect(bench.selected).toEqual([b]);
    bench.click(700, 700);
    expect(bench.selected).toEqual([]);
    expect(bench.state.name).toBe("idle");
  });

  test("wb31 a drag writes once, on release, and is one step of undo", () => {
    const [a, b] = [bench.note(0, 0), bench.note(300, 0)];
    bench.tab.select([a, b]);
    bench.updates.length = 0;
    bench.pointerDown(50, 50);
    bench.pointerMove(52, 51);
    expect(bench.state.name).toBe("pressing");
    bench.pointerMove(90, 70);
    bench.pointerMove(150, 90);
    expect(bench.state.name).toBe("dragging");
    expect(bench.updates).toHaveLength(0);
    expect(bench.dragged).toMatchObject({ dx: 100, dy: 40 });
    expect(bench.drags[bench.drags.length - 1]).toEqual({ x: 100, y: 40 });
    bench.pointerUp(150, 90);
    expect(bench.updates).toHaveLength(1);
    expect(bench.board.note(a)).toMatchObject({ x: 100, y: 40 });
    expect(bench.board.note(b)).toMatchObject({ x: 400, y: 40 });
    expect(bench.drags[bench.drags.length - 1]).toBeNull();
    expect(bench.dragged).toBeNull();
    bench.board.undo();
    expect(bench.board.note(a)).toMatchObject({ x: 0, y: 0 });
    expect(bench.board.note(b)).toMatchObject({ x: 300, y: 0 });
  });

  test("wb31 Escape and a lost pointer write nothing", () => {
    const a = bench.note(0, 0);
    bench.updates.length = 0;
    bench.pointerDown(50, 50);
    bench.pointerMove(200, 200);
    bench.follow(bench.state.cancel?.());
    expect(bench.state.name).toBe("idle");
    expect(bench.updates).toHaveLength(0);
    expect(bench.board.note(a)).toMatchObject({ x: 0, y: 0 });
  });

  test("wb41 dragging a note into a cluster makes it a member, out of it frees it; a dragged cluster keeps its own", () => {
    const cluster = addCluster(bench.board, { pos: { x: 0, y: 0 }, size: { w: 500, h: 400 } });
    const a = bench.note(600, 100);
    bench.pull([650, 150], [250, 200]);
    expect(bench.board.note(a)!.cluster).toBe(cluster);
    // By its title it moves as a whole, although the note's middle would be outside of where it was.
    bench.pull([20, 20], [420, 320]);
    expect(bench.board.clusters.get(cluster)).toMatchObject({ x: 400, y: 300 });
    expect(bench.board.note(a)).toMatchObject({ x: 600, y: 450, cluster });
    bench.pull([650, 500], [100, 100]);
    expect(bench.board.note(a)!.cluster).toBeNull();
  });

  test("wb41 of clusters within each other the smallest takes the note", () => {
    const outer = addCluster(bench.board, { pos: { x: 0, y: 0 }, size: { w: 900, h: 700 } });
    const inner = addCluster(bench.board, { pos: { x: 100, y: 100 }, size: { w: 300, h: 300 } });
    const a = bench.note(600, 400);
    bench.pull([650, 450], [300, 300]);
    expect(bench.board.note(a)!.cluster).toBe(inner);
    bench.pull([300, 300], [800, 300]);
    expect(bench.board.note(a)!.cluster).toBe(outer);
  });

  test("wb42 inside a cluster a pull selects; by its border, or once selected, it moves", () => {
    const cluster = addCluster(bench.board, { pos: { x: 0, y: 0 }, size: { w: 600, h: 500 } });
    const a = bench.note(100, 100, "", cluster);
    bench.pull([50, 450], [350, 150]);
    expect(bench.selected).toEqual([a]);
    expect(bench.board.clusters.get(cluster)!.x).toBe(0);
    bench.click(50, 450);
    expect(bench.selected).toEqual([cluster]);
    bench.pull([50, 450], [60, 460]);
    expect(bench.board.clusters.get(cluster)!.x).toBe(10);
  });

  test("wb42 a marquee takes what it touches, clusters only whole; Shift keeps what was chosen", () => {
    const [a, b, c] = [bench.note(0, 0), bench.note(250, 0), bench.note(700, 0)];
    const cluster = addCluster(bench.board, { pos: { x: -50, y: -60 }, size: { w: 600, h: 300 } });
    bench.tab.select([c]);
    bench.pull([600, 400], [300, 100], { shift: true });
    expect(bench.selected.sort()).toEqual([b, c].sort());
    bench.tab.camera.set({ x: -100, y: -100, zoom: 1 });
    bench.pull([650, 395], [5, 5]);
    expect(bench.selected.sort()).toEqual([a, b, cluster].sort());
  });

  test("wb43 resizing keeps a note's proportions, holds the limits and the other corner", () => {
    const a = bench.note(100, 100);
    bench.tab.select([a]);
    bench.pull([300, 300], [400, 320], { handle: "se" });
    expect(bench.board.note(a)).toMatchObject({ x: 100, y: 100, w: 300, h: 300 });
    bench.pull([100, 100], [150, 120], { handle: "nw", shift: true });
    expect(bench.board.note(a)).toMatchObject({ x: 150, y: 120, w: 250, h: 280 });
    const from = { x: 0, y: 0, w: 200, h: 100 };
    expect(resized(from, "se", -900, -900, [40, 2_000], true)).toEqual({ x: 0, y: 0, w: 80, h: 40 });
    expect(resized(from, "nw", 900, 900, [40, 2_000], false)).toEqual({ x: 160, y: 60, w: 40, h: 40 });
    expect(resized(from, "se", 9_000, 0, [40, 2_000], true)).toEqual({ x: 0, y: 0, w: 2_000, h: 1_000 });
  });

  test("wb43 a cluster drawn larger takes in what is free there, drawn smaller lets go", () => {
    const cluster = addCluster(bench.board, { pos: { x: 0, y: 0 }, size: { w: 300, h: 300 } });
    const [inside, outside] = [bench.note(50, 80, "", cluster), bench.note(350, 50)];
    bench.tab.select([cluster]);
    bench.pull([300, 300], [600, 300], { handle: "se" });
    expect(bench.board.note(outside)!.cluster).toBe(cluster);
    bench.pull([600, 300], [140, 300], { handle: "se" });
    expect(bench.board.note(inside)!.cluster).toBeNull();
    expect(bench.board.note(outside)!.cluster).toBeNull();
    bench.board.undo();
    expect(bench.board.note(inside)!.cluster).toBe(cluster);
  });

  test("wb44 a link is pulled from a dot, or clicked from one to the other", () => {
    const [a, b, c] = [bench.note(0, 0), bench.note(400, 0), bench.note(400, 400)];
    bench.tab.select([a]);
    bench.pull([218, 100], [450, 50], { handle: "e" });
    expect([...bench.board.links.values()]).toMatchObject([{ from: a, to: b }]);
    expect(bench.state.name).toBe("editing");
    bench.field.type("porta a");
    bench.field.key("Enter");
    expect([...bench.board.links.values()]).toMatchObject([{ label: "porta a" }]);
    bench.tab.tool.set("link");
    bench.click(50, 50);
    expect(bench.state.name).toBe("linking");
    bench.pointerMove(420, 420);
    expect(bench.context.view.hints.target).toBe(c);
    bench.click(420, 420);
    expect([...bench.board.links.values()].map((link) => link.to)).toEqual([b, c]);
    expect(bench.tab.tool.get()).toBe("select");
  });

  test("wb44 pulled out to the empty board, a link grows a note; dropped near, it is nothing", () => {
    const a = bench.note(0, 0);
    bench.tab.select([a]);
    bench.pull([218, 100], [260, 120], { handle: "e" });
    expect(bench.board.notes.size).toBe(1);
    bench.tab.select([a]);
    bench.pull([218, 100], [600, 120], { handle: "e" });
    expect(bench.board.notes.size).toBe(2);
    const [link] = [...bench.board.links.values()];
    expect(bench.board.note(link!.to)).toMatchObject({ x: 500, y: 20 });
    // Left without a word, note and link go again.
    bench.field.key("Escape");
    expect(bench.board.notes.size).toBe(1);
    expect(bench.board.links.size).toBe(0);
  });

  test("wb41 a cluster drawn around notes has them as members, but not those of clusters within", () => {
    const [a, b] = [bench.note(50, 80), bench.note(300, 80)];
    const inner = addCluster(bench.board, { pos: { x: 40, y: 400 }, size: { w: 250, h: 260 } });
    const c = bench.note(60, 430, "", inner);
    const far = bench.note(900, 80);
    bench.tab.tool.set("cluster");
    bench.pull([10, 10], [700, 700]);
    expect(bench.state.name).toBe("editing");
    bench.field.type("Tema");
    const cluster = [...bench.board.clusters.values()].find((one) => one.title === "Tema")!;
    expect(cluster).toMatchObject({ x: 10, y: 10, w: 690, h: 690 });
    expect(bench.board.members(cluster.id).map((note) => note.id).sort()).toEqual([a, b].sort());
    expect(bench.board.note(c)!.cluster).toBe(inner);
    expect(bench.board.note(far)!.cluster).toBeNull();
  });

  test("wb45 a double click writes a new note, or what is there", () => {
    bench.doubleClick(400, 300);
    expect(bench.state.name).toBe("editing");
    bench.field.type("nuova");
    const [note] = [...bench.board.notes.values()];
    expect(note).toMatchObject({ text: "nuova", x: 300, y: 200 });
    bench.doubleClick(350, 250);
    expect(bench.field.value).toBe("nuova");
    expect(bench.board.notes.size).toBe(1);
  });

  test("wb46 a finger pans over what is not chosen, moves what is, and long rests", () => {
    const a = bench.note(0, 0);
    bench.pull([50, 50], [150, 50], { touch: true });
    expect(bench.tab.camera.get().x).toBe(-100);
    expect(bench.board.note(a)!.x).toBe(0);
    bench.tab.camera.set({ x: 0, y: 0, zoom: 1 });
    bench.click(50, 50, { touch: true });
    expect(bench.selected).toEqual([a]);
    bench.pull([50, 50], [150, 50], { touch: true });
    expect(bench.board.note(a)!.x).toBe(100);
    bench.pointerDown(600, 600, { touch: true });
    bench.follow(bench.state.held?.(bench.press(600, 600, { touch: true })));
    expect(bench.state.name).toBe("holding");
    bench.pointerUp(600, 600);
    expect(bench.tab.spot.get()).toMatchObject({ x: 600, y: 600, at: { x: 600, y: 600 } });
    expect(bench.board.notes.size).toBe(1);
  });

  test("wb126 a finger that rested chooses a thing, and drawn on over the empty board it is a lasso", () => {
    const a = bench.note(0, 0);
    bench.pointerDown(50, 50, { touch: true });
    bench.follow(bench.state.held?.(bench.press(50, 50, { touch: true })));
    bench.pointerUp(50, 50, { touch: true });
    expect(bench.selected).toEqual([a]);
    bench.tab.clearSelection();
    bench.pointerDown(300, 300, { touch: true });
    bench.follow(bench.state.held?.(bench.press(300, 300, { touch: true })));
    for (const [x, y] of [[-50, 300], [-50, -50], [300, -50], [300, 290]] as const) bench.pointerMove(x, y, { touch: true });
    expect(bench.state.name).toBe("lasso");
    bench.pointerUp(300, 290, { touch: true });
    expect(bench.selected).toEqual([a]);
    expect(bench.tab.spot.get()).toBeNull();
    // Who only reads may do that too.
    bench.canWrite = false;
    bench.pointerDown(600, 600, { touch: true });
    bench.follow(bench.state.held?.(bench.press(600, 600, { touch: true })));
    bench.pointerUp(600, 600, { touch: true });
    expect(bench.tab.spot.get()).not.toBeNull();
  });

  test("wb46 two fingers zoom about what lies between them", () => {
    bench.pointerDown(300, 300, { touch: true });
    bench.follow(bench.state.second?.(bench.press(500, 300, { touch: true, pointer: 2 })));
    expect(bench.state.name).toBe("pinching");
    bench.pointerMove(200, 300);
    bench.pointerMove(600, 300, { pointer: 2 });
    expect(bench.tab.camera.get().zoom).toBe(2);
    expect(bench.screen(400, 300)).toEqual({ x: 400, y: 300 });
    bench.pointerUp(600, 300, { pointer: 2 });
    expect(bench.state.name).toBe("panning");
  });

  test("wb18 who only reads can look, select and pan, and nothing else", () => {
    const a = bench.note(0, 0, "testo");
    bench.canWrite = false;
    bench.updates.length = 0;
    bench.click(50, 50);
    expect(bench.selected).toEqual([a]);
    bench.pull([50, 50], [250, 250]);
    bench.doubleClick(50, 50);
    bench.doubleClick(600, 600);
    bench.tab.tool.set("cluster");
    bench.pull([500, 500], [700, 700]);
    bench.tab.select([a]);
    bench.pull([200, 200], [300, 300], { handle: "se" });
    expect(bench.updates).toHaveLength(0);
    expect(bench.state.name).toBe("idle");
    bench.spaceDown = true;
    bench.pull([50, 50], [150, 50]);
    expect(bench.tab.camera.get().x).toBe(-100);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { addCluster, addLink, recolor } from "../../src/doc/verbs";
import { clusterAt, endAt, hit, noteAt } from "../../src/scene/hit";
import { World } from "../../src/scene/world";

let board: Board;
let world: World;

beforeEach(() => {
  board = new Board("b", new Y.Doc());
  world = new World(board);
  board.subscribe((change) => world.update(change));
});

const note = (x: number, y: number, text = ""): string => board.addNote({ pos: { x, y }, text });
const inView = (x: number, y: number, w: number, h: number): string[] => world.notesNear({ x, y, w, h }, []).map((item) => item.id);

describe("world", () => {
  test("wb30 follows the board by dirty ids", () => {
    const a = note(0, 0, "a");
    const b = note(5_000, 0);
    expect(inView(0, 0, 100, 100)).toEqual([a]);
    board.move([b], -5_000, 10);
    expect(inView(0, 0, 100, 100)).toEqual([a, b]);
    board.remove([a]);
    expect(inView(0, 0, 100, 100)).toEqual([b]);
    const fit = world.fit(world.notes.get(b)!);
    recolor(board, [b], "pink");
    expect(world.fit(world.notes.get(b)!)).toBe(fit);
    board.setText(b, "nuovo");
    expect(world.fit(world.notes.get(b)!).lines).toEqual(["nuovo"]);
  });

  test("wb30 paints from back to front, and hits from the front", () => {
    const [a, b, c] = [note(0, 0), note(50, 50), note(100, 100)];
    expect(world.inOrder().map((item) => item.id)).toEqual([a, b, c]);
    expect(noteAt(world, 120, 120)!.id).toBe(c);
    board.bringToFront([a]);
    expect(world.inOrder().map((item) => item.id)).toEqual([b, c, a]);
    expect(noteAt(world, 120, 120)!.id).toBe(a);
    expect(noteAt(world, 1_000, 120)).toBeNull();
  });

  test("wb31 a drag moves what is drawn, not what is indexed", () => {
    const [a, b] = [note(0, 0), note(400, 0)];
    const link = addLink(board, a, b)!;
    const way = world.links.get(link)!;
    const before = world.routeOf(way)!;
    world.float(new Map([[b, { dx: 600, dy: 0 }]]));
    expect(world.rectOf(b)).toMatchObject({ x: 1_000, y: 0 });
    expect(inView(0, 0, 2_000, 100)).toEqual([a]);
    expect(world.floats.map((item) => item.id)).toEqual([b]);
    expect(world.routeOf(way)!.x2).toBe(before.x2 + 600);
    world.float(new Map());
    expect(world.routeOf(way)).toEqual(before);
    expect(inView(0, 0, 2_000, 100)).toEqual([a, b]);
  });

  test("wb32 hits: label, note, line, and of clusters the smallest with its grip", () => {
    const outer = addCluster(board, { pos: { x: -500, y: -500 }, size: { w: 2_000, h: 2_000 } });
    const inner = addCluster(board, { pos: { x: -100, y: -100 }, size: { w: 900, h: 500 } });
    const [a, b] = [note(0, 0), note(400, 0)];
    const link = addLink(board, a, b)!;
    expect(hit(world, 300, 103, 1)).toEqual({ kind: "link", id: link });
    expect(hit(world, 300, 150, 1)).toEqual({ kind: "cluster", id: inner, grip: false });
    expect(hit(world, 300, -80, 1)).toEqual({ kind: "cluster", id: inner, grip: true });
    expect(hit(world, 0, 900, 1)).toEqual({ kind: "cluster", id: outer, grip: false });
    expect(hit(world, 10, 10, 1)).toEqual({ kind: "note", id: a });
    expect(hit(world, 9_000, 10, 1)).toBeNull();
    // Far away, the line is as easy to hit on the screen.
    expect(hit(world, 300, 160, 0.1)).toEqual({ kind: "link", id: link });
    expect(clusterAt(world, 300, 300, 0, new Set([inner]))).toBe(outer);
    expect(endAt(world, 450, 50)).toBe(b);
  });

  test("wb33 links between the same two run side by side, and end with their ends", () => {
    const [a, b] = [note(0, 0), note(400, 0)];
    const there = addLink(board, a, b)!;
    const back = addLink(board, b, a)!;
    const [one, other] = [world.links.get(there)!.route!, world.links.get(back)!.route!];
    expect(Math.abs(one.y1 - other.y1)).toBe(26);
    expect(one.x1).toBeLessThan(one.x2);
    expect(other.x1).toBeGreaterThan(other.x2);
    board.remove([back]);
    expect(world.links.get(there)!.route!.y1).toBe(100);
    board.move([b], 0, 600);
    expect(world.links.get(there)!.route!.y2).toBeGreaterThan(500);
    board.remove([b]);
    expect(world.links.size).toBe(0);
  });

  test("wb30 of twenty thousand notes, a screenful are looked at", () => {
    const many = new Board("m", new Y.Doc());
    many.together(() => {
      for (let i = 0; i < 20_000; i++) many.addNote({ pos: { x: (i % 200) * 230, y: Math.floor(i / 200) * 230 } });
    });
    const large = new World(many);
    const started = performance.now();
    for (let i = 0; i < 1_000; i++) {
      const found = large.notesNear({ x: i * 20, y: i * 10, w: 1_366, h: 768 }, []);
      expect(found.length).toBeGreaterThanOrEqual(20);
      expect(found.length).toBeLessThanOrEqual(48);
    }
    console.info(`1,000 screenfuls out of 20,000 notes: ${(performance.now() - started).toFixed(0)} ms`);
  });
});

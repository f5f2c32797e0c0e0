import { describe, expect, test } from "vitest";
import { LIMIT } from "../../src/doc/schema.gen";
import { Drawings } from "../../src/scene/drawings";
import { simplified } from "../../src/tools/simplify";
import { Bench } from "./bench";

function bench(): Bench {
  const made = new Bench();
  const { view } = made.context;
  view.world.drawings = new Drawings(made.board, view.world, async () => null, () => undefined);
  return made;
}

describe("drawings", () => {
  test("wb84 a stroke is kept as its outline, in its box, and one step of undo takes it away", () => {
    const here = bench();
    here.tab.tool.set("pen");
    here.pointerDown(100, 100);
    for (let i = 1; i <= 40; i++) here.pointerMove(100 + i * 5, 100 + 30 * Math.sin(i / 4));
    here.pointerUp(300, 100);
    const [stroke] = here.board.marks.values();
    expect(stroke).toMatchObject({ figure: "stroke", color: "white", highlight: false });
    expect(stroke!.points.length).toBeGreaterThan(20);
    expect(stroke!.points.length).toBeLessThan(400);
    expect(Math.max(...stroke!.points)).toBeLessThanOrEqual(LIMIT.POINT);
    expect(stroke!.x).toBeLessThan(100);
    expect(stroke!.w).toBeGreaterThan(190);
    expect(here.tab.tool.get()).toBe("pen");
    here.board.undo();
    expect(here.board.marks.size).toBe(0);
  });

  test("wb84 a press without moving is a dot, and a stroke as long as a book still goes into a document", () => {
    const here = bench();
    here.tab.tool.set("pen");
    here.pointerDown(50, 50);
    here.pointerUp(50, 50);
    expect(here.board.marks.size).toBe(1);
    here.pointerDown(0, 0);
    for (let i = 0; i < 9_000; i++) here.pointerMove(400 + 390 * Math.cos(i * 0.7), 300 + 290 * Math.sin(i * 1.1));
    here.pointerUp(0, 0);
    const lengths = [...here.board.marks.values()].map(({ points }) => points.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(LIMIT.POINTS);
  });

  test("wb85 the eraser takes strokes and lines it passes over, neither texts nor shapes, and nothing until it is lifted", () => {
    const here = bench();
    here.tab.tool.set("pen");
    here.pull([100, 100], [100, 300]);
    here.tab.tool.set("shape");
    here.tab.ink.set({ color: "blue", width: 6, form: "ellipse" });
    here.pull([200, 100], [300, 300]);
    expect([...here.board.marks.values()].map(({ figure }) => figure)).toEqual(["stroke", "shape"]);
    here.tab.tool.set("eraser");
    here.pointerDown(50, 200);
    here.pointerMove(280, 200);
    expect(here.board.marks.size).toBe(2);
    here.pointerUp(280, 200);
    expect([...here.board.marks.values()].map(({ figure }) => figure)).toEqual(["shape"]);
    here.board.undo();
    expect(here.board.marks.size).toBe(2);
  });

  test("wb86 shapes are drawn or put, lines keep their direction, and what is drawn moves, grows thin and goes", () => {
    const here = bench();
    here.tab.tool.set("shape");
    here.tab.ink.set({ color: "green", width: 6, form: "arrow" });
    here.pull([300, 100], [100, 250]);
    const [arrow] = here.board.marks.values();
    expect(arrow).toMatchObject({ form: "arrow", x: 100, y: 100, w: 200, h: 150, points: [LIMIT.POINT, 0, 0, LIMIT.POINT] });
    expect(here.tab.tool.get()).toBe("select");
    expect([...here.tab.selection.get()]).toEqual([arrow!.id]);
    here.pull([200, 175], [260, 195]);
    expect(here.board.marks.get(arrow!.id)).toMatchObject({ x: 160, y: 120 });
    here.tab.tool.set("shape");
    here.tab.ink.set({ color: "green", width: 6, form: "rectangle" });
    here.pointerDown(700, 500);
    here.pointerUp(700, 500);
    expect([...here.board.marks.values()][1]).toMatchObject({ w: 200, h: 140, x: 600, y: 430 });
    here.board.remove(here.board.marks.keys());
    expect(here.board.marks.size).toBe(0);
  });

  test("wb86 links join notes and clusters, not what is drawn under them", () => {
    const here = bench();
    here.tab.tool.set("shape");
    here.pull([0, 0], [400, 400]);
    const note = here.note(700, 100);
    here.tab.tool.set("link");
    here.pull([200, 200], [800, 200]);
    expect(here.board.links.size).toBe(0);
    expect(here.board.end([...here.board.marks.keys()][0]!)).toBeUndefined();
    expect(here.board.end(note)).toBeDefined();
  });

  test("wb84 fewer corners lie no farther from the line than allowed", () => {
    const line = Array.from({ length: 200 }, (_, i) => ({ x: i, y: 20 * Math.sin(i / 20) }));
    const fewer = simplified(line, 0.5);
    expect(fewer.length).toBeLessThan(40);
    expect(fewer[0]).toEqual(line[0]);
    expect(fewer.at(-1)).toEqual(line.at(-1));
    for (const { x, y } of line) {
      const next = fewer.findIndex((point) => point.x >= x);
      const [a, b] = [fewer[Math.max(0, next - 1)]!, fewer[next]!];
      const there = b.x === a.x ? a.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
      expect(Math.abs(there - y)).toBeLessThan(1);
    }
  });
});

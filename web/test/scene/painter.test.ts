import * as Y from "yjs";
import { beforeEach, describe, expect, test } from "vitest";
import { Board } from "../../src/doc/board";
import { lookOf } from "../../src/scene/look";
import { Painter, type Overlay } from "../../src/scene/painter";
import { World } from "../../src/scene/world";

const STILL: Overlay = {
  selection: new Set(),
  editing: null,
  marquee: null,
  area: null,
  arrow: null,
  target: null,
  hover: null, guides: [], lasso: null, copies: null,
  others: [],
  moving: false,
  untitled: "", authors: null, stroke: null,
  theme: "light",
};
const MOVING: Overlay = { ...STILL, moving: true };

/** A context that only notes which texts and how many rectangles of paths were drawn. */
function paper(texts: string[], rects: { count: number }): CanvasRenderingContext2D {
  const answers: Record<string, unknown> = {
    fillText: (text: string) => texts.push(text),
    measureText: () => ({ width: 0 }),
    rect: () => rects.count++,
  };
  return new Proxy({}, { get: (_, name) => answers[String(name)] ?? (() => undefined), set: () => true }) as CanvasRenderingContext2D;
}

describe("painter", () => {
  const texts: string[] = [];
  const rects = { count: 0 };
  let painter: Painter;
  const paint = (zoom: number, over: Overlay): string[] => {
    texts.length = rects.count = 0;
    painter.paint({ x: -10, y: -10, zoom }, 800, 600, 1, lookOf("light"), over);
    return [...texts];
  };
  const took = (...ms: number[]): void => ms.forEach((one) => painter.took(one));

  beforeEach(() => {
    const board = new Board("b", new Y.Doc(), "me");
    board.addNote({ pos: { x: 0, y: 0 }, text: "ciao" });
    painter = new Painter(paper(texts, rects), new World(board));
  });

  test("a slow gesture shows bars in small notes until it ends, one slow frame alone does not", () => {
    expect(paint(0.4, MOVING)).toEqual(["ciao"]);
    took(5, 5, 30, 5);
    expect(paint(0.4, MOVING)).toEqual(["ciao"]);
    took(20, 20, 20, 20);
    expect(paint(0.4, MOVING)).toEqual([]);
    took(1, 1, 1, 1);
    expect(paint(0.4, MOVING), "not back before the end").toEqual([]);
    expect(paint(1, MOVING), "what is large enough keeps its text").toEqual(["ciao"]);
    expect(paint(0.4, STILL)).toEqual(["ciao"]);
    expect(paint(0.4, MOVING), "the next gesture begins anew").toEqual(["ciao"]);
  });

  test("the slower the frames, the larger the notes that show bars", () => {
    took(24, 24, 24, 24);
    expect(paint(0.6, MOVING)).toEqual(["ciao"]);
    took(60, 60, 60, 60);
    expect(paint(0.6, MOVING)).toEqual([]);
  });

  test("seen from far, squares have bars unless frames are slow", () => {
    const far = (over: Overlay): number => {
      paint(0.12, over);
      return rects.count;
    };
    expect(far(MOVING)).toBe(2);
    took(20, 20, 20, 20);
    expect(far(MOVING)).toBe(1);
    expect(far(STILL)).toBe(2);
  });
});

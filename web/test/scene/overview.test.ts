import { describe, expect, test } from "vitest";
import { framed, fromMap, toMap, viewOnMap } from "../../src/scene/overview";

const SIZE = { w: 216, h: 144 };

describe("small map", () => {
  test("wb122 everything is on the map, in its proportions, and a point of it is one of the board", () => {
    for (const bounds of [{ x: -500, y: 200, w: 4_000, h: 900 }, { x: 0, y: 0, w: 200, h: 200 }, { x: 9, y: 9, w: 100, h: 90_000 }]) {
      const frame = framed(bounds, SIZE);
      const { x, y, w, h } = toMap(frame, bounds);
      expect(Math.min(x, y, SIZE.w - x - w, SIZE.h - y - h)).toBeGreaterThan(0);
      expect(w / h).toBeCloseTo(bounds.w / bounds.h);
      const back = fromMap(frame, { x, y });
      expect(back.x).toBeCloseTo(bounds.x);
      expect(back.y).toBeCloseTo(bounds.y);
    }
  });

  test("wb122 where one looks is seen on the map's border, however far away that is, and however near", () => {
    const frame = framed({ x: 0, y: 0, w: 2_000, h: 1_000 }, SIZE);
    for (const view of [{ x: 90_000, y: -90_000, w: 800, h: 600 }, { x: -9e5, y: 9e5, w: 1, h: 1 }, { x: 500, y: 500, w: 2, h: 1 }, { x: -5_000, y: -5_000, w: 20_000, h: 20_000 }]) {
      const { x, y, w, h } = viewOnMap(frame, view, SIZE);
      expect(Math.min(x, y, SIZE.w - x - w, SIZE.h - y - h)).toBeGreaterThanOrEqual(0);
      expect(Math.min(w, h)).toBeGreaterThan(5);
    }
  });
});

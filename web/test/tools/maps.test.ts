import { describe, expect, test } from "vitest";
import type { Point } from "../../src/doc/types";
import { touches } from "../../src/scene/geometry";
import { mapped, type Bond, type MapLayout } from "../../src/tools/maps";

const SIDE = 200;
const joints = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `n${i}`, w: SIDE, h: SIDE }));
const bond = (from: number, to: number, label = ""): Bond => ({ from: `n${from}`, to: `n${to}`, label });
const LAYOUTS: readonly MapLayout[] = ["tree", "radial", "layered"];

function apart(places: ReadonlyMap<string, Point>): void {
  const all = [...places.values()].map((at) => ({ ...at, w: SIDE, h: SIDE }));
  all.forEach((one, i) => expect(all.slice(i + 1).filter((other) => touches(one, other))).toEqual([]));
  expect(Math.min(...all.map(({ x }) => x))).toBe(0);
  expect(Math.min(...all.map(({ y }) => y))).toBe(0);
}

describe("maps", () => {
  test("wb68 nothing lies on another, whatever the links: trees, several roots, circles, twice, to oneself, out of it", () => {
    const graphs: readonly (readonly [number, readonly Bond[]])[] = [
      [1, []],
      [5, []],
      [2, [bond(0, 1)]],
      [13, Array.from({ length: 12 }, (_, i) => bond(Math.floor(i / 3), i + 1))],
      [8, [bond(0, 1), bond(2, 3), bond(4, 5)]],
      [4, [bond(0, 1), bond(1, 2), bond(2, 0)]],
      [4, [bond(0, 1), bond(0, 1), bond(1, 0), bond(2, 2), bond(0, 99)]],
      [30, Array.from({ length: 29 }, (_, i) => bond(0, i + 1))],
      [40, Array.from({ length: 39 }, (_, i) => bond(i, i + 1))],
      [60, Array.from({ length: 120 }, (_, i) => bond((i * 7) % 60, (i * 13 + 5) % 60))],
    ];
    for (const [count, bonds] of graphs) {
      for (const layout of LAYOUTS) {
        const places = mapped(joints(count), bonds, layout);
        expect(places.size, layout).toBe(count);
        apart(places);
      }
    }
  });

  test("wb68 a tree goes to the right, level by level, children in reading order", () => {
    const places = mapped(joints(5), [bond(0, 2), bond(0, 1), bond(1, 3), bond(1, 4)], "tree");
    const x = (n: number) => places.get(`n${n}`)!.x;
    const y = (n: number) => places.get(`n${n}`)!.y;
    expect([x(0), x(1), x(2), x(3), x(4)]).toEqual([0, 290, 290, 580, 580]);
    expect(y(1)).toBeLessThan(y(2));
    expect(y(3)).toBeLessThan(y(4));
    // Words on the arrows have room.
    expect(mapped(joints(2), [bond(0, 1, "sostiene")], "tree").get("n1")!.x).toBe(SIDE + 180);
  });

  test("wb68 a radial map has its root in the middle", () => {
    const places = mapped(joints(9), Array.from({ length: 8 }, (_, i) => bond(0, i + 1)), "radial");
    const centre = (n: number) => ({ x: places.get(`n${n}`)!.x + 100, y: places.get(`n${n}`)!.y + 100 });
    const rings = Array.from({ length: 8 }, (_, i) => Math.hypot(centre(i + 1).x - centre(0).x, centre(i + 1).y - centre(0).y));
    for (const ring of rings) expect(ring).toBeCloseTo(rings[0]!, -1);
  });

  test("wb68 layers go downwards along the links", () => {
    const places = mapped(joints(4), [bond(0, 1), bond(0, 2), bond(1, 3), bond(2, 3)], "layered");
    const y = (n: number) => places.get(`n${n}`)!.y;
    expect(y(0)).toBeLessThan(y(1));
    expect(y(1)).toBe(y(2));
    expect(y(2)).toBeLessThan(y(3));
  });

  test("wb68 notes without a link stand below", () => {
    const places = mapped(joints(4), [bond(0, 1)], "tree");
    for (const loose of [2, 3]) expect(places.get(`n${loose}`)!.y).toBeGreaterThan(places.get("n0")!.y + SIDE);
  });
});

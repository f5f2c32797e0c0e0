import { describe, expect, test } from "vitest";
import { centered, fitted, panned, toScreen, toWorld, zoomedAbout, ZOOM_MAX, ZOOM_MIN } from "../../src/scene/camera";
import { around, overlap, spanned } from "../../src/scene/geometry";
import { Grid } from "../../src/scene/grid";
import { contrast, lookOf } from "../../src/scene/look";
import { isRtl } from "../../src/scene/paint";
import { distance, route, routeToPoint } from "../../src/scene/route";
import { COLORS } from "../../src/doc/schema.gen";

describe("camera", () => {
  const camera = { x: 100, y: -50, zoom: 0.5 };

  test("wb34 screen and world are inverse", () => {
    const world = toWorld(camera, 30, 70);
    expect(toScreen(camera, world.x, world.y)).toEqual({ x: 30, y: 70 });
  });

  test("wb34 zooming keeps the point under the pointer, within limits", () => {
    const at = { x: 321, y: 123 };
    const before = toWorld(camera, at.x, at.y);
    for (const zoom of [0.001, 0.2, 1, 3, 99]) {
      const next = zoomedAbout(camera, at, zoom);
      const after = toWorld(next, at.x, at.y);
      expect(after.x).toBeCloseTo(before.x, 6);
      expect(after.y).toBeCloseTo(before.y, 6);
      expect(next.zoom).toBeGreaterThanOrEqual(ZOOM_MIN);
      expect(next.zoom).toBeLessThanOrEqual(ZOOM_MAX);
    }
  });

  test("wb34 fitting shows all clear of the bars, and enlarges nothing", () => {
    const size = { w: 1_000, h: 600 };
    const rect = { x: -3_000, y: 200, w: 8_000, h: 900 };
    const fit = fitted(rect, size);
    expect(toScreen(fit, rect.x, rect.y).x).toBeGreaterThanOrEqual(0);
    expect(toScreen(fit, rect.x + rect.w, 0).x).toBeLessThanOrEqual(size.w);
    expect(fitted({ x: 0, y: 0, w: 10, h: 10 }, size).zoom).toBe(1);
    const tall = { x: 0, y: 0, w: 100, h: 9_000 };
    const between = fitted(tall, size);
    expect(toScreen(between, 0, tall.y).y).toBeGreaterThanOrEqual(74);
    expect(toScreen(between, 0, tall.y + tall.h).y).toBeLessThanOrEqual(size.h - 80);
    expect(toWorld(centered({ x: 5, y: 6 }, size, 2), 500, 300)).toEqual({ x: 5, y: 6 });
    expect(panned(camera, 10, 0).x).toBe(120);
  });
});

describe("grid", () => {
  test("wb35 finds what is there, once, after any moves", () => {
    const grid = new Grid<number>();
    const rects = new Map<number, { x: number; y: number; w: number; h: number }>();
    let seed = 3;
    const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
    for (let i = 0; i < 2_000; i++) {
      const id = random(300);
      if (random(10) === 0) {
        grid.delete(id);
        rects.delete(id);
      } else {
        const rect = { x: random(9_000) - 4_500, y: random(9_000) - 4_500, w: 40 + random(1_500), h: 40 + random(900) };
        grid.set(id, rect);
        rects.set(id, rect);
      }
    }
    expect(grid.size).toBe(rects.size);
    for (let i = 0; i < 200; i++) {
      const view = { x: random(9_000) - 4_500, y: random(9_000) - 4_500, w: random(i % 2 ? 900 : 20_000), h: random(900) };
      const found = grid.near(view, []);
      expect(new Set(found).size).toBe(found.length);
      for (const [id, rect] of rects) if (overlap(rect, view) > 0) expect(found).toContain(id);
    }
  });
});

describe("route", () => {
  const box = (x: number, y: number, w = 200, h = 200): { x: number; y: number; w: number; h: number } => ({ x, y, w, h });

  test("wb33 runs from border to border, straight where the two face each other", () => {
    expect(route(box(0, 0), box(400, 50))).toEqual({ x1: 203, y1: 125, x2: 397, y2: 125 });
    expect(route(box(0, 0), box(50, 400))).toEqual({ x1: 125, y1: 203, x2: 125, y2: 397 });
    const slanted = route(box(0, 0), box(500, 500))!;
    expect(slanted.x1).toBeGreaterThan(200);
    expect(slanted.x2).toBeLessThan(500);
  });

  test("wb33 things upon each other have no way, things within each other a short one", () => {
    expect(route(box(0, 0), box(100, 100))).toBeNull();
    expect(route(box(0, 0), box(0, 0))).toBeNull();
    expect(route(box(50, 300), box(0, 0, 1_000, 1_000))).toEqual({ x1: 50, y1: 400, x2: 0, y2: 400 });
    expect(route(box(0, 0, 1_000, 1_000), box(50, 300))).toEqual({ x1: 0, y1: 400, x2: 50, y2: 400 });
    expect(routeToPoint(box(0, 0), { x: 100, y: 100 })).toBeNull();
  });

  test("wb33 the distance to a line ends at its ends", () => {
    const way = { x1: 0, y1: 0, x2: 100, y2: 0 };
    expect(distance(way, 50, 7)).toBe(7);
    expect(distance(way, 103, 4)).toBe(5);
  });
});

describe("look", () => {
  test("wb36 ink can be read on every paper, in light and dark", () => {
    for (const theme of ["light", "dark"] as const) {
      const look = lookOf(theme);
      for (const color of [...COLORS, "#123456", "#fefefe", "nonsense"]) {
        const paper = look.paper(color);
        expect(contrast(paper.face, paper.ink), `${theme} ${color}`).toBeGreaterThanOrEqual(4.5);
        expect(contrast(paper.area, look.ink), `${theme} ${color}`).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(look.board, look.softInk)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(look.board, look.accent)).toBeGreaterThanOrEqual(3);
    }
  });

  test("wb36 the first letter decides the direction", () => {
    expect(isRtl("«שלום» ciao")).toBe(true);
    expect(isRtl("ciao שלום")).toBe(false);
    expect(isRtl("123 …")).toBe(false);
  });
});

test("wb34 rectangles", () => {
  expect(spanned({ x: 9, y: 1 }, { x: 2, y: 5 })).toEqual({ x: 2, y: 1, w: 7, h: 4 });
  expect(around([])).toBeNull();
});

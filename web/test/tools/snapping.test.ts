import { beforeEach, describe, expect, test } from "vitest";
import { snap } from "../../src/tools/snapping";
import { Bench } from "./bench";

let bench: Bench;
let id: string;

beforeEach(() => {
  bench = new Bench();
  bench.note(0, 0);
  id = bench.note(700, 700);
});

const to = (x: number, y: number) => snap(bench.context, new Set([id]), x - 700, y - 700);

describe("snapping", () => {
  test("wb74 edges and middles near enough come in line, with a line to see it by", () => {
    expect(to(4, 260)).toMatchObject({ dx: -700, dy: -440, guides: [{ x: 0, y: 0, w: 0, h: 460 }] });
    expect(to(230, 5)).toMatchObject({ dx: -470, dy: -700 });
    // Left edge on right edge; middle on middle.
    expect(to(203, 300).dx).toBe(-500);
    expect(to(300, 20)).toMatchObject({ dx: -400, dy: -680, guides: [] });
  });

  test("wb74 nothing snaps to itself, to what is far away, or as a crowd; nearness is that of the screen", () => {
    expect(to(4, 3_000)).toMatchObject({ dx: -696, guides: [] });
    expect(to(705, 703)).toMatchObject({ dx: 5, dy: 3, guides: [] });
    bench.tab.camera.set({ x: 0, y: 0, zoom: 0.25 });
    expect(to(20, 260).dx).toBe(-700);
    const crowd = Array.from({ length: 80 }, (_, i) => bench.note(5_000 + i, 0));
    expect(snap(bench.context, new Set(crowd), -4_997, 300).guides).toEqual([]);
  });

  test("wb74 a drag lands where it snapped; with Ctrl it does not snap", () => {
    bench.click(800, 800);
    bench.pull([800, 800], [104, 360]);
    expect(bench.board.note(id)).toMatchObject({ x: 0, y: 260 });
    bench.pull([104, 360], [107, 390], { mod: true });
    expect(bench.board.note(id)).toMatchObject({ x: 3, y: 290 });
  });
});

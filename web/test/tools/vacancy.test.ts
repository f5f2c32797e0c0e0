import { beforeEach, describe, expect, test } from "vitest";
import type { Rect } from "../../src/doc/types";
import { addCluster } from "../../src/doc/verbs";
import { holds, touches } from "../../src/scene/geometry";
import { freeNear } from "../../src/tools/vacancy";
import { Bench } from "./bench";

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

const MIDDLE = { x: 500, y: 400 };
const note = (at: { x: number; y: number }): Rect => ({ x: at.x - 100, y: at.y - 100, w: 200, h: 200 });

describe("where nobody points", () => {
  test("wb45 a new note comes to the middle while that is free, then beside what lies there", () => {
    expect(freeNear(bench.context, MIDDLE)).toEqual(MIDDLE);
    for (let n = 0; n < 3; n++) {
      const place = note(freeNear(bench.context, MIDDLE));
      expect([...bench.board.notes.values()].some((other) => touches(other, place))).toBe(false);
      expect(holds({ x: 0, y: 0, w: 1_000, h: 800 }, place)).toBe(true);
      bench.note(place.x, place.y);
    }
    // The second one stands beside the first, not on the other side of the board.
    const [first, second] = [...bench.board.notes.values()];
    expect(Math.hypot(second!.x - first!.x, second!.y - first!.y)).toBeLessThan(260);
  });

  test("wb45 no edge of a cluster passes under it, and a cluster with room takes it", () => {
    const half = addCluster(bench.board, { pos: { x: 450, y: 100 }, size: { w: 260, h: 600 } })!;
    const place = note(freeNear(bench.context, MIDDLE));
    const box = bench.board.clusters.get(half)!;
    expect(holds(box, place) || !touches(box, place)).toBe(true);
  });

  test("wb45 where all is full it lies over others, as near as it hides none of their middles", () => {
    for (let y = 0; y < 800; y += 200) for (let x = 0; x < 1_000; x += 200) bench.note(x, y);
    const at = freeNear(bench.context, MIDDLE);
    expect([...bench.board.notes.values()].every(({ x, y }) => Math.abs(x + 100 - at.x) >= 60 || Math.abs(y + 100 - at.y) >= 60)).toBe(true);
  });
});

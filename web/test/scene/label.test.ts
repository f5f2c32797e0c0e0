import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { overlap } from "../../src/scene/geometry";
import { settle } from "../../src/scene/labelling";
import { World } from "../../src/scene/world";

let board: Board;
let world: World;

beforeEach(() => {
  board = new Board("b", new Y.Doc());
  world = new World(board);
  board.subscribe((change) => world.update(change));
});

/** Every letter is 8 wide. */
const measure = (line: string): number => line.length * 8;

describe("label", () => {
  test("wb37 a label interrupts a long arrow, and stands beside a short one", () => {
    const long = settle("richiede", { x1: 0, y1: 0, x2: 600, y2: 0 }, world, measure)!;
    expect(long.y + long.h / 2).toBeCloseTo(0);
    for (const [x2, y2] of [[80, 0], [0, 24], [60, 60]] as const) {
      const short = settle("richiede", { x1: 0, y1: 0, x2, y2 }, world, measure)!;
      const covered = Array.from({ length: 21 }, (_, i) => [(x2 * i) / 20, (y2 * i) / 20] as const).filter(
        ([x, y]) => x > short.x && x < short.x + short.w && y > short.y && y < short.y + short.h,
      );
      expect(covered.length).toBeLessThanOrEqual(10);
    }
  });

  test("wb37 a label keeps off what is written in notes", () => {
    const id = board.addNote({ pos: { x: 200, y: -100 }, text: "una nota piena di parole, da leggere tutta, fino in fondo" });
    const label = settle("favorisce", { x1: 0, y1: 0, x2: 600, y2: 0 }, world, measure)!;
    expect(overlap(world.rectOf(id)!, label)).toBe(0);
    expect(settle(" ", { x1: 0, y1: 0, x2: 600, y2: 0 }, world, measure)).toBeNull();
  });
});

import { describe, expect, test } from "vitest";
import { clock, moves, Progress, type Told } from "../../src/doc/progress";

const phase = (number: number, ends: number | null = null, session = 1) => ({ session, number, title: "Gruppi", mode: "groups" as const, instructions: "", began: 0, ends });
const told = (turn: number, fields: Partial<Told> = {}): Told => ({ turn, now: 0, gathered: null, ...fields });

describe("progress", () => {
  test("wb130 the time left goes by the server's clock, whatever this device's says", () => {
    let own = 5_000;
    const progress = new Progress(() => own);
    progress.hear(told(1, { now: 1_000_000, phase: phase(1, 1_060_000) }));
    expect(progress.left()).toBe(60_000);
    own += 10_000;
    expect(progress.left()).toBe(50_000);
    // The same told again, after two seconds on its way: what came sooner is nearer to the truth.
    progress.hear(told(1, { now: 1_008_000, phase: phase(1, 1_060_000) }));
    expect(progress.left()).toBe(50_000);
    own += 100_000;
    expect(progress.left()).toBe(0);
    progress.hear(told(2, { now: 1_110_000, phase: phase(2) }));
    expect(progress.left()).toBeNull();
  });

  test("wb129 what crossed something later on its way is not told", () => {
    const progress = new Progress(() => 0);
    const heard: number[] = [];
    progress.subscribe(({ turn }) => heard.push(turn));
    for (const turn of [1, 3, 2, 3, 4]) progress.hear(told(turn));
    expect(heard).toEqual([1, 3, 4]);
  });

  test("wb129 only another phase and a call move people", () => {
    const at = told(1, { phase: phase(2, 9) });
    expect(moves(told(2, { phase: phase(2, 99) }), at), "more time").toBe(false);
    expect(moves(told(2), at), "the end").toBe(false);
    expect(moves(told(2, { phase: phase(3) }), at)).toBe(true);
    expect(moves(told(2, { phase: phase(2, 9, 2) }), at), "the same number in another session").toBe(true);
    expect(moves(told(2, { phase: phase(2, 9), gathered: "b" }), at)).toBe(true);
    expect(moves(told(3), told(2, { gathered: "b" })), "let go").toBe(true);
  });
});

test("wb130 time is written as on a clock, and is there as long as anything is left", () => {
  expect([0, 1, 1_000, 59_001, 61_000, 3_599_000, 3_600_000, 36_061_000].map(clock)).toEqual([
    "0:00", "0:01", "0:01", "1:00", "1:01", "59:59", "1:00:00", "10:01:01",
  ]);
});

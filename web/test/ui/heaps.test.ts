import { describe, expect, test } from "vitest";
import { heaps, type Binned } from "../../src/ui/history/heaps";

const one = (id: string, at: number, by: string | null): Binned => ({ what: "note", id, words: id, at, by });

describe("heaps", () => {
  test("wb158 what one person removed at once is one heap, in the order in which it comes", () => {
    const all = [one("a", 5, "Ada"), one("b", 5, "Ada"), one("c", 5, "Bea"), one("d", 4, "Bea"), one("e", 4, null), one("f", 4, null)];
    expect(heaps(all).map((heap) => heap.map(({ id }) => id).join(""))).toEqual(["ab", "c", "d", "ef"]);
    expect(heaps([])).toEqual([]);
  });
});

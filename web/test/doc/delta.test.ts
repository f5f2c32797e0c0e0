import { describe, expect, test } from "vitest";
import { apply, rebase, textDelta, within } from "../../src/doc/delta";

describe("delta", () => {
  test("wb1 the smallest change, never between the halves of a character", () => {
    expect(textDelta("abc", "abc")).toBeNull();
    expect(textDelta("abc", "abxc")).toEqual({ at: 2, remove: 0, insert: "x" });
    expect(textDelta("aaa", "aa")).toEqual({ at: 2, remove: 1, insert: "" });
    // 😀 and 😁 share their first half, 😀 and 🨀 their second.
    expect(textDelta("a😀b", "a😁b")).toEqual({ at: 1, remove: 2, insert: "😁" });
    const lows = ["\u{1f600}", "\u{1fa00}"] as const;
    expect(lows[0].charCodeAt(1)).toBe(lows[1].charCodeAt(1));
    expect(textDelta(`x${lows[0]}y`, `x${lows[1]}y`)).toEqual({ at: 1, remove: 2, insert: lows[1] });
  });

  test("wb1 any two texts: applied it gives the other, and cuts no character", () => {
    const letters = ["a", "b", "è", "😀", "😁", "\u{1fa00}", "\n"];
    let seed = 1;
    const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
    const text = (): string => Array.from({ length: random(8) }, () => letters[random(letters.length)]).join("");
    for (let i = 0; i < 3_000; i++) {
      const [before, after] = [text(), text()];
      const delta = textDelta(before, after);
      if (!delta) {
        expect(before).toBe(after);
        continue;
      }
      expect(apply(before, delta)).toBe(after);
      const whole = (part: string): boolean => !/[\ud800-\udfff]/u.test(part);
      expect(whole(before.slice(0, delta.at)) && whole(before.slice(delta.at + delta.remove)) && whole(delta.insert)).toBe(true);
    }
  });

  test("wb1 texts are cut at their limit without halves", () => {
    expect(within("ab😀", 3)).toBe("ab");
    expect(within("ab😀", 4)).toBe("ab😀");
    expect(within("a\ud83d", 9)).toBe("a");
    expect(within("a\ud83db\ude00c😀", 9)).toBe("a\ufffdb\ufffdc😀");
  });

  test("wb2 two changes of one text meet without losing what either wrote", () => {
    const base = "uno due tre";
    const merge = (mine: string, theirs: string): string => apply(theirs, rebase(textDelta(base, mine)!, textDelta(base, theirs)!));
    expect(merge("uno due tre!", "zero uno due tre")).toBe("zero uno due tre!");
    expect(merge("UNO due tre", "uno due tre quattro")).toBe("UNO due tre quattro");
    expect(merge("uno X due tre", "uno due tre Y")).toBe("uno X due tre Y");
    // Both at the same place: both are there.
    const both = merge("uno due tre A", "uno due tre B");
    expect(both).toContain("A");
    expect(both).toContain("B");
    // Mine removes around what the other wrote: their words stay.
    expect(merge("uno", "uno due NUOVO tre")).toContain("NUOVO");
    // Both removed the same.
    expect(merge("uno tre", "uno tre")).toBe("uno tre");
  });
});

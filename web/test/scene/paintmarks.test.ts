import { describe, expect, test } from "vitest";
import { LIMIT } from "../../src/doc/schema.gen";
import type { Mark } from "../../src/doc/types";
import { fitText, nearOutline, penOf, placedEnds, POINT } from "../../src/scene/paintmarks";
import { pageOf } from "../../src/scene/page";

const MARK: Mark = {
  kind: "mark", id: "m", figure: "stroke", x: 100, y: 100, w: 200, h: 100, text: "", form: "rectangle",
  points: [0, 0, POINT, 0, POINT, POINT, 0, POINT], highlight: false, image: null, color: "blue", z: "a0", author: null, locked: false,
};

describe("marks", () => {
  test("wb84 the numbers are those of the document and of the poster", () => {
    expect(POINT).toBe(LIMIT.POINT);
    // crates/publish/src/poster/mark.rs, po14_a_text_grows_with_its_box
    const [small, large] = [fitText("Titolo", { w: 200, h: 60 }), fitText("Titolo", { w: 2000, h: 600 })];
    expect(large.size).toBeGreaterThan(5 * small.size);
    expect(pageOf({ x: 0, y: 0, w: 200, h: 200 }, { image: "x", text: "una" })).toEqual({ x: 0, y: 116, w: 200, h: 84 });
    expect(pageOf({ x: 0, y: 0, w: 200, h: 200 }, { image: "x", text: " " }).y).toBe(172);
    expect(pageOf({ x: 0, y: 0, w: 200, h: 200 }, { image: null, text: "" }).y).toBe(0);
  });

  test("wb84 a stroke is found by its outline, a little beside it too", () => {
    expect(nearOutline(MARK, 200, 150, 1)).toBe(true);
    expect(nearOutline(MARK, 303, 150, 4)).toBe(true);
    expect(nearOutline(MARK, 310, 150, 4)).toBe(false);
    const bent = { ...MARK, points: [0, 0, POINT, 0, POINT, 1_000, 1_000, 1_000, 1_000, POINT, 0, POINT] };
    expect(nearOutline(bent, 250, 180, 2)).toBe(false);
    expect(nearOutline(bent, 105, 180, 2)).toBe(true);
  });

  test("wb84 ends of a line lie in its box, a custom colour is itself, one nobody knows is ink", () => {
    expect(placedEnds({ ...MARK, points: [POINT, 0, 0, POINT] }, MARK)).toEqual({ from: { x: 300, y: 100 }, to: { x: 100, y: 200 } });
    expect(penOf("#102030", "light")).toBe("#102030");
    expect(penOf("mauve", "light")).toBe(penOf("white", "light"));
  });
});

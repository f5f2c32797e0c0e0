import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fit, fitNote, fitTitle, wrap, type Fit } from "../src/scene/text";
import { FONT_HASH } from "../src/scene/text.gen";

interface Vector {
  how: "wrap" | "fit" | "note" | "title";
  text: string;
  width: number;
  height?: number;
  max?: number;
  size: number;
  lines: string[];
}

const read = (path: string): Buffer => readFileSync(new URL(`../../${path}`, import.meta.url));
const { vectors } = JSON.parse(read("tests/data/wrap.json").toString()) as { vectors: Vector[] };

function answer(v: Vector): Fit {
  switch (v.how) {
    case "wrap":
      return { size: v.size, lines: wrap(v.text, v.size, v.width) };
    case "fit":
      return fit(v.text, v.width, v.height!, v.max);
    case "note":
      return fitNote(v.text, v.width, v.height!);
    case "title":
      return fitTitle(v.text, v.width);
  }
}

describe("text", () => {
  test("tx1 shared vectors", () => {
    expect(vectors.length).toBeGreaterThanOrEqual(120);
    for (const v of vectors) expect(answer(v), JSON.stringify(v)).toEqual({ size: v.size, lines: v.lines });
  });

  test("tx5 the table is of these fonts", () => {
    ["Inter-Regular.ttf", "Inter-SemiBold.ttf"].forEach((name, i) => {
      expect(createHash("sha256").update(read(`crates/publish/fonts/${name}`)).digest("hex")).toBe(FONT_HASH[i]);
    });
    for (const name of ["fonts", "fonts.more"]) {
      const css = read(`web/src/${name}.css`).toString();
      for (const hash of FONT_HASH) expect(css).toContain(hash);
    }
  });

  test("tx7 five thousand notes are fitted in a few frames, and cost nothing the second time", () => {
    const texts = vectors.filter((v) => v.how === "note" && v.text.length < 250).map((v) => v.text);
    const all = Array.from({ length: 5000 }, (_, i) => `${texts[i % texts.length]} ${i}`);
    const started = performance.now();
    for (const text of all) fitNote(text, 200, 200);
    const first = performance.now() - started;
    const again = performance.now();
    for (const text of all) fitNote(text, 200, 200);
    const second = performance.now() - again;
    console.info(`fit of 5,000 notes: ${first.toFixed(1)} ms, again ${second.toFixed(1)} ms`);
    expect(first).toBeLessThan(1500);
    expect(second).toBeLessThan(100);
  });
});

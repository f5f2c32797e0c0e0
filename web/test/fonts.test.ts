import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const [FIRST, MORE] = ["fonts", "fonts.more"].map((name) => readFileSync(new URL(`../src/${name}.css`, import.meta.url), "utf8"));
const CSS = `${FIRST}${MORE}`;
/** What a page in Italian says everywhere; all of it must come with the first file. */
const ITALIAN = "àèéìòùÀÈÉÌÒÙ’‘“”«»…–—·€°→";

interface Face {
  readonly file: string;
  readonly weight: string;
  readonly points: ReadonlySet<number>;
}

const faces: Face[] = [...CSS.matchAll(/font-weight: (\d+);[^}]*?url\("([^"]+)"\)[^}]*?unicode-range: ([^;]+);/g)].map(([, weight, file, ranges]) => ({
  file: file!,
  weight: weight!,
  points: new Set(
    ranges!.split(", ").flatMap((range) => {
      const [first, last] = range.slice(2).split("-").map((hex) => Number.parseInt(hex, 16));
      return Array.from({ length: (last ?? first!) - first! + 1 }, (_, i) => first! + i);
    }),
  ),
}));

test("a character comes with one font file, and Italian with the first", () => {
  expect(faces).toHaveLength(10);
  expect(faces.filter(({ file }) => FIRST!.includes(file)).map(({ file }) => file)).toEqual(["/fonts/regular-latin.woff2", "/fonts/semibold-latin.woff2"]);
  for (const weight of ["400", "600"]) {
    const here = faces.filter((face) => face.weight === weight);
    const all = here.flatMap(({ points }) => [...points]);
    expect(all.length, `weight ${weight}: code points in two files`).toBe(new Set(all).size);
    expect(FIRST).toContain(`font-weight: ${weight}`);
    const latin = here.find(({ file }) => file.endsWith("-latin.woff2"))!;
    expect([...ITALIAN].filter((letter) => !latin.points.has(letter.codePointAt(0)!))).toEqual([]);
  }
});

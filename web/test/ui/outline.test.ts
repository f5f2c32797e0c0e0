import { describe, expect, test } from "vitest";
import { choose, chooseBasis, includeChapter, includePoint, isOrdered, isSame, moveChapter, movePoint, name, orderByVotes, ownHeading, type Chapter, type Handbook } from "../../src/ui/vademecum/outline";

const chapter = (key: string, ...points: string[]): Chapter => ({
  key,
  keys: [key, `${key}-again`],
  title: key.toUpperCase(),
  heading: key.toUpperCase(),
  included: true,
  votes: 0,
  sentences: 0,
  points: points.map((one) => ({ key: one, text: one, votes: 0, sources: [], picture: false, included: true })),
});
const book: Handbook = {
  version: 3,
  outline: {
    title: "",
    intro: "",
    shows: { votes: true, sources: true, names: false, comments: false, sentences: true, sessions: true, left_out: true },
    order: [],
    headings: { "a-again": "Alpha" },
    points: { "a-again": ["a1"] },
    excluded: ["b-again"],
  },
  title: "Prova",
  basis: "plenary",
  possible: ["plenary", "groups"],
  chapters: [chapter("a", "a1", "a2", "a3"), chapter("b", "b1")],
  left_out: 0,
};
const [first, second] = book.chapters as [Chapter, Chapter];

describe("the outline of the handbook", () => {
  test("wb166 what is moved is all that the order is said of, and votes order again", () => {
    const one = moveChapter(book, 1, 0);
    expect(one.outline.order).toEqual(["b", "a"]);
    expect(one.chapters.map(({ key }) => key)).toEqual(["b", "a"]);
    const two = movePoint(one, first, 2, 0);
    expect(two.outline.points).toEqual({ a: ["a3", "a1", "a2"] });
    expect(two.chapters[1]!.points.map(({ key }) => key)).toEqual(["a3", "a1", "a2"]);
    expect(isOrdered(two)).toBe(true);
    expect(isOrdered(orderByVotes(two))).toBe(false);
    expect(book.outline.order, "nothing is changed in place").toEqual([]);
  });

  test("wb166 a choice about any cluster of a chapter is about the chapter", () => {
    expect(ownHeading(book, first)).toBe("Alpha");
    const named = name(book, first, "Inizio ");
    expect(named.outline.headings).toEqual({ a: "Inizio " });
    expect(named.chapters[0]!.heading).toBe("Inizio");
    const plain = name(named, first, "");
    expect([plain.outline.headings, plain.chapters[0]!.heading]).toEqual([{}, "A"]);
    expect(includeChapter(book, second, true).outline.excluded).toEqual([]);
    expect(includeChapter(book, second, false).outline.excluded).toEqual(["b"]);
  });

  test("wb169 two outlines are the same whatever order their records are told in", () => {
    const told = choose(book, { headings: { x: "1", y: "2" }, excluded: ["p", "q"] }).outline;
    expect(isSame(told, { ...told, headings: { y: "2", x: "1" }, excluded: ["q", "p", "q"] })).toBe(true);
    for (const other of [{ title: "x" }, { order: ["a"] }, { headings: {} }, { excluded: ["p"] }, { basis: "groups" as const }]) {
      expect(isSame(told, { ...told, ...other }), JSON.stringify(other)).toBe(false);
    }
  });

  test("wb166 a point is left out and comes back; a basis is chosen and left to itself", () => {
    const out = includePoint(book, first, first.points[1]!, false);
    expect(out.outline.excluded).toEqual(["b-again", "a2"]);
    expect(out.chapters[0]!.points.map(({ included }) => included)).toEqual([true, false, true]);
    expect(includePoint(out, out.chapters[0]!, out.chapters[0]!.points[1]!, true).outline.excluded).toEqual(["b-again"]);
    const groups = chooseBasis(book, "groups");
    expect(groups.outline.basis).toBe("groups");
    expect("basis" in chooseBasis(groups, undefined).outline).toBe(false);
  });
});

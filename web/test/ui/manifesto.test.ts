import { describe, expect, test } from "vitest";
import { byVotes, choose, chooseBasis, include, isChosen, isSame, matching, move, reword, wording, type Manifesto, type Note } from "../../src/ui/manifesto/manifesto";

const note = (key: string, text = `nota ${key}`): Note => ({ key, text, votes: 0, sources: [] });
const made: Manifesto = {
  version: 3,
  choice: { title: "", intro: "", signature: "", numbered: false, sources: false, paper: "A3", orientation: "auto", theme: "colour" },
  title: "Laboratorio",
  basis: "plenary",
  possible: ["plenary", "groups"],
  by_votes: true,
  sentences: ["a", "b", "c"].map((key) => ({ key, text: `nota ${key}`, note: `nota ${key}` })),
  clusters: [
    { key: "t", title: "Acqua", notes: [note("a"), note("b", "il fiume È largo"), note("d")] },
    { key: "u", title: "Città", notes: [note("c")] },
  ],
};
const keys = (one: Manifesto) => one.choice.sentences?.map(({ key }) => key);

describe("wb181 what is chosen is told as a new value", () => {
  test("the first choice keeps the most voted ones and goes on from there", () => {
    const more = include(made, note("d"), true);
    expect(keys(more)).toEqual(["a", "b", "c", "d"]);
    expect([more.by_votes, isChosen(more, "d"), isChosen(made, "d")]).toEqual([false, true, false]);
    expect(keys(include(more, note("b"), false))).toEqual(["a", "c", "d"]);
    // Twice is once.
    expect(keys(include(more, note("a"), true))).toEqual(["b", "c", "d", "a"]);
    const back = byVotes(more);
    expect([back.by_votes, "sentences" in back.choice]).toEqual([true, false]);
  });

  test("order and wording stay together", () => {
    const worded = reword(made, "b", "Con parole mie");
    expect(worded.sentences[1]).toMatchObject({ text: "Con parole mie", note: "nota b" });
    const moved = move(worded, 1, 0);
    expect(moved.choice.sentences).toEqual([{ key: "b", wording: "Con parole mie" }, { key: "a" }, { key: "c" }]);
    expect([wording(moved, "b"), wording(moved, "a")]).toEqual(["Con parole mie", ""]);
    const plain = reword(moved, "b", "");
    expect([plain.choice.sentences![0], plain.sentences[0]!.text]).toEqual([{ key: "b" }, "nota b"]);
    // Blanks that are being typed are kept, but they are no words.
    expect(reword(made, "b", " ").sentences[1]!.text).toBe("nota b");
  });

  test("other boards and everything else leave the sentences alone", () => {
    const from = chooseBasis(move(made, 0, 2), "groups");
    expect([keys(from), from.choice.basis]).toEqual([["b", "c", "a"], "groups"]);
    expect("basis" in chooseBasis(from, undefined).choice).toBe(false);
    expect(choose(from, { paper: "A4" }).choice).toMatchObject({ paper: "A4", basis: "groups" });
  });

  test("two choices are the same whatever is left unsaid", () => {
    const a = reword(made, "a", "mia").choice;
    expect(isSame(a, JSON.parse(JSON.stringify(a)))).toBe(true);
    expect(isSame({ ...a, sentences: [{ key: "a" }] }, { ...a, sentences: [{ key: "a", wording: "" }] })).toBe(true);
    expect(isSame(a, made.choice)).toBe(false);
    expect(isSame(made.choice, { ...made.choice, theme: "ink-saving" })).toBe(false);
  });
});

test("wb181 notes are found by the beginning or middle of words, whatever their case and accents", () => {
  const found = (wanted: string) => matching(made.clusters, wanted).map((cluster) => [cluster.title, cluster.notes.map(({ key }) => key)]);
  expect(found("  ")).toHaveLength(2);
  expect(found("FIUME e")).toEqual([["Acqua", ["b"]]]);
  expect(found("citta")).toEqual([["Città", ["c"]]]);
  expect(found("acqua nota")).toEqual([["Acqua", ["a", "d"]]]);
  expect(found("xyz")).toEqual([]);
});

import { describe, expect, test } from "vitest";
import type { CollectChange, CollectReport } from "../../src/ui/api";
import { choice, coming, isTaken, offers, offersOf, takeAll } from "../../src/ui/collect/wish";

const change = (key: string, source = "g1"): CollectChange => ({ key, source, id: key, kind: "note", says: key, fields: {} });
const report: CollectReport = {
  added: [change("a"), change("b", "g2")],
  changed: [change("c"), change("both")],
  conflicts: [change("both"), change("d", "g2")],
  removed: [change("e")],
  unchanged: 0,
  groups: [],
};
const NONE: ReadonlySet<string> = new Set();

describe("what is taken of a collect", () => {
  test("wb160 new and changed things come by themselves, the others only when they are taken", () => {
    expect(offers(report).filter((offer) => isTaken(offer, NONE)).map(({ change }) => change.key)).toEqual(["a", "b", "c", "both"]);
    expect(choice(report, NONE)).toEqual({ leave: [], accept: { removed: [], conflicts: [] } });
    const all = takeAll(offers(report), NONE, true);
    expect(choice(report, all)).toEqual({ leave: [], accept: { removed: ["e"], conflicts: ["both", "d"] } });
    const none = takeAll(offers(report), all, false);
    expect(choice(report, none)).toEqual({ leave: ["a", "b", "c", "both"], accept: { removed: [], conflicts: [] } });
  });

  test("wb160 a group's box takes or leaves what comes by itself, and nothing that contradicts plenary", () => {
    const left = takeAll(coming(offersOf(report, "g2")), NONE, false);
    expect(choice(report, left)).toEqual({ leave: ["b"], accept: { removed: [], conflicts: [] } });
    expect(takeAll(coming(offersOf(report, "g2")), left, true)).toEqual(NONE);
  });

  test("wb160 what both sides changed is taken whole or not at all", () => {
    const [both] = offers(report).filter(({ sort, change }) => sort === "conflicts" && change.key === "both");
    const part = offers(report).filter(({ sort, change }) => sort === "changed" && change.key === "both");
    const turned = takeAll(part, takeAll([both!], NONE, true), false);
    expect(choice(report, turned)).toEqual({ leave: [], accept: { removed: [], conflicts: ["both"] } });
  });
});

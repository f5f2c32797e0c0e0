import { beforeEach, describe, expect, test } from "vitest";
import { addCluster } from "../../src/doc/verbs";
import { possible } from "../../src/ui/suggest/suggestions";
import { Bench } from "../tools/bench";

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
  bench.board.role = "editor";
});

describe("suggestions", () => {
  test("wb165 what is gone, or where it was to go, is suggested no more", () => {
    const [a, b, c] = [bench.note(0, 0, "a"), bench.note(300, 0, "b"), bench.note(600, 0, "c")] as [string, string, string];
    const home = addCluster(bench.board, { pos: { x: -50, y: -50 }, size: { w: 400, h: 400 }, title: "Luoghi" });
    const group = (cluster: string | null, ...notes: string[]) => ({ key: notes.join(), title: "Luoghi", cluster, notes, shared: [] });
    const found = { clusters: [group(home, a, b), group(null, b, c)], duplicates: [{ key: "d0", notes: [a, b, c], why: "" }], unplaced: [c] };
    expect(possible(bench.board, found)).toEqual(found);
    bench.board.setMembership([a], home);
    expect(possible(bench.board, found).clusters[0]!.notes).toEqual([b]);
    bench.board.remove([b]);
    const left = possible(bench.board, found);
    // One note alone is no new cluster, and nothing is left to put into the old one.
    expect(left.clusters).toEqual([]);
    expect(left.duplicates.map(({ notes }) => notes)).toEqual([[a, c]]);
    bench.board.remove([c]);
    expect(possible(bench.board, found)).toEqual({ clusters: [], duplicates: [], unplaced: [] });
  });
});

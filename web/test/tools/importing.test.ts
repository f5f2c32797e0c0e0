import { beforeEach, expect, test } from "vitest";
import type { Rect } from "../../src/doc/types";
import { touches } from "../../src/scene/geometry";
import { IMPORT_MOST, landFile, readFile } from "../../src/tools/importing";
import { Bench } from "./bench";

/** Updates are bounded by the server at so many bytes. */
const UPDATE_MOST = 512 * 1024;

let bench: Bench;
const shown: Rect[] = [];
const stage = { show: (place: Rect) => void shown.push(place) };

const note = (n: number, cluster: number | null = null) => ({ x: (n % 60) * 220, y: Math.floor(n / 60) * 220, w: 200, h: 200, text: `nota ${n}`, color: "green", tags: ["=x"], image: null, cluster, src: null });
const cluster = { x: -24, y: -68, w: 900, h: 900, title: "Tema", color: "white", layout: "free", collapsed: false };

beforeEach(() => {
  bench = new Bench();
  bench.board.role = "editor";
  shown.length = 0;
});

test("wb172 what a file brings lies beside what is there, chosen and shown, and is one step of undo", () => {
  const there = bench.note(0, 0, "prima");
  bench.board.stopCapturing();
  const marks = [{ x: 0, y: 1_200, w: 300, h: 80, figure: "text", text: "in grande", color: "white" }];
  const pieces = readFile({ clusters: [cluster], notes: [note(0, 0), note(1, 0), note(2)], links: [{ from: 0, to: 3, label: "porta a" }, { from: 1, to: 9, label: "" }], marks })!;
  expect(pieces.all).toBe(5);
  const made = landFile(bench.board, bench.tab, stage, pieces);
  expect(made).toHaveLength(5);
  expect([...bench.tab.selection.get()].sort()).toEqual([...made].sort());
  const { board } = bench;
  expect([board.clusters.size, board.notes.size, board.links.size, board.marks.size]).toEqual([1, 4, 1, 1]);
  const [tema] = [...board.clusters.keys()];
  expect([...board.notes.values()].map(({ text, cluster: home }) => [text, home === tema])).toEqual([["prima", false], ["nota 0", true], ["nota 1", true], ["nota 2", false]]);
  expect([...board.notes.values()].filter(({ id }) => id !== there).some((one) => touches(one, board.note(there)!))).toBe(false);
  expect(shown).toHaveLength(1);
  board.undo();
  expect([board.clusters.size, board.notes.size, board.links.size, board.marks.size]).toEqual([0, 1, 0, 0]);
});

test("wb172 of more than fits in one import the first come, in updates that the server takes, and that is told", () => {
  const pieces = readFile({ clusters: [], notes: Array.from({ length: IMPORT_MOST + 500 }, (_, n) => note(n)), links: [], marks: [] })!;
  expect([pieces.notes.length, pieces.all]).toEqual([IMPORT_MOST, IMPORT_MOST + 500]);
  landFile(bench.board, bench.tab, stage, pieces);
  expect(bench.board.notes.size).toBe(IMPORT_MOST);
  expect(Math.max(...bench.updates.map((update) => update.length))).toBeLessThan(UPDATE_MOST);
  bench.board.undo();
  expect(bench.board.notes.size).toBe(0);
});

test("wb173 who makes no clusters lands nothing, and what is none of our pieces is nothing", () => {
  bench.board.role = "contributor";
  expect(landFile(bench.board, bench.tab, stage, readFile({ clusters: [], notes: [note(0)], links: [], marks: [] })!)).toEqual([]);
  expect(bench.board.notes.size).toBe(0);
  expect(readFile("x")).toBeNull();
});

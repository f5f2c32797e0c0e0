import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addCluster, addLink, sendToBack, setTags } from "../../src/doc/verbs";
import { align, aligned } from "../../src/tools/aligning";
import type { CommandContext } from "../../src/tools/commands";
import { found } from "../../src/tools/finding";
import type { Stage } from "../../src/tools/stage";
import { Bench } from "./bench";

const things = [
  { id: "a", x: 0, y: 0, w: 200, h: 200 },
  { id: "b", x: 500, y: 90, w: 100, h: 100 },
  { id: "c", x: 250, y: 300, w: 200, h: 120 },
];
const moves = (how: Parameters<typeof aligned>[1]) => Object.fromEntries(aligned(things, how).map(({ id, dx, dy }) => [id, [dx, dy]]));

describe("aligning", () => {
  test("wb71 edges and middles come in line, gaps become equal and the outermost stay", () => {
    expect(moves("left")).toEqual({ a: [0, 0], b: [-500, 0], c: [-250, 0] });
    expect(moves("right")).toEqual({ a: [400, 0], b: [0, 0], c: [150, 0] });
    expect(moves("center")).toEqual({ a: [200, 0], b: [-250, 0], c: [-50, 0] });
    expect(moves("bottom")).toEqual({ a: [0, 220], b: [0, 230], c: [0, 0] });
    expect(moves("middle")).toEqual({ a: [0, 110], b: [0, 70], c: [0, -150] });
    expect(moves("across")).toEqual({ a: [0, 0], c: [0, 0], b: [0, 0] });
    expect(moves("down")).toEqual({ a: [0, 0], b: [0, 110], c: [0, 0] });
  });

  test("wb71 a cluster moves with its notes, once; what is locked stays; one step of undo", () => {
    const bench = new Bench();
    const { board, tab } = bench;
    board.role = "editor";
    const inner = bench.note(50, 100);
    const cluster = addCluster(board, { pos: { x: 0, y: 0 }, size: { w: 400, h: 400 }, notes: [inner] });
    const [lone, locked] = [bench.note(900, 700), bench.note(1_200, 900)];
    (bench.doc.getMap("notes") as Y.Map<Y.Map<unknown>>).get(locked)!.set("locked", true);
    board.stopCapturing();
    tab.select([cluster, inner, lone, locked]);
    const session = { ...bench.context.session, board } as CommandContext["session"];
    align({ session, tab, stage: {} as Stage, tools: bench.context }, "right");
    expect(board.clusters.get(cluster)!.x).toBe(700);
    expect(board.note(inner)!.x).toBe(750);
    expect([board.note(lone)!.x, board.note(locked)!.x]).toEqual([900, 1_200]);
    board.undo();
    expect([board.clusters.get(cluster)!.x, board.note(inner)!.x]).toEqual([0, 50]);
  });

  test("wb71 what is sent to the back lies below all others, in its own order", () => {
    const bench = new Bench();
    const [a, b, c] = [bench.note(0, 0), bench.note(0, 0), bench.note(0, 0)];
    bench.board.role = "editor";
    sendToBack(bench.board, [b!, c!]);
    expect(bench.world.inOrder().map(({ id }) => id)).toEqual([b, c, a]);
  });
});

test("wb72 words are found in notes, tags, titles and labels, whatever their case and accents, in reading order", () => {
  const bench = new Bench();
  const { board } = bench;
  board.role = "editor";
  const [late, early, tagged] = [bench.note(0, 900, "La CITTÀ e il fiume"), bench.note(0, 0, "una citta\u0300 lenta"), bench.note(300, 0, "altro")];
  setTags(board, tagged!, ["città"]);
  const cluster = addCluster(board, { pos: { x: 0, y: 0 }, size: { w: 300, h: 300 }, title: "Città" });
  const link = addLink(board, late!, early!, "attraversa la città")!;
  expect(found(board, "citta")).toEqual([early, tagged, late, cluster, link]);
  expect(found(board, "fiume Città")).toEqual([late]);
  expect(found(board, "  ")).toEqual([]);
  expect(found(board, "mare")).toEqual([]);
});

import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import { addLink } from "../../src/doc/verbs";
import { detour } from "../../src/scene/detour";
import { settle } from "../../src/scene/labelling";
import { contains } from "../../src/scene/geometry";
import { at, distance, type Route } from "../../src/scene/route";
import { World } from "../../src/scene/world";

let board: Board;
let world: World;

beforeEach(() => {
  board = new Board("b", new Y.Doc(), "me");
  board.role = "editor";
  world = new World(board);
  board.subscribe((change) => world.update(change));
  world.refine(detour, settle);
});

const note = (x: number, y: number): string => board.addNote({ pos: { x, y } });
const wayOf = (link: string): Route => world.routeOf(world.links.get(link)!)!;
/** Part of the way that lies under a note. */
function under(way: Route, id: string): number {
  const points = Array.from({ length: 101 }, (_, i) => at(way, i / 100));
  return points.filter(({ x, y }) => contains(board.note(id)!, x, y)).length / points.length;
}

describe("detour", () => {
  test("wb33 a link goes around a note that is in its way, and straight when it has gone", () => {
    const [a, b] = [note(0, 0), note(900, 0)];
    const link = addLink(board, a, b)!;
    expect(wayOf(link).bend).toBeUndefined();
    const between = note(400, 20);
    expect(wayOf(link).bend).toBeDefined();
    expect(under(wayOf(link), between)).toBe(0);
    const middle = at(wayOf(link), 0.5);
    expect(distance(wayOf(link), middle.x, middle.y)).toBeLessThan(3);
    board.move([between], 0, 600);
    expect(wayOf(link).bend).toBeUndefined();
    board.move([between], 0, -600);
    board.remove([between]);
    expect(wayOf(link).bend).toBeUndefined();
  });

  test("wb33 a note being moved does not bend what it passes", () => {
    const [a, b] = [note(0, 0), note(900, 0)];
    const link = addLink(board, a, b)!;
    const passing = note(400, 900);
    world.float(new Map([[passing, { dx: 0, dy: -880 }]]));
    expect(wayOf(link).bend).toBeUndefined();
  });
});

/** Things put in line with each other, or at equal distances. */
import type { Rect } from "../doc/types";
import { around } from "../scene/geometry";
import type { CommandContext } from "./commands";
import { glide } from "./gliding";

export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom" | "across" | "down";
export const ALIGNMENTS: readonly Alignment[] = ["left", "center", "right", "top", "middle", "bottom", "across", "down"];

interface Move {
  readonly id: string;
  readonly dx: number;
  readonly dy: number;
}

interface Thing extends Rect {
  readonly id: string;
}

/** How far each moves. `across` and `down` leave the outermost two where they are, with equal gaps between all. */
export function aligned(things: readonly Thing[], how: Alignment): readonly Move[] {
  const box = around(things);
  if (!box) return [];
  const still = (id: string, dx: number, dy: number): Move => ({ id, dx, dy });
  const each: Readonly<Record<Exclude<Alignment, "across" | "down">, (one: Thing) => Move>> = {
    left: ({ id, x }) => still(id, box.x - x, 0),
    center: ({ id, x, w }) => still(id, box.x + box.w / 2 - (x + w / 2), 0),
    right: ({ id, x, w }) => still(id, box.x + box.w - (x + w), 0),
    top: ({ id, y }) => still(id, 0, box.y - y),
    middle: ({ id, y, h }) => still(id, 0, box.y + box.h / 2 - (y + h / 2)),
    bottom: ({ id, y, h }) => still(id, 0, box.y + box.h - (y + h)),
  };
  if (how !== "across" && how !== "down") return things.map(each[how]);
  const isAcross = how === "across";
  const start = (one: Thing): number => (isAcross ? one.x : one.y);
  const size = (one: Thing): number => (isAcross ? one.w : one.h);
  const sorted = [...things].sort((a, b) => start(a) - start(b) || (a.id < b.id ? -1 : 1));
  const room = isAcross ? box.w : box.h;
  const gap = (room - sorted.reduce((sum, one) => sum + size(one), 0)) / Math.max(1, sorted.length - 1);
  let next = isAcross ? box.x : box.y;
  return sorted.map((one) => {
    const by = next - start(one);
    next += size(one) + gap;
    return isAcross ? still(one.id, by, 0) : still(one.id, 0, by);
  });
}

/** What is chosen and one's own; what a chosen cluster carries moves with it, and does not count by itself. */
function things({ session, tab }: CommandContext): readonly Thing[] {
  const { board } = session;
  const chosen = [...tab.selection.get()].filter((id) => board.box(id) && board.may(id));
  const carried = new Set(chosen.filter((id) => board.clusters.has(id)).flatMap((id) => [...board.carried([id])].filter((inner) => inner !== id)));
  return chosen.flatMap((id) => (carried.has(id) ? [] : board.box(id)!));
}

export function isAlignable(context: CommandContext, how: Alignment): boolean {
  // Cheap for thousands of chosen notes: the exact count comes with the command.
  let left = how === "across" || how === "down" ? 3 : 2;
  for (const id of context.tab.selection.get()) if (context.session.board.box(id) && --left === 0) return true;
  return false;
}

/** One step of undo. */
export function align(context: CommandContext, how: Alignment): void {
  const { board } = context.session;
  const moves = aligned(things(context), how);
  const ids = moves.flatMap(({ id }) => [...board.carried([id])]);
  glide(context.tools, ids, () => {
    for (const { id, dx, dy } of moves) board.move([id], dx, dy);
  });
}

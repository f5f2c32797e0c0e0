/** A template comes onto the board where nothing is, as one step of undo, and is shown. */
import type { Board } from "../doc/board";
import { LIMIT } from "../doc/schema.gen";
import { putTemplate, type Template } from "../doc/template";
import type { Point, Rect, Size } from "../doc/types";
import { around } from "../scene/geometry";
import type { Stage } from "./stage";

/** Between what is there and what comes. */
const APART = 120;
/** Places are whole steps of this. */
const STEP = 8;
/** Width of a sheet by its height. */
const SHEET = Math.SQRT2;

const up = (n: number): number => Math.ceil(n / STEP) * STEP;

/** The size of all that it puts on a board. */
export function sizeOf({ clusters, notes }: Template): Size {
  const { x, y, w, h } = around([...clusters, ...notes]) ?? { x: 0, y: 0, w: 0, h: 0 };
  return { w: x + w, h: y + h };
}

/** Top left corner of a free place: around the middle of an empty board, else beside or below what is there, as it fills a sheet better. */
export function freePlace(board: Board, { w, h }: Size): Point {
  const there = around([...board.clusters.values(), ...board.notes.values(), ...board.marks.values()]);
  if (!there) return { x: -up(w / 2), y: -up(h / 2) };
  const beside = { x: up(there.x + there.w + APART), y: there.y };
  const below = { x: there.x, y: up(there.y + there.h + APART) };
  const paper = (at: Point): number => {
    const all = around([there, { ...at, w, h }])!;
    return Math.max(all.w / SHEET, all.h);
  };
  const fits = ({ x, y }: Point): boolean => [x, y].every((n) => n >= -LIMIT.COORDINATE) && x + w <= LIMIT.COORDINATE && y + h <= LIMIT.COORDINATE;
  // In a corner of the world it ends where what is there does.
  const before = [{ x: there.x - APART - w, y: there.y }, { x: there.x, y: there.y - APART - h }, { x: there.x - APART - w, y: there.y + there.h - h }];
  const near = paper(beside) <= paper(below) ? [beside, below] : [below, beside];
  return [...near, ...before].find(fits) ?? near[0]!;
}

/** Where it lies; null where the person makes no clusters. */
export function lay(board: Board, stage: Pick<Stage, "show">, template: Template): Rect | null {
  if (!board.arranges) return null;
  const size = sizeOf(template);
  const at = freePlace(board, size);
  board.stopCapturing();
  putTemplate(board, template, at);
  board.stopCapturing();
  const place = { ...at, ...size };
  stage.show(place);
  return place;
}

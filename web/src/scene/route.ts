/**
 * The way of a link: straight from border to border, side by side with others between the same two; around what is in
 * between by one bow (detour.ts). The same rules as the poster's (`crates/publish/src/poster/link.rs`).
 */
import type { Point, Rect } from "../doc/types";
import { center, contains, holds } from "./geometry";

/** Free room between an arrow and what it points at. */
export const AIR = 3;
/** Distance between links that join the same two things. */
export const BESIDE = 26;
/** Ends that face each other along more than this go straight across. */
const FACING = 30;

/** Straight pieces that a bow is measured by. */
const PIECES = 12;

/** World coordinates. */
export interface Route {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Of a bow: the control point of its quadratic curve. */
  readonly bend?: Point;
}

/** The point at a part of the way, 0..=1. */
export function at({ x1, y1, x2, y2, bend }: Route, part: number): Point {
  const rest = 1 - part;
  if (!bend) return { x: x1 * rest + x2 * part, y: y1 * rest + y2 * part };
  const [a, b, c] = [rest * rest, 2 * rest * part, part * part];
  return { x: a * x1 + b * bend.x + c * x2, y: a * y1 + b * bend.y + c * y2 };
}

/** Which way it goes at a part of it, of length one. */
export function along({ x1, y1, x2, y2, bend }: Route, part: number): Point {
  const middle = bend ?? { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  const dx = (1 - part) * (middle.x - x1) + part * (x2 - middle.x);
  const dy = (1 - part) * (middle.y - y1) + part * (y2 - middle.y);
  const length = Math.hypot(dx, dy) || 1;
  return { x: dx / length, y: dy / length };
}

/** Of a bow nearly: chord and control polygon hold it between them. */
export function lengthOf({ x1, y1, x2, y2, bend }: Route): number {
  const chord = Math.hypot(x2 - x1, y2 - y1);
  return bend ? (chord + Math.hypot(bend.x - x1, bend.y - y1) + Math.hypot(x2 - bend.x, y2 - bend.y)) / 2 : chord;
}

// How far from a point inside the rectangle its border is, that way.
export function reach(rect: Rect, from: Point, dx: number, dy: number): number {
  const along = (at: number, step: number, low: number, high: number): number =>
    step > 1e-9 ? (high - at) / step : step < -1e-9 ? (low - at) / step : Infinity;
  const part = Math.min(along(from.x, dx, rect.x, rect.x + rect.w), along(from.y, dy, rect.y, rect.y + rect.h));
  return Number.isFinite(part) ? Math.max(0, part) : 0;
}

// From the inner one to the nearest border of the outer one.
function outwards(inner: Rect, outer: Rect, shift: number, inwards: boolean): Route | null {
  const { x, y } = center(inner);
  const [right, bottom] = [inner.x + inner.w, inner.y + inner.h];
  const ways: [number, Route][] = [
    [inner.x - outer.x, { x1: inner.x, y1: y + shift, x2: outer.x, y2: y + shift }],
    [outer.x + outer.w - right, { x1: right, y1: y + shift, x2: outer.x + outer.w, y2: y + shift }],
    [inner.y - outer.y, { x1: x + shift, y1: inner.y, x2: x + shift, y2: outer.y }],
    [outer.y + outer.h - bottom, { x1: x + shift, y1: bottom, x2: x + shift, y2: outer.y + outer.h }],
  ];
  const [gap, way] = ways.reduce((best, next) => (next[0] < best[0] ? next : best));
  if (gap <= 4) return null;
  return inwards ? { x1: way.x2, y1: way.y2, x2: way.x1, y2: way.y1 } : way;
}

/** `shift` is how far aside of the middle it runs. Null when the two lie upon each other. */
export function route(a: Rect, b: Rect, shift = 0): Route | null {
  if (holds(b, a)) return outwards(a, b, shift, false);
  if (holds(a, b)) return outwards(b, a, shift, true);
  let { x: px, y: py } = center(a);
  let { x: qx, y: qy } = center(b);
  const top = Math.max(a.y, b.y);
  const bottom = Math.min(a.y + a.h, b.y + b.h);
  const left = Math.max(a.x, b.x);
  const right = Math.min(a.x + a.w, b.x + b.w);
  if (bottom - top > FACING) py = qy = (top + bottom) / 2;
  else if (right - left > FACING) px = qx = (left + right) / 2;
  const full = Math.hypot(qx - px, qy - py);
  if (full < 1e-6) return null;
  const [ux, uy] = [(qx - px) / full, (qy - py) / full];
  px -= uy * shift;
  py += ux * shift;
  qx -= uy * shift;
  qy += ux * shift;
  const out = reach(a, { x: px, y: py }, ux, uy) + AIR;
  const into = full - reach(b, { x: qx, y: qy }, -ux, -uy) - AIR;
  if (into - out <= 4) return null;
  return { x1: px + ux * out, y1: py + uy * out, x2: px + ux * into, y2: py + uy * into };
}

/** From a thing to a bare point: a link that is being drawn. */
export function routeToPoint(a: Rect, to: Point): Route | null {
  return contains(a, to.x, to.y) ? null : route(a, { x: to.x - 2, y: to.y - 2, w: 4, h: 4 });
}

/** Distance of a point from a route. */
export function distance(way: Route, x: number, y: number): number {
  if (!way.bend) return apart(way, x, y);
  let least = Infinity;
  for (let i = 0; i < PIECES; i++) {
    const [from, to] = [at(way, i / PIECES), at(way, (i + 1) / PIECES)];
    least = Math.min(least, apart({ x1: from.x, y1: from.y, x2: to.x, y2: to.y }, x, y));
  }
  return least;
}

function apart({ x1, y1, x2, y2 }: Route, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const part = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - dx * part, y - y1 - dy * part);
}

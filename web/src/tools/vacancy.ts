/** Where there is room for something new. */
import { NOTE_SIDE } from "../doc/schema.gen";
import type { Point } from "../doc/types";
import { center, grown, holds, touches } from "../scene/geometry";
import type { NoteItem } from "../scene/world";
import { GAP } from "./create";
import type { Context } from "./state";

/** How far from the middle a free place is looked for, and how finely. */
const REACH = 8 * NOTE_SIDE;
const STEP = NOTE_SIDE / 5;
/** What panels cover at the edges of the window, pixels of the screen. */
const EDGE = 80;

/** For a note: where somebody points, else near the middle of what is seen. */
export function vacancy(context: Context, pointer: Point | null): Point {
  return pointer ? clearOf(context, pointer) : freeNear(context, center(context.view.viewport()));
}

/**
 * The middle of a place for a new note where nobody has pointed: the nearest within what is seen at which nothing lies and no
 * edge of a cluster passes. Where all is full it lies over others.
 */
export function freeNear(context: Context, middle: Point): Point {
  const { view } = context;
  const seen = grown(view.viewport(), -EDGE / view.camera.zoom);
  const near: NoteItem[] = [];
  const isFree = (x: number, y: number): boolean => {
    const place = { x: x - NOTE_SIDE / 2, y: y - NOTE_SIDE / 2, w: NOTE_SIDE, h: NOTE_SIDE };
    if (!holds(seen, place)) return false;
    const room = grown(place, GAP / 2);
    if (view.world.grid.near(room, near).some(({ note }) => touches(note, room))) return false;
    return view.world.clusters().every((cluster) => holds(cluster, room) || !touches(cluster, room));
  };
  let best: Point | null = null;
  let least = Infinity;
  // Of two that are as near, the one to the right or below: there one writes on.
  for (let y = REACH; y >= -REACH; y -= STEP) {
    for (let x = REACH; x >= -REACH; x -= STEP) {
      const far = x * x + y * y;
      if (far >= least || !isFree(middle.x + x, middle.y + y)) continue;
      best = { x: middle.x + x, y: middle.y + y };
      least = far;
    }
  }
  return best ?? clearOf(context, middle);
}

/** As near to a point as a new note does not hide the middle of another. */
export function clearOf(context: Context, middle: Point): Point {
  const { world } = context.view;
  const near: NoteItem[] = [];
  let at = middle;
  for (let tries = 0; tries < 12; tries++) {
    const place = { x: at.x - 60, y: at.y - 60, w: 120, h: 120 };
    const taken = world.grid
      .near(place, near)
      .some(({ note }) => Math.abs(note.x + note.w / 2 - at.x) < 60 && Math.abs(note.y + note.h / 2 - at.y) < 60);
    if (!taken) return at;
    at = { x: at.x + 48, y: at.y + 48 };
  }
  return at;
}

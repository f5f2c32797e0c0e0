/** The way from a thing on the board to what is said about it, and back. */
import type { Rect } from "../doc/types";
import { centered } from "../scene/camera";
import { around, center, holds } from "../scene/geometry";
import { bubbleAt } from "../scene/speech";
import type { Context, Press } from "./state";

/** What panels cover of the stage, screen pixels. */
export interface Cover {
  readonly right: number;
  readonly bottom: number;
}

/** A finger is thick; screen pixels. */
const REACH = 8;
/** What the bar at the top covers. */
const TOP = 70;
/** Smaller than this words cannot be read well. */
const LEGIBLE = 0.5;
const AIR = 24;

/** The thing whose bubble lies under a press. */
export function talkedAt({ board, view }: Context, press: Press): string | null {
  const open = board.comments?.open();
  return open ? bubbleAt(view.world, open, press.at.x, press.at.y, view.camera.zoom, press.touch ? REACH : 0) : null;
}

export function discuss({ tab }: Context, id: string): void {
  tab.select([id]);
  tab.talking.set({ write: false });
}

/** Brings a thing to where nothing covers it, if it is not there, and near enough to be read. */
export function reveal({ view }: Context, id: string, { right, bottom }: Cover): void {
  const { world, size } = view;
  const link = world.links.get(id)?.link;
  const rect = link ? around([link.from, link.to].flatMap((end) => world.rectOf(end) ?? [])) : world.rectOf(id);
  if (!rect) return;
  const free: Rect = { x: AIR, y: TOP, w: Math.max(80, size.w - right - 2 * AIR), h: Math.max(80, size.h - bottom - TOP - AIR) };
  const { goal } = view;
  const seen = { x: goal.x + free.x / goal.zoom, y: goal.y + free.y / goal.zoom, w: free.w / goal.zoom, h: free.h / goal.zoom };
  if (holds(seen, rect) && goal.zoom >= LEGIBLE) return;
  const zoom = Math.min(Math.max(goal.zoom, LEGIBLE), free.w / Math.max(1, rect.w), free.h / Math.max(1, rect.h));
  const middle = centered(center(rect), size, zoom);
  const aside = { x: size.w / 2 - (free.x + free.w / 2), y: size.h / 2 - (free.y + free.h / 2) };
  view.glideTo({ x: middle.x + aside.x / zoom, y: middle.y + aside.y / zoom, zoom });
}

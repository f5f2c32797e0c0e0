/** Where the label of a link stands: near its line, off everybody's text; as on the poster, with fewer places tried. */
import { LABEL_PAD_X, LABEL_PAD_Y, LABEL_SIZE, LABEL_WIDEST } from "./label";
import { padding, wrap, LINE_HEIGHT } from "./text";
import type { Rect } from "../doc/types";
import { around, grown, overlap, touches } from "./geometry";
import { along, at, lengthOf, type Route } from "./route";
import type { LabelBox, NoteItem, World } from "./world";

const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
const ASIDE = [0, 14, -14, 28, -28, 44, -44, 64, -64];
const NEAR = 160;
/** A label may interrupt its arrow, not hide it. */
const HIDING = 600;
const OVER_PAPER = 1;
const OVER_TEXT = 24;

const near: NoteItem[] = [];

/** `measure` gives the width of a line at `LABEL_SIZE`. Null for a label of nothing. */
export function settle(label: string, way: Route, world: World, measure: (line: string) => number): LabelBox | null {
  const lines = wrap(label, LABEL_SIZE, LABEL_WIDEST);
  if (lines.length === 0) return null;
  const w = Math.max(...lines.map(measure)) + 2 * LABEL_PAD_X;
  const h = lines.length * LABEL_SIZE * LINE_HEIGHT + 2 * LABEL_PAD_Y;
  const length = lengthOf(way) || 1;
  const bounds = around([0, 0.25, 0.5, 0.75, 1].map((part) => ({ ...at(way, part), w: 0, h: 0 })))!;
  const reach = grown(bounds, NEAR);
  world.grid.near(reach, near);
  const others: Rect[] = [];
  for (const { label: other } of world.links.values()) if (other && touches(other, reach)) others.push(other);
  let best: LabelBox | null = null;
  let least = Infinity;
  for (let rank = 0; rank < ALONG.length; rank++) {
    const on = at(way, ALONG[rank]!);
    const { x: dx, y: dy } = along(way, ALONG[rank]!);
    const wide = Math.abs(dx) * w + Math.abs(dy) * h;
    const across = Math.abs(dy) * w + Math.abs(dx) * h;
    for (const aside of ASIDE) {
      // Farther and less central has to be worth it.
      let cost = rank * 20 + Math.abs(aside) * 12;
      if (wide > length / 2 && Math.abs(aside) < across / 2) cost += HIDING;
      if (cost >= least) continue;
      const x = on.x - dy * aside - w / 2;
      const y = on.y + dx * aside - h / 2;
      const box = { x, y, w, h, size: LABEL_SIZE, lines };
      for (const other of others) cost += overlap(other, box) * OVER_TEXT;
      for (const item of near) {
        const covered = overlap(item.note, box);
        if (covered === 0) continue;
        cost += covered * OVER_PAPER;
        const fit = world.fit(item);
        const border = padding(item.note.w, item.note.h);
        const text = {
          x: item.note.x + border,
          y: item.note.y + border,
          w: item.note.w - 2 * border,
          h: fit.lines.length * fit.size * LINE_HEIGHT,
        };
        cost += overlap(text, box) * OVER_TEXT;
        if (cost >= least) break;
      }
      if (cost < least) {
        least = cost;
        best = box;
      }
    }
  }
  return best;
}

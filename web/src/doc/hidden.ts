/**
 * Placeholders of notes that are not shown yet: where they lie, and how many there are; there is nothing else to know. Comes
 * once the board is painted; reads the same document, also after a reset.
 */
import type { Board, Roots } from "./board";
import { FIELD } from "./schema.gen";
import type { Rect } from "./types";

export class Hidden {
  private all: readonly Rect[] = [];

  constructor(private readonly board: Board) {
    board.follow((roots, changed) => this.attach(roots, changed));
  }

  get rects(): readonly Rect[] {
    return this.all;
  }

  private attach(roots: Roots, changed: () => void): void {
    const root = roots.meta.doc!.getMap("hidden");
    const read = (): void => {
      this.all = [...root.values()].flatMap((entry) => rectOf(entry) ?? []);
      this.board.hidden = around(this.all);
    };
    root.observe(() => {
      read();
      changed();
    });
    read();
  }
}

function rectOf(entry: unknown): Rect | null {
  const { [FIELD.POS]: pos, [FIELD.SIZE]: size } = entry as Record<string, unknown>;
  const isPair = (pair: unknown): pair is [number, number] => Array.isArray(pair) && pair.length === 2 && pair.every((half) => Number.isFinite(half));
  return isPair(pos) && isPair(size) ? { x: pos[0], y: pos[1], w: size[0], h: size[1] } : null;
}

function around(rects: readonly Rect[]): Board["hidden"] {
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  return {
    count: rects.length,
    rect: { x, y, w: Math.max(...rects.map((rect) => rect.x + rect.w)) - x, h: Math.max(...rects.map((rect) => rect.y + rect.h)) - y },
  };
}

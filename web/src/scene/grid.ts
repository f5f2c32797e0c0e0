/** Which things lie where: a hash of square cells. Moving one costs its own cells, whatever else is there. */
import type { Rect } from "../doc/types";

const CELL = 460;
const HALF = 1 << 20;

interface Placed<T> {
  readonly value: T;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** Number of the query that has seen it: it may lie in several cells. */
  seen: number;
}

export class Grid<T> {
  private readonly cells = new Map<number, Placed<T>[]>();
  private readonly all = new Map<T, Placed<T>>();
  private query = 0;

  get size(): number {
    return this.all.size;
  }

  set(value: T, rect: Rect): void {
    const x0 = Math.floor(rect.x / CELL);
    const y0 = Math.floor(rect.y / CELL);
    const x1 = Math.floor((rect.x + rect.w) / CELL);
    const y1 = Math.floor((rect.y + rect.h) / CELL);
    const old = this.all.get(value);
    if (old && old.x0 === x0 && old.y0 === y0 && old.x1 === x1 && old.y1 === y1) return;
    this.delete(value);
    const placed: Placed<T> = { value, x0, y0, x1, y1, seen: 0 };
    this.all.set(value, placed);
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const cell = this.cells.get(key(x, y));
        if (cell) cell.push(placed);
        else this.cells.set(key(x, y), [placed]);
      }
    }
  }

  delete(value: T): void {
    const placed = this.all.get(value);
    if (!placed) return;
    this.all.delete(value);
    for (let y = placed.y0; y <= placed.y1; y++) {
      for (let x = placed.x0; x <= placed.x1; x++) {
        const cell = this.cells.get(key(x, y))!;
        cell[cell.indexOf(placed)] = cell[cell.length - 1]!;
        cell.pop();
        if (cell.length === 0) this.cells.delete(key(x, y));
      }
    }
  }

  /** Puts everything in the cells that `rect` touches into `out`, each once, in no order; may hold near misses. */
  near(rect: Rect, out: T[]): T[] {
    out.length = 0;
    const x0 = Math.floor(rect.x / CELL);
    const y0 = Math.floor(rect.y / CELL);
    const x1 = Math.floor((rect.x + rect.w) / CELL);
    const y1 = Math.floor((rect.y + rect.h) / CELL);
    if ((x1 - x0 + 1) * (y1 - y0 + 1) > this.cells.size) {
      for (const placed of this.all.values()) {
        if (placed.x0 <= x1 && placed.x1 >= x0 && placed.y0 <= y1 && placed.y1 >= y0) out.push(placed.value);
      }
      return out;
    }
    const query = ++this.query;
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const cell = this.cells.get(key(x, y));
        if (!cell) continue;
        for (const placed of cell) {
          if (placed.seen === query) continue;
          placed.seen = query;
          out.push(placed.value);
        }
      }
    }
    return out;
  }
}

function key(x: number, y: number): number {
  return (x + HALF) * (2 * HALF) + (y + HALF);
}

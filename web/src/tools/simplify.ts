import type { Point } from "../doc/types";

/**
 * The line with as few corners as keep it within a distance of what it was (Ramer 1972, Douglas and Peucker 1973).
 * Without recursion: a stroke may have thousands.
 */
export function simplified(line: readonly Point[], tolerance: number): readonly Point[] {
  if (line.length < 4) return line;
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [first, last] = span;
    let [farthest, most] = [0, tolerance];
    for (let i = first + 1; i < last; i++) {
      const away = apart(line[i]!, line[first]!, line[last]!);
      if (away > most) [farthest, most] = [i, away];
    }
    if (farthest === 0) continue;
    kept[farthest] = 1;
    open.push([first, farthest], [farthest, last]);
  }
  return line.filter((_, i) => kept[i] === 1);
}

function apart(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length));
  return Math.hypot(point.x - a.x - part * dx, point.y - a.y - part * dy);
}

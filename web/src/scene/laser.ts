/** Where people point with a laser: a dot, and for a moment the way it came. Painted over the board, in nobody's document. */
import type { Point } from "../doc/types";
import type { Camera } from "../state/tab";
import { toScreen } from "./camera";

/** One's own; among the connections of others nobody has this number. */
export const SELF = -1;
/** So long is the way seen. */
const TRAIL_MS = 700;
/** A dot that does not move stays as long as its person points. */
const DOT = 8;
const HALO = 20;
const RING = 2;
/** Part of the way to the latest known place that is gone each frame: 15 Hz looks like 60. */
const EASE = 0.35;
/** Farther apart it has jumped, screen pixels. */
const FAR = 2_000;

interface Sample extends Point {
  readonly at: number;
}

interface Beam {
  readonly color: string;
  /** Where it is seen, and where it is. */
  at: Point;
  goal: Point;
  /** One's own is where the hand is. */
  readonly exact: boolean;
  /** Its person still points. */
  on: boolean;
  trail: Sample[];
}

export class Laser {
  private canvas: HTMLCanvasElement | null = null;
  private readonly beams = new Map<number, Beam>();
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(private readonly parent: HTMLElement) {}

  /** Somebody points there. */
  aim(id: number, color: string, to: Point, exact = false): void {
    const beam = this.beams.get(id);
    if (beam) {
      beam.goal = to;
      beam.on = true;
    } else this.beams.set(id, { color, at: to, goal: to, exact, on: true, trail: [] });
  }

  /** Somebody does not point any more; the way fades. */
  rest(id: number): void {
    const beam = this.beams.get(id);
    if (beam) beam.on = false;
  }

  /** Of the others only these point now. */
  keep(ids: ReadonlySet<number>): void {
    for (const id of this.beams.keys()) if (id !== SELF && !ids.has(id)) this.rest(id);
  }

  /** Paints them; true while something moves or fades. */
  place(camera: Camera): boolean {
    if (this.beams.size === 0) return this.clear();
    const now = performance.now();
    const ctx = this.surface();
    let isAlive = false;
    for (const [id, beam] of this.beams) {
      this.move(beam, camera, now);
      if (!beam.on && beam.trail.length === 0) {
        this.beams.delete(id);
        continue;
      }
      isAlive ||= beam.trail.length > 1 || !beam.on;
      if (ctx) paint(ctx, beam, camera, now);
    }
    return isAlive;
  }

  private move(beam: Beam, camera: Camera, now: number): void {
    const { at, goal } = beam;
    const far = Math.hypot(goal.x - at.x, goal.y - at.y) * camera.zoom;
    if (beam.exact || this.still.matches || far < 0.5 || far > FAR) beam.at = goal;
    else beam.at = { x: at.x + (goal.x - at.x) * EASE, y: at.y + (goal.y - at.y) * EASE };
    if (this.still.matches) beam.trail = beam.on ? [{ ...beam.at, at: now }] : [];
    else {
      const last = beam.trail.at(-1);
      if (beam.on && (!last || last.x !== beam.at.x || last.y !== beam.at.y)) beam.trail.push({ ...beam.at, at: now });
      // The dot itself stays where somebody points.
      beam.trail = beam.trail.filter((sample, i) => now - sample.at < TRAIL_MS || (beam.on && i === beam.trail.length - 1));
    }
  }

  private surface(): CanvasRenderingContext2D | null {
    const canvas = (this.canvas ??= document.createElement("canvas"));
    if (!canvas.isConnected) {
      canvas.className = "stage-laser";
      canvas.setAttribute("aria-hidden", "true");
      this.parent.append(canvas);
    }
    const { clientWidth: w, clientHeight: h } = this.parent;
    const ratio = devicePixelRatio || 1;
    if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) [canvas.width, canvas.height] = [Math.round(w * ratio), Math.round(h * ratio)];
    const ctx = canvas.getContext("2d");
    ctx?.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx?.clearRect(0, 0, w, h);
    return ctx;
  }

  private clear(): boolean {
    this.canvas?.remove();
    return false;
  }
}

function paint(ctx: CanvasRenderingContext2D, { color, trail, at, on }: Beam, camera: Camera, now: number): void {
  ctx.lineCap = "round";
  ctx.strokeStyle = color;
  for (let i = 1; i < trail.length; i++) {
    const [from, to] = [toScreen(camera, trail[i - 1]!.x, trail[i - 1]!.y), toScreen(camera, trail[i]!.x, trail[i]!.y)];
    const left = Math.max(0, 1 - (now - trail[i]!.at) / TRAIL_MS);
    ctx.globalAlpha = left;
    ctx.lineWidth = 2 + 5 * left;
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  if (!on) return;
  const { x, y } = toScreen(camera, at.x, at.y);
  ctx.fillStyle = color;
  ctx.strokeStyle = "#ffffff";
  ctx.lineWidth = RING;
  ctx.globalAlpha = 0.2;
  ctx.beginPath();
  ctx.arc(x, y, HALO, 0, 2 * Math.PI);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.arc(x, y, DOT, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

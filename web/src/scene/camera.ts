/** Where the stage looks: pure functions over `Camera` (world point at the top left, screen pixels per world pixel). */
import type { Point, Rect, Size } from "../doc/types";
import type { Camera } from "../state/tab";

export const ZOOM_MIN = 0.03;
export const ZOOM_MAX = 4;
/** A step of the zoom keys and buttons. */
export const ZOOM_STEP = 1.25;
/** Largest zoom to which fitting goes by itself. */
const FIT_MAX = 1;
const LIMIT = 2_000_000;
/** What the bars at the top and bottom take of the stage, with some air; screen pixels. */
const TOP_BAR = 84;
const TOOL_BAR = 92;
/** A phone; the same width as in board.css. */
const NARROW = 640;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export function toWorld(camera: Camera, x: number, y: number): Point {
  return { x: camera.x + x / camera.zoom, y: camera.y + y / camera.zoom };
}

export function toScreen(camera: Camera, x: number, y: number): Point {
  return { x: (x - camera.x) * camera.zoom, y: (y - camera.y) * camera.zoom };
}

export function rectToScreen(camera: Camera, rect: Rect): Rect {
  const { zoom } = camera;
  return { x: (rect.x - camera.x) * zoom, y: (rect.y - camera.y) * zoom, w: rect.w * zoom, h: rect.h * zoom };
}

/** The world in view on a stage of this size. */
export function inView(camera: Camera, size: Size): Rect {
  return { x: camera.x, y: camera.y, w: size.w / camera.zoom, h: size.h / camera.zoom };
}

/** Moves the view by screen pixels. */
export function panned(camera: Camera, dx: number, dy: number): Camera {
  const { zoom } = camera;
  return { x: clamp(camera.x + dx / zoom, -LIMIT, LIMIT), y: clamp(camera.y + dy / zoom, -LIMIT, LIMIT), zoom };
}

/** Another zoom; the world point under the screen point stays there. */
export function zoomedAbout(camera: Camera, at: Point, zoom: number): Camera {
  const next = clamp(zoom, ZOOM_MIN, ZOOM_MAX);
  const world = toWorld(camera, at.x, at.y);
  return { x: world.x - at.x / next, y: world.y - at.y / next, zoom: next };
}

/** Shows the whole rectangle clear of the panels that float over the stage; not enlarged, unless `most` says so. */
export function fitted(rect: Rect, size: Size, most = FIT_MAX): Camera {
  const side = size.w < NARROW ? 12 : 40;
  const room = { w: Math.max(40, size.w - 2 * side), h: Math.max(40, size.h - TOP_BAR - TOOL_BAR) };
  const zoom = clamp(Math.min(room.w / Math.max(1, rect.w), room.h / Math.max(1, rect.h), most), ZOOM_MIN, ZOOM_MAX);
  const at = centered({ x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 }, size, zoom);
  return { ...at, y: at.y - (TOP_BAR - TOOL_BAR) / 2 / zoom };
}

export function centered(at: Point, size: Size, zoom: number): Camera {
  return { x: at.x - size.w / zoom / 2, y: at.y - size.h / zoom / 2, zoom };
}

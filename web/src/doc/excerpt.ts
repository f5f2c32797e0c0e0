/**
 * A part of a board that can be put down again, here or on another one: clusters, notes, the links among them and marks, as
 * plain values that a clipboard can hold. Reading one from elsewhere believes nothing.
 */
import type { Board } from "./board";
import { freshId } from "./id";
import { addMark, setPicture, type NewMark } from "./marks";
import { color, form, outline, picture } from "./read";
import { LIMIT } from "./schema.gen";
import type { Cluster, Point, Rect } from "./types";
import { addCluster, putLink, setTags } from "./verbs";

/** So many notes, clusters and marks at once, and so many links; more would be a board of its own. */
export const EXCERPT_MOST = 500;
const LINKS_MOST = 1_000;

export interface CopiedNote extends Rect {
  readonly text: string;
  readonly color: string;
  readonly tags: readonly string[];
  /** Id of an image of the workshop. */
  readonly image: string | null;
  /** Index of its cluster in the excerpt. */
  readonly cluster: number | null;
}
export interface CopiedCluster extends Rect {
  readonly title: string;
  readonly color: string;
  readonly layout: Cluster["layout"];
  readonly collapsed: boolean;
}
export interface CopiedLink {
  /** Index of a cluster, or of a note behind all clusters. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
}
/** From back to front. */
export interface Excerpt {
  readonly clusters: readonly CopiedCluster[];
  readonly notes: readonly CopiedNote[];
  readonly links: readonly CopiedLink[];
  readonly marks: readonly NewMark[];
}

/** These and what they carry, with the links among them. */
export function excerpt(board: Board, ids: Iterable<string>): Excerpt & { readonly ids: readonly string[] } {
  const boxes = [...board.carried(ids)].flatMap((id) => board.box(id) ?? []).sort((a, b) => (a.z < b.z ? -1 : 1));
  const clusters = boxes.flatMap((box) => (box.kind === "cluster" ? box : []));
  const notes = boxes.flatMap((box) => (box.kind === "note" ? box : []));
  const marks = boxes.flatMap((box) => (box.kind === "mark" ? box : []));
  const places = new Map([...clusters, ...notes, ...marks].map(({ id }, index) => [id, index]));
  return {
    ids: [...places.keys()],
    clusters: clusters.map(({ x, y, w, h, title, color, layout, collapsed }) => ({ x, y, w, h, title, color, layout, collapsed })),
    notes: notes.map(({ x, y, w, h, text, color, tags, image, cluster }) => ({ x, y, w, h, text, color, tags, image, cluster: places.get(cluster ?? "") ?? null })),
    links: [...board.links.values()].flatMap(({ from, to, label }) => {
      const [start, end] = [places.get(from), places.get(to)];
      return start !== undefined && end !== undefined ? { from: start, to: end, label } : [];
    }),
    marks: marks.map(({ x, y, w, h, figure, text, form, points, highlight, image, color }) => ({ x, y, w, h, figure, text, form, points, highlight, image, color })),
  };
}

/**
 * Puts an excerpt down, so far from where it was taken; the new ids in its own order, null for what the person does not
 * make. `home` says in which cluster a note lies that comes without its own.
 */
export function putDown(board: Board, { clusters, notes, links, marks }: Excerpt, by: Point, home: (note: CopiedNote, index: number, at: Rect) => string | null): readonly (string | null)[] {
  const made: (string | null)[] = [];
  board.edit((roots) => {
    for (const { x, y, w, h, title, color, layout, collapsed } of clusters) {
      const id = board.arranges ? addCluster(board, { pos: { x: x + by.x, y: y + by.y }, size: { w, h }, title, color, layout, collapsed }) : null;
      made.push(id);
    }
    notes.forEach((note, index) => {
      const at = { x: note.x + by.x, y: note.y + by.y, w: note.w, h: note.h };
      const own = note.cluster === null ? null : (made[note.cluster] ?? null);
      const id = board.addNote({ pos: at, size: at, text: note.text, color: note.color, cluster: own ?? home(note, index, at) });
      setTags(board, id, note.tags);
      if (note.image) setPicture(board, id, note.image);
      made.push(id);
    });
    for (const mark of marks) made.push(addMark(board, { ...mark, x: mark.x + by.x, y: mark.y + by.y }));
    for (const { from, to, label } of links) {
      const [start, end] = [made[from], made[to]];
      if (start && end && board.arranges) putLink(roots, freshId(), start, end, label);
    }
  });
  return made;
}

/**
 * Copies things to the side; returns the copies of what was named. A note that is copied without its cluster stays in
 * that, unless `home` says otherwise.
 */
export function duplicate(board: Board, ids: Iterable<string>, dx: number, dy: number, home?: (at: Rect) => string | null): string[] {
  const named = new Set(ids);
  const part = excerpt(board, named);
  const offset = part.clusters.length;
  const own = (index: number): string | null => board.note(part.ids[offset + index]!)?.cluster ?? null;
  const made = putDown(board, part, { x: dx, y: dy }, (_, index, at) => (home ? home(at) : own(index)));
  return part.ids.flatMap((id, index) => (named.has(id) ? (made[index] ?? []) : []));
}

/** What a text says that was once `JSON.stringify` of an excerpt; null if it is none. More than `EXCERPT_MOST` is cut off. */
export function readExcerpt(json: string): (Excerpt & { readonly all: number }) | null {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !Array.isArray(value.notes) || !Array.isArray(value.clusters)) return null;
  const rects = (list: readonly unknown[]): Entry[] => list.map((one) => (isRect(one) ? (one as Entry) : null));
  const [clusters, notes, marks] = [rects(value.clusters as unknown[]), rects(value.notes as unknown[]), rects(list(value.marks))];
  // An index in the excerpt, to that among what is taken.
  const places = new Map<number, number>();
  [...clusters, ...notes, ...marks].forEach((one, index) => {
    if (one && places.size < EXCERPT_MOST) places.set(index, places.size);
  });
  const taken = <T>(list: readonly Entry[], offset: number, read: (one: Known) => T): T[] =>
    list.flatMap((one, index) => (one && places.has(offset + index) ? read(one) : []));
  const placed = (index: unknown): number | null => (typeof index === "number" ? (places.get(index) ?? null) : null);
  const kept = taken(clusters, 0, (one): CopiedCluster => ({
    ...rect(one),
    title: words(one.title, LIMIT.TITLE),
    color: color(one.color, "white"),
    layout: (["tree", "radial", "layered"] as const).find((layout) => layout === one.layout) ?? "free",
    collapsed: one.collapsed === true,
  }));
  return {
    all: clusters.length + notes.length + marks.length,
    clusters: kept,
    notes: taken(notes, clusters.length, (one): CopiedNote => {
      const cluster = placed(one.cluster);
      return {
        ...rect(one),
        text: words(one.text, LIMIT.NOTE_TEXT),
        color: color(one.color, "yellow"),
        tags: Array.isArray(one.tags) ? (one.tags as unknown[]).filter((tag): tag is string => typeof tag === "string").slice(0, LIMIT.TAGS) : [],
        image: picture(one.image),
        cluster: cluster !== null && cluster < kept.length ? cluster : null,
      };
    }),
    links: list(value.links).slice(0, LINKS_MOST).flatMap((one): CopiedLink | [] => {
      const { from, to, label } = (one ?? {}) as Known;
      const [start, end] = [placed(from), placed(to)];
      return start !== null && end !== null && start !== end ? { from: start, to: end, label: words(label, LIMIT.LABEL) } : [];
    }),
    marks: taken(marks, clusters.length + notes.length, (one): NewMark | [] => {
      const figure = FIGURES.find((known) => known === one.figure);
      const [points, image] = [outline(one.points), picture(one.image)];
      if (!figure || (figure === "stroke" && points.length < 6) || (figure === "image" && !image)) return [];
      const text = words(one.text, LIMIT.NOTE_TEXT);
      return { ...rect(one), figure, text, form: form(one.form), points, highlight: one.highlight === true, image, color: color(one.color, "white") };
    }).flat(),
  };
}

const FIGURES = ["text", "shape", "stroke", "image"] as const;

type Known = Record<string, unknown>;
type Entry = Known | null;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown, most: number): string => (typeof value === "string" ? value.slice(0, most) : "");
const isRect = (value: unknown): boolean => typeof value === "object" && value !== null && ["x", "y", "w", "h"].every((side) => Number.isFinite((value as Known)[side]));
const rect = ({ x, y, w, h }: Known): Rect => ({ x: x as number, y: y as number, w: w as number, h: h as number });

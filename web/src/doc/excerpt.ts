/**
 * A part of a board that can be put down again, here or on another one: clusters, notes, the links among them and marks, as
 * plain values that a clipboard can hold. Reading one from elsewhere believes nothing.
 */
import type { Board } from "./board";
import { freshId } from "./id";
import { addMark, setPicture, type NewMark } from "./marks";
import { color, form, origins, outline, picture, source } from "./read";
import { LIMIT } from "./schema.gen";
import type { Cluster, Mark, Point, Rect, Source } from "./types";
import { addCluster, putLink, setSource, setTags } from "./verbs";

/** So many notes, clusters and marks at once, and so many links; more would be a board of its own. */
export const EXCERPT_MOST = 500;
const LINKS_MOST = 1_000;
/** So many sources of one note. */
const ORIGINS_MOST = 50;
/** About so many bytes from elsewhere: what one person may send in one go. */
const WEIGHT_MOST = 1_000_000;
/** About so many bytes in one edit: the server takes 512 KB. */
const EDIT_MOST = 200_000;

export interface CopiedNote extends Rect {
  readonly text: string;
  readonly color: string;
  readonly tags: readonly string[];
  /** Id of an image of the workshop. */
  readonly image: string | null;
  /** Index of its cluster in the excerpt. */
  readonly cluster: number | null;
  /** Where it was collected from. */
  readonly src: Source | null;
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
    notes: notes.map(({ x, y, w, h, text, color, tags, image, cluster, src }) => ({ x, y, w, h, text, color, tags, image, src, cluster: places.get(cluster ?? "") ?? null })),
    links: [...board.links.values()].flatMap(({ from, to, label }) => {
      const [start, end] = [places.get(from), places.get(to)];
      return start !== undefined && end !== undefined ? { from: start, to: end, label } : [];
    }),
    marks: marks.map(proper),
  };
}

/** Of a mark what its figure has. */
function proper({ x, y, w, h, figure, color, text, form, points, highlight, image }: Omit<Mark, "kind" | "id" | "z" | "author" | "locked">): NewMark {
  const own = { x, y, w, h, figure, color };
  if (figure === "stroke") return { ...own, points, highlight };
  if (figure === "shape") return { ...own, text, form, points };
  return figure === "image" ? { ...own, text, image } : { ...own, text };
}

type Copied = CopiedNote | CopiedCluster | NewMark;

/** How many bytes a thing takes in an edit, about. */
function weight({ text = "", title = "", tags = [], points = [] }: Partial<CopiedNote & CopiedCluster & NewMark>): number {
  return 300 + 3 * (text.length + title.length + tags.join().length) + 4 * points.length;
}

/** The first of these, as many as can be put down in one go. */
export function bounded<T extends Copied>(things: readonly T[], most = EXCERPT_MOST): T[] {
  let left = WEIGHT_MOST;
  const first: T[] = [];
  for (const one of things) {
    left -= weight(one);
    if (left < 0 || first.length === most) break;
    first.push(one);
  }
  return first;
}

/**
 * Puts an excerpt down, so far from where it was taken; the new ids in its own order, null for what the person does not
 * make. `home` says in which cluster a note lies that comes without its own.
 */
export function putDown(board: Board, { clusters, notes, links, marks }: Excerpt, by: Point, home: (note: CopiedNote, index: number, at: Rect) => string | null): readonly (string | null)[] {
  const made: (string | null)[] = [];
  const addNote = (note: CopiedNote, index: number): string => {
    const at = { x: note.x + by.x, y: note.y + by.y, w: note.w, h: note.h };
    const own = note.cluster === null ? null : (made[note.cluster] ?? null);
    const id = board.addNote({ pos: at, size: at, text: note.text, color: note.color, cluster: own ?? home(note, index, at) });
    setTags(board, id, note.tags);
    if (note.image) setPicture(board, id, note.image);
    setSource(board, id, note.src);
    return id;
  };
  const things = [
    ...clusters.map((cluster) => [cluster, () => (board.arranges ? addCluster(board, { ...cluster, pos: { x: cluster.x + by.x, y: cluster.y + by.y }, size: cluster }) : null)] as const),
    ...notes.map((note, index) => [note, () => addNote(note, index)] as const),
    ...marks.map((mark) => [mark, () => addMark(board, { ...mark, x: mark.x + by.x, y: mark.y + by.y })] as const),
  ];
  // More than the server takes in one edit are several, and all the same one step of undo.
  do {
    if (made.length > 0) board.goOn();
    board.edit((roots) => {
      for (let bytes = 0; made.length < things.length && bytes < EDIT_MOST; ) {
        const [thing, make] = things[made.length]!;
        made.push(make());
        bytes += weight(thing);
      }
      if (made.length < things.length) return;
      for (const { from, to, label } of links) {
        const [start, end] = [made[from], made[to]];
        if (start && end && board.arranges) putLink(roots, freshId(), start, end, label);
      }
    });
  } while (made.length < things.length);
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

/** What a text says that was once `JSON.stringify` of an excerpt; null if it is none. What is too much of it is cut off. */
export function readExcerpt(json: string): (Excerpt & { readonly all: number }) | null {
  let value: Known;
  try {
    value = JSON.parse(json) as Known;
  } catch {
    return null;
  }
  return readPieces(value, EXCERPT_MOST);
}

/** The same of what is no text any more, at most so many things. */
export function readPieces(pieces: unknown, most: number): (Excerpt & { readonly all: number }) | null {
  const value = pieces as Known;
  if (typeof value !== "object" || value === null || !Array.isArray(value.notes) || !Array.isArray(value.clusters)) return null;
  const read = <T>(list: readonly unknown[], one: (entry: Known) => T | null): (T | null)[] => list.map((entry) => (isRect(entry) ? one(entry as Known) : null));
  const clusters = read(value.clusters as unknown[], clusterOf);
  const notes = read(value.notes as unknown[], noteOf);
  const marks = read(list(value.marks), markOf);
  const all: (Copied | null)[] = [...clusters, ...notes, ...marks];
  const taken = new Set(bounded(all.flatMap((one) => one ?? []), most));
  // An index in the excerpt, to that among what is taken.
  const places = new Map<unknown, number>();
  all.forEach((one, index) => one && taken.has(one) && places.set(index, places.size));
  const kept = <T extends Copied>(list: readonly (T | null)[]): T[] => list.flatMap((one) => (one && taken.has(one) ? one : []));
  const [homes, ends] = [kept(clusters).length, kept(clusters).length + kept(notes).length];
  const placed = (index: unknown, most: number): number | null => {
    const place = places.get(index);
    return place !== undefined && place < most ? place : null;
  };
  return {
    all: all.length,
    clusters: kept(clusters),
    notes: kept(notes).map((note) => ({ ...note, cluster: placed(note.cluster, homes) })),
    links: list(value.links).slice(0, Math.max(LINKS_MOST, 2 * most)).flatMap((one): CopiedLink | [] => {
      const { from, to, label } = (one ?? {}) as Known;
      const [start, end] = [placed(from, ends), placed(to, ends)];
      return start !== null && end !== null && start !== end ? { from: start, to: end, label: words(label, LIMIT.LABEL) } : [];
    }),
    marks: kept(marks),
  };
}

function clusterOf(one: Known): CopiedCluster {
  return {
    ...rect(one),
    title: words(one.title, LIMIT.TITLE),
    color: color(one.color, "white"),
    layout: (["tree", "radial", "layered"] as const).find((layout) => layout === one.layout) ?? "free",
    collapsed: one.collapsed === true,
  };
}

function noteOf(one: Known): CopiedNote {
  return {
    ...rect(one),
    text: words(one.text, LIMIT.NOTE_TEXT),
    color: color(one.color, "yellow"),
    tags: list(one.tags).flatMap((tag) => words(tag, LIMIT.TAG) || []).slice(0, LIMIT.TAGS),
    image: picture(one.image),
    cluster: typeof one.cluster === "number" ? one.cluster : null,
    src: foreign(one.src),
  };
}

/** Null for a kind nobody knows, and for one of which there is nothing to see. */
function markOf(one: Known): NewMark | null {
  const figure = (["text", "shape", "stroke", "image"] as const).find((known) => known === one.figure);
  const [points, image] = [outline(one.points).map(Math.round), picture(one.image)];
  if (!figure || (figure === "stroke" && points.length < 6) || (figure === "image" && !image)) return null;
  const text = words(one.text, LIMIT.NOTE_TEXT);
  return proper({ ...rect(one), figure, text, form: form(one.form), points, highlight: one.highlight === true, image, color: color(one.color, "white") });
}

/** Where a note from elsewhere says it was collected from, if that may be so. */
function foreign(value: unknown): Source | null {
  const src = source(value);
  const all = origins(src);
  const fits = all.length <= ORIGINS_MOST && all.every(({ board, item, group }) => /^[0-9a-z]{22}$/.test(board) && /^[\w-]{1,40}$/.test(item) && group.length <= LIMIT.TITLE);
  return fits ? src : null;
}

type Known = Record<string, unknown>;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown, most: number): string => (typeof value === "string" ? value.slice(0, most) : "");
const isRect = (value: unknown): boolean => typeof value === "object" && value !== null && ["x", "y", "w", "h"].every((side) => Number.isFinite((value as Known)[side]));
/** Clamped here: one thing far out would pull the middle of all others away with it. */
const rect = ({ x, y, w, h }: Known): Rect => ({ x: near(x), y: near(y), w: Math.max(1, near(w)), h: Math.max(1, near(h)) });
const near = (side: unknown): number => Math.min(LIMIT.COORDINATE, Math.max(-LIMIT.COORDINATE, side as number));

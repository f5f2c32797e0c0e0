/** Tolerant reading of a document's entries, with the same defaults and limits as the server's `BoardView`. */
import * as Y from "yjs";
import { COLORS, FIELD, FORMS, LIMIT, NOTE_SIDE, REACTIONS, type Form, type ReactionKind } from "./schema.gen";
import type { Cluster, Link, Mark, Note, Source } from "./types";

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

function pair(value: unknown, low: number, high: number): [number, number] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [a, b] = value as unknown[];
  if (typeof a !== "number" || typeof b !== "number" || !Number.isFinite(a) || !Number.isFinite(b)) return null;
  return [clamp(a, low, high), clamp(b, low, high)];
}

const position = (value: unknown): [number, number] => pair(value, -LIMIT.COORDINATE, LIMIT.COORDINATE) ?? [0, 0];
const string = (value: unknown): string | null => (typeof value === "string" ? value : null);
const text = (value: unknown): string => (value instanceof Y.Text ? value.toString() : (string(value) ?? ""));

/** A named colour or `#rrggbb`; anything else is the default. */
export function color(value: unknown, fallback: string): string {
  if (typeof value !== "string") return fallback;
  return (COLORS as readonly string[]).includes(value) || /^#[0-9a-fA-F]{6}$/.test(value) ? value : fallback;
}

const NONE: readonly string[] = [];

function tags(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((tag): tag is string => typeof tag === "string") : NONE;
}

const NO_STAMPS: Note["stamps"] = {};

function stamps(value: unknown): Note["stamps"] {
  if (typeof value !== "object" || value === null) return NO_STAMPS;
  const found: Partial<Record<ReactionKind, number>> = {};
  for (const kind of REACTIONS) {
    const count = (value as Record<string, unknown>)[kind];
    if (typeof count === "number" && count >= 1) found[kind] = Math.floor(Math.min(count, 1e6));
  }
  return found;
}

/** An id of an image. */
export const picture = (value: unknown): string | null => (typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? value : null);

/** Where a thing was collected from; null for what says nothing of the kind. */
export function source(value: unknown): Source | null {
  if (typeof value !== "object" || value === null) return null;
  const { board, item, group, session, merged } = value as Record<string, unknown>;
  if (typeof board !== "string" || typeof item !== "string") return null;
  const src = { board, item, group: string(group) ?? "", session: typeof session === "number" ? session : 0 };
  return Array.isArray(merged) ? { ...src, merged: (merged as unknown[]).flatMap((one) => origins(source(one))) } : src;
}

/** A source and those of what was joined to it, one after the other. */
export function origins(src: Source | null): Source[] {
  if (!src) return [];
  const { merged = [], ...own } = src;
  return [own, ...merged];
}

export function readNote(id: string, map: Y.Map<unknown>): Note {
  const [x, y] = position(map.get(FIELD.POS));
  const [w, h] = pair(map.get(FIELD.SIZE), LIMIT.SIDE_MIN, LIMIT.NOTE_SIDE) ?? [NOTE_SIDE, NOTE_SIDE];
  const at = map.get(FIELD.AT);
  return {
    kind: "note",
    id,
    x,
    y,
    w,
    h,
    text: text(map.get(FIELD.TEXT)),
    color: color(map.get(FIELD.COLOR), "yellow"),
    z: string(map.get(FIELD.Z)) ?? "",
    cluster: string(map.get(FIELD.CLUSTER)) || null,
    author: string(map.get(FIELD.AUTHOR)),
    at: typeof at === "number" ? at : 0,
    tags: tags(map.get(FIELD.TAGS)),
    stamps: stamps(map.get(FIELD.STAMPS)),
    image: picture(map.get(FIELD.IMAGE)),
    locked: map.get(FIELD.LOCKED) === true,
    src: source(map.get(FIELD.SRC)),
  };
}

export function readCluster(id: string, map: Y.Map<unknown>): Cluster {
  const [x, y] = position(map.get(FIELD.POS));
  const [w, h] = pair(map.get(FIELD.SIZE), LIMIT.SIDE_MIN, LIMIT.CLUSTER_SIDE) ?? [480, 360];
  return {
    kind: "cluster",
    id,
    x,
    y,
    w,
    h,
    title: text(map.get(FIELD.TITLE)),
    color: color(map.get(FIELD.COLOR), "white"),
    z: string(map.get(FIELD.Z)) ?? "",
    layout: layout(map.get(FIELD.LAYOUT)),
    collapsed: map.get(FIELD.COLLAPSED) === true,
    locked: map.get(FIELD.LOCKED) === true,
    src: source(map.get(FIELD.SRC)),
  };
}

function layout(value: unknown): Cluster["layout"] {
  return value === "tree" || value === "radial" || value === "layered" ? value : "free";
}

/** `null` without two ends: nothing anyone could see. */
export function readLink(id: string, map: Y.Map<unknown>): Link | null {
  const from = string(map.get(FIELD.FROM));
  const to = string(map.get(FIELD.TO));
  return from && to ? { kind: "link", id, from, to, label: text(map.get(FIELD.LABEL)) } : null;
}

/** `null` for a kind nobody knows, and for one of which there is nothing to see. */
export function readMark(id: string, map: Y.Map<unknown>): Mark | null {
  const [x, y] = position(map.get(FIELD.POS));
  const [w, h] = pair(map.get(FIELD.SIZE), LIMIT.MARK_SIDE_MIN, LIMIT.MARK_SIDE) ?? [NOTE_SIDE, NOTE_SIDE];
  const figure = string(map.get(FIELD.KIND)) as Mark["figure"];
  const image = picture(map.get(FIELD.IMAGE));
  const points = outline(map.get(FIELD.POINTS));
  if (figure === "stroke" ? points.length < 6 : figure === "image" ? !image : figure !== "text" && figure !== "shape") return null;
  return {
    kind: "mark",
    id,
    x,
    y,
    w,
    h,
    figure,
    text: text(map.get(FIELD.TEXT)),
    form: form(map.get(FIELD.FORM)),
    points,
    highlight: map.get(FIELD.STYLE) === "highlight",
    image,
    color: color(map.get(FIELD.COLOR), "white"),
    z: string(map.get(FIELD.Z)) ?? "",
    author: string(map.get(FIELD.AUTHOR)),
    locked: map.get(FIELD.LOCKED) === true,
  };
}

/** One of the known forms. */
export const form = (value: unknown): Form => FORMS.find((known) => known === value) ?? FORMS[0];

const NO_POINTS: readonly number[] = [];

/** Numbers in pairs, each a part of a side; none if any is no number. */
export function outline(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return NO_POINTS;
  const points = value.slice(0, Math.min(value.length, LIMIT.POINTS) & ~1) as unknown[];
  return points.every((one) => typeof one === "number" && Number.isFinite(one)) ? points.map((one) => clamp(one as number, 0, LIMIT.POINT)) : NO_POINTS;
}

/**
 * What is done with a board besides writing, moving and removing; comes once it is painted. Each is one transaction with
 * the board as its origin, and leaves as it is what is not the person's to change.
 */
import * as Y from "yjs";
import type { Board, Roots } from "./board";
import { within } from "./delta";
import { place, sides, type Entry } from "./entries";
import { freshId } from "./id";
import { between, isKey } from "./order";
import { origins } from "./read";
import { FIELD, LIMIT, REACTIONS } from "./schema.gen";
import { passOn } from "./talk";
import type { Cluster, Color, Note, Point, ReactionKind, Size, Source } from "./types";

export interface NewCluster {
  readonly pos: Point;
  readonly size: Size;
  readonly title?: string;
  readonly color?: Color;
  readonly layout?: Cluster["layout"];
  readonly collapsed?: boolean;
  readonly notes?: readonly string[];
}

/** `notes` become its members. Returns the new id. */
export function addCluster(board: Board, cluster: NewCluster): string {
  const id = freshId();
  if (!board.arranges) return id;
  board.edit(({ clusters, notes }) => {
    const entry: Entry = new Y.Map();
    entry.set(FIELD.TITLE, new Y.Text(within(cluster.title ?? "", LIMIT.TITLE)));
    entry.set(FIELD.POS, place(cluster.pos.x, cluster.pos.y));
    entry.set(FIELD.SIZE, sides(cluster.size, LIMIT.CLUSTER_SIDE));
    entry.set(FIELD.COLOR, cluster.color ?? "white");
    entry.set(FIELD.Z, board.topKey());
    entry.set(FIELD.LAYOUT, cluster.layout ?? "free");
    if (cluster.collapsed) entry.set(FIELD.COLLAPSED, true);
    clusters.set(id, entry);
    for (const note of cluster.notes ?? []) if (board.may(note)) notes.get(note)?.set(FIELD.CLUSTER, id);
  });
  return id;
}

/** Null if an end is missing or both are the same. An equal link is not made twice: its id is returned. */
export function addLink(board: Board, from: string, to: string, label = ""): string | null {
  if (from === to || !board.end(from) || !board.end(to) || !board.arranges) return null;
  const there = board.linksOf(from).find((link) => link.from === from && link.to === to);
  if (there) return there.id;
  const id = freshId();
  board.edit((roots) => putLink(roots, id, from, to, label));
  return id;
}

/** A link whose ends may have been made in this very transaction. */
export function putLink({ links }: Roots, id: string, from: string, to: string, label: string): void {
  const entry: Entry = new Y.Map();
  entry.set(FIELD.FROM, from);
  entry.set(FIELD.TO, to);
  entry.set(FIELD.LABEL, new Y.Text(within(label, LIMIT.LABEL)));
  links.set(id, entry);
}

export function resize(board: Board, id: string, pos: Point, size: Size): void {
  const box = board.box(id);
  if (!box || !board.may(id)) return;
  const next = sides(size, box.kind === "note" ? LIMIT.NOTE_SIDE : LIMIT.CLUSTER_SIDE);
  const at = place(pos.x, pos.y);
  board.edit((roots) => {
    const entry = entryOf(roots, id);
    if (at[0] !== box.x || at[1] !== box.y) entry?.set(FIELD.POS, at);
    if (next[0] !== box.w || next[1] !== box.h) entry?.set(FIELD.SIZE, next);
  });
}

export function recolor(board: Board, ids: Iterable<string>, color: Color): void {
  board.edit((roots) => {
    for (const id of ids) {
      const box = board.box(id);
      if (box && box.color !== color && board.may(id)) entryOf(roots, id)?.set(FIELD.COLOR, color);
    }
  });
}

/** How the notes of a cluster are laid out from now on. */
export function setLayout(board: Board, id: string, layout: Cluster["layout"]): void {
  if (!board.may(id) || board.clusters.get(id)?.layout === layout) return;
  board.edit(({ clusters }) => clusters.get(id)?.set(FIELD.LAYOUT, layout));
}

/** Shows only the titles of clusters, or all of them again. */
export function setCollapsed(board: Board, ids: Iterable<string>, collapsed: boolean): void {
  board.edit(({ clusters }) => {
    for (const id of ids) {
      const entry = clusters.get(id);
      if (!entry || !board.may(id) || board.clusters.get(id)?.collapsed === collapsed) continue;
      if (collapsed) entry.set(FIELD.COLLAPSED, true);
      else entry.delete(FIELD.COLLAPSED);
    }
  });
}

/**
 * Clusters into the first of them, which becomes as large as all together: it takes over notes and links, and the titles
 * beside its own. The others go.
 */
export function mergeClusters(board: Board, [first, ...others]: readonly string[]): void {
  const into = first ? board.clusters.get(first) : undefined;
  const gone = others.filter((id) => board.clusters.has(id) && board.may(id));
  if (!into || !board.may(into.id) || gone.length === 0) return;
  const all = [into, ...gone.map((id) => board.clusters.get(id)!)];
  const titles = [...new Set(all.map(({ title }) => title.trim()).filter(Boolean))];
  const [x, y] = [Math.min(...all.map((one) => one.x)), Math.min(...all.map((one) => one.y))];
  const size = { w: Math.max(...all.map((one) => one.x + one.w)) - x, h: Math.max(...all.map((one) => one.y + one.h)) - y };
  board.setTitle(into.id, within(titles.join(" · "), LIMIT.TITLE));
  resize(board, into.id, { x, y }, size);
  board.setMembership(gone.flatMap((id) => board.members(id).map((note) => note.id)), into.id);
  // One after the other: a link between two of them has moved at one end when it is asked for the other.
  for (const id of gone) board.edit((roots) => relink(board, roots, id, into.id));
  board.remove(gone);
}

/** Below everything else, in the order they lie in. */
export function sendToBack(board: Board, ids: Iterable<string>): void {
  const sorted = [...ids].flatMap((id) => (board.may(id) ? (board.box(id) ?? []) : [])).sort((a, b) => (a.z < b.z ? 1 : -1));
  const chosen = new Set(sorted.map(({ id }) => id));
  const others = [...board.notes.values(), ...board.clusters.values(), ...board.marks.values()].filter(({ id, z }) => !chosen.has(id) && isKey(z));
  let low = others.reduce<string | null>((least, { z }) => (least === null || z < least ? z : least), null);
  board.edit((roots) => {
    for (const { id } of sorted) {
      low = between(null, low);
      entryOf(roots, id)?.set(FIELD.Z, low);
    }
  });
}

/** Gives these notes the person's reaction; takes it back where all of them have it. */
export function react(board: Board, notes: Iterable<string>, kind: ReactionKind): void {
  const { author } = board;
  if (!author || !board.reacts) return;
  const there = [...notes].filter((id) => board.note(id));
  const missing = there.filter((id) => board.reactionsTo(id, kind, author).length === 0);
  board.edit(({ reactions }) => {
    if (missing.length === 0) for (const note of there) for (const id of board.reactionsTo(note, kind, author)) reactions.delete(id);
    for (const note of missing) {
      const entry: Entry = new Y.Map();
      entry.set(FIELD.ON, note);
      entry.set(FIELD.KIND, kind);
      entry.set(FIELD.AUTHOR, author);
      entry.set(FIELD.AT, Date.now());
      reactions.set(freshId(), entry);
    }
  });
}

/** The tags of a note: each once, trimmed, without those that say nothing. */
export function setTags(board: Board, id: string, tags: readonly string[]): void {
  const next = [...new Set(tags.map((tag) => within(tag.trim(), LIMIT.TAG)).filter(Boolean))].slice(0, LIMIT.TAGS);
  board.edit(({ notes }) => {
    const entry = notes.get(id);
    // Of a note made in this very transaction there is no reading yet.
    const now = board.note(id)?.tags ?? [];
    if (!entry || (board.note(id) && !board.may(id)) || (next.length === now.length && next.every((tag, i) => tag === now[i]))) return;
    if (next.length > 0) entry.set(FIELD.TAGS, next);
    else entry.delete(FIELD.TAGS);
  });
}

/** Where a copy or a piece of a note comes from is where that came from. */
export function setSource(board: Board, id: string, src: Source | null): void {
  if (src) board.edit(({ notes }) => notes.get(id)?.set(FIELD.SRC, src));
}

/** Links, reactions, comments and origin of one note go over to another; a link from that to itself goes. */
export function inherit(board: Board, from: string, to: string): void {
  const [old, next] = [board.note(from), board.note(to)];
  if (!old || !next || !board.may(to)) return;
  board.edit((roots) => {
    const { notes, reactions } = roots;
    const entry = notes.get(to);
    if (Object.keys(old.stamps).length > 0) entry?.set(FIELD.STAMPS, summed(next.stamps, old.stamps));
    if (old.src) entry?.set(FIELD.SRC, next.src ? { ...next.src, merged: [...(next.src.merged ?? []), ...origins(old.src)] } : old.src);
    relink(board, roots, from, to);
    for (const id of board.reactionsTo(from)) reactions.get(id)?.set(FIELD.ON, to);
    passOn(board, from, to);
  });
}

function relink(board: Board, { links }: Roots, from: string, to: string): void {
  for (const link of board.linksOf(from)) {
    if (!board.may(link.id)) continue;
    const [start, end] = [link.from, link.to].map((id) => (id === from ? to : id));
    const isTwice = board.linksOf(to).some((other) => other.from === start && other.to === end);
    if (start === end || isTwice) links.delete(link.id);
    else links.get(link.id)?.set(link.from === from ? FIELD.FROM : FIELD.TO, to);
  }
}

function summed(a: Note["stamps"], b: Note["stamps"]): Record<string, number> {
  return Object.fromEntries(REACTIONS.flatMap((kind) => (a[kind] || b[kind] ? [[kind, (a[kind] ?? 0) + (b[kind] ?? 0)]] : [])));
}

/** Locks things against being changed in passing, or unlocks them; staff only. */
export function setLocked(board: Board, ids: Iterable<string>, locked: boolean): void {
  if (!board.locks) return;
  board.edit((roots) => {
    for (const id of ids) {
      const box = board.box(id);
      if (!box || box.locked === locked) continue;
      if (locked) entryOf(roots, id)?.set(FIELD.LOCKED, true);
      else entryOf(roots, id)?.delete(FIELD.LOCKED);
    }
  });
}

function entryOf({ notes, clusters, marks }: Roots, id: string): Entry | undefined {
  return notes.get(id) ?? clusters.get(id) ?? marks.get(id);
}

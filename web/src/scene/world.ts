/**
 * The board as the painter needs it: notes by place and in painting order, clusters large first, links with their
 * routes. Follows the board by dirty ids; what is being dragged or resized lies on top of it until it is written.
 */
import type { Board } from "../doc/board";
import type { Change, Cluster, Link, Note, Rect } from "../doc/types";
import type { Drawings } from "./drawings";
import { around, grown, spanned, touches } from "./geometry";
import { Grid } from "./grid";
import { pageOf } from "./page";
import { row, type Pill } from "./pills";
import { BESIDE, route, type Route } from "./route";
import { COLLAPSED_HEIGHT, fitNote, type Fit } from "./text";

export interface NoteItem {
  readonly id: string;
  note: Note;
  /** Place in painting order. */
  rank: number;
  fit: Fit | null;
  /** The signs on its lower edge; null: not laid out yet. */
  pills: readonly Pill[] | null;
}

export interface LinkItem {
  readonly id: string;
  link: Link;
  shift: number;
  /** Straight; `World.routeOf` knows the way around what is in between. */
  route: Route | null;
  /** Undefined: not looked for yet. */
  bow: Route | null | undefined;
  /** Where its label stands and its lines; undefined: not settled yet. */
  label: LabelBox | null | undefined;
}

export interface LabelBox extends Rect {
  readonly size: number;
  readonly lines: readonly string[];
}

/** The best way between two things, given the straight one. */
export type Detour = (world: World, a: Rect, b: Rect, straight: Route) => Route;

/** Where a label stands beside a way, its lines measured by `measure`; null for one that says nothing. */
export type Labelling = (label: string, way: Route, world: World, measure: (line: string) => number) => LabelBox | null;

/** How far things have been moved without having been written. */
export interface Offset {
  readonly dx: number;
  readonly dy: number;
}

/** A bow leaves the straight line by half of what it bends. */
const BOW_MOST = 270;
/** More changed notes at once than this: every label is settled anew. */
const MANY = 50;

export class World {
  readonly notes = new Map<string, NoteItem>();
  readonly links = new Map<string, LinkItem>();
  /** Notes from back to front; `settleOrder` first. */
  private order: NoteItem[] = [];
  private ordered = true;
  private clusterList: readonly Cluster[] = [];
  private clustersStale = true;
  /** What lies in a collapsed cluster, and the cluster that stands for it. */
  private folded: ReadonlyMap<string, string> = new Map();
  readonly grid = new Grid<NoteItem>();
  /** Things drawn elsewhere than they are written: own drag and others'. */
  private floating = new Map<string, Offset>();
  private floatingNotes: NoteItem[] = [];
  /** One thing being resized, or one that is not written yet. */
  private detour: Detour | null = null;
  /** Texts, shapes, strokes and images; null until what paints them has come. */
  drawings: Drawings | null = null;
  /** Null until it has come. */
  labelling: Labelling | null = null;
  private shape: { readonly id: string; readonly rect: Rect } | null = null;

  constructor(private readonly board: Board) {
    this.update({
      notes: new Set(board.notes.keys()),
      clusters: new Set(board.clusters.keys()),
      links: new Set(board.links.keys()),
      marks: new Set(board.marks.keys()),
      title: true,
      origin: "remote",
    });
  }

  update(change: Change): void {
    this.fold();
    this.drawings?.update(change.marks);
    for (const id of change.notes) this.updateNote(id, change.notes.size <= MANY);
    if (change.notes.size > MANY) for (const item of this.links.values()) item.label = item.bow = undefined;
    if (change.clusters.size > 0) this.clustersStale = true;
    for (const id of change.links) this.updateLink(id);
    for (const id of change.notes) this.reroute(id);
    for (const id of change.clusters) this.reroute(id);
  }

  /** Notes from back to front. */
  inOrder(): readonly NoteItem[] {
    this.settleOrder();
    return this.order;
  }

  /** Neither painted nor hit: it lies in a collapsed cluster. */
  isHidden(id: string): boolean {
    return this.folded.has(id);
  }

  /** What is seen in its place: itself, or the collapsed cluster it lies in. */
  standIn(id: string): string {
    return this.folded.get(id) ?? id;
  }

  /** Large ones first, as they are seen, so that what lies in them is seen. */
  clusters(): readonly Cluster[] {
    if (this.clustersStale) {
      this.clustersStale = false;
      const shown = [...this.board.clusters.values()].filter(({ id }) => !this.folded.has(id));
      const seen = shown.map((cluster) => (cluster.collapsed ? { ...cluster, h: COLLAPSED_HEIGHT } : cluster));
      this.clusterList = seen.sort((a, b) => b.w * b.h - a.w * a.h || compare(a, b));
    }
    return this.clusterList;
  }

  /** How many notes are in a cluster. */
  count(cluster: string): number {
    return this.board.count(cluster);
  }

  /** Notes near a rectangle from back to front, into `out`; without those that float. */
  notesNear(rect: Rect, out: NoteItem[]): NoteItem[] {
    this.settleOrder();
    this.grid.near(rect, out);
    if (this.floating.size > 0) {
      let kept = 0;
      for (const item of out) if (!this.floating.has(item.id)) out[kept++] = item;
      out.length = kept;
    }
    return out.sort(byRank);
  }

  fit(item: NoteItem): Fit {
    return (item.fit ??= this.fitIn(item, pageOf(item.note, item.note)));
  }

  pills(item: NoteItem): readonly Pill[] {
    const { id, w, tags } = item.note;
    return (item.pills ??= row(w, this.board.votes(id), this.board.stamps(id), tags));
  }

  /** Its text on a page of another size, while it is being resized. */
  fitIn(item: NoteItem, rect: Rect): Fit {
    return fitNote(item.note.text, rect.w, rect.h);
  }

  /** Where a note or cluster is seen now: what is hidden, in the cluster that stands for it. Null if it is gone. */
  rectOf(id: string): Rect | null {
    if (this.shape?.id === id) return this.shape.rect;
    const box = this.standing(id);
    if (!box) return null;
    const offset = this.floating.get(this.folded.get(id) ?? id);
    return offset ? { x: box.x + offset.dx, y: box.y + offset.dy, w: box.w, h: box.h } : box;
  }

  /** Where it stands when nothing is moved: what is hidden, where the cluster that stands for it is. */
  private standing(id: string): Rect | null {
    const box = this.board.box(this.folded.get(id) ?? id);
    return box?.kind === "cluster" && box.collapsed ? { x: box.x, y: box.y, w: box.w, h: COLLAPSED_HEIGHT } : (box ?? null);
  }

  offsetOf(id: string): Offset | undefined {
    return this.floating.get(id);
  }

  shapeOf(id: string): Rect | null {
    return this.shape?.id === id ? this.shape.rect : null;
  }

  get floats(): readonly NoteItem[] {
    return this.floatingNotes;
  }

  get isFloating(): boolean {
    return this.floating.size > 0;
  }

  float(offsets: Map<string, Offset>): void {
    const same = offsets.size === this.floating.size && [...offsets.keys()].every((id) => this.floating.has(id));
    this.floating = offsets;
    if (same) return;
    this.settleOrder();
    this.floatingNotes = [...offsets.keys()].flatMap((id) => (this.isHidden(id) ? [] : (this.notes.get(id) ?? []))).sort(byRank);
  }

  reshape(id: string, rect: Rect | null): void {
    this.shape = rect && { id, rect };
  }

  /** The route as it is seen now. */
  routeOf(item: LinkItem): Route | null {
    const { from, to } = item.link;
    const moved = this.shape ? this.shape.id === from || this.shape.id === to : false;
    if (!moved && (this.floating.size === 0 || !(this.floating.has(from) || this.floating.has(to)))) return this.settled(item);
    const a = this.rectOf(from);
    const b = this.rectOf(to);
    return a && b && route(a, b, item.shift);
  }

  private settled(item: LinkItem): Route | null {
    const { detour } = this;
    const { route, link } = item;
    if (!route || !detour) return route;
    if (item.bow === undefined) {
      const [a, b] = [this.standing(link.from), this.standing(link.to)];
      item.bow = a && b ? detour(this, a, b, route) : route;
    }
    return item.bow;
  }

  /** From now on links go around notes and bear their labels. */
  refine(detour: Detour, label: Labelling): void {
    this.detour = detour;
    this.labelling = label;
    for (const item of this.links.values()) item.label = item.bow = undefined;
  }

  bounds(): Rect | null {
    const { notes, marks, hidden } = this.board;
    return around([...[...notes.values(), ...marks.values()].filter(({ id }) => !this.isHidden(id)), ...this.clusters(), ...(hidden ? [hidden.rect] : [])]);
  }

  /** Which things are hidden now; what comes into sight or leaves it is put on the grid or taken off. */
  private fold(): void {
    const { board, folded: before } = this;
    const next = new Map<string, string>();
    const collapsed = [...board.clusters.values()].filter((cluster) => cluster.collapsed);
    if (collapsed.length === 0 && before.size === 0) return;
    collapsed.sort((a, b) => b.w * b.h - a.w * a.h || compare(a, b));
    for (const { id } of collapsed) {
      if (next.has(id)) continue;
      for (const inner of board.carried([id])) if (inner !== id && !next.has(inner)) next.set(inner, id);
    }
    this.folded = next;
    this.clustersStale = true;
    for (const id of new Set([...before.keys(), ...next.keys()])) {
      if (before.get(id) === next.get(id)) continue;
      const item = this.notes.get(id);
      if (item && next.has(id)) this.grid.delete(item);
      else if (item && board.note(id)) this.grid.set(item, board.note(id)!);
      this.reroute(id);
    }
  }

  private settleOrder(): void {
    if (this.ordered) return;
    this.ordered = true;
    this.order = [...this.notes.values()].sort((a, b) => compare(a.note, b.note));
    this.order.forEach((item, rank) => (item.rank = rank));
  }

  private updateNote(id: string, few: boolean): void {
    const note = this.board.note(id);
    const item = this.notes.get(id);
    if (few && item) this.unsettleLabels(item.note);
    if (few && note) this.unsettleLabels(note);
    if (!note) {
      if (!item) return;
      this.grid.delete(item);
      this.notes.delete(id);
      this.ordered = false;
    } else if (!item) {
      const made: NoteItem = { id, note, rank: this.order.length, fit: null, pills: null };
      this.notes.set(id, made);
      if (!this.isHidden(id)) this.grid.set(made, note);
      this.ordered = false;
    } else {
      const old = item.note;
      item.note = note;
      item.pills = null;
      if (old.text !== note.text || old.image !== note.image || old.w !== note.w || old.h !== note.h) item.fit = null;
      if (old.z !== note.z) this.ordered = false;
      if (!this.isHidden(id)) this.grid.set(item, note);
    }
  }

  private updateLink(id: string): void {
    const link = this.board.links.get(id);
    const item = this.links.get(id);
    if (link && item) item.link = link;
    else if (link) this.links.set(id, { id, link, shift: 0, route: null, bow: undefined, label: undefined });
    else this.links.delete(id);
    const ends = link ?? item?.link;
    if (ends) this.reroutePair(ends.from, ends.to);
  }

  private reroute(id: string): void {
    for (const { from, to } of this.board.linksOf(id)) this.reroutePair(from, to);
  }

  /** Links between the same two run side by side, whichever way they point. */
  private reroutePair(a: string, b: string): void {
    const pair = this.board.linksOf(a).filter(({ from, to }) => (from === a && to === b) || (from === b && to === a));
    pair.sort((one, other) => (one.id < other.id ? -1 : 1));
    pair.forEach((link, index) => {
      const item = this.links.get(link.id);
      if (!item) return;
      // The other direction's left is this direction's right.
      item.shift = (index - (pair.length - 1) / 2) * BESIDE * (link.from <= link.to ? 1 : -1);
      const from = this.standing(link.from);
      const to = this.standing(link.to);
      item.route = from && to ? route(from, to, item.shift) : null;
      item.label = item.bow = undefined;
    });
  }

  private unsettleLabels(near: Rect): void {
    for (const item of this.links.values()) {
      const { label, route } = item;
      if (route && touches(grown(spanned({ x: route.x1, y: route.y1 }, { x: route.x2, y: route.y2 }), BOW_MOST), near)) item.label = item.bow = undefined;
      if (!label) continue;
      // As far as a label may step aside.
      if (label.x < near.x + near.w + 90 && near.x < label.x + label.w + 90 && label.y < near.y + near.h + 90 && near.y < label.y + label.h + 90) {
        item.label = undefined;
      }
    }
  }
}

/** In painting order. */
export function compare(a: { readonly z: string; readonly id: string }, b: { readonly z: string; readonly id: string }): number {
  return a.z < b.z ? -1 : a.z > b.z ? 1 : a.id < b.id ? -1 : 1;
}

function byRank(a: NoteItem, b: NoteItem): number {
  return a.rank - b.rank;
}

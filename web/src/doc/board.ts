/**
 * The board of this page: typed reading of the Y.Doc, and the only place that writes to it. One gesture is one
 * transaction with this object as its origin; undo takes back only those.
 *
 * Reading happens once per changed entry: an observer marks ids, the transaction's end reads them into plain objects
 * and tells the watchers which ids changed, once.
 */
import * as Y from "yjs";
import type { Comments } from "./comments";
import { textDelta, within } from "./delta";
import { Index, mark, place, refresh, sides, type Entries, type Entry } from "./entries";
import { freshId } from "./id";
import { Opinions } from "./opinions";
import { between, isKey } from "./order";
import { readCluster, readLink, readMark, readNote } from "./read";
import { arranges, barrier, isHeld, isStaff, reacts } from "./right";
import { FIELD, LIMIT, NOTE_SIDE, SCHEMA_VERSION } from "./schema.gen";
import type { Box, Change, Cluster, Color, Item, Link, Mark, Note, Point, ReactionKind, Rect, Size, Stamp } from "./types";

export interface NewNote {
  readonly pos: Point;
  readonly size?: Size;
  readonly color?: Color;
  readonly text?: string;
  readonly cluster?: string | null;
  readonly image?: string | null;
}
/** The root maps that people write to. */
export interface Roots {
  readonly meta: Y.Map<unknown>;
  readonly notes: Entries;
  readonly clusters: Entries;
  readonly links: Entries;
  readonly marks: Entries;
  readonly reactions: Entries;
  readonly comments: Entries;
}

/** Pauses longer than this start a new step of undo. */
const UNDO_PAUSE_MS = 400;

export class Board {
  /** What the person is here. What is not theirs to change is left as it is, whatever verb is called. */
  role = "";
  /** Told of each note that words were written on here. */
  onWords: ((note: string) => void) | null = null;
  /** A step back or forth that leaves others' work as it is (`doc/undoing.ts`). Null until it has come. */
  step: ((undos: Y.UndoManager, way: "undo" | "redo") => boolean) | null = null;
  /** Null until it has come. */
  comments: Comments | null = null;
  /** How many notes there are that are not shown yet, and where (`doc/hidden.ts`). */
  hidden: { readonly count: number; readonly rect: Rect } | null = null;
  private readonly noteMap = new Map<string, Note>();
  private readonly clusterMap = new Map<string, Cluster>();
  private readonly linkMap = new Map<string, Link>();
  private readonly markMap = new Map<string, Mark>();
  private readonly memberMap = new Index();
  private readonly endMap = new Index();
  private readonly opinions = new Opinions();
  private readonly watchers = new Set<(change: Change) => void>();
  private readonly readers = new Set<(roots: Roots, changed: () => void) => void>();
  private doc!: Y.Doc;
  private roots!: Roots;
  private undos!: Y.UndoManager;
  private top: string | null = null;
  private dirty = fresh();

  constructor(
    readonly id: string,
    doc: Y.Doc,
    /** Own participant id, written on new notes and reactions; null until it is known. */
    public author: string | null = null,
  ) {
    this.attach(doc);
  }

  /** Reads another document instead: after a reset the old one is thrown away. Undo starts anew. */
  attach(doc: Y.Doc): void {
    this.doc = doc;
    const map = (name: string): Entries => doc.getMap(name) as unknown as Entries;
    const { notes, clusters, links, marks, reactions, comments } = (this.roots = {
      meta: doc.getMap("meta"),
      notes: map("notes"),
      clusters: map("clusters"),
      links: map("links"),
      marks: map("marks"),
      reactions: map("reactions"),
      comments: map("comments"),
    });
    this.opinions.attach(doc, (note) => this.dirty.notes.add(note));
    this.undos = new Y.UndoManager([notes, clusters, links, marks, reactions, comments], {
      trackedOrigins: new Set([this]),
      captureTimeout: UNDO_PAUSE_MS,
    });
    notes.observeDeep((events) => mark(events, this.dirty.notes));
    clusters.observeDeep((events) => mark(events, this.dirty.clusters));
    links.observeDeep((events) => mark(events, this.dirty.links));
    marks.observeDeep((events) => mark(events, this.dirty.marks));
    this.roots.meta.observe(() => {
      this.dirty.title = true;
    });
    for (const read of this.readers) read(this.roots, this.aside);
    // After the undo manager's own listener, so that `canUndo` is right when the watchers hear of the change.
    doc.on("afterTransaction", (transaction: Y.Transaction) => this.settle(transaction.origin));
    for (const id of [...this.noteMap.keys(), ...notes.keys()]) this.dirty.notes.add(id);
    for (const id of [...this.clusterMap.keys(), ...clusters.keys()]) this.dirty.clusters.add(id);
    for (const id of [...this.linkMap.keys(), ...links.keys()]) this.dirty.links.add(id);
    for (const id of [...this.markMap.keys(), ...marks.keys()]) this.dirty.marks.add(id);
    this.settle(null);
  }

  get notes(): ReadonlyMap<string, Note> {
    return this.noteMap;
  }

  get clusters(): ReadonlyMap<string, Cluster> {
    return this.clusterMap;
  }

  get links(): ReadonlyMap<string, Link> {
    return this.linkMap;
  }

  get marks(): ReadonlyMap<string, Mark> {
    return this.markMap;
  }

  title(): string {
    const title = this.roots.meta.get(FIELD.TITLE);
    return typeof title === "string" ? title : "";
  }

  /** The document is of a newer version than this page knows: it must not write. */
  get tooNew(): boolean {
    const version = this.roots.meta.get(FIELD.SCHEMA);
    return typeof version === "number" && version > SCHEMA_VERSION;
  }

  note(id: string): Note | undefined {
    return this.noteMap.get(id);
  }

  item(id: string): Item | undefined {
    return this.box(id) ?? this.linkMap.get(id);
  }

  /** Something that has its place: all but links. */
  box(id: string): Box | undefined {
    return this.end(id) ?? this.markMap.get(id);
  }

  /** What a link may join: a note or cluster. */
  end(id: string): Note | Cluster | undefined {
    return this.noteMap.get(id) ?? this.clusterMap.get(id);
  }

  /** Why this is not the person's to change; null if it is, or if there is nothing. */
  barrier(id: string): "locked" | "others" | null {
    const item = this.item(id);
    return item ? barrier(item, this.role, this.author) : null;
  }

  may(id: string): boolean {
    return this.barrier(id) === null;
  }

  /** Is locked, for whoever it may be. */
  held(id: string): boolean {
    const item = this.item(id);
    return item !== undefined && isHeld(item);
  }

  /** Lies where the person may put it elsewhere. */
  moves(id: string): boolean {
    return this.may(id) && !this.held(id);
  }

  /** What the person moves by moving these. */
  moved(ids: Iterable<string>): Set<string> {
    return this.carried(ids, (id) => this.moves(id));
  }

  /** The person locks and unlocks things here. */
  get locks(): boolean {
    return isStaff(this.role);
  }

  /** The person makes clusters and links here. */
  get arranges(): boolean {
    return arranges(this.role);
  }

  /** Notes of a cluster. */
  members(cluster: string): readonly Note[] {
    return this.memberMap.of(cluster).map((id) => this.noteMap.get(id)!);
  }

  /** How many notes are in a cluster. */
  count(cluster: string): number {
    return this.memberMap.count(cluster);
  }

  /** Links that start or end at a note or cluster. */
  linksOf(id: string): readonly Link[] {
    return this.endMap.of(id).map((link) => this.linkMap.get(link)!);
  }

  /**
   * What moves when these are moved: a cluster takes its notes along, and clusters and marks lying in it. What `goes` says
   * no to stays, with all that it would have taken along.
   */
  carried(ids: Iterable<string>, goes?: (id: string) => boolean): Set<string> {
    const all = new Set<string>();
    const take = (id: string): void => {
      if (all.has(id) || !this.box(id) || goes?.(id) === false) return;
      all.add(id);
      const cluster = this.clusterMap.get(id);
      if (!cluster) return;
      for (const note of this.memberMap.of(id)) take(note);
      for (const other of this.clusterMap.values()) if (other !== cluster && lies(other, cluster)) take(other.id);
      for (const other of this.markMap.values()) if (lies(other, cluster)) take(other.id);
    };
    for (const id of ids) take(id);
    return all;
  }

  /** Dots that a vote gave a note. */
  votes(note: string): number {
    return this.opinions.votes(note);
  }

  /** Reactions to a note in the order they are shown, those it was collected with included. */
  stamps(note: string): readonly Stamp[] {
    return this.opinions.stamps(this.noteMap.get(note), this.author);
  }

  /** Ids of the reactions to a note: those of one kind by one person, or all. */
  reactionsTo(note: string, kind?: ReactionKind, author?: string): readonly string[] {
    return this.opinions.to(note, kind, author);
  }

  /** The person may say what they think of notes, though perhaps not change them. */
  get reacts(): boolean {
    return reacts(this.role) && this.author !== null;
  }

  /**
   * For what reads the document beside the board (`doc/comments.ts`): gets the roots now, and those of each document that
   * takes its place, and says when something of its own has changed.
   */
  follow(read: (roots: Roots, changed: () => void) => void): void {
    this.readers.add(read);
    read(this.roots, this.aside);
  }

  subscribe(watch: (change: Change) => void): () => void {
    this.watchers.add(watch);
    return () => this.watchers.delete(watch);
  }

  /** `pos` is the top left corner. Returns the new id. */
  addNote(note: NewNote): string {
    const id = freshId();
    this.write(() => {
      const entry: Entry = new Y.Map();
      entry.set(FIELD.TEXT, new Y.Text(within(note.text ?? "", LIMIT.NOTE_TEXT)));
      entry.set(FIELD.POS, place(note.pos.x, note.pos.y));
      entry.set(FIELD.SIZE, sides(note.size ?? { w: NOTE_SIDE, h: NOTE_SIDE }, LIMIT.NOTE_SIDE));
      entry.set(FIELD.COLOR, note.color ?? "yellow");
      entry.set(FIELD.Z, this.topKey());
      entry.set(FIELD.AT, Date.now());
      if (this.author) entry.set(FIELD.AUTHOR, this.author);
      if (note.cluster) entry.set(FIELD.CLUSTER, note.cluster);
      if (note.image) entry.set(FIELD.IMAGE, note.image);
      this.roots.notes.set(id, entry);
    });
    return id;
  }

  /** Of a note, or of a mark that says something. */
  setText(id: string, text: string): void {
    if (!this.may(id)) return;
    this.setShared(this.entry(id), FIELD.TEXT, text, LIMIT.NOTE_TEXT);
    if (this.noteMap.has(id)) this.onWords?.(id);
  }

  setTitle(cluster: string, title: string): void {
    if (this.may(cluster)) this.setShared(this.roots.clusters.get(cluster), FIELD.TITLE, title, LIMIT.TITLE);
  }

  setLabel(link: string, label: string): void {
    if (this.may(link)) this.setShared(this.roots.links.get(link), FIELD.LABEL, label, LIMIT.LABEL);
  }

  /** Moves notes and clusters with what they carry. */
  move(ids: Iterable<string>, dx: number, dy: number): void {
    if (Math.round(dx) === 0 && Math.round(dy) === 0) return;
    this.write(() => {
      for (const id of this.moved(ids)) {
        const box = this.box(id)!;
        this.entry(id)?.set(FIELD.POS, place(box.x + dx, box.y + dy));
      }
    });
  }

  /** Puts one thing elsewhere, without what it carries. `to` is its top left corner. */
  moveTo(id: string, to: Point): void {
    if (!this.box(id) || !this.moves(id)) return;
    this.write(() => this.entry(id)?.set(FIELD.POS, place(to.x, to.y)));
  }

  /** Puts notes into a cluster, or takes them out of theirs. */
  setMembership(notes: Iterable<string>, cluster: string | null): void {
    this.write(() => {
      for (const id of notes) {
        if ((this.noteMap.get(id)?.cluster ?? null) === cluster || !this.may(id)) continue;
        const entry = this.roots.notes.get(id);
        if (cluster) entry?.set(FIELD.CLUSTER, cluster);
        else entry?.delete(FIELD.CLUSTER);
      }
    });
  }

  /** Removes items and the links whose ends they were. A cluster's notes stay. */
  remove(ids: Iterable<string>): void {
    const gone = new Set([...ids].filter((id) => this.may(id)));
    this.write(() => {
      for (const id of gone) {
        // A link without an end is not drawn; it goes at the next snapshot.
        for (const link of this.endMap.of(id)) if (this.may(link)) this.roots.links.delete(link);
        for (const note of this.memberMap.of(id)) if (!gone.has(note) && this.may(note)) this.roots.notes.get(note)?.delete(FIELD.CLUSTER);
        if (this.noteMap.has(id)) this.roots.notes.delete(id);
        else if (this.clusterMap.has(id)) this.roots.clusters.delete(id);
        else if (this.markMap.has(id)) this.roots.marks.delete(id);
        else if (this.linkMap.has(id) && this.roots.links.has(id)) this.roots.links.delete(id);
      }
    });
  }

  bringToFront(ids: Iterable<string>): void {
    const sorted = [...ids].flatMap((id) => (this.may(id) ? (this.box(id) ?? []) : [])).sort((a, b) => (a.z < b.z ? -1 : 1));
    this.write(() => {
      for (const box of sorted) if (box.z !== this.top) this.entry(box.id)?.set(FIELD.Z, this.topKey());
    });
  }

  /** Several verbs as one transaction, so one step of undo and one update. */
  together<T>(verbs: () => T): T {
    return this.doc.transact(verbs, this);
  }

  undo(): boolean {
    return this.step?.(this.undos, "undo") ?? this.undos.undo() !== null;
  }

  redo(): boolean {
    return this.step?.(this.undos, "redo") ?? this.undos.redo() !== null;
  }

  get canUndo(): boolean {
    return this.undos.canUndo();
  }

  get canRedo(): boolean {
    return this.undos.canRedo();
  }

  /** What was done can be taken back no more: it is not the person's to change now. */
  forget(): void {
    this.undos.clear();
  }

  /** The next edit is a new step of undo. */
  stopCapturing(): void {
    this.undos.stopCapturing();
  }

  /** The next edit belongs to the step of undo before, however long that is ago. */
  goOn(): void {
    if (this.undos.lastChange > 0) this.undos.lastChange = Date.now();
  }

  /** A transaction of one's own on the document itself: for verbs that live elsewhere (`doc/verbs.ts`). */
  edit(change: (roots: Roots) => void): void {
    this.doc.transact(() => change(this.roots), this);
  }

  /** An order key above all there are. */
  topKey(): string {
    this.top = between(this.top, null);
    return this.top;
  }

  private write(change: () => void): void {
    this.doc.transact(change, this);
  }

  private entry(id: string): Entry | undefined {
    const { notes, clusters, marks } = this.roots;
    return notes.get(id) ?? clusters.get(id) ?? marks.get(id);
  }

  private setShared(entry: Entry | undefined, field: string, wanted: string, max: number): void {
    const shared = entry?.get(field);
    if (!(shared instanceof Y.Text)) return;
    // Two people may have grown it past the limit together: then it only may not grow further.
    const before = shared.toString();
    const delta = textDelta(before, within(wanted, Math.max(max, before.length)));
    if (!delta) return;
    this.write(() => {
      if (delta.remove > 0) shared.delete(delta.at, delta.remove);
      if (delta.insert) shared.insert(delta.at, delta.insert);
    });
  }

  private readonly aside = (): void => {
    this.dirty.aside = true;
  };

  private settle(origin: unknown): void {
    const { notes, clusters, links, marks, title, aside } = this.dirty;
    if (notes.size + clusters.size + links.size + marks.size === 0 && !title && !aside) return;
    this.dirty = fresh();
    for (const id of notes) {
      const old = this.noteMap.get(id);
      const next = refresh(this.roots.notes, this.noteMap, readNote, id);
      if (old?.cluster !== next?.cluster) {
        this.memberMap.drop(old?.cluster, id);
        this.memberMap.add(next?.cluster, id);
      }
      this.raise(next);
    }
    for (const id of clusters) this.raise(refresh(this.roots.clusters, this.clusterMap, readCluster, id));
    for (const id of marks) this.raise(refresh(this.roots.marks, this.markMap, readMark, id));
    for (const id of links) {
      const old = this.linkMap.get(id);
      this.endMap.drop(old?.from, id);
      this.endMap.drop(old?.to, id);
      const next = refresh(this.roots.links, this.linkMap, readLink, id);
      this.endMap.add(next?.from, id);
      this.endMap.add(next?.to, id);
    }
    const kind = origin === this ? "local" : origin === this.undos ? "undo" : "remote";
    const change: Change = { notes, clusters, links, marks, title, origin: kind };
    for (const watch of [...this.watchers]) watch(change);
  }

  private raise(box: Box | null): void {
    if (box && isKey(box.z) && (this.top === null || box.z > this.top)) this.top = box.z;
  }
}

function fresh(): { notes: Set<string>; clusters: Set<string>; links: Set<string>; marks: Set<string>; title: boolean; aside: boolean } {
  return { notes: new Set(), clusters: new Set(), links: new Set(), marks: new Set(), title: false, aside: false };
}

/** Does `inner` lie wholly in `outer`? Of two equal ones neither does. */
function lies(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.w <= outer.x + outer.w &&
    inner.y + inner.h <= outer.y + outer.h &&
    inner.w * inner.h < outer.w * outer.h
  );
}

/**
 * A cluster that is a map: its notes are laid out along their links, and written on from the keyboard (Tab a child, Enter
 * a sibling, arrows to the next note that way).
 */
import type { Cluster, Note, Point } from "../doc/types";
import { addLink, resize, setLayout } from "../doc/verbs";
import { around, center } from "../scene/geometry";
import { TITLE_PADDING } from "../scene/text";
import { arranged, below } from "./arranging";
import { beside } from "./create";
import { Editing } from "./editing";
import { glide } from "./gliding";
import type { MapLayout } from "./maps";
import { readingOrder } from "./order";
import type { Context } from "./state";

/** `free` lets the notes lie as people put them. */
export type Layout = MapLayout | "free";
export const LAYOUTS: readonly Layout[] = ["tree", "radial", "layered", "free"];

/** The narrowest a map's cluster becomes. */
const NARROWEST = 360;

/** Could the chosen cluster, or the chosen notes, be laid out so? */
export function isMappable(context: Context, layout: Layout): boolean {
  const { cluster, notes } = arranged(context);
  if (layout === "free") return cluster !== null && context.board.clusters.get(cluster)?.layout !== "free";
  return notes.length > 1 && linksAmong(context, notes).length > 0;
}

/** One step of undo. A cluster keeps the layout: what is added to it from the keyboard is laid out anew. */
export async function layOut(context: Context, layout: Layout): Promise<void> {
  const { board } = context;
  const { cluster, notes } = arranged(context);
  if (layout === "free") {
    board.stopCapturing();
    if (cluster) setLayout(board, cluster, "free");
    board.stopCapturing();
    return;
  }
  // Asked for only now: half of its weight is for layers alone.
  const { mapped } = await import("./maps");
  glide(context, notes.map((note) => note.id), () => place(context, cluster, notes, layout, mapped));
}

function place(context: Context, cluster: string | null, notes: readonly Note[], layout: MapLayout, mapped: typeof import("./maps").mapped): void {
  const { board } = context;
  const places = mapped(notes, linksAmong(context, notes), layout);
  const home = cluster ? board.clusters.get(cluster) : undefined;
  const box = around(notes);
  if (!box) return;
  const start = home ? { x: home.x + TITLE_PADDING, y: below(board, home.id) } : box;
  for (const { id } of notes) {
    const to = places.get(id)!;
    board.moveTo(id, { x: start.x + to.x, y: start.y + to.y });
  }
  if (!home) return;
  const sides = around(notes.map(({ id, w, h }) => ({ ...places.get(id)!, w, h })))!;
  resize(board, home.id, home, { w: Math.max(NARROWEST, sides.w + 2 * TITLE_PADDING), h: start.y - home.y + sides.h + TITLE_PADDING });
  setLayout(board, home.id, layout);
}

function linksAmong({ board }: Context, notes: readonly Note[]): { readonly from: string; readonly to: string; readonly label: string }[] {
  const ids = new Set(notes.map((note) => note.id));
  return [...board.links.values()].filter(({ from, to }) => ids.has(from) && ids.has(to));
}

/** The map that a note is written in. */
function mapOf({ board }: Context, note: string): Cluster | null {
  const cluster = board.clusters.get(board.note(note)?.cluster ?? "");
  return cluster && cluster.layout !== "free" && board.arranges ? cluster : null;
}

/** A key on the one chosen note of a map; true if it was answered. */
export function press(context: Context, event: KeyboardEvent): boolean {
  const { tab, board } = context;
  const [only] = tab.selection.get();
  if (tab.selection.get().size !== 1 || event.ctrlKey || event.metaKey || event.altKey || !mapOf(context, only!)) return false;
  const way = WAYS[event.key];
  if (way && !event.shiftKey) return walk(context, board.note(only!)!, way);
  if (event.shiftKey) return false;
  if (event.key === "Tab") grow(context, only!, only!);
  else if (event.key === "Enter") grow(context, parentOf(context, only!), only!);
  else return false;
  return true;
}

/** A key while a note of a map is written; true if it was answered. The note has been left by then. */
export function pressWriting(context: Context, id: string, event: KeyboardEvent, leave: () => void): boolean {
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || !mapOf(context, id)) return false;
  if (event.key !== "Tab" && event.key !== "Enter") return false;
  const isEmpty = context.board.note(id)?.text.trim() === "";
  leave();
  // From one without words nothing grows, and Enter ends it like any line.
  if (event.key === "Tab" && !isEmpty) grow(context, id, id);
  return true;
}

function parentOf({ board }: Context, id: string): string | null {
  const home = board.note(id)?.cluster;
  return board.linksOf(id).find(({ from, to }) => to === id && board.note(from)?.cluster === home)?.from ?? null;
}

/** A new note, linked from `parent` if there is one, in the cluster of `near`; the map is laid out anew, and it is written. */
function grow(context: Context, parent: string | null, near: string): void {
  const { board, view, tab } = context;
  const note = board.note(near);
  const map = mapOf(context, near);
  if (!note || !map) return;
  const middle = beside(context, note);
  board.stopCapturing();
  const id = board.addNote({ pos: { x: middle.x - note.w / 2, y: middle.y - note.h / 2 }, size: note, color: note.color, cluster: map.id });
  if (parent) addLink(board, parent, id);
  tab.select([id]);
  context.go(new Editing(context, id, { fresh: true }));
  // Within the same step of undo, so that a note without words takes all of it back.
  void import("./maps").then(
    ({ mapped }) => {
      const notes = readingOrder(board).filter((one) => one.cluster === map.id && board.moves(one.id));
      if (!board.note(id)) return;
      glide(context, notes.map((one) => one.id), () => place(context, map.id, notes, map.layout as MapLayout, mapped), true);
      view.show(id);
    },
    (error) => console.warn("the map is not laid out", error),
  );
}

const WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** To the nearest note of the map that way; straight ahead counts more than aside. */
function walk(context: Context, from: Note, way: Point): boolean {
  const { board, tab, view } = context;
  const here = center(from);
  let best: Note | null = null;
  let least = Infinity;
  for (const note of board.members(from.cluster!)) {
    const { x, y } = center(note);
    const ahead = (x - here.x) * way.x + (y - here.y) * way.y;
    const aside = Math.abs((x - here.x) * way.y) + Math.abs((y - here.y) * way.x);
    const cost = ahead + 2 * aside;
    if (note.id === from.id || ahead <= 1 || aside > 2 * ahead || cost >= least) continue;
    [best, least] = [note, cost];
  }
  // At the edge of a map arrows do nothing: they would tear it apart.
  if (!best) return true;
  tab.select([best.id]);
  view.show(best.id);
  return true;
}

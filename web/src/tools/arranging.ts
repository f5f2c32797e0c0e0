/** Notes put in order: in a grid, by colour, by votes, by words, by age. Where each goes is a pure function of what there is. */
import type { Board } from "../doc/board";
import { COLORS } from "../doc/schema.gen";
import type { Note, Point, Rect } from "../doc/types";
import { resize } from "../doc/verbs";
import { around } from "../scene/geometry";
import { TITLE_HEIGHT, TITLE_PADDING } from "../scene/text";
import { collator } from "../doc/collating";
import { GAP } from "./create";
import { glide } from "./gliding";
import { readingOrder } from "./order";
import type { Context } from "./state";

/** `grid` and `columns` keep the order in which one reads; the others sort. */
export type Arrangement = "grid" | "columns" | "color" | "votes" | "text" | "time";
export const ARRANGEMENTS: readonly Arrangement[] = ["grid", "columns", "color", "votes", "text", "time"];

/** Between the rows or columns of one colour and those of the next. */
const APART = 2 * GAP;
/** Above the notes of a cluster: its title. */
const TOP = TITLE_HEIGHT + TITLE_PADDING;
const LONGEST_COLUMN = 6;

interface Laid {
  readonly places: ReadonlyMap<string, Point>;
  readonly w: number;
  readonly h: number;
}

/** The notes as the arrangement wants them, one list for each that stands apart. */
function sorted(board: Board, notes: readonly Note[], by: Arrangement): readonly (readonly Note[])[] {
  const score = (note: Note): number => board.votes(note.id) * 1_000 + board.stamps(note.id).reduce((sum, { count }) => sum + count, 0);
  const known = (color: string): number => (COLORS as readonly string[]).indexOf(color) + 1 || COLORS.length + 1;
  switch (by) {
    case "votes":
      return [[...notes].sort((a, b) => score(b) - score(a))];
    case "text":
      return [[...notes].sort((a, b) => collator().compare(a.text.trim(), b.text.trim()))];
    case "time":
      return [[...notes].sort((a, b) => a.at - b.at)];
    case "color": {
      const colors = [...new Set(notes.map((note) => note.color))].sort((a, b) => known(a) - known(b) || (a < b ? -1 : 1));
      return colors.map((color) => notes.filter((note) => note.color === color));
    }
    default:
      return [notes];
  }
}

/** Places from (0, 0) on, `width` wide if there is a wish. Every note stands in a cell of the largest one's size. */
export function laid(lists: readonly (readonly Note[])[], by: Arrangement, width: number | null): Laid {
  const all = lists.flat();
  const [w, h] = [Math.max(...all.map((note) => note.w)), Math.max(...all.map((note) => note.h))];
  const [stepX, stepY] = [w + GAP, h + GAP];
  const places = new Map<string, Point>();
  let [right, bottom, top, left] = [0, 0, 0, 0];
  const put = (note: Note, x: number, y: number): void => {
    places.set(note.id, { x, y });
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  };
  const fitting = width === null ? Math.ceil(Math.sqrt(all.length)) : Math.max(1, Math.floor((width + GAP) / stepX));
  for (const list of lists) {
    if (by === "columns") {
      const rows = Math.min(LONGEST_COLUMN, Math.max(1, Math.ceil(list.length / fitting)));
      list.forEach((note, i) => put(note, left + Math.floor(i / rows) * stepX, (i % rows) * stepY));
    } else {
      list.forEach((note, i) => put(note, (i % fitting) * stepX, top + Math.floor(i / fitting) * stepY));
      top = bottom + APART;
    }
  }
  return { places, w: right, h: bottom };
}

/** What an arrangement acts on: the notes of the one chosen cluster, or the chosen notes. */
export function arranged({ board, tab }: Context): { readonly cluster: string | null; readonly notes: readonly Note[] } {
  const chosen = [...tab.selection.get()];
  const cluster = chosen.length === 1 && board.clusters.has(chosen[0]!) ? chosen[0]! : null;
  const ids = new Set(cluster ? board.members(cluster).map((note) => note.id) : chosen);
  return { cluster, notes: readingOrder(board).filter((note) => ids.has(note.id) && board.moves(note.id)) };
}

/** One transaction; a cluster becomes as high as its notes need, and wider only if they are. */
export function arrange(context: Context, by: Arrangement): void {
  const { board } = context;
  const { cluster, notes } = arranged(context);
  if (notes.length < 2) return;
  const home = cluster ? board.clusters.get(cluster)! : null;
  const { places, w, h } = laid(sorted(board, notes, by), by, home && home.w - 2 * TITLE_PADDING);
  const box = around(notes)!;
  const start = home ? { x: home.x + TITLE_PADDING, y: below(board, home.id) } : { x: box.x, y: box.y };
  glide(context, notes.map((note) => note.id), () => {
    for (const note of notes) {
      const to = places.get(note.id)!;
      board.moveTo(note.id, { x: start.x + to.x, y: start.y + to.y });
    }
    if (!home || !board.may(home.id)) return;
    const size = { w: Math.max(home.w, w + 2 * TITLE_PADDING), h: start.y - home.y + h + TITLE_PADDING };
    resize(board, home.id, home, size);
  });
}

/** Where the notes of a cluster may begin: below its title, and below the clusters that lie in it. */
export function below(board: Board, cluster: string): number {
  const home = board.clusters.get(cluster)!;
  const inner = [...board.carried([cluster])].flatMap((id) => (id === cluster ? [] : (board.clusters.get(id) ?? [])));
  return Math.max(home.y + TOP, ...inner.map((one) => one.y + one.h + GAP));
}

/** Notes dropped on a collapsed cluster go where there is room in it. */
export function tuck({ board }: Pick<Context, "board">, cluster: string, notes: readonly string[]): void {
  const home = board.clusters.get(cluster);
  if (!home) return;
  const there: Rect[] = board.members(cluster).filter((note) => !notes.includes(note.id)).map(({ x, y, w, h }) => ({ x, y, w, h }));
  const isFree = (place: Rect): boolean =>
    !there.some((one) => place.x < one.x + one.w && one.x < place.x + place.w && place.y < one.y + one.h && one.y < place.y + place.h);
  let bottom = home.y + home.h;
  for (const id of notes) {
    const note = board.note(id);
    if (!note) continue;
    let place: Rect = { x: home.x + TITLE_PADDING, y: home.y + TOP, w: note.w, h: note.h };
    while (!isFree(place)) {
      const next = place.x + note.w + GAP;
      const fits = next + note.w <= home.x + home.w - TITLE_PADDING;
      place = fits ? { ...place, x: next } : { ...place, x: home.x + TITLE_PADDING, y: place.y + note.h + GAP };
    }
    there.push(place);
    board.moveTo(id, place);
    bottom = Math.max(bottom, place.y + place.h + TITLE_PADDING);
  }
  resize(board, cluster, home, { w: home.w, h: bottom - home.y });
  board.setMembership(notes, cluster);
}

/** What was put into collapsed clusters from outside finds its room in them. */
export function tuckIn(context: Context, ids: readonly string[]): void {
  const { board } = context;
  const homes = new Map<string, string[]>();
  for (const id of ids) {
    const home = board.note(id)?.cluster;
    if (home && !ids.includes(home) && board.clusters.get(home)?.collapsed) homes.set(home, [...(homes.get(home) ?? []), id]);
  }
  board.together(() => {
    for (const [home, notes] of homes) tuck(context, home, notes);
  });
}

/**
 * Where a note goes that is written without looking at the board (the capture face, the outline): where there is room,
 * never on another. Notes of one colour stand below each other; a full column goes on beside. Pure functions of the board.
 */
import type { Board } from "./board";
import { NOTE_SIDE } from "./schema.gen";
import type { Note, Point, Rect, Size } from "./types";
import { resize } from "./verbs";

const GAP = 30;
const STEP = NOTE_SIDE + GAP;
/** As many as one takes in at a glance, and as a sheet has room for. */
const LONGEST_COLUMN = 6;
/** How many columns to the right are tried. */
const COLUMNS = 8;
/** In a cluster: below its title, and in from its border; as the stage draws it. */
const TOP = 76;
const EDGE = 24;
/** Between what is there and what begins anew below it. */
const APART = 60;

export interface Place {
  readonly pos: Point;
  /** How large the cluster has to be for it; null if there is room. */
  readonly grown: Size | null;
}

export interface Wish {
  readonly color: string;
  readonly cluster?: string | null;
  /** A note that looks for another place: it is not in its own way. */
  readonly without?: string;
}

export function placeFor(board: Board, wish: Wish): Place {
  const home = wish.cluster ? board.clusters.get(wish.cluster) : undefined;
  if (home) return inside(board, home, wish);
  return { pos: outside(board, wish), grown: null };
}

/** Row by row from below the title; a full cluster grows where nothing is in its way, downwards rather than to the right. */
function inside(board: Board, home: Rect & { readonly id: string }, wish: Wish): Place {
  const isFree = freedom(board, wish, home.id);
  const foreign = [...board.notes.values(), ...board.clusters.values()].filter((box) => !touches(box, home));
  const fitting = Math.max(1, Math.floor((home.w - 2 * EDGE + GAP) / STEP));
  const first = (columns: number): Place => {
    for (let row = 0; ; row++) {
      for (let column = 0; column < columns; column++) {
        const pos = { x: home.x + EDGE + column * STEP, y: home.y + TOP + row * STEP };
        if (!isFree(pos)) continue;
        const w = Math.max(home.w, pos.x + NOTE_SIDE + EDGE - home.x);
        const h = Math.max(home.h, pos.y + NOTE_SIDE + EDGE - home.y);
        return { pos, grown: w > home.w || h > home.h ? { w, h } : null };
      }
    }
  };
  const down = first(fitting);
  const isClear = ({ grown }: Place): boolean => !grown || !foreign.some((box) => touches(box, { x: home.x, y: home.y, ...grown }));
  if (isClear(down)) return down;
  const right = first(fitting + 1);
  return isClear(right) ? right : down;
}

function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function outside(board: Board, wish: Wish): Point {
  const all = [...board.notes.values()].filter(({ id }) => id !== wish.without);
  const loose = all.filter(({ cluster }) => !cluster || !board.clusters.has(cluster));
  const latest = (notes: readonly Note[]): Note | null => notes.reduce<Note | null>((last, note) => (last && last.at > note.at ? last : note), null);
  const mate = latest(loose.filter(({ color }) => color === wish.color));
  const seed = mate ?? latest(loose);
  const isFree = freedom(board, wish);
  if (seed) {
    const column = loose.filter(({ x, color }) => Math.abs(x - seed.x) < NOTE_SIDE / 2 && (!mate || color === wish.color));
    const next = { x: seed.x, y: Math.max(...column.map(({ y, h }) => y + h)) + GAP };
    if (mate && column.length < LONGEST_COLUMN && isFree(next)) return next;
    const top = Math.min(...column.map(({ y }) => y));
    for (let k = 1; k <= COLUMNS; k++) {
      const pos = { x: seed.x + Math.max(STEP, seed.w + GAP) + (k - 1) * STEP, y: top };
      if (isFree(pos)) return pos;
    }
  }
  return below(board);
}

/** Is there nothing? In a cluster what lies around it is not looked at, but clusters within it are. */
function freedom(board: Board, { without }: Wish, home?: string): (pos: Point) => boolean {
  const clusters = home ? [...board.carried([home])].flatMap((id) => (id === home ? [] : (board.clusters.get(id) ?? []))) : [...board.clusters.values()];
  const boxes: Rect[] = [...[...board.notes.values()].filter(({ id }) => id !== without), ...clusters];
  return (pos) => !boxes.some((box) => touches(box, { ...pos, w: NOTE_SIDE, h: NOTE_SIDE }));
}

/**
 * Two who could not see each other chose the same place: the note that was made later gives way. Everybody who looks at
 * these two answers alike, so that not both do.
 */
export function isInTheWay(board: Board, id: string): boolean {
  const note = board.note(id);
  if (!note) return false;
  const isOlder = (other: Note): boolean => other.at < note.at || (other.at === note.at && other.id < id);
  return [...board.notes.values()].some((other) => other.id !== id && isOlder(other) && touches(other, note));
}

/** Top left corner of a place where nothing is, however large: below everything. */
export function below(board: Board): Point {
  const boxes = [...board.notes.values(), ...board.clusters.values()];
  if (boxes.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...boxes.map(({ x }) => x)), y: Math.max(...boxes.map(({ y, h }) => y + h)) + APART };
}

/** Writes a note where there is room for it; one transaction. Returns its id. */
export function putNote(board: Board, text: string, wish: Wish, image: string | null = null): string {
  return board.together(() => {
    const home = (wish.cluster && board.clusters.get(wish.cluster)) || null;
    const { pos, grown } = placeFor(board, wish);
    if (home && grown) resize(board, home.id, home, grown);
    return board.addNote({ pos, text, color: wish.color, cluster: home?.id ?? null, image });
  });
}

/** Of these notes those that lie on older ones look for another place. */
export function giveWay(board: Board, ids: Iterable<string>): void {
  board.together(() => {
    for (const id of ids) {
      const note = board.note(id);
      if (!note || !board.moves(id) || !isInTheWay(board, id)) continue;
      board.moveTo(id, placeFor(board, { color: note.color, cluster: note.cluster, without: id }).pos);
    }
  });
}

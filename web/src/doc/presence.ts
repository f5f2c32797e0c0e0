/** Who is here, and where we are: awareness states, read with care and sent not too often. */
import type { Awareness } from "y-protocols/awareness";
import type { Board } from "./board";
import type { Person, Point, Rect, RemoteSelection } from "./types";
import { who, type Who } from "./wire";

/** Cursors go out at most 15 times a second, 5 times when many are here. */
const PACE_MS = 66;
const CROWD = 30;
const CROWD_PACE_MS = 200;
/** More selected items than this are shown as a count and a box. */
const NAMED_MAX = 20;

type State = Record<string, unknown>;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function point(value: unknown): Point | null {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(isNumber)) return null;
  return { x: value[0] as number, y: value[1] as number };
}

function rect(value: unknown): Rect | null {
  if (!Array.isArray(value) || value.length !== 4 || !value.every(isNumber)) return null;
  const [x, y, w, h] = value as [number, number, number, number];
  return { x, y, w, h };
}

function selection(value: unknown): RemoteSelection | null {
  if (Array.isArray(value)) {
    const ids = value.filter((id): id is string => typeof id === "string");
    return ids.length > 0 ? { ids } : null;
  }
  const { count, box } = (value ?? {}) as State;
  const area = rect(box);
  return isNumber(count) && area ? { count, box: area } : null;
}

/** What a state says of its person; null for connections the server has not named. */
export function readPerson(id: number, state: State, self: Who | null): Person | null {
  const named = self ?? who(state);
  if (!named?.name) return null;
  return {
    id,
    participant: named.id,
    name: named.name,
    color: /^#[0-9a-f]{6}$/i.test(named.color) ? named.color : "#0b6e69",
    role: named.role,
    self: self !== null,
    cursor: point(state.cursor),
    selection: selection(state.selection),
    drag: point((state.drag as State | undefined)?.delta),
    view: rect(state.view),
    laser: state.tool === "laser",
    writing: typeof state.writing === "string" ? state.writing : null,
    follows: isNumber(state.follows) ? state.follows : null,
    hand: isNumber(state.hand) ? state.hand : null,
  };
}

/** The state we send, gathered. */
export class Presence {
  private state: State = { cursor: null, selection: [] };
  private sent = "";
  private timer = 0;
  private lastAt = 0;

  constructor(
    private readonly awareness: Awareness,
    private readonly board: Board,
  ) {
    awareness.setLocalState(this.state);
    this.sent = JSON.stringify(this.state);
  }

  cursor(at: Point | null): void {
    this.say({ cursor: at && [Math.round(at.x), Math.round(at.y)] });
  }

  select(ids: Iterable<string>): void {
    const all = [...ids];
    this.say({ selection: all.length <= NAMED_MAX ? all : { count: all.length, box: this.box(all) } });
  }

  drag(delta: Point | null): void {
    const { drag: _, ...rest } = this.state;
    this.state = rest;
    this.say(delta ? { drag: { delta: [Math.round(delta.x), Math.round(delta.y)] } } : {});
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private box(ids: readonly string[]): number[] {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const id of ids) {
      const box = this.board.box(id);
      if (!box) continue;
      left = Math.min(left, box.x);
      top = Math.min(top, box.y);
      right = Math.max(right, box.x + box.w);
      bottom = Math.max(bottom, box.y + box.h);
    }
    return left <= right ? [left, top, right - left, bottom - top] : [0, 0, 0, 0];
  }

  /** Says this too from now on; `undefined` is not said any more. */
  say(fields: State): void {
    this.state = { ...this.state, ...fields };
    if (this.timer !== 0) return;
    const pace = this.awareness.getStates().size > CROWD ? CROWD_PACE_MS : PACE_MS;
    this.timer = Number(setTimeout(() => this.send(), Math.max(0, this.lastAt + pace - Date.now())));
  }

  private send(): void {
    this.timer = 0;
    const text = JSON.stringify(this.state);
    if (text === this.sent) return;
    this.sent = text;
    this.lastAt = Date.now();
    this.awareness.setLocalState(this.state);
  }
}

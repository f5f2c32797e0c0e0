/**
 * One interaction at a time: the stage is always in exactly one state, and a state is one file here. A handler answers
 * with the next state, or with nothing to stay.
 */
import type { Board } from "../doc/board";
import type { BoardSession } from "../doc/session";
import type { Held } from "../doc/undoing";
import type { Mark, Point, Rect } from "../doc/types";
import type { Drawings } from "../scene/drawings";
import type { Laid } from "../scene/field";
import type { Handle } from "../scene/handles";
import type { Badges } from "../scene/painter";
import type { View } from "../scene/view";
import type { Detour, Labelling } from "../scene/world";
import type { Hit } from "../scene/hit";
import type { Tab, Tool } from "../state/tab";
import type { Command } from "./commands";
import type { Cover } from "./discussing";
import type { StageLabels } from "./labels";
import type { Snapped } from "./snapping";

/** A pointer event in the stage's terms. */
export interface Press {
  readonly pointer: number;
  /** Point of the stage, screen pixels. */
  readonly x: number;
  readonly y: number;
  /** The same on the board. */
  readonly at: Point;
  readonly shift: boolean;
  /** Ctrl or ⌘. */
  readonly mod: boolean;
  readonly alt: boolean;
  readonly touch: boolean;
  /** 0 to 1; a mouse says 0.5 while it is pressed. */
  readonly pressure: number;
  /** 0 main, 1 middle, 2 secondary. */
  readonly button: number;
  readonly handle: Handle | null;
  /** 1 for a first press, 2 for the second of a double one. */
  readonly clicks: number;
}

export interface State {
  readonly name: string;
  /** CSS cursor of the stage. */
  readonly cursor?: string;
  /** The selection is being moved or looked past: panels keep out of the way, painting may be coarse. */
  readonly busy?: boolean;
  enter?(): void;
  /** Always called, however the state ends. */
  exit?(): void;
  down?(press: Press): State | void;
  move?(press: Press): State | void;
  up?(press: Press): State | void;
  /** A second finger came down. */
  second?(press: Press): State | void;
  /** Escape, a lost pointer, another window. */
  cancel?(): State | void;
  /** The same pointer has not moved for a while: long press. */
  held?(press: Press): State | void;
}

/** What a board has besides looking and writing: comes once the board is painted. */
export interface Kit {
  readonly commands: readonly Command[];
  /** What a press with a tool other than select and note begins, or one with Alt on the empty board. */
  begin(context: Context, tool: Tool, there: Hit | null, press: Press): State | void;
  /** Has a mark words that can be written on the stage? */
  isWritten(mark: Mark): boolean;
  /** How the text of a mark is laid while it is written. */
  lay(context: Context, mark: Mark): (text: string, at: Rect) => Laid;
  /** What paints and finds texts, shapes, strokes and images. */
  drawings(context: Context): Drawings;
  /** A frame is pulled around things. */
  marquee(context: Context, press: Press): State;
  /** A finger rests on the empty board. */
  hold(context: Context, press: Press): State;
  /** What is chosen is dragged. */
  drag(context: Context, start: Press): State;
  /** What is chosen is dragged with Alt: copies of it hang on the pointer. */
  copy(context: Context, start: Press): State;
  /** Own steps back leave others' work as it is; `held` hears why something stayed. */
  step(board: Board, held: (why: Held) => void): Board["step"];
  /** What is painted on things. */
  readonly badges: Badges;
  /** A grip of the one selected thing is pressed. */
  pull(context: Context, id: string, press: Press): State;
  /** The others: seen over the stage, heard in comments, followed; until it is destroyed. */
  company(context: Context): { destroy(): void };
  /** Brings a thing to where panels do not cover it. */
  reveal(context: Context, id: string, cover: Cover): void;
  /** A key on the one chosen note of a map; true if it was answered. */
  press(context: Context, event: KeyboardEvent): boolean;
  /** The same while that note is written; `leave` ends the writing. */
  pressWriting(context: Context, note: string, event: KeyboardEvent, leave: () => void): boolean;
  /** How links go around notes. */
  readonly detour: Detour;
  /** Where their labels stand. */
  readonly labelling: Labelling;
  /** Where a new note has room: where somebody points, else near the middle of what is seen. */
  vacancy(context: Context, pointer: Point | null): Point;
  /** Notes dropped on a collapsed cluster go where there is room in it. */
  tuck(context: Context, cluster: string, notes: readonly string[]): void;
  /** Cuts the text of a note at a place; the id of the note that has what stood behind it. */
  cut(context: Context, id: string, at: number): string | null;
  /** The secondary button: what can be done with what is there, or at all. */
  ask(context: Context, press: Press): void;
  /** Puts what is dragged in line with what lies near it. */
  snap(context: Context, ids: ReadonlySet<string>, dx: number, dy: number): Snapped;
  /** Gives each of these notes the tags that `change` makes of those it has; one step of undo. */
  tag(context: Context, notes: readonly string[], change: (tags: readonly string[]) => readonly string[]): void;
  /** A press on a sign: a reaction is joined or taken back, comments are opened. */
  tap(context: Context, press: Press): State | void;
  /** Listens to copy, cut and paste until it is destroyed. */
  clipboard(context: () => Context): { destroy(): void };
}

export interface Context {
  readonly session: BoardSession;
  readonly board: Board;
  readonly tab: Tab;
  readonly view: View;
  readonly labels: StageLabels;
  readonly canWrite: boolean;
  /** Space is down: a press pans. */
  readonly spaceDown: boolean;
  /** Null until it has come. */
  readonly kit: Kit | null;
  /** The state to which others return. */
  idle(): State;
  go(state: State): void;
  /** Where the pointer was last, if it is over the stage. */
  pointer(): Point | null;
}

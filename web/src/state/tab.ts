/**
 * The state of this tab: what is looked at, chosen and edited here. Nobody else sees it and it is not kept, except the
 * theme and calm (local storage, by ui).
 *
 * | state     | kept          | shown to others        |
 * |-----------|---------------|------------------------|
 * | tool      | no            | no                     |
 * | selection | no            | yes, as presence       |
 * | camera    | no            | as `view` to followers |
 * | editing   | no            | no                     |
 * | color     | no            | no                     |
 * | ink       | no            | no                     |
 * | theme     | local storage | no                     |
 * | authors   | no            | no                     |
 * | spot      | no            | no                     |
 * | asked     | no            | no                     |
 * | map       | local storage | no                     |
 * | talking   | no            | no                     |
 * | following | no            | as `follows`           |
 * | calm      | local storage | no                     |
 * | voting    | by doc/ballot | no                     |
 */
import { Signal } from "./signal";

export type Tool = "select" | "lasso" | "laser" | "note" | "cluster" | "link" | DrawingTool;
/** What is drawn or put beside the notes. */
export type DrawingTool = "pen" | "highlighter" | "eraser" | "text" | "shape";
export type Theme = "light" | "dark";
export interface Ink {
  readonly color: string;
  readonly width: number;
  /** One of `FORMS` of doc/schema.gen.ts. */
  readonly form: string;
}
/** A point of the stage in screen pixels, and the same on the board. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly at: { readonly x: number; readonly y: number };
}
/** World point at the top left corner of the stage, and screen pixels per world pixel. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/**
 * `follow_left`: whom one followed is not here any more. `joined_too_long`: the words of the chosen notes do not fit one.
 * `pasted_some`: so many of so many were pasted. `locked`, `unlock`, `others`: why something is left as it is, to people,
 * to staff, to who may only add. `touched`: a step back left what others have worked on since.
 */
export type Remark =
  | { readonly code: "locked" | "unlock" | "others" | "touched" | "nothing_to_paste" }
  | { readonly code: "joined_too_long"; readonly most: number }
  | { readonly code: `picture_${"sending" | "offline" | "too_large" | "no_picture" | "full" | "refused"}` }
  | { readonly code: "pasted_some"; readonly n: number; readonly all: number }
  | { readonly code: "follow_left" };

/** What is said about the board's things is open beside it; `write`: a comment is to be written. Each request is another object. */
export interface Talking {
  readonly write: boolean;
}

/** One's own dots in the vote that is open on this board, as they are now; another object after each change. */
export interface Dots {
  readonly left: number;
  /** On this note. */
  on(note: string): number;
  /** Is the vote about it? */
  takes(note: string): boolean;
  may(note: string, by: 1 | -1): boolean;
  /** Gives one more or takes one back, and says what has come of it, or why nothing has. */
  press(note: string, by: 1 | -1): void;
}

const NOTHING: ReadonlySet<string> = new Set();

export class Tab {
  readonly tool = new Signal<Tool>("select");
  /** Ids of notes, clusters and links. */
  readonly selection = new Signal<ReadonlySet<string>>(NOTHING);
  readonly camera = new Signal<Camera>({ x: 0, y: 0, zoom: 1 });
  /** Id of the note, cluster or link whose text is being written. */
  readonly editing = new Signal<string | null>(null);
  /** Colour of the next new note. */
  readonly color = new Signal<string>("yellow");
  /** What the next drawing is drawn with: its colour, how wide a stroke is (screen pixels), and which shape. */
  readonly ink = new Signal<Ink>({ color: "white", width: 6, form: "rectangle" });
  readonly theme = new Signal<Theme>("light");
  /** Names of who wrote what, shown on the notes; null: not shown. */
  readonly authors = new Signal<ReadonlyMap<string, string> | null>(null);
  /** Where on the empty board somebody asked what can be made there, while that is shown. */
  readonly spot = new Signal<Spot | null>(null);
  /** The menu of the selection is asked for by key: it takes the focus. Each request is another object. */
  readonly asked = new Signal<object | null>(null);
  /** The small map is shown. */
  readonly map = new Signal<boolean>(false);
  readonly talking = new Signal<Talking | null>(null);
  /** Awareness id of the connection whose view is followed. */
  readonly following = new Signal<number | null>(null);
  /** Others' pointers and all motion are hidden. */
  readonly calm = new Signal<boolean>(false);
  /** Null: no vote is open here. */
  readonly voting = new Signal<Dots | null>(null);
  /** What happened, for the one polite live region. */
  readonly news = new Signal<string>("");
  /** Something to tell the person in passing; ui has the words. */
  readonly remark = new Signal<Remark | null>(null);
  /** A drag, resize, pan or pinch is under way: floating panels should keep out of the way. */
  readonly busy = new Signal<boolean>(false);

  /** Calls `watch` after any change of any of them. */
  subscribe(watch: () => void): () => void {
    const stops = [this.tool, this.selection, this.camera, this.editing, this.color, this.theme, this.authors, this.busy].map(
      (signal) => (signal as Signal<unknown>).subscribe(watch),
    );
    return () => stops.forEach((stop) => stop());
  }

  select(ids: Iterable<string>): void {
    const next = new Set(ids);
    const now = this.selection.get();
    if (next.size === now.size && [...next].every((id) => now.has(id))) return;
    this.selection.set(next.size ? next : NOTHING);
  }

  clearSelection(): void {
    this.selection.set(NOTHING);
  }
}

/**
 * What a board holds, as plain readonly values. `doc/board.ts` makes them from the Y.Doc and replaces, never changes,
 * them; whoever holds one may compare by identity.
 */
import type { Form, ReactionKind } from "./schema.gen";

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly w: number;
  readonly h: number;
}
export interface Rect extends Point, Size {}

export type { Form, ReactionKind };

/** How many people reacted to a note in one way, and whether oneself did. */
export interface Stamp {
  readonly kind: ReactionKind;
  readonly count: number;
  readonly mine: boolean;
}

/** A colour's name (`COLORS` of schema.gen.ts) or `#rrggbb`. */
export type Color = string;

/** Where a collected item comes from; written by the server. */
export interface Source {
  readonly board: string;
  readonly item: string;
  readonly group: string;
  readonly session: number;
  /** Where the notes come from that were joined to it. */
  readonly merged?: readonly Source[];
}

/** CSS pixels at zoom 1; `x`, `y` is the top left corner. */
export interface Note extends Rect {
  readonly kind: "note";
  readonly id: string;
  readonly text: string;
  readonly color: Color;
  /** Order key; the larger lies on top. */
  readonly z: string;
  readonly cluster: string | null;
  /** Participant id, if known. */
  readonly author: string | null;
  /** When it was made, ms since 1970; 0 if unknown. */
  readonly at: number;
  readonly tags: readonly string[];
  /** Reactions it was collected with; `Board.stamps` has them all. */
  readonly stamps: Readonly<Partial<Record<ReactionKind, number>>>;
  /** Id of a picture that belongs to what it says. */
  readonly image: string | null;
  readonly locked: boolean;
  readonly src: Source | null;
}

export interface Cluster extends Rect {
  readonly kind: "cluster";
  readonly id: string;
  readonly title: string;
  readonly color: Color;
  readonly z: string;
  /** Other than free it is a map: its notes are laid out along their links. */
  readonly layout: "free" | "tree" | "radial" | "layered";
  /** Only its title is shown. */
  readonly collapsed: boolean;
  readonly locked: boolean;
  readonly src: Source | null;
}

/** An arrow; its ends are notes or clusters and may be gone, then it is not drawn. */
export interface Link {
  readonly kind: "link";
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** What is drawn or put beside the notes. */
export interface Mark extends Rect {
  readonly kind: "mark";
  readonly id: string;
  /** Strokes and texts lie over the notes, shapes and images under them. */
  readonly figure: "text" | "shape" | "stroke" | "image";
  /** Of a text or shape; of an image what it shows, for who does not see it. */
  readonly text: string;
  readonly form: Form;
  /** Outline of a stroke, ends of a line: `x, y, x, y …` in `LIMIT.POINT`ths of the box. */
  readonly points: readonly number[];
  /** Of a stroke: drawn with a highlighter. */
  readonly highlight: boolean;
  /** Id of an image. */
  readonly image: string | null;
  readonly color: Color;
  readonly z: string;
  readonly author: string | null;
  readonly locked: boolean;
}

export type Box = Note | Cluster | Mark;
export type Item = Box | Link;

/** Which ids changed (made, changed or gone). Empty altogether when only the title changed, or what lies beside (comments). */
export interface Change {
  readonly notes: ReadonlySet<string>;
  readonly clusters: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly marks: ReadonlySet<string>;
  readonly title: boolean;
  readonly origin: "local" | "remote" | "undo";
}

/** What others show as their selection: up to 20 ids, or how many and where. */
export type RemoteSelection =
  | { readonly ids: readonly string[] }
  | { readonly count: number; readonly box: Rect };

/** One connection of somebody who is here; a person with two tabs is here twice. */
export interface Person {
  /** Awareness id of the connection. */
  readonly id: number;
  /** Opaque participant id; empty while the server has not said it. */
  readonly participant: string;
  readonly name: string;
  readonly color: string;
  readonly role: string;
  readonly self: boolean;
  readonly cursor: Point | null;
  readonly selection: RemoteSelection | null;
  /** Of the selection, while it is being dragged. */
  readonly drag: Point | null;
  /** What part of the board they see; said only while somebody follows them. */
  readonly view: Rect | null;
  /** Their pointer is a laser. */
  readonly laser: boolean;
  /** Id of what they are writing on at this moment. */
  readonly writing: string | null;
  /** Awareness id of the connection whose view they follow. */
  readonly follows: number | null;
  /** Their hand is raised since this turn of the programme. */
  readonly hand: number | null;
}

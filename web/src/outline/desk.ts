import type { Board } from "../doc/board";
import type { Cluster } from "../doc/types";

/** What rows ask of the outline. */
export interface Desk {
  readonly board: Board;
  arranges(): boolean;
  clusters(): readonly Cluster[];
  /** Shows what can be done with one thing; null: with none. */
  open(id: string | null): void;
  /** The focus to a part of a row, as it is now. */
  attend(id: string, part: string): void;
  can(id: string, command: string): boolean;
  run(id: string, command: string): void;
  remove(id: string, said: string): void;
  /** Into another cluster, where there is room, or out of all. */
  move(note: string, cluster: string | null): void;
  /** Could it change places with the next or previous note of its chapter? */
  order(note: string, by: 1 | -1): boolean;
  swap(note: string, by: 1 | -1): void;
  linked(link: string): void;
}

import type { ReactionKind } from "../doc/types";
import { PILL_HEIGHT, PILL_INSIDE } from "../scene/pills";
import type { NoteItem, World } from "../scene/world";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

interface Reaction {
  readonly note: string;
  readonly kind: ReactionKind;
}

const near: NoteItem[] = [];

/** The reaction of a note whose sign lies at a point. */
export function reactionAt(world: World, x: number, y: number): Reaction | null {
  world.inOrder();
  let top: NoteItem | null = null;
  let found: ReactionKind | null = null;
  for (const item of world.grid.near({ x, y: y - PILL_HEIGHT, w: 0, h: PILL_HEIGHT }, near)) {
    const above = item.note.y + item.note.h - PILL_INSIDE;
    if (y < above || y > above + PILL_HEIGHT || (top && top.rank > item.rank)) continue;
    const pill = world.pills(item).find((one) => x >= item.note.x + one.x && x <= item.note.x + one.x + one.w);
    if (!pill || pill.sign === "votes" || pill.sign === "tag" || pill.sign === "more") continue;
    [top, found] = [item, pill.sign];
  }
  // Another note may lie over it.
  const over = top && near.some((item) => item.rank > top!.rank && x >= item.note.x && x <= item.note.x + item.note.w && y >= item.note.y && y <= item.note.y + item.note.h);
  return top && found && !over ? { note: top.id, kind: found } : null;
}

/** The button is down on a sign: released there, what it is for is done. */
export class Tapping implements State {
  readonly name = "tapping";
  readonly cursor = "pointer";

  constructor(
    private readonly context: Context,
    private readonly act: () => void,
    private readonly start: Press,
  ) {}

  up(press: Press): State {
    if (!strayed(this.start, press)) this.act();
    return this.context.idle();
  }

  cancel(): State {
    return this.context.idle();
  }
}

import { textOf } from "../doc/talk";
import type { Change } from "../doc/types";
import type { Context } from "./state";

/** After the last letter others still see so long that one is writing. */
const RESTING_MS = 3_000;

/** Tells the others what one is writing on, wherever it is written: on the board or in the outline. */
export class Typing {
  private timer = 0;
  private now: string | null = null;
  private last: { readonly id: string; readonly text: string } | null = null;
  private readonly stop: () => void;

  constructor(private readonly context: Context) {
    this.stop = context.board.subscribe((change) => this.changed(change));
  }

  destroy(): void {
    this.stop();
    clearTimeout(this.timer);
  }

  /** One thing that says something else than before: not what was moved, pasted or coloured. */
  private changed({ notes, clusters, links, marks, origin }: Change): void {
    if (origin !== "local" || notes.size + clusters.size + links.size + marks.size !== 1) return;
    const [id] = [...notes, ...clusters, ...links, ...marks];
    const item = this.context.board.item(id!);
    const before = this.last;
    if (!item) return;
    this.last = { id: item.id, text: textOf(item) };
    const isOpen = this.context.tab.editing.get() === item.id;
    if (before?.id === item.id ? before.text !== this.last.text : isOpen && this.last.text !== "") this.wrote(item.id);
  }

  private wrote(id: string): void {
    clearTimeout(this.timer);
    this.timer = Number(setTimeout(() => this.say(null), RESTING_MS));
    if (this.now !== id) this.say(id);
  }

  private say(id: string | null): void {
    this.now = id;
    this.context.session.tell({ writing: id ?? undefined });
  }
}

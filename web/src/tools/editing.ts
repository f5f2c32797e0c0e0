import { apply, rebase, textDelta } from "../doc/delta";
import { LIMIT } from "../doc/schema.gen";
import type { Change, Item } from "../doc/types";
import { centered } from "../scene/camera";
import { center } from "../scene/geometry";
import { explain } from "./barrier";
import { beside, newNote } from "./create";
import { neighbour } from "./order";
import type { Context, Press, State } from "./state";

/** Text smaller than this on screen, in pixels, is brought nearer before it is written. */
const LEGIBLE_ZOOM = 0.5;

export interface EditingOptions {
  /** The note was made for this: left without a word, it goes again. */
  readonly fresh?: boolean;
}

/**
 * The text of a note, cluster or link is being written in the field over it. Each input becomes the smallest change of
 * the document; others' changes of the same text come into the field, the caret stays in its words. While an input
 * method composes, neither happens.
 */
export class Editing implements State {
  readonly name = "editing";
  readonly cursor = "default";
  /** The text that field and document had in common last. */
  private base = "";
  private wrote = false;
  private stop: (() => void) | null = null;
  private item: Item | undefined;

  constructor(
    private readonly context: Context,
    readonly id: string,
    private readonly options: EditingOptions = {},
  ) {}

  enter(): void {
    const { context, id } = this;
    const { board, tab, view, labels } = context;
    this.item = board.item(id);
    const { item } = this;
    if (!item || !context.canWrite || !board.may(id) || (item.kind === "mark" && !context.kit?.isWritten(item))) {
      if (context.canWrite) explain(context, [id]);
      context.go(context.idle());
      return;
    }
    if (!this.options.fresh) board.stopCapturing();
    tab.select([id]);
    tab.editing.set(id);
    this.base = textOf(item);
    this.stop = board.subscribe((change) => this.changed(change));
    const words = {
      note: { label: labels.noteText, placeholder: "", max: LIMIT.NOTE_TEXT },
      cluster: { label: labels.clusterTitle, placeholder: labels.untitled, max: LIMIT.TITLE },
      link: { label: labels.linkLabel, placeholder: labels.labelHint, max: LIMIT.LABEL },
      mark: { label: labels.markText, placeholder: "", max: LIMIT.NOTE_TEXT },
    }[item.kind];
    const lay = item.kind === "mark" ? context.kit?.lay(context, item) : undefined;
    view.field.open({
      id,
      kind: item.kind,
      value: this.base,
      ...words,
      ...(lay && { lay }),
      input: (value) => this.input(value),
      // Another window took the keyboard: it comes back here.
      leave: () => document.hasFocus() && this.leave(),
      key: (event) => this.key(event),
    });
    if (view.camera.zoom < LEGIBLE_ZOOM && item.kind !== "link") view.glideTo(centered(center(item), view.size, 1));
    view.invalidate();
  }

  exit(): void {
    const { board, tab, view } = this.context;
    this.stop?.();
    this.stop = null;
    if (tab.editing.get() !== this.id) return;
    const hadFocus = document.activeElement === view.field.element;
    tab.editing.set(null);
    view.field.close();
    if (hadFocus) view.element.focus({ preventScroll: true });
    const left = board.box(this.id);
    if (this.options.fresh && !this.wrote && left && textOf(left) === "") board.undo();
    board.stopCapturing();
    view.invalidate();
  }

  down(press: Press): State | void {
    const idle = this.context.idle();
    this.context.go(idle);
    return idle.down?.(press);
  }

  cancel(): State {
    return this.context.idle();
  }

  private leave(): void {
    this.context.go(this.context.idle());
  }

  private input(value: string): void {
    const { board } = this.context;
    const item = board.item(this.id);
    const delta = textDelta(this.base, value);
    if (!item || !delta) return;
    // The right to it ended while the field was open.
    if (!board.may(this.id)) {
      explain(this.context, [this.id]);
      return this.leave();
    }
    this.wrote = true;
    const there = textOf(item);
    // Others may have written while an input method composed: theirs stays, ours goes in beside it.
    const theirs = textDelta(this.base, there);
    const next = theirs ? apply(there, rebase(delta, theirs)) : value;
    this.base = value;
    this.write(next);
    this.synchronise();
  }

  private write(text: string): void {
    const { board } = this.context;
    if (this.item?.kind === "note" || this.item?.kind === "mark") board.setText(this.id, text);
    else if (this.item?.kind === "cluster") board.setTitle(this.id, text);
    else board.setLabel(this.id, text);
  }

  private changed(change: Change): void {
    const { id } = this;
    if (!change.notes.has(id) && !change.clusters.has(id) && !change.links.has(id) && !change.marks.has(id)) return;
    const item = this.context.board.item(id);
    if (!item) return this.vanished();
    this.item = item;
    if (!this.context.view.field.isComposing) this.synchronise();
  }

  /** The document's text into the field. */
  private synchronise(): void {
    const { board, view } = this.context;
    const item = board.item(this.id);
    if (!item) return;
    const text = textOf(item);
    const delta = textDelta(view.field.value, text);
    if (delta) view.field.replace(delta.at, delta.remove, delta.insert);
    this.base = text;
  }

  /** Somebody removed what is being written. A person's words are not lost to that. */
  private vanished(): void {
    const { context, item } = this;
    const text = context.view.field.value;
    const words = this.wrote && item?.kind === "note" && text.trim() !== "" ? item : null;
    this.leave();
    if (!words) return;
    const { x, y, w, h, color } = words;
    context.tab.select([context.board.addNote({ pos: { x, y }, size: { w, h }, color, text })]);
  }

  /** On with another note beside this one; from one without words there is nowhere to go on. */
  private next(): void {
    const { context } = this;
    const note = context.board.note(this.id);
    const isEmpty = note?.text.trim() === "";
    // This one ends first: a fresh note without words takes itself back, and that must not be the new one.
    this.leave();
    if (!note || isEmpty) return;
    const middle = beside(context, note);
    context.go(newNote(context, middle, { color: note.color }));
    context.view.show(context.tab.editing.get() ?? note.id);
  }

  /** What stands behind the caret goes on in a note beside. */
  private breakOff(): void {
    const { context } = this;
    const caret = context.view.field.caret;
    const second = context.kit?.cut(context, this.id, caret);
    if (second) context.go(new Editing(context, second));
  }

  private key(event: KeyboardEvent): boolean {
    const { context, id } = this;
    const { board } = context;
    const mod = event.ctrlKey || event.metaKey;
    const isNote = this.item?.kind === "note";
    if (isNote && context.kit?.pressWriting(context, id, event, () => this.leave())) return true;
    if (event.key === "Escape") this.leave();
    else if (mod && !event.altKey && event.key.toLowerCase() === "z") event.shiftKey ? board.redo() : board.undo();
    else if (mod && !event.altKey && event.key.toLowerCase() === "y") board.redo();
    else if (event.key === "Enter" && !isNote && (mod || this.item?.kind !== "mark")) this.leave();
    else if (event.key === "Enter" && mod && event.shiftKey) this.breakOff();
    else if ((event.key === "Enter" && mod) || (event.key === "Tab" && isNote && !event.shiftKey)) this.next();
    else if (event.key === "Tab" && isNote) {
      this.leave();
      const previous = neighbour(context, id, -1);
      if (previous) {
        context.tab.select([previous]);
        context.view.show(previous);
      }
    } else return false;
    return true;
  }
}

function textOf(item: Item): string {
  return item.kind === "cluster" ? item.title : item.kind === "link" ? item.label : item.text;
}

/** A field over a shared text: what is typed goes to the board as it is typed, others' words come in beside the caret. */
import { createEffect, onMount } from "solid-js";
import { apply, rebase, textDelta } from "../doc/delta";

type Field = HTMLInputElement | HTMLTextAreaElement;

export interface Typing {
  readonly onInput: () => void;
  readonly onCompositionStart: () => void;
  readonly onCompositionEnd: () => void;
}

/** `text` is what the board has, `write` puts the field's words there. The field takes the focus. */
export function typing(field: () => Field, text: () => string, write: (text: string) => void): Typing {
  /** The text that field and board had in common last. */
  let base = text();
  let composing = false;
  onMount(() => {
    field().value = base;
    field().focus();
    field().setSelectionRange(base.length, base.length);
  });
  /** The board's text into the field; the caret stays in its words. */
  const take = (): void => {
    const now = text();
    const delta = textDelta(field().value, now);
    if (delta) field().setRangeText(delta.insert, delta.at, delta.at + delta.remove, "preserve");
    base = now;
  };
  const onInput = (): void => {
    if (composing) return;
    const delta = textDelta(base, field().value);
    if (!delta) return;
    const theirs = textDelta(base, text());
    write(theirs ? apply(text(), rebase(delta, theirs)) : field().value);
    take();
  };
  createEffect(() => {
    text();
    if (!composing) take();
  });
  return {
    onInput,
    onCompositionStart: () => {
      composing = true;
    },
    onCompositionEnd: () => {
      composing = false;
      onInput();
      take();
    },
  };
}

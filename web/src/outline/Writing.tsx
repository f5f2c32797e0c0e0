/** A note's text in the list: written as it is typed, like on the canvas, with others' words coming in beside the caret. */
import { createEffect, onMount, type JSX } from "solid-js";
import { apply, rebase, textDelta } from "../doc/delta";
import { LIMIT } from "../doc/schema.gen";
import { t } from "../i18n";

interface Props {
  /** The text as the board has it. */
  text: () => string;
  onInput: (text: string) => void;
  /** It was left: by Escape, or because the focus went elsewhere. */
  onLeave: (byKey: boolean) => void;
}

export function Writing(props: Props): JSX.Element {
  let field!: HTMLTextAreaElement;
  /** The text that field and board had in common last. */
  let base = props.text();
  let composing = false;
  onMount(() => {
    field.value = base;
    field.focus();
    field.setSelectionRange(base.length, base.length);
  });
  /** The board's text into the field; the caret stays in its words. */
  const take = (): void => {
    const text = props.text();
    const delta = textDelta(field.value, text);
    if (delta) field.setRangeText(delta.insert, delta.at, delta.at + delta.remove, "preserve");
    base = text;
  };
  const write = (): void => {
    if (composing) return;
    const delta = textDelta(base, field.value);
    if (!delta) return;
    const theirs = textDelta(base, props.text());
    props.onInput(theirs ? apply(props.text(), rebase(delta, theirs)) : field.value);
    take();
  };
  createEffect(() => {
    props.text();
    if (!composing) take();
  });
  return (
    <div class="outline-edit">
      <textarea
        ref={field}
        aria-label={t("board.note_text")}
        dir="auto"
        maxLength={LIMIT.NOTE_TEXT}
        onInput={write}
        onCompositionStart={() => {
          composing = true;
        }}
        onCompositionEnd={() => {
          composing = false;
          write();
          take();
        }}
        onBlur={() => props.onLeave(false)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.isComposing) return;
          event.preventDefault();
          props.onLeave(true);
        }}
      />
    </div>
  );
}

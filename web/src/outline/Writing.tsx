/** A text in the list: written as it is typed, like on the canvas, with others' words coming in beside the caret. */
import type { JSX } from "solid-js";
import { LIMIT } from "../doc/schema.gen";
import { t } from "../i18n";
import { typing } from "./typing";

interface Props {
  /** What it is the text of, if not of a note. */
  label?: string;
  /** The text as the board has it. */
  text: () => string;
  onInput: (text: string) => void;
  /** It was left: by Escape, or because the focus went elsewhere. */
  onLeave: (byKey: boolean) => void;
  /** Ctrl or ⌘ and Enter: on to the next. */
  onNext?: () => void;
}

export function Writing(props: Props): JSX.Element {
  let field!: HTMLTextAreaElement;
  const keys = typing(() => field, () => props.text(), (text) => props.onInput(text));
  return (
    <div class="outline-edit">
      <textarea
        ref={field}
        data-part="text"
        aria-label={props.label ?? t("board.note_text")}
        dir="auto"
        maxLength={LIMIT.NOTE_TEXT}
        {...keys}
        onBlur={() => props.onLeave(false)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          const isNext = props.onNext !== undefined && event.key === "Enter" && (event.ctrlKey || event.metaKey);
          if (event.key !== "Escape" && !isNext) return;
          event.preventDefault();
          if (isNext) props.onNext?.();
          else props.onLeave(true);
        }}
      />
    </div>
  );
}

/** A note in the list, with what can be done with it. It is one element as long as the note is listed. */
import { Show, type JSX } from "solid-js";
import type { Note } from "../doc/types";
import { t } from "../i18n";
import { Writing } from "./Writing";

interface Props {
  note: Note;
  chosen: boolean;
  readOnly: boolean;
  editing: boolean;
  /** The text on the board at this moment; what is shown may be a little older. */
  text: () => string;
  onFocus: () => void;
  onChoose: () => void;
  onEdit: () => void;
  onInput: (text: string) => void;
  onDone: () => void;
}

export function Row(props: Props): JSX.Element {
  let chooser: HTMLButtonElement | undefined;
  return (
    <Show
      when={props.editing}
      fallback={
        <div class="outline-row">
          <button
            ref={chooser}
            type="button"
            class="outline-item"
            style={{ "--mark": mark(props.note.color) }}
            aria-pressed={props.chosen}
            dir="auto"
            onFocus={props.onFocus}
            onClick={props.onChoose}
            onDblClick={() => !props.readOnly && props.onEdit()}
            onKeyDown={(event) => {
              if (props.readOnly || event.key !== "F2") return;
              props.onEdit();
            }}
          >
            <span class="grow">
              {props.note.text || t("outline.empty_note")}
              <Show when={props.note.src}>
                {(src) => (
                  <span class="soft small">
                    {"\n"}
                    {t("outline.provenance", { group: src().group, session: src().session })}
                  </span>
                )}
              </Show>
            </span>
          </button>
          <Show when={!props.readOnly}>
            <button type="button" class="button quiet small" aria-label={`${t("outline.edit")}: ${props.note.text}`} onClick={() => props.onEdit()}>
              {t("outline.edit")}
            </button>
          </Show>
        </div>
      }
    >
      <Writing
        text={props.text}
        onInput={props.onInput}
        onLeave={(byKey) => {
          props.onDone();
          if (byKey) chooser?.focus();
        }}
      />
    </Show>
  );
}

function mark(color: string): string {
  return color.startsWith("#") ? color : `var(--paper-${color}, var(--line-strong))`;
}

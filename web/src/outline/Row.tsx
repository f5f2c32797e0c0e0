/** A note in the list, with what can be done with it. It is one element as long as the note is listed. */
import { For, Show, type JSX } from "solid-js";
import { addresses } from "../doc/addresses";
import type { Note, Stamp } from "../doc/types";
import { origins } from "../doc/read";
import { t } from "../i18n";
import { Lock } from "./Lock";
import { Writing } from "./Writing";

interface Props {
  note: Note;
  stamps: readonly Stamp[];
  /** Who wrote it, if that is shown. */
  author: string | undefined;
  /** Open threads about it. */
  threads: number;
  /** Who is writing on it at this moment. */
  writers: readonly string[];
  chosen: boolean;
  readOnly: boolean;
  editing: boolean;
  /** The text on the board at this moment; what is shown may be a little older. */
  text: () => string;
  onFocus: () => void;
  onChoose: () => void;
  onEdit: () => void;
  onInput: (text: string) => void;
  /** Locks the note or unlocks it, for who may. */
  onLock: (() => void) | undefined;
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
              <For each={besides(props)}>
                {(line) => (
                  <span class="soft small">
                    {"\n"}
                    {line}
                  </span>
                )}
              </For>
            </span>
          </button>
          <For each={addresses(props.note.text)}>
            {({ href, text }) => (
              <a class="button quiet small" href={href} target="_blank" rel="noopener noreferrer" aria-label={t("address.open", { address: text })} title={text}>
                ↗
              </a>
            )}
          </For>
          <Show when={props.onLock}>{(onLock) => <Lock locked={props.note.locked} what={props.note.text} onClick={() => onLock()()} />}</Show>
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

/** What is said of a note beside its words: that it is locked, where it comes from, its tags, what people think of it, how much is said of it, who wrote it, who writes. */
function besides({ note, stamps, author, threads, writers }: Props): string[] {
  const locked = note.locked ? t("outline.locked") : "";
  const from = new Set(origins(note.src).map(({ group, session }) => t("outline.provenance", { group, session })));
  const thought = stamps.map(({ kind, count }) => t("react.count", { what: kind === "plus" ? "+1" : t(`react.${kind}`), n: count }));
  const talk = threads > 0 ? t("comments.count", { n: threads }) : "";
  const now = writers.length > 0 ? t("writing", { n: writers.length, names: writers.join(", ") }) : "";
  return [locked, ...from, note.tags.join(", "), thought.join(", "), talk, author ?? "", now].filter(Boolean);
}

function mark(color: string): string {
  return color.startsWith("#") ? color : `var(--paper-${color}, var(--line-strong))`;
}

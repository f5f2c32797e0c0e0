/** A note in the list, with what can be done with it. It is one element as long as the note is listed. */
import { For, lazy, Show, Suspense, type JSX } from "solid-js";
import { addresses } from "../doc/addresses";
import type { Note, Stamp } from "../doc/types";
import type { Dots } from "../state/tab";
import { t } from "../i18n";
import { Glyph } from "./Glyph";
import { titled } from "./naming";
import { origin } from "./origin";
import type { Desk } from "./desk";
import { Writing } from "./Writing";

// Most rows are only read.
const Voting = lazy(async () => ({ default: (await import("./Voting")).Voting }));
export const Actions = lazy(async () => ({ default: (await import("./Actions")).Actions }));

interface Props {
  desk: Desk;
  note: Note;
  stamps: readonly Stamp[];
  /** What it got in the last vote. */
  votes: number;
  /** One's own dots, while a vote is open that is about this note. */
  dots: Dots | null;
  /** Who wrote it, if that is shown. */
  author: string | undefined;
  /** Open threads about it. */
  threads: number;
  /** Who is writing on it at this moment. */
  writers: readonly string[];
  chosen: boolean;
  readOnly: boolean;
  /** The person may say what they think of it. */
  reacts: boolean;
  editing: boolean;
  /** What can be done with it is shown. */
  opened: boolean;
  /** The text on the board at this moment; what is shown may be a little older. */
  text: () => string;
  onFocus: () => void;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onEdit: () => void;
  onInput: (text: string) => void;
  onDone: () => void;
  onNext: () => void;
}

export function Row(props: Props): JSX.Element {
  let chooser: HTMLButtonElement | undefined;
  const name = () => props.note.text || titled(props.desk.board, props.note.id);
  return (
    <Show
      when={props.editing}
      fallback={
        <>
          <div class="outline-row">
            <button
              ref={chooser}
              type="button"
              class="outline-item"
              data-part="choose"
              style={{ "--mark": mark(props.note.color) }}
              aria-pressed={props.chosen}
              dir="auto"
              onFocus={props.onFocus}
              onClick={props.onChoose}
              onDblClick={() => !props.readOnly && props.onEdit()}
              onKeyDown={(event) => props.onKeyDown(event)}
            >
              <span class="grow">
                {name()}
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
            <Show when={!props.readOnly}>
              <button type="button" class="icon-button" data-part="edit" aria-label={`${t("outline.edit")}: ${name()}`} title={t("outline.edit")} onClick={() => props.onEdit()}>
                <Glyph name="pen" />
              </button>
            </Show>
            <Show when={!props.readOnly || props.reacts}>
              <Opener desk={props.desk} id={props.note.id} name={name()} opened={props.opened} />
            </Show>
          </div>
          <Suspense>
            <Show when={props.dots}>{(dots) => <Voting dots={dots()} id={props.note.id} name={name()} />}</Show>
          </Suspense>
          <Show when={props.opened}>
            <Suspense>
              <Actions desk={props.desk} item={props.note} name={name()} writes={!props.readOnly} reacts={props.reacts} />
            </Suspense>
          </Show>
        </>
      }
    >
      <Writing
        text={props.text}
        onInput={props.onInput}
        onLeave={(byKey) => {
          props.onDone();
          if (byKey) chooser?.focus();
        }}
        onNext={props.onNext}
      />
    </Show>
  );
}

/** Shows and hides what can be done with the thing of a row. */
export function Opener(props: { desk: Desk; id: string; name: string; opened: boolean }): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      data-part="actions"
      aria-label={t("outline.actions", { what: props.name })}
      title={t("outline.more_for")}
      aria-expanded={props.opened}
      onClick={() => props.desk.open(props.opened ? null : props.id)}
    >
      <Glyph name="dots" />
    </button>
  );
}

/** What is said of a note beside its words: that it is locked, has a picture, where it comes from, its tags, the dots it got, what people think of it, how much is said of it, who wrote it, who writes. */
function besides({ note, stamps, votes, author, threads, writers }: Props): string[] {
  const locked = note.locked ? t("outline.locked") : "";
  const picture = note.image && note.text ? t("outline.with_picture") : "";
  const thought = stamps.map(({ kind, count }) => t("react.count", { what: kind === "plus" ? "+1" : t(`react.${kind}`), n: count }));
  const result = votes > 0 ? t("vote.result", { n: votes }) : "";
  const talk = threads > 0 ? t("comments.count", { n: threads }) : "";
  const now = writers.length > 0 ? t("writing", { n: writers.length, names: writers.join(", ") }) : "";
  return [locked, picture, origin(note.src), note.tags.join(", "), result, thought.join(", "), talk, author ?? "", now].filter(Boolean);
}

export function mark(color: string): string {
  return color.startsWith("#") ? color : `var(--paper-${color}, var(--line-strong))`;
}

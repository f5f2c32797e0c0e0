import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import { LIMIT } from "../../doc/schema.gen";
import { t } from "../../i18n";
import type { Group } from "./suggestions";

/** So many of the words that its notes share are named. */
const WORDS = 5;

/** Notes about the same, what they have in common, and the name of their cluster. */
export function ThemeCard(props: {
  board: Board;
  version: number;
  group: Group;
  onLook: (id: string) => void;
  onTake: (title: string, notes: readonly string[]) => void;
  onLeave: () => void;
}): JSX.Element {
  const id = createUniqueId();
  const [title, setTitle] = createSignal(props.group.title);
  const [without, setWithout] = createSignal<ReadonlySet<string>>(new Set());
  const says = (note: string): string => (void props.version, props.board.note(note)?.text.trim() ?? "");
  const wanted = () => props.group.notes.filter((note) => !without().has(note));
  const turn = (note: string, on: boolean): void => {
    const next = new Set(without());
    if (on) next.delete(note);
    else next.add(note);
    setWithout(next);
    props.onLook(note);
  };
  const shared = () => props.group.shared.slice(0, WORDS).map(({ word, notes }) => t("suggest.word", { word, n: notes })).join(", ");
  return (
    <fieldset class="suggested">
      <legend dir="auto">{props.group.cluster ? t("suggest.into", { title: props.group.title }) : t("suggest.new")}</legend>
      <Show when={!props.group.cluster}>
        <div class="field">
          <label for={id}>{t("suggest.title")}</label>
          <input id={id} value={title()} maxLength={LIMIT.TITLE} autocomplete="off" dir="auto" onInput={(event) => setTitle(event.currentTarget.value)} />
        </div>
      </Show>
      <Show when={shared()}>
        <p class="soft small" dir="auto">
          {t("suggest.shared", { words: shared() })}
        </p>
      </Show>
      <For each={props.group.notes}>
        {(note) => (
          <label class="choice">
            <input type="checkbox" checked={!without().has(note)} onChange={(event) => turn(note, event.currentTarget.checked)} />
            <span dir="auto">{says(note)}</span>
          </label>
        )}
      </For>
      <div class="row">
        <button type="button" class="button small primary go-on" disabled={wanted().length === 0} onClick={() => props.onTake(title().trim(), wanted())}>
          {t("suggest.take", { n: wanted().length })}
        </button>
        <button type="button" class="button small quiet" onClick={() => props.onLeave()}>
          {t("suggest.leave.notes")}
        </button>
      </div>
    </fieldset>
  );
}

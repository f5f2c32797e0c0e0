import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import { LIMIT } from "../../doc/schema.gen";
import { t } from "../../i18n";
import { collator } from "../../doc/collating";
import type { Stage } from "../../tools/stage";
import { Menu } from "../parts";

const TAG = { d: "M4 4.500h7.500l8.500 8.500-7 7L4.500 11.500zM8 8.300h.2" };
/** As many as can be looked over; the others are found by typing. */
const SHOWN = 12;

interface Props {
  board: Board;
  stage: Stage;
  notes: readonly string[];
  version: number;
}

/** The tags of the chosen notes: those of the board to tick, and a field for a new one. */
export function TagMenu(props: Props): JSX.Element {
  return (
    <Menu icon={TAG} label={t("tags")}>
      {() => <Tags {...props} />}
    </Menu>
  );
}

function Tags(props: Props): JSX.Element {
  const [typed, setTyped] = createSignal("");
  const known = createMemo(() => {
    void props.version;
    const counts = new Map<string, number>();
    for (const note of props.board.notes.values()) for (const tag of note.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    const wanted = typed().trim().toLocaleLowerCase();
    return [...counts.keys()]
      .filter((tag) => tag.toLocaleLowerCase().includes(wanted))
      .sort((a, b) => counts.get(b)! - counts.get(a)! || collator().compare(a, b))
      .slice(0, SHOWN);
  });
  const having = (tag: string) => {
    void props.version;
    return props.notes.filter((id) => props.board.note(id)?.tags.includes(tag)).length;
  };
  const state = (tag: string) => (having(tag) === 0 ? "false" : having(tag) === props.notes.length ? "true" : "mixed");
  const change = (next: (tags: readonly string[]) => readonly string[]): void => props.stage.tag(props.notes, next);
  const toggle = (tag: string): void =>
    state(tag) === "true" ? change((tags) => tags.filter((one) => one !== tag)) : change((tags) => [...tags, tag]);
  const add = (event: Event): void => {
    event.preventDefault();
    const tag = typed().trim();
    if (tag) change((tags) => [...tags, tag]);
    setTyped("");
  };
  return (
    <form class="tags" onSubmit={add}>
      <div class="row">
        <input
          aria-label={t("tags.new")}
          placeholder={t("tags.new")}
          maxLength={LIMIT.TAG}
          value={typed()}
          dir="auto"
          autocomplete="off"
          enterkeyhint="done"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <Show when={typed().trim()}>
          <button type="submit" class="primary">
            {t("tags.add")}
          </button>
        </Show>
      </div>
      <Show when={known().length > 0 || typed()} fallback={<p class="soft small">{t("tags.none")}</p>}>
        <div class="chips" role="group" aria-label={t("tags")}>
          <For each={known()}>
            {(tag) => (
              <button type="button" class="chip" dir="auto" aria-pressed={state(tag)} onClick={() => toggle(tag)}>
                {tag}
              </button>
            )}
          </For>
        </div>
      </Show>
    </form>
  );
}

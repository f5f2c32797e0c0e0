import { createSignal, createUniqueId, For, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import { t } from "../../i18n";
import type { Duplicate } from "./suggestions";

/** Notes that say the same, why, and which words stay: at first those of the longest. */
export function SameCard(props: { board: Board; version: number; duplicate: Duplicate; onLook: (id: string) => void; onUnite: (keep: string) => void; onLeave: () => void }): JSX.Element {
  const name = createUniqueId();
  const says = (id: string): string => (void props.version, props.board.note(id)?.text.trim() ?? "");
  const longest = () => [...props.duplicate.notes].sort((a, b) => says(b).length - says(a).length)[0]!;
  const [chosen, setChosen] = createSignal(longest());
  const keep = () => (props.duplicate.notes.includes(chosen()) ? chosen() : longest());
  return (
    <fieldset class="suggested">
      <legend>{props.duplicate.why}</legend>
      <For each={props.duplicate.notes}>
        {(id) => (
          <label class="choice">
            <input
              type="radio"
              name={name}
              checked={keep() === id}
              onChange={() => setChosen(id)}
              onClick={() => props.onLook(id)}
            />
            <span dir="auto">{says(id)}</span>
          </label>
        )}
      </For>
      <p class="soft small">{t("suggest.keep.hint")}</p>
      <div class="row">
        <button type="button" class="button small primary go-on" onClick={() => props.onUnite(keep())}>
          {t("suggest.unite")}
        </button>
        <button type="button" class="button small quiet" onClick={() => props.onLeave()}>
          {t("suggest.leave")}
        </button>
      </div>
    </fieldset>
  );
}

import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { isSame, type Changed, type Changes, type Thing } from "./differences";
import { Sentence } from "./Sentence";

/** More than these are shown when somebody wants them. */
const SHOWN = 40;
const SORTS = ["removed", "changed", "added"] as const;

/** What is different, in three lists; what is gone or another can be chosen, if it can be brought back. */
export function Differences(props: { changes: Changes; chosen: ReadonlySet<string> | null; onChoose: (chosen: ReadonlySet<string>) => void }): JSX.Element {
  return (
    <Show when={!isSame(props.changes)} fallback={<p>{t("history.same")}</p>}>
      <For each={SORTS}>
        {(sort) => (
          <Show when={props.changes[sort].length > 0}>
            <Sort title={t(`history.${sort}`, { n: props.changes[sort].length })} all={props.changes[sort]} chosen={sort === "added" ? null : props.chosen} onChoose={props.onChoose} />
          </Show>
        )}
      </For>
    </Show>
  );
}

function Sort(props: { title: string; all: readonly (Thing | Changed)[]; chosen: ReadonlySet<string> | null; onChoose: (chosen: ReadonlySet<string>) => void }): JSX.Element {
  const id = createUniqueId();
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.all : props.all.slice(0, SHOWN));
  const turn = (one: string, on: boolean): void => {
    const next = new Set(props.chosen);
    if (on) next.add(one);
    else next.delete(one);
    props.onChoose(next);
  };
  return (
    <section class="differences" aria-labelledby={id}>
      <h4 id={id}>{props.title}</h4>
      <ul>
        <For each={shown()}>
          {(one) => (
            <li>
              <Show when={props.chosen} fallback={<Sentence of={one} />}>
                <label class="differ">
                  <input type="checkbox" checked={props.chosen?.has(one.id) ?? false} onChange={(event) => turn(one.id, event.currentTarget.checked)} />
                  <Sentence of={one} />
                </label>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={shown().length < props.all.length}>
        <button type="button" class="button quiet small" onClick={() => setAll(true)}>
          {t("history.more", { n: props.all.length - shown().length })}
        </button>
      </Show>
    </section>
  );
}

import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type WorkshopPerson } from "../api";
import { bin, type Undone } from "../history/bin";
import { versions } from "../history/versions";
import { Icon } from "../icons";
import { Message } from "../parts";

const MINUTES = [2, 5, 10, 30, 60] as const;
const SORTS = ["gone", "back", "changed", "opinions", "kept"] as const;

/** Takes back what somebody did in the last minutes, on every board; and that again. */
export function PersonUndo(props: { workshop: string; person: WorkshopPerson; token: string }): JSX.Element {
  const id = createUniqueId();
  const [minutes, setMinutes] = createSignal(5);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [done, setDone] = createSignal<{ readonly text: string; readonly boards: readonly Undone[] }>();
  let come!: HTMLDivElement;

  const act = async (work: () => Promise<{ readonly text: string; readonly boards: readonly Undone[] }>): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setProblem(undefined);
    try {
      setDone(await work());
    } catch (error) {
      setDone(undefined);
      setProblem(words(error));
    }
    setBusy(false);
    queueMicrotask(() => come.querySelector<HTMLElement>("button")?.focus());
  };
  const undo = (): Promise<void> =>
    act(async () => {
      const { boards } = await bin.undo(props.token, props.workshop, props.person.participant, minutes());
      const told = SORTS.flatMap((sort) => {
        const n = boards.reduce((sum, one) => sum + one[sort], 0);
        return n > 0 ? t(`person.undo.${sort}`, { n }) : [];
      });
      const text = told.length > 0 ? told.join(" ") : t("person.undo.none", { name: props.person.name });
      return { text, boards: boards.filter(({ before }) => before) };
    });
  const again = (boards: readonly Undone[]): Promise<void> =>
    act(async () => {
      for (const { board, before, items } of boards) await versions.restore(props.token, board, before!, items);
      return { text: t("history.undone"), boards: [] };
    });

  return (
    <section class="stack person-undo" aria-label={t("person.undo", { name: props.person.name })}>
      <div class="field">
        <label for={id}>{t("person.undo", { name: props.person.name })}</label>
        <div class="row">
          <select id={id} value={minutes()} onChange={(event) => setMinutes(Number(event.currentTarget.value))}>
            <For each={MINUTES}>{(n) => <option value={n} selected={n === minutes()}>{t("person.undo.minutes", { n })}</option>}</For>
          </select>
          <button type="button" class="button" disabled={busy()} onClick={() => void undo()}>
            {t("person.undo.go")}
          </button>
        </div>
      </div>
      <p class="soft small">{t("person.undo.hint")}</p>
      <div ref={come} role="status">
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <Show when={done()}>
          {(one) => (
            <div class="message">
              <Icon name="check" />
              <p class="grow">{one().text}</p>
              <Show when={one().boards.length > 0}>
                <button type="button" class="button small" disabled={busy()} onClick={() => void again(one().boards)}>
                  {t("history.undo")}
                </button>
              </Show>
            </div>
          )}
        </Show>
      </div>
    </section>
  );
}

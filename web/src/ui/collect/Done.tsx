import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type CollectReport } from "../api";
import { Message } from "../parts";

/** What happened, group by group, and the one step back. */
export function Done(props: { report: CollectReport; onOpen: (() => void) | null; onUndo: () => Promise<number>; onClose: () => void }): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [kept, setKept] = createSignal<number>();
  const count = () => props.report.added.length + props.report.changed.length;
  const undo = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setKept(await props.onUndo());
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  return (
    <div class="stack">
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <Show
        when={kept() === undefined}
        fallback={
          <>
            <Message>
              {t("collect.undone")} <Show when={kept()! > 0}>{t("collect.kept", { n: kept()! })}</Show>
            </Message>
            <div class="row">
              <button type="button" class="button primary" onClick={() => props.onClose()}>
                {t("close")}
              </button>
            </div>
          </>
        }
      >
        <Message>{t("collect.done", { n: count() })}</Message>
        <ul class="tally">
          <For each={props.report.groups}>
            {(group) => (
              <li dir="auto">{group.empty ? t("collect.empty.group", { group: group.group }) : t("collect.theirs", { group: group.group, text: String(group.added + group.changed) })}</li>
            )}
          </For>
        </ul>
        <div class="row">
          <Show when={props.onOpen}>
            {(open) => (
              <button type="button" class="button primary" onClick={() => open()()}>
                {t("collect.open")}
              </button>
            )}
          </Show>
          <Show when={props.report.collect}>
            <button type="button" class="button" disabled={busy()} onClick={() => void undo()}>
              {t("collect.undo")}
            </button>
          </Show>
          <button type="button" class="button quiet" onClick={() => props.onClose()}>
            {t("close")}
          </button>
        </div>
      </Show>
    </div>
  );
}

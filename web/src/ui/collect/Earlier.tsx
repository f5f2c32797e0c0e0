import { createResource, For, Show, type JSX } from "solid-js";
import { language, t } from "../../i18n";
import type { Collected, Workshop } from "../api";
import { staff } from "../staff";

/** What was collected into a board so far; the latest can be taken back. */
export function Earlier(props: { workshop: Workshop; token: string; into: string; busy: boolean; onUndo: (collect: string) => Promise<void> }): JSX.Element {
  const [all, { refetch }] = createResource(async () => staff.collects(props.token, props.workshop.id).catch((): readonly Collected[] => []));
  const here = () => (all.latest ?? []).filter((one) => one.into === props.into);
  const latest = () => here().find((one) => !one.undone)?.collect;
  const time = (ms: number) => new Intl.DateTimeFormat(language(), { dateStyle: "short", timeStyle: "short" }).format(ms);
  const names = ({ from }: Collected) => from.map((id) => props.workshop.boards.find((board) => board.id === id)?.group ?? "").join(", ");
  const undo = async (collect: string): Promise<void> => {
    await props.onUndo(collect);
    await refetch();
  };
  return (
    <Show when={here().length > 0}>
      <details class="earlier">
        <summary>{t("collect.earlier")}</summary>
        <ul>
          <For each={here()}>
            {(one) => (
              <li class="row">
                <span class="grow" dir="auto">
                  {time(one.at)} · {names(one)}
                  <Show when={one.undone}>
                    <span class="soft"> · {t("collect.earlier.undone")}</span>
                  </Show>
                </span>
                <Show when={one.collect === latest()}>
                  <button type="button" class="button small" disabled={props.busy} onClick={() => void undo(one.collect)}>
                    {t("collect.undo")}
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}

import { createEffect, onCleanup, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { Tab } from "../../state/tab";
import { follow } from "./signals";

/** Long enough to be read twice. */
const SHOWN_MS = 8_000;

/** Something told in passing; it goes by itself. */
export function RemarkLine(props: { tab: Tab }): JSX.Element {
  const remark = follow(props.tab.remark);
  createEffect(() => {
    if (!remark()) return;
    const timer = setTimeout(() => props.tab.remark.set(null), SHOWN_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <div class="remark" role="status">
      <Show when={remark()}>{(said) => <p>{t(`remark.${said().code}`, { ...said() })}</p>}</Show>
    </div>
  );
}

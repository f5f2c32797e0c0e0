/** How to begin, on the empty board itself. */
import { Show, type JSX } from "solid-js";
import { t } from "../../i18n";

export function EmptyHint(props: { readOnly: boolean }): JSX.Element {
  const touch = matchMedia("(pointer: coarse)").matches;
  return (
    <div class="empty-hint">
      <Show when={!props.readOnly} fallback={<p>{t("board.empty.read")}</p>}>
        <p>{touch ? t("board.empty.touch") : t("board.empty")}</p>
        <Show when={!touch}>
          <p>{t("board.empty.more")}</p>
        </Show>
      </Show>
    </div>
  );
}

import { Show, type JSX } from "solid-js";
import type { Status } from "../../doc/session";
import { t } from "../../i18n";
import type { Tab } from "../../state/tab";
import { PEN } from "../drawings";
import { Icon } from "../icons";
import { follow } from "./signals";

/** On a phone the way to the face that is all for writing; not beside what is chosen, written, drawn or listed. */
export function WriteLink(props: { tab: Tab; status: Status; outline: boolean }): JSX.Element {
  const selection = follow(props.tab.selection);
  const editing = follow(props.tab.editing);
  const busy = follow(props.tab.busy);
  const tool = follow(props.tab.tool);
  return (
    <Show when={!props.status.readOnly && !props.outline && tool() === "select" && selection().size === 0 && editing() === null && !busy()}>
      <a class="button primary write-link" href="#capture">
        <Icon name={PEN} />
        {t("capture.open")}
      </a>
    </Show>
  );
}

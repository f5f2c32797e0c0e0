import type { JSX } from "solid-js";
import { t } from "../i18n";

/** Locks what is in this row, or unlocks it. */
export function Lock(props: { locked: boolean; what: string; onClick: () => void }): JSX.Element {
  const words = () => t(props.locked ? "action.unlock" : "action.lock");
  return (
    <button type="button" class="button quiet small" aria-label={`${words()}: ${props.what}`} onClick={() => props.onClick()}>
      {words()}
    </button>
  );
}

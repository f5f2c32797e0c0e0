/** One's own dots on a note, with a button for one fewer and one more. */
import type { JSX } from "solid-js";
import type { Dots } from "../../state/tab";
import { t } from "../../i18n";
import { MINUS, PLUS } from "../drawings";
import { Icon } from "../icons";
import "../../styles/vote.css";

export function Stepper(props: { dots: Dots; note: string; name: string; keys?: boolean }): JSX.Element {
  const step = (by: 1 | -1): JSX.Element => (
    // Never disabled: a button that has the focus must not lose it, and says why it does nothing.
    <button
      type="button"
      class="icon-button"
      aria-disabled={!props.dots.may(props.note, by) || undefined}
      aria-label={t(by > 0 ? "vote.give.to" : "vote.take.from", { what: props.name })}
      aria-keyshortcuts={props.keys ? (by > 0 ? "+" : "-") : undefined}
      title={`${t(by > 0 ? "vote.give" : "vote.take")}${props.keys ? ` (${by > 0 ? "+" : "−"})` : ""}`}
      onClick={() => props.dots.press(props.note, by)}
    >
      <Icon name={by > 0 ? PLUS : MINUS} />
    </button>
  );
  return (
    <div class="stepper" role="group" aria-label={t("vote")}>
      {step(-1)}
      <span class="stepper-mine" classList={{ some: props.dots.on(props.note) > 0 }}>
        <span aria-hidden="true">{props.dots.on(props.note)}</span>
        <span class="visually-hidden">{props.dots.on(props.note) > 0 ? t("vote.mine", { n: props.dots.on(props.note) }) : t("vote.mine.none")}</span>
      </span>
      {step(1)}
    </div>
  );
}

/** One's own dots on the note of a row, while a vote is open. */
import type { JSX } from "solid-js";
import type { Dots } from "../state/tab";
import { t } from "../i18n";

export function Voting(props: { dots: Dots; id: string; name: string }): JSX.Element {
  const mine = () => props.dots.on(props.id);
  const act = (by: 1 | -1): JSX.Element => (
    // Never disabled: whoever stands on it is told why nothing happens.
    <button
      type="button"
      class="button small"
      data-part={by > 0 ? "vote" : "unvote"}
      aria-disabled={!props.dots.may(props.id, by) || undefined}
      aria-label={t(by > 0 ? "vote.give.to" : "vote.take.from", { what: props.name })}
      onClick={() => props.dots.press(props.id, by)}
    >
      {t(by > 0 ? "vote.give" : "vote.take")}
    </button>
  );
  return (
    <div class="row outline-vote" role="group" aria-label={t("vote")}>
      <span class="outline-dots" classList={{ some: mine() > 0 }}>
        <span aria-hidden="true">{mine()}</span>
        <span class="visually-hidden">{mine() > 0 ? t("vote.mine", { n: mine() }) : t("vote.mine.none")}</span>
      </span>
      {act(1)}
      {act(-1)}
    </div>
  );
}

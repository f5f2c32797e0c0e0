/** A hand that is raised for whoever conducts, until it is lowered here or by them. */
import { createEffect, createMemo, createSignal, on, type JSX } from "solid-js";
import type { Told } from "../../doc/progress";
import type { BoardSession } from "../../doc/session";
import { t } from "../../i18n";
import { HAND } from "../drawings";
import { Icon } from "../icons";

export function HandButton(props: { session: BoardSession; told: Told; say: (text: string) => void }): JSX.Element {
  const [raised, setRaised] = createSignal(false);
  const put = (up: boolean): void => {
    setRaised(up);
    // With the turn that was heard last: what is lowered later lowers it, and no clock has to be right.
    props.session.tell({ hand: up ? props.told.turn : undefined });
  };
  const lowered = createMemo(() => props.told.lowered);
  const seen = (): void => {
    if (!raised()) return;
    put(false);
    props.say(t("hand.seen"));
  };
  createEffect(on(lowered, seen, { defer: true }));
  return (
    <button
      type="button"
      class="hand"
      aria-pressed={raised()}
      title={t(raised() ? "hand.lower" : "hand.raise")}
      onClick={() => {
        put(!raised());
        props.say(t(raised() ? "hand.raised" : "hand.lowered"));
      }}
    >
      <Icon name={HAND} />
      <span class="visually-hidden">{t("hand.raise")}</span>
    </button>
  );
}

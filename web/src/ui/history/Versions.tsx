import { createEffect, createSignal, For, on, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { dayOf, timeOf } from "../../i18n/days";
import { PLAY } from "../drawings";
import { Icon } from "../icons";
import { nameOf, type Version } from "./versions";

/** The versions of one session: the ends of phases and what has a name; the steps between when somebody wants them. */
export function Versions(props: {
  session: number;
  title: string;
  /** The latest first. */
  all: readonly Version[];
  chosen: string | null;
  replayed: boolean;
  onChoose: (version: Version, byKey: boolean) => void;
  onReplay: () => void;
}): JSX.Element {
  const steps = () => props.all.filter(({ cause }) => cause === "step").length;
  const [wanted, setWanted] = createSignal(false);
  const open = () => wanted() || steps() === props.all.length;
  // What is chosen stays in sight.
  createEffect(on(() => props.chosen, (id) => props.all.some(({ version, cause }) => version === id && cause === "step") && setWanted(true)));
  const shown = () => (open() ? props.all : props.all.filter(({ cause }) => cause !== "step"));
  const days = () => [...new Set(shown().map(({ at }) => dayOf(at)))];
  const name = () => [t("board.session", { n: props.session }), props.title].filter(Boolean).join(" · ");
  return (
    <section class="sitting" aria-label={name()}>
      <h3 dir="auto">{name()}</h3>
      <Show when={props.all.length > 1}>
        <button type="button" class="button small" aria-pressed={props.replayed} onClick={() => props.onReplay()}>
          <Icon name={PLAY} />
          {t("history.replay")}
        </button>
      </Show>
      <For each={days()}>
        {(day) => (
          <>
            <p class="soft small">{day}</p>
            <ul>
              <For each={shown().filter(({ at }) => dayOf(at) === day)}>
                {(version) => (
                  <li>
                    <button
                      type="button"
                      class="version"
                      classList={{ step: version.cause === "step", named: version.cause === "named" }}
                      aria-current={version.version === props.chosen ? "true" : undefined}
                      onClick={(event) => props.onChoose(version, event.detail === 0)}
                    >
                      <time datetime={new Date(version.at).toISOString()}>{timeOf(version.at)}</time>
                      <span dir="auto">{nameOf(version)}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </>
        )}
      </For>
      <Show when={steps() > 0 && steps() < props.all.length}>
        <button type="button" class="button quiet small" aria-expanded={open()} onClick={() => setWanted(!wanted())}>
          {open() ? t("history.steps.hide") : t("history.steps.show", { n: steps() })}
        </button>
      </Show>
    </section>
  );
}

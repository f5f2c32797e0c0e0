/** What whoever conducts has said, until it is read. */
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from "solid-js";
import type { Told } from "../../doc/progress";
import { t } from "../../i18n";
import { SAY } from "../drawings";
import { Icon } from "../icons";

const READ = "plenaria.said.read";

export function Messages(props: { told: Told; workshop: string; say: (text: string) => void }): JSX.Element {
  const [read, setRead] = createSignal(kept(props.workshop));
  const unread = createMemo(() => (props.told.said ?? []).filter(({ turn }) => turn > read()));
  const latest = createMemo(() => unread().at(-1)?.turn);
  createEffect(on(latest, (turn) => turn && props.say(t("said.by", { text: unread().at(-1)!.text })), { defer: true }));
  const understood = (): void => {
    setRead(latest() ?? read());
    keep(props.workshop, read());
  };
  return (
    <Show when={latest()}>
      <section class="said" aria-label={t("said")}>
        <Icon name={SAY} />
        <ul>
          <For each={unread()}>{({ text }) => <li dir="auto">{text}</li>}</For>
        </ul>
        <button type="button" class="button small" onClick={understood}>
          {t("progress.understood")}
        </button>
      </section>
    </Show>
  );
}

function kept(workshop: string): number {
  try {
    return Number(localStorage.getItem(`${READ}.${workshop}`));
  } catch {
    return 0;
  }
}

function keep(workshop: string, turn: number): void {
  try {
    localStorage.setItem(`${READ}.${workshop}`, String(turn));
  } catch {
    // Then it is shown again.
  }
}

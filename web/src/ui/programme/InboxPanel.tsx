/** What waits for a board: read by who conducts, and passed on, one note or all. */
import { createSignal, For, Match, onCleanup, onMount, Show, Switch, type JSX } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { t } from "../../i18n";
import { timeOf } from "../../i18n/days";
import { words, type BoardInfo } from "../api";
import { Aside } from "../board/Aside";
import { beside } from "../board/beside";
import type { PanelProps } from "../board/Panels";
import { Thumb } from "../capture/Thumb";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { inbox, type Waiting } from "./incoming";
import "../../styles/aside.css";

const EVERY_MS = 2_000;
/** Longer words are cut in the name of a button. */
const SHOWN = 60;

export function InboxPanel(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const side = beside(props);
  const [told, setTold] = createStore<{ all?: Waiting[] }>({});
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const ask = async (): Promise<void> => {
    try {
      const found = await inbox.list(props.seat.token, props.info.id);
      const more = found.length - (told.all?.length ?? found.length);
      // Rows stay where they are, and whoever stands on one.
      setTold("all", reconcile([...found], { key: "id" }));
      setProblem(undefined);
      if (more > 0) props.tab.news.set(t("inbox.count", { n: found.length }));
    } catch (error) {
      setProblem(words(error));
    }
  };
  onMount(() => {
    const timer = setInterval(() => void ask(), EVERY_MS);
    onCleanup(() => clearInterval(timer));
    void ask();
  });
  const pass = async (items?: readonly string[]): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    try {
      const { passed } = await inbox.pass(props.seat.token, props.info.id, items);
      await ask();
      props.tab.news.set(t("inbox.passed", { n: passed }));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
    side.focus("go-on");
  };
  const short = (text: string): string => {
    const line = text.replace(/\s+/g, " ").trim();
    return line.length > SHOWN ? `${[...line].slice(0, SHOWN - 1).join("").trimEnd()}…` : line;
  };
  const named = (one: Waiting): string => short(one.text) || t("inbox.picture");
  const from = ({ by, at }: Waiting): string => [by ?? t("inbox.nameless"), at === null ? "" : timeOf(at)].filter(Boolean).join(", ");

  return (
    <Aside {...side.frame} title={t("inbox")} class="bin inbox">
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <Switch>
        <Match when={told.all === undefined && !problem()}>
          <p class="soft">{t("loading")}</p>
        </Match>
        <Match when={told.all?.length === 0}>
          <p>{t("inbox.none")}</p>
        </Match>
        <Match when={told.all}>
          {(all) => (
            <>
              <button type="button" class="button primary" disabled={busy()} onClick={() => void pass()}>
                {t("inbox.pass.all", { n: all().length })}
              </button>
              <ul>
                <For each={all()}>
                  {(one) => (
                    <li style={{ "--mark": one.color.startsWith("#") ? one.color : `var(--paper-${one.color})` }}>
                      <Show when={one.image}>{(image) => <Thumb access={props.session.access} image={image()} />}</Show>
                      <span class="grow" dir="auto">
                        {one.text}
                        <small class="soft">{from(one)}</small>
                      </span>
                      <button type="button" class="button small go-on" disabled={busy()} aria-label={t("inbox.pass.this", { thing: named(one) })} onClick={() => void pass([one.id])}>
                        {t("inbox.pass")}
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </Match>
      </Switch>
    </Aside>
  );
}

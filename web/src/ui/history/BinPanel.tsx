/** What was removed from the board, and the way back to its place; for who conducts. */
import { createMemo, createSignal, For, Match, onCleanup, onMount, Show, Switch, type JSX } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { t } from "../../i18n";
import { dayOf, timeOf } from "../../i18n/days";
import { words, type BoardInfo } from "../api";
import { Aside } from "../board/Aside";
import { beside } from "../board/beside";
import type { PanelProps } from "../board/Panels";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { bin } from "./bin";
import { spoken } from "./differences";
import { heaps, type Binned } from "./heaps";
import "../../styles/aside.css";

/** While people work it follows the board, at their pauses. */
const PAUSE_MS = 1_500;

export function BinPanel(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const { board } = props.session;
  const side = beside(props);
  const [told, setTold] = createStore<{ all?: Binned[] }>({});
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [asked, setAsked] = createSignal(false);
  let empty: HTMLButtonElement | undefined;
  const all = createMemo(() => heaps(told.all ?? []));

  const ask = async (): Promise<void> => {
    try {
      const found = await bin.list(props.seat.token, props.info.id);
      // Rows stay where they are, and whoever stands on one.
      setTold("all", reconcile([...found], { key: "id" }));
      setProblem(undefined);
    } catch (error) {
      setProblem(words(error));
    }
  };
  onMount(() => {
    let timer = 0;
    const stop = board.subscribe(() => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void ask(), PAUSE_MS);
    });
    onCleanup(() => {
      clearTimeout(timer);
      stop();
    });
    void ask();
  });
  const restore = async (items: readonly Binned[]): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    const ids = items.map(({ id }) => id);
    const [first] = ids;
    try {
      const { back } = await bin.restore(props.seat.token, props.info.id, ids);
      await ask();
      props.tab.news.set(t("bin.done", { n: back }));
      // It comes over the board's own line, a moment later or sooner.
      await arrives(first!);
      side.show(ids.filter((id) => board.item(id)));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
    side.focus("go-on");
  };
  const clear = async (): Promise<void> => {
    setAsked(false);
    try {
      await bin.empty(props.seat.token, props.info.id);
      await ask();
      props.tab.news.set(t("bin.emptied"));
    } catch (error) {
      setProblem(words(error));
    }
    side.focus();
  };
  const arrives = (id: string): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = window.setTimeout(end, PAUSE_MS);
      const stop = board.subscribe(() => board.item(id) && end());
      if (board.item(id)) end();
    });
  const line = ({ by, at }: Binned): string => t("bin.by", { name: by ?? t("bin.server"), time: isToday(at) ? timeOf(at) : `${dayOf(at)}, ${timeOf(at)}` });

  return (
    <Aside {...side.frame} title={t("bin.menu")} class="bin">
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <Switch>
        <Match when={told.all === undefined && !problem()}>
          <p class="soft">{t("loading")}</p>
        </Match>
        <Match when={told.all?.length === 0}>
          <p>{t("bin.empty")}</p>
        </Match>
        <Match when={told.all}>
          <p class="soft small">{t("bin.hint")}</p>
          <For each={all()}>
            {(heap) => (
              <section aria-label={line(heap[0]!)}>
                <div class="head">
                  <h3 dir="auto">{line(heap[0]!)}</h3>
                  <Show when={heap.length > 1}>
                    <button type="button" class="button small go-on" disabled={busy()} onClick={() => void restore(heap)}>
                      {t("bin.back.all", { n: heap.length })}
                    </button>
                  </Show>
                </div>
                <ul>
                  <For each={heap}>
                    {(one) => (
                      <li>
                        <span dir="auto">{spoken(one)}</span>
                        <button type="button" class="button small go-on" disabled={busy()} aria-label={t("bin.back.this", { thing: spoken(one) })} onClick={() => void restore([one])}>
                          {t("bin.back")}
                        </button>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            )}
          </For>
          <Show
            when={asked()}
            fallback={
              <button ref={(button) => (empty = button)} type="button" class="button small quiet" onClick={() => setAsked(true)}>
                {t("bin.clear")}
              </button>
            }
          >
            <Message warn>
              <p>{t("bin.clear.sure")}</p>
              <p class="row">
                <button ref={(button) => queueMicrotask(() => button.focus())} type="button" class="button small" onClick={() => void clear()}>
                  {t("bin.clear.yes")}
                </button>
                <button
                  type="button"
                  class="button small"
                  onClick={() => {
                    setAsked(false);
                    queueMicrotask(() => empty?.focus());
                  }}
                >
                  {t("cancel")}
                </button>
              </p>
            </Message>
          </Show>
        </Match>
      </Switch>
    </Aside>
  );
}

function isToday(at: number): boolean {
  return dayOf(at) === dayOf(Date.now());
}

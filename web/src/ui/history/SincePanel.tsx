/** What is new on the board since the session before, what says something else now, and what is gone; on a phone a sheet below it. */
import { createSignal, For, Match, onCleanup, onMount, Show, Switch, type JSX } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { t } from "../../i18n";
import { day } from "../../i18n/days";
import { words, type BoardInfo } from "../api";
import { Aside } from "../board/Aside";
import { beside } from "../board/beside";
import type { PanelProps } from "../board/Panels";
import { Message } from "../parts";
import { follow as go } from "../route";
import type { Seat } from "../seats";
import { isSame, otherwise, spoken, type Changed, type Thing } from "./differences";
import { askSince, type Since } from "./since";
import "../../styles/history.css";

/** While people work it follows the board, at their pauses. */
const PAUSE_MS = 1_500;

export function SincePanel(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const { board } = props.session;
  const side = beside(props);
  const [told, setTold] = createStore<{ since?: Since | null }>({});
  const [problem, setProblem] = createSignal<string>();
  const [version, setVersion] = createSignal(0);

  const ask = async (): Promise<void> => {
    try {
      const found = await askSince(props.seat.token, props.info.id);
      // Rows stay where they are, and whoever stands on one.
      setTold("since", reconcile(found, { key: "id" }));
      setProblem(undefined);
    } catch (error) {
      setProblem(words(error));
    }
  };
  const said = (found: Since): string => [t("since.added", { n: found.added.length }), t("since.changed", { n: found.changed.length }), t("since.removed", { n: found.removed.length })].join(". ");
  onMount(() => {
    let timer = 0;
    const stop = board.subscribe(() => {
      setVersion(version() + 1);
      clearTimeout(timer);
      timer = window.setTimeout(() => void ask(), PAUSE_MS);
    });
    onCleanup(() => {
      clearTimeout(timer);
      stop();
    });
    void ask().then(() => {
      const found = told.since;
      if (found) props.tab.news.set(said(found));
    });
  });
  const jump = (id: string): void => side.show([id]);
  const session = (found: Since) => {
    const { since } = found;
    return [t("board.session", { n: since.session }), since.title, since.date && day(since.date)].filter(Boolean).join(" · ");
  };
  const List = (list: { name: "added" | "changed" | "removed"; all: readonly (Thing | Changed)[] }): JSX.Element => (
    <Show when={list.all.length > 0}>
      <section class="differences" aria-label={t(`since.${list.name}`, { n: list.all.length })}>
        <h3>{t(`since.${list.name}`, { n: list.all.length })}</h3>
        <ul>
          <For each={list.all}>
            {(one) => (
              <li>
                <Show when={(version(), board.item(one.id))} fallback={<Words of={one} />}>
                  <button type="button" class="jump" aria-label={t("comments.jump", { thing: spoken(one) })} onClick={() => jump(one.id)}>
                    <Words of={one} />
                  </button>
                  <Before of={one} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
  return (
    <Aside {...side.frame} title={t("since")} class="since">
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <Switch>
        <Match when={told.since === undefined && !problem()}>
          <p class="soft">{t("loading")}</p>
        </Match>
        <Match when={told.since === null}>
          <p>{t("since.nothing")}</p>
        </Match>
        <Match when={told.since}>
          {(found) => (
            <>
              <p class="soft" dir="auto">
                {t("since.from", { session: session(found()) })}
              </p>
              <Show when={found().fresh}>
                <p>{t("since.fresh", { n: found().since.notes })}</p>
              </Show>
              <Show when={found().since.board && props.seat.boards.includes(found().since.board!)}>
                <p>
                  <a class="button small" href={`/b/${found().since.board}`} onClick={go}>
                    {t("since.open")}
                  </a>
                </p>
              </Show>
              <Show when={isSame(found()) && !found().fresh}>
                <p>{t("since.same")}</p>
              </Show>
              <List name="added" all={found().added} />
              <List name="changed" all={found().changed} />
              <List name="removed" all={found().removed} />
            </>
          )}
        </Match>
      </Switch>
    </Aside>
  );
}

/** What a thing says now, or said before it went. */
function Words(props: { of: Thing }): JSX.Element {
  return <span dir="auto">{spoken(props.of)}</span>;
}

/** What it said before, and in what else it is another. */
function Before(props: { of: Thing | Changed }): JSX.Element {
  const lines = () => {
    if (!("respects" in props.of)) return [];
    const also = otherwise({ ...props.of, respects: props.of.respects.filter((respect) => respect !== "place") });
    return [props.of.respects.includes("words") ? t("since.before", { words: spoken(props.of, props.of.said) }) : "", also].filter(Boolean);
  };
  return <For each={lines()}>{(line) => <span class="soft small also" dir="auto">{line}</span>}</For>;
}

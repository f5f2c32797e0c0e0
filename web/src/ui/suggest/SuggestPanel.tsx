/** What belongs together, as far as words say it: notes that say the same, and themes. Every suggestion waits for somebody to take it. */
import { batch, createEffect, createSignal, createUniqueId, For, Match, onCleanup, onMount, Show, Switch, type JSX } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { t } from "../../i18n";
import { gather, unite } from "../../tools/gathering";
import { words, type BoardInfo } from "../api";
import { Aside } from "../board/Aside";
import { beside } from "../board/beside";
import type { PanelProps } from "../board/Panels";
import { Field } from "../forms";
import { Icon } from "../icons";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { askSuggestions } from "./asking";
import { SameCard } from "./SameCard";
import { possible, type Duplicate, type Group, type Suggestions } from "./suggestions";
import { ThemeCard } from "./ThemeCard";
import "../../styles/aside.css";

/** Most themes one can ask for here. */
const MOST = 12;

export function SuggestPanel(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const { board } = props.session;
  const side = beside(props);
  const [found, setFound] = createSignal<Suggestions>();
  /** What of it can still be done: cards stay where they are, and whoever stands on one. */
  const [offered, setOffered] = createStore<{ now?: Suggestions }>({});
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [version, setVersion] = createSignal(0);
  /** Keys of what somebody has decided about. */
  const [decided, setDecided] = createSignal<ReadonlySet<string>>(new Set());
  const [names, setNames] = createSignal("");
  const [count, setCount] = createSignal("");
  const [done, setDone] = createSignal<string>();
  const countId = createUniqueId();
  createEffect(() => {
    version();
    const all = found();
    if (!all) return;
    const isOpen = ({ key }: { key: string }): boolean => !decided().has(key);
    const open = { ...all, clusters: all.clusters.filter(isOpen), duplicates: all.duplicates.filter(isOpen) };
    setOffered("now", reconcile(possible(board, open), { key: "key" }));
  });
  const nothing = () => offered.now && offered.now.clusters.length + offered.now.duplicates.length === 0;
  const ask = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setDone(undefined);
    const themes = names().split("\n").map((name) => name.trim()).filter(Boolean);
    try {
      const answer = await askSuggestions(props.seat.token, props.info.id, { ...(themes.length > 0 ? { themes } : {}), ...(count() ? { clusters: Number(count()) } : {}) });
      // Cards of another answer are others, whatever their keys.
      setOffered("now", undefined);
      batch(() => {
        setDecided(new Set<string>());
        setFound(answer);
      });
      setProblem(undefined);
      const { clusters, duplicates } = possible(board, answer);
      props.tab.news.set(clusters.length + duplicates.length === 0 ? t("suggest.none") : [t("suggest.same", { n: duplicates.length }), t("suggest.themes", { n: clusters.length })].join(". "));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  onMount(() => {
    onCleanup(board.subscribe(() => setVersion(version() + 1)));
    void ask();
  });
  const look = (id: string): void => side.show([id]);
  const decide = (all: readonly { readonly key: string }[]): void => void setDecided(new Set([...decided(), ...all.map(({ key }) => key)]));
  const took = (text: string, ids: readonly string[]): void => {
    setDone(text);
    props.tab.news.set(text);
    side.show(ids);
    side.focus("undo");
  };
  const merge = (one: Duplicate, keep: string): void => {
    const n = one.notes.length;
    if (unite(board, one.notes, keep)) took(t("suggest.united", { n }), [keep]);
  };
  const take = (all: readonly { readonly group: Group; readonly title: string; readonly notes: readonly string[] }[]): void => {
    const groups = all.map(({ group }) => ({ key: group.key }));
    const clusters = gather(board, all.map(({ group, title, notes }) => ({ title, cluster: group.cluster, notes })));
    if (clusters.length === 0) return;
    // What was left out of a group was left out by somebody.
    decide(groups);
    took(t("suggest.gathered", { n: clusters.length }), clusters);
  };
  const leave = (one: Duplicate | Group): void => {
    decide([one]);
    side.focus("go-on");
  };
  const undo = (): void => {
    setDone(undefined);
    setDecided(new Set<string>());
    if (props.stage.run("undo")) props.tab.news.set(t("suggest.undone"));
    side.focus();
  };

  return (
    <Aside {...side.frame} title={t("suggest")} class="suggest">
      <p class="soft small">{t("suggest.hint")}</p>
      <details>
        <summary>{t("suggest.own")}</summary>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <Field label={t("suggest.names")} hint={t("suggest.names.hint")}>
            {({ id, describedBy }) => <textarea id={id} aria-describedby={describedBy} rows={4} dir="auto" value={names()} onInput={(event) => setNames(event.currentTarget.value)} />}
          </Field>
          <div class="field">
            <label for={countId}>{t("suggest.count")}</label>
            <select id={countId} value={count()} onChange={(event) => setCount(event.currentTarget.value)}>
              <option value="">{t("suggest.count.any")}</option>
              <For each={Array.from({ length: MOST - 1 }, (_, i) => i + 2)}>{(n) => <option value={n}>{n}</option>}</For>
            </select>
          </div>
          <button type="submit" class="button small" disabled={busy()}>
            {t("suggest.again")}
          </button>
        </form>
      </details>
      <div class="come-of-it">
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <Show when={done()}>
          {(text) => (
            <div class="message">
              <Icon name="check" />
              <p class="grow">{text()}</p>
              <button type="button" class="button small undo" onClick={undo}>
                {t("suggest.undo")}
              </button>
            </div>
          )}
        </Show>
      </div>
      <Switch>
        <Match when={!offered.now && !problem()}>
          <p class="soft">{t("loading")}</p>
        </Match>
        <Match when={nothing()}>
          <p>{t("suggest.none")}</p>
        </Match>
        <Match when={offered.now}>
          {(now) => (
            <>
              <Show when={now().duplicates.length > 0}>
                <section class="stack" aria-label={t("suggest.same", { n: now().duplicates.length })}>
                  <h3>{t("suggest.same", { n: now().duplicates.length })}</h3>
                  <For each={now().duplicates}>
                    {(one) => <SameCard board={board} version={version()} duplicate={one} onLook={look} onUnite={(keep) => merge(one, keep)} onLeave={() => leave(one)} />}
                  </For>
                </section>
              </Show>
              <Show when={now().clusters.length > 0}>
                <section class="stack" aria-label={t("suggest.themes", { n: now().clusters.length })}>
                  <h3>{t("suggest.themes", { n: now().clusters.length })}</h3>
                  <For each={now().clusters}>
                    {(one) => <ThemeCard board={board} version={version()} group={one} onLook={look} onTake={(title, notes) => take([{ group: one, title, notes }])} onLeave={() => leave(one)} />}
                  </For>
                  <Show when={now().clusters.length > 1}>
                    <button type="button" class="button" onClick={() => take(now().clusters.map((group) => ({ group, title: group.title, notes: group.notes })))}>
                      {t("suggest.all", { n: now().clusters.length })}
                    </button>
                  </Show>
                  <Show when={now().unplaced.length > 0}>
                    <p class="soft small">{t("suggest.unplaced", { n: now().unplaced.length })}</p>
                  </Show>
                </section>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Aside>
  );
}

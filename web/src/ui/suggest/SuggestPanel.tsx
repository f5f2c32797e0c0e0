/** What belongs together, as far as words say it: notes that say the same, and themes. Every suggestion waits for somebody to take it. */
import { createEffect, createMemo, createSignal, createUniqueId, For, Match, on, onCleanup, onMount, Show, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { gather, unite } from "../../tools/gathering";
import { words, type BoardInfo } from "../api";
import { Aside } from "../board/Aside";
import type { PanelProps } from "../board/Panels";
import { follow } from "../board/signals";
import { Field } from "../forms";
import { Icon } from "../icons";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { askSuggestions } from "./asking";
import { SameCard } from "./SameCard";
import { possible, type Duplicate, type Group, type Suggestions } from "./suggestions";
import { ThemeCard } from "./ThemeCard";
import "../../styles/aside.css";

/** A phone; the same width as in talk.css. */
const NARROW = 640;
/** Most themes one can ask for here. */
const MOST = 12;

export function SuggestPanel(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const { board } = props.session;
  const talking = follow(props.tab.talking);
  const [found, setFound] = createSignal<Suggestions>();
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [version, setVersion] = createSignal(0);
  const [left, setLeft] = createSignal<ReadonlySet<Duplicate | Group>>(new Set());
  const [names, setNames] = createSignal("");
  const [count, setCount] = createSignal("");
  const [done, setDone] = createSignal<string>();
  const countId = createUniqueId();
  let root!: HTMLElement;
  let heading!: HTMLHeadingElement;
  /** What is offered now; a card stays the same object while nothing about it has changed, and whoever stands on it stays. */
  const offered = createMemo<Suggestions | undefined>((before) => {
    version();
    const now = found();
    if (!now) return undefined;
    const kept = { ...now, clusters: now.clusters.filter((one) => !left().has(one)), duplicates: now.duplicates.filter((one) => !left().has(one)) };
    const next = possible(board, kept);
    const same = <T extends Duplicate | Group>(one: T, others: readonly T[]): T => others.find((other) => JSON.stringify(other) === JSON.stringify(one)) ?? one;
    return { ...next, clusters: next.clusters.map((one) => same(one, before?.clusters ?? [])), duplicates: next.duplicates.map((one) => same(one, before?.duplicates ?? [])) };
  });
  const nothing = () => offered() && offered()!.clusters.length + offered()!.duplicates.length === 0;
  const ask = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setDone(undefined);
    const themes = names().split("\n").map((name) => name.trim()).filter(Boolean);
    try {
      const answer = await askSuggestions(props.seat.token, props.info.id, { ...(themes.length > 0 ? { themes } : {}), ...(count() ? { clusters: Number(count()) } : {}) });
      setLeft(new Set<Duplicate | Group>());
      setFound(answer);
      setProblem(undefined);
      const now = possible(board, answer);
      props.tab.news.set(now.clusters.length + now.duplicates.length === 0 ? t("suggest.none") : [t("suggest.same", { n: now.duplicates.length }), t("suggest.themes", { n: now.clusters.length })].join(". "));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  onMount(() => {
    props.tab.talking.set(null);
    onCleanup(board.subscribe(() => setVersion(version() + 1)));
    heading.focus({ preventScroll: true });
    void ask();
  });
  // Both lie in the same place.
  createEffect(on(talking, (asked) => asked && props.onClose(), { defer: true }));
  const close = (): void => {
    props.onClose();
    props.stage.focus();
  };
  const cover = () => {
    const { left: edge, height } = root.getBoundingClientRect();
    return innerWidth <= NARROW ? { right: 0, bottom: height } : { right: innerWidth - edge, bottom: 90 };
  };
  const look = (id: string): void => {
    props.tab.select([id]);
    props.stage.reveal(id, cover());
  };
  const took = (text: string, ids: readonly string[]): void => {
    setDone(text);
    props.tab.news.set(text);
    props.tab.select(ids);
    if (ids[0]) props.stage.reveal(ids[0], cover());
    queueMicrotask(() => root.querySelector<HTMLElement>(".come-of-it .undo")?.focus({ preventScroll: true }));
  };
  const merge = (one: Duplicate, keep: string): void => {
    if (unite(board, one.notes, keep)) took(t("suggest.united", { n: one.notes.length }), [keep]);
  };
  const take = (all: readonly { readonly group: Group; readonly title: string; readonly notes: readonly string[] }[]): void => {
    const clusters = gather(board, all.map(({ group, title, notes }) => ({ title, cluster: group.cluster, notes })));
    if (clusters.length === 0) return;
    // What was left out of a group was left out by somebody.
    setLeft(new Set([...left(), ...originals(all.map(({ group }) => group))]));
    took(t("suggest.gathered", { n: clusters.length }), clusters);
  };
  /** A card is about what is left of a suggestion; that is what somebody has decided about. */
  const originals = (groups: readonly Group[]): readonly Group[] => (found()?.clusters ?? []).filter((one) => groups.some(({ title, cluster }) => title === one.title && cluster === one.cluster));
  const leave = (one: Duplicate | Group): void => {
    const all = found();
    const its = "why" in one ? (all?.duplicates ?? []).filter(({ why, notes }) => why === one.why && one.notes.every((id) => notes.includes(id))) : originals([one]);
    setLeft(new Set([...left(), ...its]));
    queueMicrotask(() => (root.querySelector<HTMLElement>(".suggested button") ?? heading).focus({ preventScroll: true }));
  };
  const undo = (): void => {
    setDone(undefined);
    setLeft(new Set<Duplicate | Group>());
    if (props.stage.run("undo")) props.tab.news.set(t("suggest.undone"));
    heading.focus({ preventScroll: true });
  };

  return (
    <Aside onRoot={(one) => (root = one)} onHeading={(one) => (heading = one)} title={t("suggest")} class="suggest" onClose={close}>
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
        <Match when={!offered() && !problem()}>
          <p class="soft">{t("loading")}</p>
        </Match>
        <Match when={nothing()}>
          <p>{t("suggest.none")}</p>
        </Match>
        <Match when={offered()}>
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

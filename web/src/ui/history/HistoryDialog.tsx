/** What a board was like: its versions, what has changed since, and the way to bring it back. */
import { createMemo, createResource, createSignal, For, Match, Show, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type Session } from "../api";
import { Dialog } from "../dialog";
import { Icon } from "../icons";
import { Message } from "../parts";
import { Naming } from "./Naming";
import { OneVersion } from "./OneVersion";
import { Replay } from "./Replay";
import { Versions } from "./Versions";
import { merged, versions, type Version } from "./versions";
import "../../styles/history.css";

/** Narrower than this one thing lies below the other; the same width as in history.css. */
const NARROW = "(max-width: 760px)";

export function HistoryDialog(props: { board: string; name: string; sessions: readonly Session[]; token: string; onClose: () => void }): JSX.Element {
  const [list, { refetch }] = createResource<readonly Version[]>(async (_, { value }) => merged(value ?? [], await versions.list(props.token, props.board)));
  const all = createMemo(() => (list.state === "ready" || list.state === "refreshing" ? list.latest : []));
  const sessions = () => [...new Set(all().map(({ session }) => session))];
  const [shown, setShown] = createSignal<string | null>(null);
  const [replayed, setReplayed] = createSignal<number | null>(null);
  /** The board has changed from here: comparisons with what it is now are made anew. */
  const [turn, setTurn] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [said, setSaid] = createSignal("");
  /** What was brought back, and the version that undoes it. */
  const [done, setDone] = createSignal<{ readonly text: string; readonly before: string | null }>();
  let column!: HTMLElement;
  let aside!: HTMLElement;
  const version = () => all().find((one) => one.version === shown());

  const act = async (work: () => Promise<string>, before?: () => string | null): Promise<boolean> => {
    if (busy()) return false;
    setBusy(true);
    setProblem(undefined);
    let isDone = false;
    try {
      const text = await work();
      setDone({ text, before: before?.() ?? null });
      setSaid(text);
      isDone = true;
    } catch (error) {
      setDone(undefined);
      setProblem(words(error));
    }
    await Promise.resolve(refetch()).catch(() => undefined);
    setBusy(false);
    return isDone;
  };
  const look = (one: Version, byKey: boolean): void => {
    setReplayed(null);
    setDone(undefined);
    setProblem(undefined);
    setShown(one.version);
    arrive(byKey);
  };
  /** Whoever chose by the keyboard goes on there; on a phone it has to be brought into view. */
  const arrive = (byKey: boolean): void =>
    void requestAnimationFrame(() => {
      if (matchMedia(NARROW).matches) aside.scrollIntoView();
      if (byKey) aside.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true });
    });
  const back = (): void => {
    const row = column.querySelector<HTMLElement>("[aria-current], [aria-pressed=true]") ?? column.querySelector("button");
    row?.focus();
    row?.scrollIntoView({ block: "center" });
  };
  const keep = (name: string) => act(async () => t("history.named", { name: (await versions.name(props.token, props.board, name)).name ?? name }));
  const restore = async (id: string, items?: readonly string[]): Promise<void> => {
    let before: string | null = null;
    const work = async (): Promise<string> => {
      const restored = await versions.restore(props.token, props.board, id, items);
      before = restored.before;
      setTurn(turn() + 1);
      if (restored.back + restored.gone === 0) return t("history.done.none");
      return [t("history.done", { n: restored.back }), restored.gone > 0 ? t("history.gone", { n: restored.gone }) : ""].join(" ").trim();
    };
    if (await act(work, () => before)) focusSoon(".undo");
  };
  const undo = async (before: string): Promise<void> => {
    const work = async (): Promise<string> => {
      await versions.restore(props.token, props.board, before);
      setTurn(turn() + 1);
      return t("history.undone");
    };
    if (await act(work)) focusSoon("h3");
  };
  const focusSoon = (what: string): void => queueMicrotask(() => aside.querySelector<HTMLElement>(what)?.focus({ preventScroll: true }));

  return (
    <Dialog title={t("history.title", { board: props.name })} large onClose={props.onClose}>
      <div class="history">
        <nav ref={column} class="stack" aria-label={t("history.versions")}>
          <Naming label={t("history.name")} hint={t("history.name.hint")} act={t("history.name.go")} busy={busy()} onName={keep} />
          <Switch>
            <Match when={list.error}>
              <Message bad>{words(list.error)}</Message>
            </Match>
            <Match when={list.loading && all().length === 0}>
              <p class="soft" role="status">
                {t("loading")}
              </p>
            </Match>
            <Match when={all().length === 0}>
              <p class="soft">{t("history.none")}</p>
            </Match>
          </Switch>
          <For each={sessions()}>
            {(session) => (
              <Versions
                session={session}
                title={props.sessions.find(({ number }) => number === session)?.title ?? ""}
                all={all().filter((one) => one.session === session)}
                chosen={replayed() === null ? shown() : null}
                replayed={replayed() === session}
                onChoose={look}
                onReplay={() => {
                  setDone(undefined);
                  setReplayed(session);
                  arrive(true);
                }}
              />
            )}
          </For>
        </nav>
        <section ref={aside} class="stack outcome" aria-label={t("history.seen")}>
          <Switch fallback={<Show when={all().length > 0}><p class="soft">{t("history.choose")}</p></Show>}>
            <Match when={replayed()} keyed>
              {(session) => <Replay board={props.board} token={props.token} session={session} all={all().filter((one) => one.session === session)} onBack={back} />}
            </Match>
            <Match when={version()?.version} keyed>
              {(id) => (
                <OneVersion
                  version={version() ?? all()[0]!}
                  all={all()}
                  board={props.board}
                  token={props.token}
                  turn={turn()}
                  busy={busy()}
                  say={setSaid}
                  onBack={back}
                  onRestore={(items) => void restore(id, items)}
                  onRename={(name) => act(async () => t("history.named", { name: (await versions.rename(props.token, props.board, id, name)).name ?? name }))}
                  onRemove={() =>
                    void act(async () => {
                      await versions.remove(props.token, props.board, id);
                      setShown(null);
                      queueMicrotask(back);
                      return t("history.taken");
                    })
                  }
                />
              )}
            </Match>
          </Switch>
          <div class="come-of-it">
            <p class="visually-hidden" role="status">
              {said()}
            </p>
            <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
            <Show when={done()}>
              {(one) => (
                <div class="message">
                  <Icon name="check" />
                  <p class="grow">{one().text}</p>
                  <Show when={one().before}>
                    {(before) => (
                      <button type="button" class="button small undo" disabled={busy()} onClick={() => void undo(before())}>
                        {t("history.undo")}
                      </button>
                    )}
                  </Show>
                </div>
              )}
            </Show>
          </div>
        </section>
      </div>
    </Dialog>
  );
}

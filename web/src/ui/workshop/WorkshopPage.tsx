import { createMemo, createResource, createSignal, For, lazy, Match, onCleanup, onMount, Show, Suspense, Switch, type JSX, type Setter, type Signal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { offerLanguage, readyFor, t } from "../../i18n";
import { day } from "../../i18n/days";
import type { Told } from "../../doc/progress";
import { api, Refused, words, type BoardEntry, type Conducting, type Phase, type Session, type Workshop, type WorkshopPerson } from "../api";
import { BOOK, CLUSTERS, COLLECT, GLOBE, LIST, PEN, PLAY, POSTER, SHEET, UPLOAD } from "../drawings";
import { Icon } from "../icons";
import { Preferences } from "../forms";
import { Brand, IconButton, Message } from "../parts";
import { Conductor } from "../programme/Conductor";
import { modeWords, phaseTitle } from "../programme/phases";
import { go } from "../route";
import { seatInWorkshop, take } from "../seats";
import { keepShell } from "../shell";
import { staff } from "../staff";
import { BoardCard } from "./BoardCard";
import { ImportDialog } from "./ImportDialog";
import { MessageDialog } from "./MessageDialog";
import { PersonDialog } from "./PersonDialog";
import { roleWords } from "./roles";
import { boardName } from "./names";
import { ShareDialog } from "./ShareDialog";
import { WaitingRoom } from "./WaitingRoom";
import { watching } from "./wall";
import "../../styles/pages.css";

const ProgrammeDialog = lazy(async () => {
  const [page] = await Promise.all([import("../programme/ProgrammeDialog"), readyFor("template")]);
  return { default: page.ProgrammeDialog };
});
const CollectDialog = lazy(async () => ({ default: (await import("../collect/CollectDialog")).CollectDialog }));
const HistoryDialog = lazy(async () => {
  const [page] = await Promise.all([import("../history/HistoryDialog"), readyFor("board")]);
  return { default: page.HistoryDialog };
});
const PosterDialog = lazy(async () => ({ default: (await import("../poster/PosterDialog")).PosterDialog }));
const RosterDialog = lazy(async () => ({ default: (await import("../roster/RosterDialog")).RosterDialog }));
const PublicationDialog = lazy(async () => ({ default: (await import("../publication/PublicationDialog")).PublicationDialog }));
const VademecumDialog = lazy(async () => ({ default: (await import("../vademecum/VademecumDialog")).VademecumDialog }));
const ManifestoDialog = lazy(async () => ({ default: (await import("../manifesto/ManifestoDialog")).ManifestoDialog }));
const TemplatesDialog = lazy(async () => {
  const [page] = await Promise.all([import("./TemplatesDialog"), readyFor("template")]);
  return { default: page.TemplatesDialog };
});

/** How often the page asks who is where. */
const POLL_MS = 2_000;

/** The facilitator's page: the programme, every group's board, who is where, and what brings it together. */
export function WorkshopPage(props: { id: string; token: string | null }): JSX.Element {
  const token = props.token ?? seatInWorkshop(props.id, "facilitator")?.token ?? null;
  const [stale, setStale] = createSignal(false);
  const [workshop, { mutate, refetch }] = createResource(async () => (token ? await load(token, props.id) : null), { storage: merged });

  onMount(() => {
    void keepShell();
    // Whoever opens one when the server is away is to be told so in it.
    for (const dialog of [CollectDialog, PosterDialog, VademecumDialog, ManifestoDialog, PublicationDialog, RosterDialog, ProgrammeDialog, TemplatesDialog, HistoryDialog]) void dialog.preload();
    const timer = setInterval(() => void refresh(), POLL_MS);
    const wake = (): void => void refresh();
    document.addEventListener("visibilitychange", wake);
    onCleanup(() => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", wake);
    });
  });
  async function refresh(): Promise<void> {
    if (!token || document.visibilityState === "hidden" || workshop.loading) return;
    const { error } = workshop;
    // Opened while the server was away, it comes when the server does. What was refused stays refused.
    if (error && error.status !== 0) return;
    try {
      const found = await api.workshop(token, props.id);
      if (error) await refetch();
      else mutate(found);
      setStale(false);
    } catch (error) {
      // A lost connection passes; the page keeps what it had and says so.
      if (error instanceof Refused && error.status === 0) setStale(true);
    }
  }

  return (
    <Switch
      fallback={
        <main class="narrow">
          <Brand />
          <p class="soft">{t("loading")}</p>
        </main>
      }
    >
      <Match when={!token || workshop.error}>
        <main class="narrow">
          <Brand />
          <div class="card">
            <h1>{t("board.workshop")}</h1>
            <Show when={workshop.error?.status === 0} fallback={<Message bad>{workshop.error && workshop.error.status !== 401 ? words(workshop.error) : t("workshop.gone")}</Message>}>
              <Message warn>{t("workshop.waiting")}</Message>
            </Show>
            <button type="button" class="button primary wide" onClick={() => go("/")}>
              {t("gone.home")}
            </button>
          </div>
        </main>
      </Match>
      <Match when={workshop()}>{(found) => <Cockpit workshop={found()} token={token!} stale={stale()} refresh={refresh} />}</Match>
    </Switch>
  );
}

/** Keeps what has not changed: a board that somebody stands on with the keyboard is not put there anew at every look. */
function merged<T>(first: T): Signal<T> {
  const [kept, keep] = createStore({ value: first });
  const set = (next: unknown): T => {
    const value = typeof next === "function" ? (next as (old: T) => T)(unwrap(kept).value) : (next as T);
    keep("value", reconcile(value) as never);
    return kept.value;
  };
  return [() => kept.value, set as Setter<T>];
}

async function load(token: string, id: string): Promise<Workshop> {
  const workshop = await api.workshop(token, id);
  await offerLanguage(workshop.language);
  if (workshop.me.role !== "participant" && workshop.join) {
    take({
      kind: "facilitator",
      workshop: id,
      title: workshop.title,
      token,
      participant: workshop.me.participant ?? null,
      name: workshop.me.name ?? null,
      boards: workshop.boards.map((board) => board.id),
    });
  }
  return workshop;
}

type Open = "programme" | "roster" | "share" | "collect" | "poster" | "vademecum" | "manifesto" | "publication" | "import" | "templates" | null;

function Cockpit(props: { workshop: Workshop; token: string; stale: boolean; refresh: () => Promise<void> }): JSX.Element {
  const [session, setSession] = createSignal(props.workshop.session_now);
  const [open, setOpen] = createSignal<Open>(null);
  const [problem, setProblem] = createSignal<string>();
  const workshop = () => props.workshop;
  onMount(() => {
    document.title = `${workshop().title} · ${t("app.name")}`;
  });
  const here = createMemo(() => workshop().boards.filter((board) => board.session === session() || board.kind === "canvas"));
  const order = (board: BoardEntry) => (board.kind === "plenary" ? 0 : board.kind === "group" ? 1 : 2);
  const boards = () => [...here()].sort((a, b) => order(a) - order(b));
  const wall = watching(props.token, workshop().id, session);
  /** To whom a message is being written; null is to everybody. */
  const [message, setMessage] = createSignal<{ readonly to: string | null }>();
  /** Whose history is looked at. */
  const [past, setPast] = createSignal<BoardEntry>();
  const change = async (fields: { session_now?: number; join_open?: boolean; waiting_room?: boolean; admit_all?: boolean }): Promise<void> => {
    try {
      setProblem(undefined);
      await staff.change(props.token, workshop().id, fields);
      await props.refresh();
    } catch (error) {
      setProblem(words(error));
    }
  };
  const conduct = async (wish: Conducting): Promise<void> => {
    try {
      setProblem(undefined);
      await staff.conduct(props.token, workshop().id, workshop().progress.turn, wish);
    } catch (error) {
      setProblem(words(error));
    }
    await props.refresh();
  };
  const close = (): void => {
    setOpen(null);
    void props.refresh();
  };
  return (
    <main class="wide-page">
      <header class="wide-head">
        <Brand />
        <div class="grow">
          <h1>{workshop().title}</h1>
        </div>
        <Preferences />
      </header>
      <Show when={props.stale}>
        <Message warn>{t("workshop.stale")}</Message>
      </Show>
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <div class="cockpit">
        <nav aria-label={t("workshop.sessions")} class="stack">
          <h2>{t("workshop.sessions")}</h2>
          <div class="sessions">
            <For each={workshop().sessions}>
              {(one) => (
                <div>
                  <SessionButton session={one} now={one.number === workshop().session_now} open={one.number === session()} onClick={() => setSession(one.number)} />
                  <Show when={one.number === session()}>
                    <Phases session={one} told={workshop().progress} onStart={(phase) => void conduct({ do: "start", session: one.number, phase: phase.number })} />
                    <Show when={one.number !== workshop().session_now}>
                      <div style={{ padding: "0 14px 14px" }}>
                        <button type="button" class="button small" onClick={() => void change({ session_now: one.number })}>
                          {t("workshop.make_now")}
                        </button>
                      </div>
                    </Show>
                  </Show>
                </div>
              )}
            </For>
          </div>
          <p>
            <button type="button" class="button small" onClick={() => setOpen("programme")}>
              <Icon name={PEN} />
              {t("programme.edit")}
            </button>
          </p>
        </nav>
        <div class="stack" style={{ gap: "28px" }}>
          <div class="bar">
            <button type="button" class="button primary" onClick={() => setOpen("collect")}>
              <Icon name={COLLECT} />
              {t("workshop.collect")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("poster")}>
              <Icon name={POSTER} />
              {t("workshop.poster")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("vademecum")}>
              <Icon name={BOOK} />
              {t("workshop.vademecum")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("manifesto")}>
              <Icon name={SHEET} />
              {t("workshop.manifesto")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("publication")}>
              <Icon name={GLOBE} />
              {t("workshop.publication")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("share")}>
              <Icon name="people" />
              {t("workshop.share")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("roster")}>
              <Icon name={LIST} />
              {t("workshop.roster")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("import")}>
              <Icon name={UPLOAD} />
              {t("workshop.import")}
            </button>
            <button type="button" class="button" onClick={() => setOpen("templates")}>
              <Icon name={CLUSTERS} />
              {t("workshop.templates")}
            </button>
            <Show when={workshop().join_open !== undefined}>
              <button type="button" class="button quiet" onClick={() => void change({ join_open: !workshop().join_open })}>
                {workshop().join_open ? t("workshop.close_joining") : t("workshop.open_joining")}
              </button>
              <button type="button" class="button quiet" onClick={() => void change({ waiting_room: !workshop().waiting_room })}>
                {workshop().waiting_room ? t("waiting.close") : t("waiting.open")}
              </button>
            </Show>
          </div>
          <WaitingRoom workshop={workshop()} token={props.token} refresh={props.refresh} onAll={() => void change({ admit_all: true })} />
          <section class="stack">
            <h2>{t("workshop.boards")}</h2>
            <ul class="boards">
              <For each={boards()}>
                {(board) => (
                  <li>
                    <BoardCard board={board} workshop={workshop()} wall={wall} onWish={(wish) => void conduct(wish).then(wall.look)} onMessage={(to) => setMessage({ to })} onHistory={() => setPast({ ...board })} />
                  </li>
                )}
              </For>
            </ul>
          </section>
          <PeopleTable workshop={workshop()} token={props.token} refresh={props.refresh} />
        </div>
      </div>
      <Conductor workshop={workshop()} session={session()} token={props.token} refresh={props.refresh} onMessage={() => setMessage({ to: null })} />
      <Show when={message()}>
        {(written) => <MessageDialog workshop={workshop()} boards={boards()} to={written().to} token={props.token} refresh={props.refresh} onClose={() => setMessage(undefined)} />}
      </Show>
      <Show when={past()} keyed>
        {(board) => (
          <Suspense>
            <HistoryDialog board={board.id} name={boardName(board)} sessions={workshop().sessions} token={props.token} onClose={() => setPast(undefined)} />
          </Suspense>
        )}
      </Show>
      <Switch>
        <Match when={open() === "programme"}>
          <Suspense>
            <ProgrammeDialog workshop={workshop()} session={session()} token={props.token} refresh={props.refresh} onClose={close} />
          </Suspense>
        </Match>
        <Match when={open() === "roster"}>
          <Suspense>
            <RosterDialog workshop={workshop()} session={session()} token={props.token} refresh={props.refresh} onClose={close} />
          </Suspense>
        </Match>
        <Match when={open() === "share"}>
          <ShareDialog workshop={workshop()} token={props.token} refresh={props.refresh} onClose={close} />
        </Match>
        <Match when={open() === "collect"}>
          <Suspense>
            <CollectDialog workshop={workshop()} session={session()} token={props.token} onClose={close} />
          </Suspense>
        </Match>
        <Match when={open() === "poster"}>
          <Suspense>
            <PosterDialog workshop={workshop()} boards={boards()} session={session()} token={props.token} onPublish={() => setOpen("publication")} onClose={close} />
          </Suspense>
        </Match>
        <Match when={open() === "vademecum"}>
          <Suspense>
            <VademecumDialog workshop={workshop()} token={props.token} onClose={close} />
          </Suspense>
        </Match>
        <Match when={open() === "manifesto"}>
          <Suspense>
            <ManifestoDialog workshop={workshop()} token={props.token} onClose={close} />
          </Suspense>
        </Match>
        <Match when={open() === "publication"}>
          <Suspense>
            <PublicationDialog workshop={workshop()} token={props.token} onClose={close} />
          </Suspense>
        </Match>
        <Match when={open() === "import"}>
          <ImportDialog workshop={workshop()} token={props.token} onClose={close} />
        </Match>
        <Match when={open() === "templates"}>
          <Suspense>
            <TemplatesDialog workshop={workshop()} boards={boards()} token={props.token} onClose={close} />
          </Suspense>
        </Match>
      </Switch>
    </main>
  );
}

function SessionButton(props: { session: Session; now: boolean; open: boolean; onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="session" aria-current={props.open ? "true" : undefined} onClick={() => props.onClick()}>
      <span class="row" style={{ gap: "8px" }}>
        <strong>{t("board.session", { n: props.session.number })}</strong>
        <Show when={props.now}>
          <span class="pill">
            <span class="dot" />
            {t("workshop.now")}
          </span>
        </Show>
      </span>
      <Show when={props.session.title}>
        <span>{props.session.title}</span>
      </Show>
      <Show when={props.session.date}>{(date) => <span class="soft small">{day(date())}</span>}</Show>
    </button>
  );
}

function Phases(props: { session: Session; told: Told; onStart: (phase: Phase) => void }): JSX.Element {
  const isNow = (phase: Phase) => props.told.phase?.session === props.session.number && props.told.phase.number === phase.number;
  return (
    <Show when={props.session.phases.length > 0}>
      <ol class="phases">
        <For each={props.session.phases}>
          {(phase) => (
            <li classList={{ now: isNow(phase) }} aria-current={isNow(phase) ? "step" : undefined}>
              <span class="minutes">{phase.minutes > 0 ? t("phase.minutes", { n: phase.minutes }) : t("phase.open_end")}</span>
              <span class="grow">
                {phaseTitle(phase.title)}
                <span class="soft"> · {modeWords(phase.mode)}</span>
              </span>
              <Show when={!isNow(phase)}>
                <IconButton icon={PLAY} label={t("conduct.start.named", { title: phaseTitle(phase.title) })} onClick={() => props.onStart(phase)} />
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}

function PeopleTable(props: { workshop: Workshop; token: string; refresh: () => Promise<void> }): JSX.Element {
  const [chosen, setChosen] = createSignal<WorkshopPerson>();
  const where = (id: string | null | undefined) => {
    const board = props.workshop.boards.find((one) => one.id === id);
    return board ? boardName(board) : t("workshop.away");
  };
  return (
    <Show when={(props.workshop.people ?? []).length > 0}>
      <section class="stack">
        <h2>{t("workshop.people")}</h2>
        <div class="scroll-x" tabindex="0" role="region" aria-label={t("workshop.people")}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t("workshop.name")}</th>
                <th scope="col">{t("workshop.group")}</th>
                <th scope="col">{t("workshop.board")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.workshop.people}>
                {(person) => (
                  <tr>
                    <td>
                      <button type="button" class="name" aria-haspopup="dialog" onClick={() => setChosen({ ...person })}>
                        {person.name}
                      </button>
                      <Show when={person.role !== "editor"}>
                        <span class="soft small"> · {t(roleWords[person.role]!)}</span>
                      </Show>
                    </td>
                    <td>{person.group ?? "–"}</td>
                    <td classList={{ soft: !person.online }}>{person.online ? where(person.board) : t("workshop.away")}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
        <Show when={chosen()}>
          {(person) => (
            <PersonDialog
              workshop={props.workshop}
              person={person()}
              token={props.token}
              refresh={props.refresh}
              onClose={() => setChosen(undefined)}
            />
          )}
        </Show>
      </section>
    </Show>
  );
}

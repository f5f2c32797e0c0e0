import { createEffect, createMemo, createResource, createSignal, lazy, Match, onCleanup, onMount, Show, Suspense, Switch, type JSX } from "solid-js";
import { askCopy } from "../../doc/copy";
import { openBoard, type BoardSession, type Status } from "../../doc/session";
import { language, readyFor, t } from "../../i18n";
import { PAPERS } from "../../scene/palette";
import { Tab } from "../../state/tab";
import { onCommand, type Emitted } from "../../tools/commands";
import { mountStage, type Stage } from "../../tools/stage";
import { answered, keepSaid, lastSaid } from "../ahead";
import { api, words, type BoardInfo } from "../api";
import { askBeforeLeaving } from "../route";
import { seatForBoard, type Seat } from "../seats";
import { theme } from "../theme";
import { ToolBar } from "./ToolBar";
import { MoreMenu, TopBar } from "./TopBar";
import "../../styles/board.css";

// The board is painted first; these follow, or come when they are wanted.
const later = <T,>(load: () => Promise<T>): (() => Promise<T>) => async () => (await Promise.all([load(), readyFor("board")]))[0];
const Outline = lazy(later(async () => ({ default: (await import("../../outline/Outline")).Outline })));
const EmptyHint = lazy(later(async () => ({ default: (await import("./EmptyHint")).EmptyHint })));
const Floating = lazy(later(async () => ({ default: (await import("./Floating")).Floating })));
const NoticeBar = lazy(later(async () => ({ default: (await import("./NoticeBar")).NoticeBar })));
const Capture = lazy(later(async () => ({ default: (await import("../capture/Capture")).Capture })));
const Refusal = lazy(async () => ({ default: (await import("./Refusal")).Refusal }));
const Panels = lazy(later(async () => ({ default: (await import("./Panels")).Panels })));
const ZoomControl = lazy(later(async () => ({ default: (await import("./ZoomControl")).ZoomControl })));
// Nobody misses what it shows when it does not come: it shows nothing.
const Guard = lazy(() => import("./Guard").then(({ Guard }) => ({ default: Guard }), () => ({ default: () => null })));

/** A bad line did not bring the rest of the tools: asked for again. */
const EQUIP_AGAIN_MS = 4_000;

/** How long a line that is up and dead is waited for, and the pause until the server is asked again. */
const PATIENCE_MS = 2_500;
/** The server is away, and the board was never open here. */
const MISSING = "missing";

/** Finds the seat for a board and what the board is, then opens it: a board that this device has, without the server too. */
export function BoardPage(props: { id: string }): JSX.Element {
  const seat = seatForBoard(props.id);
  if (seat && lastSaid(props.id) === null) askCopy(props.id, seat.token);
  const [info, { refetch }] = createResource(async () => (seat ? await known(seat, props.id) : null));
  createEffect(() => {
    if (info.error || info.loading || info.latest !== MISSING) return;
    const timer = setTimeout(() => void refetch(), PATIENCE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <Switch
      fallback={
        <main class="narrow">
          <p class="soft">{t("board.opening")}</p>
        </main>
      }
    >
      <Match when={!seat}>
        <Refusal text={t("seat.none")} />
      </Match>
      <Match when={info.error}>
        <Refusal text={words(info.error)} />
      </Match>
      <Match when={info.latest === MISSING}>
        <Refusal waits text={t("board.missing")} />
      </Match>
      <Match when={info.latest as BoardInfo | undefined}>{(found) => <OpenBoard info={found()} seat={seat!} />}</Match>
    </Switch>
  );
}

/** What the server says about the board; without an answer soon, what it said last time. */
async function known(seat: Seat, id: string): Promise<BoardInfo | typeof MISSING> {
  const last = lastSaid(id);
  const asked = ask(seat, id).catch((error: { status?: number }) => {
    if (error.status !== 0) throw error;
  });
  const pause = last && new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  return (await Promise.race([asked, pause || asked])) ?? (last ? (JSON.parse(last) as BoardInfo) : MISSING);
}

async function ask(seat: Seat, id: string): Promise<BoardInfo> {
  const early = await answered(id)?.catch(() => null);
  const info = early?.ok ? ((await early.json()) as BoardInfo) : await api.board(seat.token, id);
  keepSaid(id, info);
  return info;
}

function OpenBoard(props: { info: BoardInfo; seat: Seat }): JSX.Element {
  const session: BoardSession = openBoard({
    boardId: props.info.id,
    token: props.seat.token,
    role: props.info.role,
    participant: props.seat.participant,
    ...(props.seat.name ? { name: props.seat.name } : {}),
  });
  const [status, setStatus] = createSignal(session.status);
  // Who only adds notes begins with writing; anybody may change over.
  const face = (): string => location.hash.slice(1);
  const [writes, setWrites] = createSignal(face() === "capture" || (face() === "" && props.info.role === "contributor"));
  const turn = (): void => {
    if (face() === "capture" || face() === "board") setWrites(face() === "capture");
  };
  addEventListener("hashchange", turn);
  const stop = session.onStatus(setStatus);
  onCleanup(() => {
    removeEventListener("hashchange", turn);
    stop();
    session.close();
  });
  return (
    <Show when={writes()} fallback={<Canvas {...props} session={session} status={status()} />}>
      <Suspense>
        <Capture {...props} session={session} status={status()} />
        <Guard session={session} asks={askBeforeLeaving} />
      </Suspense>
    </Show>
  );
}

/** The board as a picture, with all that floats over it. */
function Canvas(props: { info: BoardInfo; seat: Seat; session: BoardSession; status: Status }): JSX.Element {
  const { session } = props;
  const status = () => props.status;
  const tab = new Tab();
  const [stage, setStage] = createSignal<Stage>();
  const [panel, setPanel] = createSignal<Emitted | null>(null);
  const [outline, setOutline] = createSignal(false);
  const [empty, setEmpty] = createSignal(true);
  const [painted, setPainted] = createSignal(false);
  const readOnly = createMemo(() => status().readOnly);
  let root!: HTMLDivElement;

  onMount(() => {
    document.title = `${props.info.title} · ${props.info.workshop_title}`;
    tab.theme.set(theme());
    const made = mountStage(root, session, tab, labels);
    setStage(made);
    let again = 0;
    const equip = (): void =>
      void import("../../tools/kit").then(
        ({ KIT }) => {
          made.equip(KIT);
          look();
          // Whoever asks for a search goes on typing at once: until it is there, letters would be commands.
          void Panels.preload();
          void MoreMenu.preload();
        },
        (error) => {
          console.warn("the rest of the tools does not come", error);
          again = window.setTimeout(equip, EQUIP_AGAIN_MS);
        },
      );
    onCleanup(() => clearTimeout(again));
    const stopWaiting = made.onFrame(() => {
      if (!session.status.loaded) return;
      stopWaiting();
      // In a task of its own, so that the frame is shown first.
      setTimeout(() => {
        setPainted(true);
        equip();
      });
    });
    const look = (): void => {
      setEmpty(session.board.notes.size + session.board.clusters.size + session.board.marks.size === 0 && !session.board.hidden);
    };
    look();
    const stops = [session.board.subscribe(look), onCommand(setPanel)];
    onCleanup(() => {
      for (const stop of stops) stop();
      stage()?.destroy();
    });
  });
  createMemo(() => tab.theme.set(theme()));
  createEffect(() => {
    language();
    stage()?.relabel();
  });

  const papers = () => Object.fromEntries(Object.entries(PAPERS).map(([color, paper]) => [`--paper-${color}`, paper[theme()]]));

  // Read anew each time, so that a change of language reaches the stage.
  const labels = {
    get stage() {
      return t("board.stage");
    },
    get noteText() {
      return t("board.note_text");
    },
    get clusterTitle() {
      return t("board.cluster_title");
    },
    get markText() {
      return t("board.mark_text");
    },
    get linkLabel() {
      return t("board.link_label");
    },
    get untitled() {
      return t("board.untitled");
    },
    get labelHint() {
      return t("board.label_hint");
    },
    get linkHandle() {
      return t("board.link_handle");
    },
  };

  return (
    <div class="board-page" classList={{ presenting: panel() === "present" }} lang={language()} style={papers()}>
      <a class="visually-hidden skip" href="#outline">
        {t("outline")}
      </a>
      <main>
        <div ref={root} class="stage" />
        <Suspense>
          <Show when={painted() && empty()}>
            <EmptyHint readOnly={readOnly()} />
          </Show>
        </Suspense>
        <Show when={!status().loaded}>
          <div class="empty-hint" role="status">
            <p class="soft">{t(status().net === "offline" ? "board.missing" : "board.loading")}</p>
          </div>
        </Show>
        <TopBar info={props.info} seat={props.seat} session={session} tab={tab} status={status()} painted={painted()} outline={outline()} onOutline={() => setOutline(!outline())} onPanel={setPanel} stage={stage()} />
        <Suspense>
          {/* Asked for while there still is a line: later there may be something to say about it. */}
          <Show when={painted() || status().notice}>
            <NoticeBar session={session} status={status()} seat={props.seat} />
            <Guard session={session} asks={askBeforeLeaving} />
          </Show>
        </Suspense>
        <Show when={stage()}>
          {(ready) => (
            <>
              <Suspense>
                <Show when={painted()}>
                  <Floating info={props.info} seat={props.seat} session={session} tab={tab} stage={ready()} status={status()} outline={outline()} empty={empty()} />
                </Show>
              </Suspense>
              <ToolBar session={session} tab={tab} stage={ready()} readOnly={readOnly()} role={status().role} />
              <Suspense>
                <Show when={painted()}>
                  <ZoomControl session={session} tab={tab} stage={ready()} />
                </Show>
              </Suspense>
              <Suspense>
                <Show when={painted()}>
                  <Outline session={session} tab={tab} stage={ready()} open={outline()} readOnly={readOnly()} role={status().role} onClose={() => setOutline(false)} />
                </Show>
              </Suspense>
            </>
          )}
        </Show>
      </main>
      <Suspense>
        <Show when={panel() && stage()}>
          <Panels which={panel()!} info={props.info} seat={props.seat} session={session} tab={tab} stage={stage()!} readOnly={readOnly()} onClose={() => setPanel(null)} />
        </Show>
      </Suspense>
    </div>
  );
}

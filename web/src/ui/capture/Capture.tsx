/**
 * The board for whoever only wants to write: one large field, its colour, where it goes, and one's own notes below. The
 * same document as the canvas, without the picture of it; on a phone it takes the room that the keyboard leaves.
 */
import { createEffect, createMemo, createSignal, lazy, on, onCleanup, onMount, Show, Suspense, type JSX } from "solid-js";
import { giveWay, putNote } from "../../doc/placing";
import { LIMIT } from "../../doc/schema.gen";
import type { BoardSession, Status } from "../../doc/session";
import { readyFor, t } from "../../i18n";
import { PAPERS } from "../../scene/palette";
import type { BoardInfo } from "../api";
import { NoticeBar } from "../board/NoticeBar";
import { nameOf, PhaseBar, SavedMark } from "../board/TopBar";
import { SCREEN } from "../drawings";
import { Icon } from "../icons";
import type { Seat } from "../seats";
import { theme } from "../theme";
import { votingOn } from "../vote/Votes";
import { draft, keepDraft } from "./draft";
import { Mine } from "./Mine";
import { Papers } from "./Papers";
import { photographing } from "./photo";
import { PhotoLine } from "./PhotoLine";
import "../../styles/capture.css";

const VotePage = lazy(async () => {
  const [page] = await Promise.all([import("../vote/VotePage"), readyFor("programme")]);
  return { default: page.VotePage };
});

const SEND = { d: "M4 12.500 20 4.500l-4.500 15-4-6zM11.500 13.500 20 4.500" };

/** As little as a phone's keyboard leaves, CSS pixels: the field is worth more than the names of colours. */
const TIGHT = 520;

export function Capture(props: { info: BoardInfo; seat: Seat; session: BoardSession; status: Status }): JSX.Element {
  const { board } = props.session;
  const [text, setText] = createSignal(draft(board.id));
  const [color, setColor] = createSignal("yellow");
  const [cluster, setCluster] = createSignal("");
  const [said, setSaid] = createSignal("");
  const [version, setVersion] = createSignal(0);
  /** Written on this page: of these it is known that nobody meant them to lie where they lie. */
  const sent = new Set<string>();
  let root!: HTMLElement;
  /** Not there on a board that one only reads. */
  let field: HTMLTextAreaElement | undefined;

  const { vote, letGo } = votingOn(props.info, props.session);
  // Whoever is in the middle of a note goes on writing.
  const [votes, setVotes] = createSignal(text().trim() === "");
  createEffect(on(() => vote()?.round.number, () => setVotes(text().trim() === "")));
  const number = () => (props.status.loaded ? vote()?.round.number : undefined);
  /** The notes to vote on stand in the place of the field. */
  const isVoting = () => number() !== undefined && !vote()!.gone && (votes() || props.status.readOnly);
  const tell = (sentence: string): void => {
    setSaid("");
    queueMicrotask(() => setSaid(sentence));
  };

  const clusters = createMemo(() => {
    version();
    return [...board.clusters.values()].sort((a, b) => a.title.localeCompare(b.title));
  });
  const chosen = () => (board.clusters.has(cluster()) ? cluster() : "");
  const taking = photographing(props.session.access);
  const { photo } = taking;
  // With a photo that is on its way, or that was not taken, the note would go without it.
  const ready = () => props.status.loaded && (photo() ? photo()!.image !== null : text().trim() !== "");
  // Without a connection nobody could take it: sent again as soon as there is one.
  createEffect(
    on(
      () => props.status.net,
      (net) => net === "online" && photo()?.why === "offline" && taking.again(),
    ),
  );
  const write = (words: string): void => {
    setText(words);
    keepDraft(board.id, words);
  };
  const send = (): void => {
    field?.focus();
    if (!ready()) return;
    board.stopCapturing();
    sent.add(putNote(board, text().trim(), { color: color(), cluster: chosen() || null }, photo()?.image));
    board.stopCapturing();
    write("");
    taking.drop();
    // Said anew each time, or the second would not be read out.
    tell(t(props.status.net === "online" ? "capture.sent" : "capture.sent.offline"));
  };
  const fit = (): void => {
    const { height, offsetTop } = visualViewport ?? { height: innerHeight, offsetTop: 0 };
    root.style.setProperty("--seen", `${height}px`);
    root.style.setProperty("--from", `${offsetTop}px`);
    root.classList.toggle("tight", height < TIGHT);
  };
  onMount(() => {
    document.title = `${t("capture.open")} · ${props.info.title}`;
    fit();
    visualViewport?.addEventListener("resize", fit);
    visualViewport?.addEventListener("scroll", fit);
    field?.focus();
    const stop = board.subscribe((change) => {
      setVersion(version() + 1);
      // Not while the change is being told to the others who listen.
      if (change.origin === "remote" && sent.size > 0) queueMicrotask(() => giveWay(board, sent));
    });
    onCleanup(() => {
      visualViewport?.removeEventListener("resize", fit);
      visualViewport?.removeEventListener("scroll", fit);
      stop();
    });
  });

  const papers = () => Object.fromEntries(Object.entries(PAPERS).map(([name, paper]) => [`--paper-${name}`, paper[theme()]]));
  return (
    <main ref={root} class="capture" style={papers()}>
      <header class="capture-head">
        <div class="where">
          <h1>{nameOf(props.info)}</h1>
          <p>{props.info.workshop_title}</p>
        </div>
        <SavedMark status={props.status} />
        <a class="button small" href="#board">
          <Icon name={SCREEN} />
          {t("capture.board")}
        </a>
      </header>
      <Suspense>
        <PhaseBar {...props} say={setSaid} />
      </Suspense>
      <NoticeBar session={props.session} status={props.status} seat={props.seat} />
      <Suspense>
        <Show when={number()} keyed>
          {(_) => <VotePage {...props} vote={vote()!} version={version()} shown={isVoting()} onShown={setVotes} say={tell} onDone={letGo} />}
        </Show>
      </Suspense>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Show when={!props.status.readOnly && !isVoting()} fallback={<Show when={!isVoting()}><p class="capture-shut">{t("board.read_only")}</p></Show>}>
        <form
          class="capture-form"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <div class="capture-paper" style={{ background: `var(--paper-${color()})` }}>
            <textarea
              ref={field}
              class="capture-field"
              aria-label={t("capture.field")}
              placeholder={t("capture.field")}
              aria-keyshortcuts="Control+Enter"
              dir="auto"
              maxLength={LIMIT.NOTE_TEXT}
              value={text()}
              onInput={(event) => write(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
                event.preventDefault();
                send();
              }}
            />
            <PhotoLine photo={taking} onDone={() => field?.focus()} />
          </div>
          <Papers legend={t("capture.category")} value={color()} onChange={setColor} />
          <div class="capture-send">
            <Show when={clusters().length > 0}>
              <label class="capture-where">
                <span>{t("capture.where")}</span>
                <select value={chosen()} onChange={(event) => setCluster(event.currentTarget.value)}>
                  <option value="">{t("outline.loose")}</option>
                  {clusters().map(({ id, title }) => (
                    <option value={id} selected={id === chosen()}>
                      {title.trim() || t("board.untitled")}
                    </option>
                  ))}
                </select>
              </label>
            </Show>
            {/* Pressed by a finger it would take the focus, and the keyboard would go. */}
            <button type="submit" class="button primary" aria-disabled={!ready()} onPointerDown={(event) => event.preventDefault()}>
              <Icon name={SEND} />
              {t("capture.send")}
            </button>
          </div>
        </form>
        <Show when={props.status.save === "offline"}>
          <p class="soft small capture-kept">{t("saved.offline", { n: props.status.pending })}</p>
        </Show>
        <Mine session={props.session} version={version()} sent={sent} sheet={props.info.kind === "private"} />
      </Show>
    </main>
  );
}

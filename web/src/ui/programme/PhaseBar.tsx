/** What is under way, always in the same place: the phase, the time left and, when it is opened, what to do. */
import { createEffect, createMemo, createSignal, createUniqueId, on, onCleanup, Show, type JSX } from "solid-js";
import { clock } from "../../doc/progress";
import type { BoardSession, Status } from "../../doc/session";
import { t } from "../../i18n";
import type { BoardInfo } from "../api";
import { EYE_CLOSED, INBOX, LOCK } from "../drawings";
import { Icon } from "../icons";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { Conduct } from "./Conduct";
import { conducting, goAlong, leftOf, listen, progressOf, SOON_MS, toldOf } from "./following";
import { HandButton } from "./HandButton";
import { InboxButton } from "./Inbox";
import { Messages } from "./Messages";
import { modeWords, phaseTitle } from "./phases";
import "../../styles/programme.css";

const CLOCK = { d: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2" };
const READ = "plenaria.phase.read";

export function PhaseBar(props: { info: BoardInfo; seat: Seat; session: BoardSession; status: Status; say: (text: string) => void }): JSX.Element {
  const progress = progressOf(props.info);
  const land = goAlong(progress, props);
  listen(progress, props.session);
  const told = toldOf(progress);
  const left = leftOf(progress);
  const [open, setOpen] = createSignal(false);
  const { conduct, problem } = conducting(progress, props.seat.token, props.info.workshop);
  const id = createUniqueId();
  let root!: HTMLDivElement;
  let button!: HTMLButtonElement;

  const phase = createMemo(() => told().phase);
  const name = createMemo(() => (phase() ? `${props.info.workshop}/${phase()!.session}/${phase()!.number}` : null));
  const conducts = () => props.seat.kind === "facilitator" || (props.status.role ?? props.info.role) === "cofacilitator";
  const isCalled = () => told().gathered === props.info.id;
  const isFrozen = createMemo(() => told().frozen?.includes(props.info.id) ?? false);
  const isSheet = () => props.info.of !== undefined;
  /** The board of which this page is a sheet; or itself, where others write privately. Who writes on a board goes on beside its inbox. */
  const veiled = createMemo(() => {
    const writing = told().private?.[props.info.of ?? props.info.id];
    return writing?.inbox && !isSheet() && !conducts() && !props.status.readOnly ? undefined : writing;
  });
  const isInbox = () => veiled()?.inbox === true;
  const mark = () => (isInbox() ? INBOX : EYE_CLOSED);
  const says = () => phase() !== undefined || isCalled() || isFrozen() || veiled() !== undefined;
  const isSoon = createMemo(() => left() !== null && left()! <= SOON_MS);
  const isOver = createMemo(() => left() === 0);
  const title = () => (phase() ? phaseTitle(phase()!.title) : t(isInbox() ? "inbox" : veiled() ? "private" : isFrozen() ? "progress.frozen" : isCalled() ? "progress.gathered" : "progress.nothing"));
  const time = () => (left() === null ? "" : isOver() ? t("progress.over") : clock(left()!));

  // What to do is shown once to each, when the phase begins or when they come into it.
  createEffect(
    on(name, (now) => {
      if (!now) return;
      if (!conducts() && phase()!.instructions && read() !== now) setOpen(true);
    }),
  );
  createEffect(on(name, (now) => now && props.say([t("progress.now", { title: title() }), phase()!.instructions].join("\n")), { defer: true }));
  createEffect(on(isFrozen, (frozen) => frozen && props.say(t("progress.frozen")), { defer: true }));
  const isVeiled = createMemo(() => veiled() !== undefined);
  createEffect(
    on(
      () => [isVeiled(), isInbox()] as const,
      ([is, inbox], before) => is !== before?.[0] && props.say(t(inbox ? "inbox.board" : is ? "private.board" : before?.[1] ? "inbox.ended" : "private.revealed")),
      { defer: true },
    ),
  );
  createEffect(on(isCalled, (called) => called && props.say(t("progress.gathered")), { defer: true }));
  createEffect(on(isSoon, (soon) => soon && !isOver() && props.say(t("progress.minute")), { defer: true }));
  createEffect(on(isOver, (over) => over && props.say(t("progress.over")), { defer: true }));

  const close = (): void => {
    if (name()) keepRead(name()!);
    const hadFocus = root.contains(document.activeElement);
    setOpen(false);
    if (hadFocus) button.focus();
  };
  createEffect(() => {
    if (!open()) return;
    const outside = (event: PointerEvent): void => void (root.contains(event.target as Node) || close());
    addEventListener("pointerdown", outside, true);
    onCleanup(() => removeEventListener("pointerdown", outside, true));
  });

  return (
    <>
      <div class="phase-row">
        <Show when={says() || conducts()}>
          <div
            ref={root}
            class="phase"
            classList={{ soon: isSoon() && !isOver(), over: isOver(), sheet: isSheet() }}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || !open()) return;
              event.stopPropagation();
              close();
            }}
          >
            <button ref={button} type="button" class="phase-button" aria-expanded={open()} aria-controls={open() ? id : undefined} title={says() ? undefined : t("conduct")} onClick={() => (open() ? close() : setOpen(true))}>
              <Icon name={CLOCK} />
              <span class="visually-hidden">{t("progress.phase")}: </span>
              {/* Without a phase it is only there for who conducts: a small thing. */}
              <span class={says() ? "phase-title" : "visually-hidden"}>{title()}</span>
              <Show when={phase() && isFrozen()}>
                <Icon name={LOCK} />
              </Show>
              <Show when={phase() && veiled()}>
                <Icon name={mark()} />
                <span class="visually-hidden">{t(isInbox() ? "inbox" : "private")}</span>
              </Show>
              <Show when={time()}>
                <span class="phase-left">{time()}</span>
              </Show>
            </button>
            <Show when={isSheet()}>
              <p class="phase-sheet small">
                <Icon name={mark()} />
                {t(isInbox() ? "inbox.here" : "private.here")}
              </p>
            </Show>
            <Show when={open()}>
              <section id={id} class="phase-card" aria-label={t("progress.phase")}>
                <Show when={phase()}>
                  {(now) => (
                    <>
                      <h2>{title()}</h2>
                      <p class="soft small">
                        {modeWords(now().mode)}
                        {left() === null ? ` · ${t("phase.open_end")}` : isOver() ? ` · ${t("progress.over")}` : ` · ${t("progress.left", { time: clock(left()!) })}`}
                      </p>
                      <Show when={now().instructions}>
                        <p class="phase-instructions" dir="auto">
                          {now().instructions}
                        </p>
                      </Show>
                    </>
                  )}
                </Show>
                <Show when={isCalled()}>
                  <p>{t("progress.gathered")}</p>
                </Show>
                <Show when={isFrozen()}>
                  <p>{t("progress.frozen")}</p>
                </Show>
                <Show when={veiled()}>
                  {(writing) => (
                    <>
                      <p>
                        {t(isInbox() ? (isSheet() ? "inbox.here" : "inbox.board") : isSheet() ? "private.here" : "private.board")} {t(writing().anonymous ? "private.anonymous" : "private.named")}
                      </p>
                      <Show when={!isSheet() && !isCalled() && !conducts()}>
                        <button type="button" class="button small primary" onClick={land}>
                          {t("private.go")}
                        </button>
                      </Show>
                    </>
                  )}
                </Show>
                <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
                <Show
                  when={conducts()}
                  fallback={
                    <button type="button" class="button small" onClick={close}>
                      {t("progress.understood")}
                    </button>
                  }
                >
                  <Conduct told={told()} info={props.info} seat={props.seat} onWish={(wish) => void conduct(wish)} />
                </Show>
              </section>
            </Show>
          </div>
        </Show>
        <Show when={conducts() && isInbox()}>
          <InboxButton board={props.info.id} token={props.seat.token} />
        </Show>
        <Show when={!conducts()}>
          <HandButton session={props.session} told={told()} say={props.say} />
        </Show>
      </div>
      <Show when={!conducts()}>
        <Messages told={told()} workshop={props.info.workshop} say={props.say} />
      </Show>
    </>
  );
}

function read(): string | null {
  try {
    return localStorage.getItem(READ);
  } catch {
    return null;
  }
}

function keepRead(name: string): void {
  try {
    localStorage.setItem(READ, name);
  } catch {
    // Then it is shown again.
  }
}

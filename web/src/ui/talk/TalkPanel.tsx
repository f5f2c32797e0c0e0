/** What is said about the chosen thing, or about everything on the board; beside the board, or below it on a phone. */
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import { comment } from "../../doc/talk";
import { t } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import type { Seat } from "../seats";
import { Aside } from "../board/Aside";
import { coverOf } from "../board/beside";
import { follow } from "../board/signals";
import { CommentField } from "./CommentField";
import { followed, named, thing } from "./reading";
import { ThreadCard } from "./ThreadCard";

interface Props {
  session: BoardSession;
  tab: Tab;
  stage: Stage;
  status: Status;
  seat: Seat;
  /** The outline is open too. */
  outline: boolean;
}

export function TalkPanel(props: Props): JSX.Element {
  const { board } = props.session;
  const comments = followed(board, props.stage);
  const name = named(props.session, props.seat.token);
  const selection = follow(props.tab.selection);
  const talking = follow(props.tab.talking);
  const [version, setVersion] = createSignal(0);
  const [settled, setSettled] = createSignal(false);
  let root!: HTMLElement;
  let heading!: HTMLHeadingElement;

  /** The one chosen thing, or null for the whole board. */
  const scope = () => (selection().size === 1 ? [...selection()][0]! : null);
  const about = createMemo(() => (version(), scope() && thing(board, scope()!)));
  const here = createMemo(() => {
    const all = comments()?.threads() ?? [];
    return scope() ? all.filter((thread) => thread.on === scope()) : all;
  });
  const shown = createMemo(() => new Map(here().flatMap((thread) => (thread.done === settled() ? [[thread.id, thread] as const] : [])).reverse()));
  const count = (done: boolean) => here().filter((thread) => thread.done === done).length;
  const writes = () => props.status.reacts;

  const reveal = (): void => {
    const id = scope();
    if (!id) return;
    if (root.offsetWidth > 0) props.stage.reveal(id, coverOf(root));
  };
  const toHeading = (): void => heading.focus({ preventScroll: true });
  /** Where in the outline it was asked for: there one goes on. */
  let from: HTMLElement | null = null;
  const close = (): void => {
    props.tab.talking.set(null);
    if (from?.isConnected) from.focus();
    else props.stage.focus();
  };
  onMount(() => {
    onCleanup(board.subscribe(() => setVersion(version() + 1)));
    // With what is said the sheet of a phone grows over what it is about.
    const grown = new ResizeObserver(reveal);
    grown.observe(root);
    onCleanup(() => grown.disconnect());
  });
  createEffect(
    on(talking, (asked) => {
      if (!asked) return;
      const here = document.activeElement;
      from = here instanceof HTMLElement && here.closest(".outline") ? here : null;
      setSettled(false);
      // Whatever was clicked to come here keeps the focus until its own work is done.
      requestAnimationFrame(() => {
        reveal();
        const field = asked.write ? root.querySelector("textarea") : null;
        if (field) field.focus();
        else toHeading();
      });
    }),
  );
  const jump = (id: string): void => {
    props.tab.select([id]);
    requestAnimationFrame(reveal);
    toHeading();
  };

  return (
    <Aside onRoot={(one) => (root = one)} onHeading={(one) => (heading = one)} title={t("comments")} class={props.outline ? "beside" : ""} onClose={close}>
      <Show when={about()}>
        {(words) => (
          <p class="row scope">
            <strong class="grow" dir="auto">
              {t("comments.about", { thing: words() })}
            </strong>
            <button
              type="button"
              class="button small"
              onClick={() => {
                props.tab.clearSelection();
                toHeading();
              }}
            >
              {t("comments.all")}
            </button>
          </p>
        )}
      </Show>
      <Show when={about() !== null && writes() && scope()} keyed>
        {(id) => <CommentField place={`${board.id} on ${id}`} label={t("comments.write")} send={t("comments.send")} onSend={(text) => (setSettled(false), comment(board, id, text) !== null)} />}
      </Show>
      <div class="row filter" role="group" aria-label={t("comments.filter")}>
        <For each={[false, true]}>
          {(done) => (
            <button type="button" class="button small" aria-pressed={settled() === done} onClick={() => setSettled(done)}>
              {t(done ? "comments.settled" : "comments.open", { n: count(done) })}
            </button>
          )}
        </For>
      </div>
      <div class="threads">
        <For each={[...shown().keys()]} fallback={<p class="soft">{t(settled() ? "comments.none.settled" : scope() ? "comments.none.thing" : "comments.none.open")}</p>}>
          {(id) => {
            const thread = () => shown().get(id) ?? here().find((one) => one.id === id)!;
            return (
              <Show when={thread()}>
                <ThreadCard
                  board={board}
                  thread={thread()}
                  about={scope() ? undefined : (version(), thing(board, thread().on))}
                  name={name}
                  role={props.status.role}
                  writes={writes()}
                  onJump={() => jump(thread().on)}
                  onDone={(done) => {
                    props.tab.news.set(t(done ? "comments.news.settled" : "comments.news.reopened"));
                    toHeading();
                  }}
                  onRemoved={toHeading}
                />
              </Show>
            );
          }}
        </For>
      </div>
    </Aside>
  );
}

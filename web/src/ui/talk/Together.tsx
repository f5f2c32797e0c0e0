/** What others bring to a board while one works on it: comments, their news, whom one follows, and calm from all of it. */
import { createEffect, createMemo, createSignal, lazy, onCleanup, Show, Suspense, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import type { Person } from "../../doc/types";
import { t } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import type { Seat } from "../seats";
import { follow } from "../board/signals";
import { keepCalm } from "./calm";
import { askNames } from "../board/authors";
import { followed, short, thing } from "./reading";
import "../../styles/together.css";

const TalkPanel = lazy(async () => ({ default: (await import("./TalkPanel")).TalkPanel }));

interface Props {
  session: BoardSession;
  tab: Tab;
  stage: Stage;
  status: Status;
  seat: Seat;
  outline: boolean;
}

export function Together(props: Props): JSX.Element {
  const talking = follow(props.tab.talking);
  keepCalm(props.tab);
  return (
    <>
      <News {...props} />
      <FollowBar session={props.session} tab={props.tab} />
      <Suspense>
        <Show when={talking()}>
          <TalkPanel {...props} />
        </Show>
      </Suspense>
    </>
  );
}

/** New comments of others are said by the one polite live region. */
function News(props: Props): null {
  const { board } = props.session;
  const tell = async (author: string | null, about: string, text: string): Promise<void> => {
    const here = props.session.people().find(({ participant }) => participant === author)?.name;
    const name = here ?? (author && (await askNames(props.session, props.seat.token)).get(author));
    props.tab.news.set(t("comments.news", { name: name || t("comments.someone"), thing: about, text: short(text, 120) }));
  };
  followed(board, props.stage, (comments, all) => {
    // What was there before one came is no news.
    if (!props.session.status.synced) return;
    const last = comments.get(all[all.length - 1]!);
    const thread = last && comments.threads().find(({ first, replies }) => first === last || replies.includes(last));
    if (!thread || !last.text) return;
    void tell(last.author, thing(board, thread.on) ?? t("comments.gone"), last.text);
  });
  return null;
}

/** Whose view one follows, with the way out of it. */
function FollowBar(props: { session: BoardSession; tab: Tab }): JSX.Element {
  const following = follow(props.tab.following);
  const [people, setPeople] = createSignal<readonly Person[]>(props.session.people());
  onCleanup(props.session.onPeople((next) => setPeople([...next])));
  const person = createMemo(() => people().find(({ id }) => id === following()));
  let bar: HTMLDivElement | undefined;
  createEffect(() => {
    if (!person() && bar?.contains(document.activeElement)) document.querySelector<HTMLElement>("[role=application]")?.focus();
  });
  return (
    <Show when={person()}>
      {(whom) => (
        <>
          <div class="follow-frame" aria-hidden="true" style={{ "--who": whom().color }} />
          <div ref={bar} class="float follow-bar">
            <p role="status" dir="auto">
              {t("follow.now", { name: whom().name })}
            </p>
            <button type="button" class="button small" aria-keyshortcuts="Escape" onClick={() => props.tab.following.set(null)}>
              {t("follow.stop")}
            </button>
          </div>
        </>
      )}
    </Show>
  );
}

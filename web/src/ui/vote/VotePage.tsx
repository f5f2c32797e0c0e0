/** A vote for whoever has the page that is only for writing: the notes it is about as a list, each with one's own dots. */
import { createEffect, createMemo, For, on, onMount, Show, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import type { Note } from "../../doc/types";
import { t } from "../../i18n";
import { titled } from "../../outline/naming";
import { chapters } from "../../outline/reading";
import { mark } from "../../outline/Row";
import { Thumb } from "../capture/Thumb";
import { CLOSE } from "../drawings";
import { IconButton } from "../parts";
import type { Seat } from "../seats";
import { Stepper } from "./Stepper";
import { balloting } from "./voting";
import { VoteLines } from "./VoteLines";
import type { Vote } from "./Votes";
import { leftOf, onlyWords, titleOf } from "./words";
import "../../styles/vote.css";

interface Props {
  seat: Seat;
  session: BoardSession;
  status: Status;
  vote: Vote;
  /** Counts the changes of the board. */
  version: number;
  /** The notes are shown; else only what the vote says of itself. */
  shown: boolean;
  onShown: (shown: boolean) => void;
  say: (text: string) => void;
  onDone: () => void;
}

export function VotePage(props: Props): JSX.Element {
  const { round } = props.vote;
  const { board, access } = props.session;
  const { dots, ballot } = balloting(props, (text) => props.say(text));
  onMount(() => !props.vote.gone && props.say(t("vote.opened", { left: [titleOf(round), onlyWords(round, props.session), leftOf(round, round.dots)].filter(Boolean).join(". ") })));
  createEffect(on(() => props.vote.gone, (gone) => gone && props.say(t(gone === "counted" ? "vote.closed" : "vote.dropped")), { defer: true }));
  createEffect(on(() => ballot().problem, (problem) => problem && props.say(problem)));

  const listed = createMemo(() => {
    void props.version;
    const about = (note: Note): boolean => ballot().takes(note.id);
    return chapters(board)
      .map(({ cluster, notes }) => ({ id: cluster?.id ?? "", ids: notes.filter(about).map(({ id }) => id) }))
      .filter(({ ids }) => ids.length > 0);
  });
  // Rows stay the elements they are, or whoever presses + twice would press it on another note.
  const keys = createMemo(() => listed().map(({ id }) => id), [], { equals: (a, b) => String(a) === String(b) });
  /** What it has come to: this page has no notes on which one would see it. */
  const result = createMemo(() => {
    void props.version;
    const all = [...board.notes.keys()].map((id) => ({ id, votes: board.votes(id) })).filter(({ id, votes }) => votes > 0 && ballot().takes(id));
    return all.sort((a, b) => b.votes - a.votes);
  });
  const title = (id: string): string => (void props.version, id === "" ? t("outline.loose") : board.clusters.get(id)?.title.trim() || t("board.untitled"));
  return (
    <section class="vote-page" aria-label={t("vote")}>
      <div class="vote-head row">
        <div class="grow">
          <VoteLines session={props.session} round={round} gone={props.vote.gone} left={ballot().left} standing={ballot().standing} problem={ballot().problem} hint="" />
        </div>
        <Show
          when={!props.vote.gone}
          fallback={<IconButton icon={CLOSE} label={t("close")} onClick={() => props.onDone()} />}
        >
          <Show when={!props.status.readOnly}>
            <button type="button" class="button small" aria-expanded={props.shown} onClick={() => props.onShown(!props.shown)}>
              {t(props.shown ? "capture.open" : "vote.turn")}
            </button>
          </Show>
        </Show>
      </div>
      <Show when={props.vote.gone === "counted" && result().length > 0}>
        <ol class="vote-result">
          <For each={result()}>
            {({ id, votes }) => (
              <li class="vote-note" style={{ "--mark": mark(board.note(id)?.color ?? "white") }}>
                <p dir="auto">{titled(board, id)}</p>
                <strong>{t("vote.result", { n: votes })}</strong>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={props.shown && dots()}>
        {(mine) => (
          <>
            <h2 class="visually-hidden">{t("vote.notes")}</h2>
            <Show when={keys().length > 0} fallback={<p class="soft">{t("vote.notes.none")}</p>}>
              <For each={keys()}>
                {(key) => (
                  <div>
                    <Show when={keys().length > 1 || key !== ""}>
                      <h3 dir="auto">{title(key)}</h3>
                    </Show>
                    <ul>
                      <For each={listed().find(({ id }) => id === key)?.ids ?? []}>
                        {(id) => {
                          const note = () => (void props.version, board.note(id));
                          return (
                            <li class="vote-note" style={{ "--mark": mark(note()?.color ?? "white") }}>
                              <Show when={note()?.image}>{(image) => <Thumb access={access} image={image()} />}</Show>
                              <p dir="auto">{(note(), titled(board, id))}</p>
                              <Stepper dots={mine()} note={id} name={(note(), titled(board, id))} />
                            </li>
                          );
                        }}
                      </For>
                    </ul>
                  </div>
                )}
              </For>
            </Show>
          </>
        )}
      </Show>
    </section>
  );
}

/** The vote that is open on this board: what it is about, how many dots are left, and that it has closed. */
import { createEffect, createMemo, on, onCleanup, onMount, Show, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { t } from "../../i18n";
import { follow } from "../board/signals";
import { CLOSE } from "../drawings";
import { IconButton } from "../parts";
import type { Seat } from "../seats";
import type { Vote } from "./Votes";
import { balloting } from "./voting";
import { VoteLines } from "./VoteLines";
import { leftOf, onlyWords, titleOf } from "./words";
import "../../styles/vote.css";

export function VoteBar(props: { seat: Seat; session: BoardSession; tab: Tab; stage: Stage; status: Status; vote: Vote; onDone: () => void }): JSX.Element {
  const { round } = props.vote;
  const { board } = props.session;
  const say = (text: string): void => {
    // The same twice is news twice.
    props.tab.news.set("");
    props.tab.news.set(text);
  };
  const { dots, ballot } = balloting(props, say);
  const selection = follow(props.tab.selection);
  createEffect(() => props.tab.voting.set(dots()));
  onCleanup(() => props.tab.voting.set(null));
  onMount(() => !props.vote.gone && say(t("vote.opened", { left: [titleOf(round), onlyWords(round, props.session), leftOf(round, round.dots)].filter(Boolean).join(". ") })));
  createEffect(on(() => props.vote.gone, (gone) => gone && say(t(gone === "counted" ? "vote.closed" : "vote.dropped")), { defer: true }));
  createEffect(on(() => ballot().problem, (problem) => problem && say(problem)));

  /** The one note that is chosen. */
  const chosen = createMemo(() => {
    const [only] = selection();
    return selection().size === 1 && board.note(only!) ? only! : null;
  });
  // Before the stage hears of it, for whom these letters would be words on the note or a way to zoom.
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === "+" ? 1 : event.key === "-" ? -1 : 0;
    const target = event.target instanceof Element ? event.target : null;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !dots() || props.tab.editing.get()) return;
    if (target?.closest("input, textarea, select, dialog, [role=dialog]") || document.querySelector("dialog[open]")) return;
    // In the list they mean the row on which one stands.
    const note = target?.closest<HTMLElement>("[data-row]")?.dataset.row ?? chosen();
    if (!note || !board.note(note)) return;
    event.preventDefault();
    event.stopPropagation();
    dots()!.press(note, by);
  };
  addEventListener("keydown", onKey, true);
  onCleanup(() => removeEventListener("keydown", onKey, true));

  return (
    <section class="float vote-bar" classList={{ gone: props.vote.gone !== undefined }} aria-label={t("vote")}>
      <VoteLines session={props.session} round={round} gone={props.vote.gone} left={ballot().left} standing={ballot().standing} problem={ballot().problem} hint={chosen() === null ? t("vote.hint") : !dots()?.takes(chosen()!) ? t("vote.not_this") : ""} />
      <Show when={props.vote.gone}>
        <IconButton icon={CLOSE} label={t("close")} onClick={() => props.onDone()} />
      </Show>
    </section>
  );
}

/** Is a vote open on this board? What one votes with comes only then. */
import { createEffect, createSignal, lazy, Show, Suspense, type Accessor, type JSX } from "solid-js";
import type { Round } from "../../doc/progress";
import type { BoardSession, Status } from "../../doc/session";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { readyFor } from "../../i18n";
import type { BoardInfo } from "../api";
import { listen, progressOf, toldOf } from "../programme/following";
import type { Seat } from "../seats";

const VoteBar = lazy(async () => {
  const [page] = await Promise.all([import("./VoteBar"), readyFor("programme")]);
  return { default: page.VoteBar };
});

/** `gone`: it has ended meanwhile, with a result or without; undefined while it is open. */
export interface Vote {
  readonly round: Round;
  readonly gone?: "counted" | "dropped";
}

/** The vote on this board: the open one, or the one that has just ended here until it is let go. */
export function votingOn(info: BoardInfo, session: BoardSession): { vote: Accessor<Vote | undefined>; letGo: () => void } {
  const progress = progressOf(info);
  listen(progress, session);
  const told = toldOf(progress);
  const [vote, setVote] = createSignal<Vote>();
  createEffect(() => {
    const { voting, counted } = told();
    const before = vote();
    if (voting?.boards.includes(info.id)) {
      if (before?.round.number !== voting.number || before.gone) setVote({ round: voting });
    } else if (before && !before.gone) {
      setVote({ round: before.round, gone: counted === before.round.number ? "counted" : "dropped" });
    }
  });
  return { vote, letGo: () => setVote(undefined) };
}

export function Votes(props: { info: BoardInfo; seat: Seat; session: BoardSession; tab: Tab; stage: Stage; status: Status }): JSX.Element {
  const { vote, letGo } = votingOn(props.info, props.session);
  const number = () => (props.status.loaded ? vote()?.round.number : undefined);
  return (
    <Suspense>
      {/* Another round is another bar. */}
      <Show when={number()} keyed>
        {(_) => <VoteBar {...props} vote={vote()!} onDone={letGo} />}
      </Show>
    </Suspense>
  );
}

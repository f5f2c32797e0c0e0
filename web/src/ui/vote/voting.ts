/** One's ballot as a page has it: for the board and for the page that is only for writing. */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { Ballot, type Own } from "../../doc/ballot";
import type { BoardSession, Status } from "../../doc/session";
import type { Dots } from "../../state/tab";
import { t } from "../../i18n";
import { titled } from "../../outline/naming";
import { json, Refused } from "../api";
import type { Seat } from "../seats";
import type { Vote } from "./Votes";
import { leftOf } from "./words";

export interface Balloting {
  /** As they are now; null once the vote is over. */
  readonly dots: Accessor<Dots | null>;
  readonly ballot: Accessor<Ballot>;
}

/** Keeps a ballot for as long as the component lives. */
export function balloting(props: { seat: Seat; session: BoardSession; status: Status; vote: Vote }, say: (text: string) => void): Balloting {
  const { session, seat } = props;
  const { round } = props.vote;
  const path = `/boards/${session.access.board}/ballot`;
  const ask = (votes?: Readonly<Record<string, number>>): Promise<Own> => {
    // Before everything of the board is here, dots on what is still to come would seem to be on what is gone.
    if (votes && !session.status.synced) return Promise.reject(new Refused(0, "network", ""));
    return votes ? json<Own>("PUT", path, seat.token, { round: round.number, votes }) : json<Own>("GET", path, seat.token);
  };
  const ballot = new Ballot(session.board, round, ask, () => look());
  const [seen, setSeen] = createSignal(ballot, { equals: false });
  const press = (note: string, by: 1 | -1): void => {
    const refused = !ballot.may(note, by);
    if (!refused) ballot.give(note, by);
    say(`${titled(session.board, note)}: ${saidAfter(ballot, note, refused)}`);
  };
  const now = (): Dots => ({ left: ballot.left, on: (note) => ballot.on(note), takes: (note) => ballot.takes(note), may: (note, by) => ballot.may(note, by), press });
  const [dots, setDots] = createSignal<Dots | null>(now());
  const look = (): void => {
    setSeen(ballot);
    setDots(props.vote.gone ? null : now());
  };
  const wake = (): void => void (document.visibilityState === "visible" && ballot.again());
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  createEffect(on(() => props.status.synced, (synced) => synced && ballot.again(), { defer: true }));
  createEffect(() => {
    if (!props.vote.gone) return;
    ballot.close(true);
    look();
  });
  onCleanup(() => {
    document.removeEventListener("visibilitychange", wake);
    removeEventListener("online", wake);
    ballot.close(false);
  });
  return { dots, ballot: seen };
}

/** How many dots of one's own are there now, or why there is not one more or fewer. */
function saidAfter(ballot: Ballot, note: string, refused: boolean): string {
  const { round, left } = ballot;
  const mine = ballot.on(note);
  if (!ballot.takes(note)) return t("vote.not_this");
  if (refused && mine >= round.most) return t("vote.most", { n: round.most });
  if (refused && left === 0 && mine > 0) return t("vote.none_left");
  return `${mine > 0 ? t("vote.mine", { n: mine }) : t("vote.mine.none")}. ${leftOf(round, left)}`;
}

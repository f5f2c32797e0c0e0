/** What whoever conducts can do from a board: time, the next phase, everybody here. */
import { createResource, createSignal, Show, type JSX } from "solid-js";
import type { Told } from "../../doc/progress";
import { t } from "../../i18n";
import { api, type BoardInfo, type Conducting, type Phase, type Session } from "../api";
import { EYE_CLOSED } from "../drawings";
import { Icon } from "../icons";
import type { Seat } from "../seats";
import { VoteConduct } from "../vote/VoteConduct";
import { InboxConduct } from "./Inbox";
import { phaseTitle } from "./phases";

export function Conduct(props: { told: Told; info: BoardInfo; seat: Seat; onWish: (wish: Conducting) => void }): JSX.Element {
  const [workshop] = createResource(() => props.told.turn, () => api.workshop(props.seat.token, props.info.workshop).catch(() => null));
  const frozen = () => props.told.frozen?.includes(props.info.id) ?? false;
  const session = () => workshop.latest?.sessions.find(({ number }) => number === (props.told.phase?.session ?? workshop.latest?.session_now));
  return (
    <div class="stack conduct">
      <Steps told={props.told} session={session()} onWish={props.onWish} />
      <div class="row">
        <Gather board={props.info.id} called={props.told.gathered === props.info.id} label={t("conduct.gather")} onWish={props.onWish} />
        <button type="button" class="button small" onClick={() => props.onWish({ do: "freeze", board: props.info.id, frozen: !frozen() })}>
          {t(frozen() ? "conduct.thaw" : "conduct.freeze")}
        </button>
      </div>
      <VoteConduct told={props.told} workshop={workshop.latest ?? undefined} token={props.seat.token} onWish={props.onWish} />
      <Privacy told={props.told} boards={[props.info.id]} onWish={props.onWish} />
      <InboxConduct told={props.told} boards={[props.info.id]} onWish={props.onWish} />
    </div>
  );
}

/** Calls everybody to a board, or lets them go. */
export function Gather(props: { board: string | undefined; called: boolean; label: string; onWish: (wish: Conducting) => void }): JSX.Element {
  return (
    <Show
      when={props.called}
      fallback={
        <button type="button" class="button small" disabled={props.board === undefined} onClick={() => props.onWish({ do: "gather", board: props.board! })}>
          {props.label}
        </button>
      }
    >
      <button type="button" class="button small" onClick={() => props.onWish({ do: "gather", board: null })}>
        {t("conduct.release")}
      </button>
    </Show>
  );
}

/** A minute less, one more, five more. */
export function Minutes(props: { onMinutes: (minutes: number) => void }): JSX.Element {
  return (
    <>
      {[-1, 1, 5].map((n) => (
        <button type="button" class="button small" aria-label={n < 0 ? t("conduct.less.words") : t("conduct.more.words", { n })} onClick={() => props.onMinutes(n)}>
          {n < 0 ? t("conduct.less") : t("conduct.more", { n })}
        </button>
      ))}
    </>
  );
}

/** Does everybody write privately there? */
export function isVeiled(told: Told, board: string): boolean {
  const writing = told.private?.[board];
  return writing !== undefined && !writing.inbox;
}

/** Lets everybody write privately on these boards, and reveals what was written. */
export function Privacy(props: { told: Told; boards: readonly string[]; onWish: (wish: Conducting) => void }): JSX.Element {
  const [anonymous, setAnonymous] = createSignal(false);
  const veiled = () => props.boards.filter((board) => isVeiled(props.told, board));
  const free = () => props.boards.filter((board) => !props.told.private?.[board]);
  return (
    <div class="row">
      <Show
        when={veiled().length > 0}
        fallback={
          <>
            <button type="button" class="button small" disabled={free().length === 0} onClick={() => props.onWish({ do: "write_privately", boards: free(), anonymous: anonymous() })}>
              <Icon name={EYE_CLOSED} />
              {t("private")}
            </button>
            <label class="row small">
              <input type="checkbox" checked={anonymous()} onChange={(event) => setAnonymous(event.currentTarget.checked)} />
              {t("conduct.anonymous")}
            </label>
          </>
        }
      >
        <button type="button" class="button small primary" onClick={() => props.onWish({ do: "reveal", boards: veiled() })}>
          <Icon name="eye" />
          {t("conduct.reveal")}
        </button>
      </Show>
    </div>
  );
}

/** The phase that follows in a session; its first when none is under way. */
export function following(told: Told, session: Session | undefined): Phase | undefined {
  const phases = session?.phases ?? [];
  const at = told.phase?.session === session?.number ? phases.findIndex(({ number }) => number === told.phase?.number) : -1;
  return phases[at + 1];
}

/** The steps of a programme and the time of a phase, for the board and for the facilitator's page. */
export function Steps(props: { told: Told; session: Session | undefined; onWish: (wish: Conducting) => void }): JSX.Element {
  const next = () => following(props.told, props.session);
  const first = () => props.told.phase !== undefined && props.session?.phases[0]?.number === props.told.phase.number;
  return (
    <>
      <Show when={props.told.phase}>
        <div class="row" role="group" aria-label={t("programme.phase.minutes")}>
          <Minutes onMinutes={(minutes) => props.onWish({ do: "extend", minutes })} />
        </div>
      </Show>
      <div class="row">
        <Show when={props.told.phase && !first()}>
          <button type="button" class="button small quiet" onClick={() => props.onWish({ do: "back" })}>
            {t("conduct.back")}
          </button>
        </Show>
        <Show
          when={next()}
          fallback={
            <Show when={props.told.phase}>
              <button type="button" class="button small" onClick={() => props.onWish({ do: "halt" })}>
                {t("conduct.end")}
              </button>
            </Show>
          }
        >
          {(phase) => (
            <button type="button" class="button small primary" onClick={() => props.onWish(props.told.phase ? { do: "next" } : { do: "start", session: props.session!.number, phase: phase().number })}>
              {t(props.told.phase ? "conduct.next" : "conduct.start.named", { title: phaseTitle(phase().title) })}
            </button>
          )}
        </Show>
      </div>
    </>
  );
}

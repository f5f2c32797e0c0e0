/** The conductor's bar of the facilitator's page: what is under way, its time, what comes next, everybody to plenary. */
import { createEffect, createMemo, on, Show, type JSX } from "solid-js";
import { unwrap } from "solid-js/store";
import { clock, Progress } from "../../doc/progress";
import { t } from "../../i18n";
import type { Conducting, Workshop } from "../api";
import { SAY } from "../drawings";
import { Icon } from "../icons";
import { Message } from "../parts";
import { boardName } from "../workshop/names";
import { VoteConduct } from "../vote/VoteConduct";
import { Gather, isVeiled, Privacy, Steps } from "./Conduct";
import { conducting, leftOf, SOON_MS, toldOf } from "./following";
import { InboxConduct } from "./Inbox";
import { phaseTitle } from "./phases";
import "../../styles/programme.css";

export function Conductor(props: { workshop: Workshop; session: number; token: string; refresh: () => Promise<void>; onMessage: () => void }): JSX.Element {
  const progress = new Progress();
  // The page keeps what has not changed and changes the rest in place: a copy of it does not change with it.
  createEffect(on(() => [props.workshop.progress.turn, props.workshop.progress.now], () => progress.hear(structuredClone(unwrap(props.workshop.progress)))));
  const told = toldOf(progress);
  const left = leftOf(progress);
  const { conduct: act, problem } = conducting(progress, props.token, props.workshop.id);
  const isOver = createMemo(() => left() === 0);
  const isSoon = createMemo(() => left() !== null && left()! <= SOON_MS && !isOver());
  const number = () => told().phase?.session ?? props.session;
  const session = () => props.workshop.sessions.find((one) => one.number === number());
  const plenary = () => props.workshop.boards.find((board) => board.kind === "plenary" && board.session === number());
  /** The boards on which people work now; or those on which they have begun to write privately, or that have an inbox. */
  const now = (inbox: boolean) => {
    const kind = told().phase?.mode === "plenary" ? "plenary" : "group";
    const begun = Object.keys(told().private ?? {}).filter((board) => isVeiled(told(), board) !== inbox);
    return begun.length > 0 ? begun : props.workshop.boards.filter((board) => board.kind === kind && board.session === number()).map(({ id }) => id);
  };
  const called = () => props.workshop.boards.find((board) => board.id === told().gathered);
  const conduct = async (wish: Conducting): Promise<void> => {
    await act(wish);
    await props.refresh();
  };
  return (
    <Show when={told().phase || called() || (session()?.phases.length ?? 0) > 0 || told().voting || plenary()}>
      <section class="conductor" classList={{ soon: isSoon(), over: isOver() }} aria-label={t("conduct")}>
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <div class="conductor-row">
          <p class="grow conductor-now">
            <strong>{told().phase ? phaseTitle(told().phase!.title) : t("progress.nothing")}</strong>
            <Show when={left() !== null}>
              <span class="phase-left">{isOver() ? t("progress.over") : clock(left()!)}</span>
            </Show>
            <Show when={called()}>{(board) => <span class="soft small">{t("progress.called", { board: boardName(board()) })}</span>}</Show>
          </p>
          <Gather board={plenary()?.id} called={told().gathered !== null} label={t("conduct.gather.plenary")} onWish={(wish) => void conduct(wish)} />
          <VoteConduct told={told()} workshop={props.workshop} token={props.token} onWish={(wish) => void conduct(wish)} />
          <Steps told={told()} session={session()} onWish={(wish) => void conduct(wish)} />
          <button type="button" class="button small" onClick={() => props.onMessage()}>
            <Icon name={SAY} />
            {t("conduct.say")}
          </button>
          <Privacy told={told()} boards={now(false)} onWish={(wish) => void conduct(wish)} />
          <InboxConduct told={told()} boards={now(true)} onWish={(wish) => void conduct(wish)} />
        </div>
        <p class="visually-hidden" role="status">
          {isOver() ? t("progress.over") : isSoon() ? t("progress.minute") : ""}
        </p>
      </section>
    </Show>
  );
}

/** What a vote says of itself: title, dots left, what it is about, and whether one's dots are saved. */
import { For, Show, type JSX } from "solid-js";
import type { Standing } from "../../doc/ballot";
import type { Round } from "../../doc/progress";
import type { BoardSession } from "../../doc/session";
import { t } from "../../i18n";
import type { Vote } from "./Votes";
import { leftOf, onlyWords, titleOf } from "./words";

export function VoteLines(props: {
  session: BoardSession;
  round: Round;
  gone: Vote["gone"];
  left: number;
  standing: Standing;
  problem: string | null;
  hint: string;
}): JSX.Element {
  const besides = () => [onlyWords(props.round, props.session), props.round.most < props.round.dots ? t("vote.most", { n: props.round.most }) : ""].filter(Boolean).join(" · ");
  return (
    <div class="vote-lines">
      <Show
        when={!props.gone}
        fallback={
          <>
            <p class="vote-title">{t(props.gone === "counted" ? "vote.closed" : "vote.dropped")}</p>
            <Show when={props.standing === "late"}>
              <p class="small">{t("vote.late")}</p>
            </Show>
          </>
        }
      >
        <p class="vote-title" dir="auto">
          {titleOf(props.round)}
        </p>
        <p class="vote-left">
          <span class="vote-dots" aria-hidden="true">
            <For each={Array.from({ length: props.round.dots }, (_, i) => i < props.left)}>{(free) => <span classList={{ free }} />}</For>
          </span>
          {leftOf(props.round, props.left)}
        </p>
        <Show when={besides()}>
          <p class="small soft">{besides()}</p>
        </Show>
        <Show when={props.standing === "waiting"}>
          <p class="small vote-unsaved">{t("vote.unsaved")}</p>
        </Show>
        <Show when={props.problem}>{(problem) => <p class="small vote-unsaved">{problem()}</p>}</Show>
        <Show when={props.standing !== "waiting" && !props.problem}>
          <p class="small soft vote-hint">{props.hint || t("vote.secret")}</p>
        </Show>
      </Show>
    </div>
  );
}

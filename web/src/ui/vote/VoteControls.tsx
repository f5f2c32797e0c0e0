/** Opening a vote, seeing how many have voted, and ending it: for whoever conducts, from a board or from their own page. */
import { createEffect, createResource, createSignal, lazy, onCleanup, Show, Suspense, type JSX } from "solid-js";
import type { Told } from "../../doc/progress";
import { readyFor, t } from "../../i18n";
import { api, type Conducting, type Workshop } from "../api";
import { titleOf } from "./words";
import "../../styles/vote.css";

const VoteDialog = lazy(async () => {
  const [page] = await Promise.all([import("./VoteDialog"), readyFor("board")]);
  return { default: page.VoteDialog };
});

/** How often it is asked how many have voted. */
const POLL_MS = 2_000;

export function VoteControls(props: { told: Told; workshop: Workshop | undefined; token: string; onWish: (wish: Conducting) => void }): JSX.Element {
  const [asked, setAsked] = createSignal(false);
  const [sure, setSure] = createSignal(false);
  const [voters, { refetch }] = createResource(
    () => props.told.voting?.number,
    async () => (props.workshop ? ((await api.workshop(props.token, props.workshop.id).catch(() => null))?.voters ?? 0) : 0),
  );
  createEffect(() => {
    if (!props.told.voting) return setSure(false);
    const timer = setInterval(() => void refetch(), POLL_MS);
    onCleanup(() => clearInterval(timer));
  });
  const wish = (wanted: Conducting): void => {
    setSure(false);
    props.onWish(wanted);
  };
  return (
    <div class="vote-conduct" role="group" aria-label={t("vote")}>
      <Show
        when={props.told.voting}
        fallback={
          <button type="button" class="button small" disabled={!props.workshop} onClick={() => setAsked(true)}>
            {t("vote.wish")}
          </button>
        }
      >
        {(round) => (
          <>
            <p class="small" role="status">
              <strong dir="auto">{titleOf(round())}</strong>
              {" · "}
              {voters.latest ? t("vote.voters", { n: voters.latest }) : t("vote.voters.none")}
            </p>
            <Show
              when={sure()}
              fallback={
                <>
                  <button type="button" class="button small primary" onClick={() => wish({ do: "close_vote" })}>
                    {t("vote.close")}
                  </button>
                  <button type="button" class="button small quiet" onClick={() => setSure(true)}>
                    {t("vote.drop")}
                  </button>
                </>
              }
            >
              <p class="small">{t("vote.drop.sure")}</p>
              <button type="button" class="button small" ref={(one) => queueMicrotask(() => one.focus())} onClick={() => setSure(false)}>
                {t("vote.drop.no")}
              </button>
              <button type="button" class="button small" onClick={() => wish({ do: "drop_vote" })}>
                {t("vote.drop.yes")}
              </button>
            </Show>
          </>
        )}
      </Show>
      <Suspense>
        <Show when={asked() && props.workshop}>
          {(workshop) => (
            <VoteDialog
              workshop={workshop()}
              told={props.told}
              token={props.token}
              onClose={() => setAsked(false)}
              onWish={(wanted) => {
                setAsked(false);
                wish(wanted);
              }}
            />
          )}
        </Show>
      </Suspense>
    </div>
  );
}

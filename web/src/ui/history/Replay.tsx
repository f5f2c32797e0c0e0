/** How a board came about in a session: all its versions one after the other, in one frame. */
import { createEffect, createMemo, createSignal, onCleanup, onMount, Show, type JSX } from "solid-js";
import type { Past } from "../../doc/past";
import type { Rect } from "../../doc/types";
import { t } from "../../i18n";
import { timeOf } from "../../i18n/days";
import { around } from "../../scene/geometry";
import { boundsOf } from "../../scene/past";
import { Refused, words } from "../api";
import { PAUSE, PLAY } from "../drawings";
import { Icon } from "../icons";
import { Message } from "../parts";
import { isCalm } from "../talk/calm";
import { PastPicture } from "./PastPicture";
import { lineOf, nameOf, versions, type Version } from "./versions";

/** All of it takes so long, and no picture longer than that. */
const WHOLE_MS = 30_000;
const PICTURE_MS = 2_000;
/** Asked for at the same time. */
const LINES = 4;

interface Frame {
  readonly version: Version;
  readonly past: Past;
}

export function Replay(props: {
  board: string;
  token: string;
  session: number;
  /** The latest first. */
  all: readonly Version[];
  onBack: () => void;
}): JSX.Element {
  const isStill = isCalm() || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const wanted = [...props.all].reverse();
  const [came, setCame] = createSignal(0);
  const [frames, setFrames] = createSignal<readonly Frame[]>([]);
  const [problem, setProblem] = createSignal<string>();
  const [at, setAt] = createSignal(0);
  const [plays, setPlays] = createSignal(false);
  let over = false;
  onCleanup(() => (over = true));

  const load = async (): Promise<void> => {
    const found: (Frame | undefined)[] = [];
    let next = 0;
    const line = async (): Promise<void> => {
      while (next < wanted.length && !over) {
        const i = next++;
        const version = wanted[i]!;
        try {
          found[i] = { version, past: await versions.state(props.token, props.board, version.version) };
        } catch (error) {
          // A step may have gone meanwhile: the others tell enough.
          if (!(error instanceof Refused) || error.status !== 404) throw error;
        }
        setCame(came() + 1);
      }
    };
    await Promise.all(Array.from({ length: LINES }, line));
    if (over) return;
    setFrames(found.flatMap((frame) => frame ?? []));
    setPlays(!isStill && frames().length > 1);
  };
  onMount(() => void load().catch((error) => !over && setProblem(words(error))));

  const frame = () => frames()[at()];
  const last = () => frames().length - 1;
  /** Of all of them: nothing jumps when the board grows. */
  const bounds = createMemo((): Rect | null => around(frames().flatMap(({ past }) => boundsOf(past) ?? [])));
  createEffect(() => {
    if (!plays()) return;
    const now = at();
    const timer = setTimeout(() => (now < last() ? setAt(now + 1) : setPlays(false)), Math.min(PICTURE_MS, WHOLE_MS / Math.max(1, frames().length)));
    onCleanup(() => clearTimeout(timer));
  });
  const turn = (): void => {
    if (!plays() && at() === last()) setAt(0);
    setPlays(!plays());
  };
  return (
    <div class="one-version">
      <div class="past-head">
        <h3 tabIndex={-1}>{t("history.replay")}</h3>
        <p class="soft">{t("board.session", { n: props.session })}</p>
        <button type="button" class="button small to-list" onClick={() => props.onBack()}>
          {t("history.back")}
        </button>
      </div>
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <Show
        when={frame()}
        fallback={
          <Show when={!problem()}>
            <p class="soft">{t("history.replay.loading", { at: came(), n: wanted.length })}</p>
            <div class="past-picture waits" aria-hidden="true" />
          </Show>
        }
      >
        {(now) => (
          <>
            <PastPicture past={now().past} bounds={bounds()} glides={!isStill} />
            <div class="player">
              <button type="button" class="button" onClick={turn}>
                <Icon name={plays() ? PAUSE : PLAY} />
                {t(plays() ? "history.replay.pause" : at() === last() && last() > 0 ? "history.replay.again" : "history.replay.play")}
              </button>
              <input
                type="range"
                min="0"
                max={last()}
                step="1"
                value={at()}
                aria-label={t("history.replay.at")}
                aria-valuetext={lineOf(now().version)}
                onInput={(event) => {
                  setPlays(false);
                  setAt(Number(event.currentTarget.value));
                }}
              />
            </div>
            <p class="moment">
              <time datetime={new Date(now().version.at).toISOString()}>{timeOf(now().version.at)}</time> <span class="soft">{nameOf(now().version)}</span>
            </p>
          </>
        )}
      </Show>
    </div>
  );
}

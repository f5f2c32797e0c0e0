/** One board on the wall of the cockpit: what is on it, who is there, what they need, and what can be done for them. */
import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { clock, type Told } from "../../doc/progress";
import { t } from "../../i18n";
import type { BoardEntry, Conducting, Workshop } from "../api";
import { HAND } from "../drawings";
import { Icon } from "../icons";
import { Gather, Minutes } from "../programme/Conduct";
import { follow } from "../route";
import { Thumbnail } from "./Thumbnail";
import { boardName } from "./names";
import type { Wall } from "./wall";

/** So long nobody writes before it is said. */
const SILENT_MS = 4 * 60_000;

export function BoardCard(props: { board: BoardEntry; workshop: Workshop; wall: Wall; onWish: (wish: Conducting) => void; onMessage: (board: string) => void; onHistory: () => void }): JSX.Element {
  const seen = () => props.wall.of(props.board.id);
  const people = () => seen()?.online ?? [];
  const hands = () => seen()?.hands ?? [];
  const told = (): Told => props.workshop.progress;
  const inGroup = () => (props.workshop.people ?? []).filter((person) => person.group === props.board.group).length;
  const runs = createMemo(() => told().phase?.session === props.board.session && (told().phase?.mode === "groups") === (props.board.kind === "group"));
  const ends = () => told().phase?.ends_by?.[props.board.id];
  const left = () => (ends() === undefined ? null : Math.max(0, ends()! - props.wall.now()));
  /** Minutes for which nobody has written, though people are there to. */
  const silent = createMemo(() => {
    const since = Math.max(seen()?.edited ?? 0, told().phase?.began ?? 0);
    const ms = props.wall.now() - since;
    return runs() && props.board.kind === "group" && people().length > 0 && ms >= SILENT_MS ? Math.floor(ms / 60_000) : 0;
  });
  const [open, setOpen] = createSignal(false);
  return (
    <div class="board-card" classList={{ plenary: props.board.kind === "plenary", calls: hands().length > 0 }}>
      <a class="board-link" href={`/b/${props.board.id}`} onClick={follow}>
        <h3>{boardName(props.board)}</h3>
        <Thumbnail sketch={seen()?.sketch} />
      </a>
      <p class="soft small">
        {t("workshop.notes", { n: seen()?.notes ?? 0 })}
        {seen()?.hidden ? ` · ${t("workshop.hidden", { n: seen()!.hidden })}` : ""}
        <Show when={props.board.kind === "group"}>
          {" · "}
          {t("workshop.in_group", { n: inGroup() })}
        </Show>
        <Show when={left() !== null}>
          {" · "}
          <span class="phase-left">{left() === 0 ? t("progress.over") : t("progress.left", { time: clock(left()!) })}</span>
        </Show>
      </p>
      <Show when={people().length > 0} fallback={<p class="soft small">{t("workshop.nobody")}</p>}>
        <p class="names">
          <span class="visually-hidden">{t("workshop.online", { n: people().length })}</span>
          <For each={people()}>
            {(person) => (
              <span class="pill" classList={{ calls: hands().includes(person.participant) }}>
                <Show when={hands().includes(person.participant)} fallback={<span class="dot" aria-hidden="true" />}>
                  <Icon name={HAND} />
                  <span class="visually-hidden">{t("workshop.hand")}: </span>
                </Show>
                {person.name}
              </span>
            )}
          </For>
        </p>
      </Show>
      <Show when={silent()}>{(n) => <p class="pill warn">{t("workshop.silent", { n: n() })}</p>}</Show>
      <div class="row">
        <Show when={hands().length > 0}>
          <button type="button" class="button small" onClick={() => props.onWish({ do: "lower_hands", board: props.board.id })}>
            {t("conduct.lower_hands")}
          </button>
        </Show>
        <button type="button" class="button small quiet" aria-expanded={open()} aria-label={`${t("workshop.actions")}: ${boardName(props.board)}`} onClick={() => setOpen(!open())}>
          {t("workshop.actions")}
        </button>
      </div>
      <Show when={open()}>
        <div class="row" role="group" aria-label={boardName(props.board)}>
          <Show when={props.board.kind !== "canvas"}>
            <button type="button" class="button small" onClick={() => props.onMessage(props.board.id)}>
              {t("conduct.say")}
            </button>
            <Gather board={props.board.id} called={told().gathered === props.board.id} label={t("conduct.gather.look")} onWish={props.onWish} />
          </Show>
          <Show when={runs()}>
            <Minutes onMinutes={(minutes) => props.onWish({ do: "extend", minutes, board: props.board.id })} />
          </Show>
          <button type="button" class="button small" aria-haspopup="dialog" onClick={() => props.onHistory()}>
            {t("history.open")}
          </button>
        </div>
      </Show>
    </div>
  );
}

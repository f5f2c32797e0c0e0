/** One's own notes on the board, the newest first: to read, to change, to take back. */
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import { setPicture } from "../../doc/marks";
import type { Access } from "../../doc/pictures";
import type { BoardSession } from "../../doc/session";
import type { Note } from "../../doc/types";
import { recolor } from "../../doc/verbs";
import { t } from "../../i18n";
import { titled } from "../../outline/naming";
import { Writing } from "../../outline/Writing";
import { TRASH } from "../drawings";
import { Icon } from "../icons";
import { Papers } from "./Papers";
import { Thumb } from "./Thumb";

export function Mine(props: { session: BoardSession; version: number; sent: ReadonlySet<string>; sheet: boolean }): JSX.Element {
  const { board, access } = props.session;
  const [open, setOpen] = createSignal<string | null>(null);
  /** A note was taken back, and nothing has been done since. */
  const [gone, setGone] = createSignal(false);
  let heading!: HTMLHeadingElement;

  const mine = createMemo(() => {
    props.version;
    const own = [...board.notes.values()].filter(({ id, author }) => props.sent.has(id) || (author !== null && author === board.author));
    return own.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
  });
  const take = (id: string): void => {
    board.stopCapturing();
    board.remove([id]);
    board.stopCapturing();
    setOpen(null);
    setGone(true);
    heading.focus();
  };
  const back = (): void => {
    board.undo();
    setGone(false);
    heading.focus();
  };
  // The next note is the next step: what undo would take back then is that one.
  createEffect(
    on(mine, (now, before) => {
      if (before && now.length > before.length) setGone(false);
    }),
  );

  return (
    <section class="mine">
      <h2 ref={heading} tabIndex={-1}>
        {t("capture.mine")}
        <Show when={mine().length > 0}>
          <span class="soft"> · {t("outline.notes", { n: mine().length })}</span>
        </Show>
      </h2>
      <div role="status">
        <Show when={gone()}>
          <p class="row">
            {t("capture.gone")}
            <button type="button" class="button small" onClick={back}>
              {t("capture.again")}
            </button>
          </p>
        </Show>
      </div>
      <Show when={mine().length > 0} fallback={<p class="soft">{t("capture.none")}</p>}>
        <ul>
          <For each={mine()}>
            {(id) => (
              <Own board={board} access={access} note={(props.version, board.note(id))} open={open() === id} onOpen={(wanted) => setOpen(wanted ? id : null)} onTake={() => take(id)} passed={props.sheet && (props.version, board.note(id)?.locked === true)} />
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Own(props: { board: Board; access: Access; note: Note | undefined; open: boolean; onOpen: (open: boolean) => void; onTake: () => void; passed: boolean }): JSX.Element {
  const { board } = props;
  const id = props.note!.id;
  let opener!: HTMLButtonElement;
  const color = () => props.note?.color ?? "white";
  const where = () => board.clusters.get(props.note?.cluster ?? "")?.title;
  const close = (): void => {
    props.onOpen(false);
    opener.focus();
  };
  return (
    <li class="own" style={{ "--mark": color().startsWith("#") ? color() : `var(--paper-${color()})` }}>
      <button ref={opener} type="button" class="own-text" aria-expanded={props.open} disabled={props.note !== undefined && !board.may(id)} dir="auto" onClick={() => props.onOpen(!props.open)}>
        <Show when={props.note?.image}>{(image) => <Thumb access={props.access} image={image()} />}</Show>
        <span class="own-words">
          <span>{(props.note, titled(board, id))}</span>
          <Show when={props.passed} fallback={<Show when={where()}>{(title) => <small>{title()}</small>}</Show>}>
            <small>{t("capture.passed")}</small>
          </Show>
        </span>
      </button>
      <Show when={props.open}>
        <div class="own-open">
          <Writing text={() => props.note?.text ?? ""} onInput={(text) => board.setText(id, text)} onLeave={(byKey) => byKey && close()} />
          <Papers legend={t("color")} value={color()} onChange={(next) => recolor(board, [id], next)} />
          <div class="row">
            <button type="button" class="button primary small" onClick={close}>
              {t("capture.done")}
            </button>
            {/* Without words nothing would be left of it. */}
            <Show when={props.note?.image && props.note.text.trim()}>
              <button type="button" class="button quiet small" onClick={() => setPicture(board, id, null)}>
                {t("picture.remove")}
              </button>
            </Show>
            <button type="button" class="button quiet small" onClick={() => props.onTake()}>
              <Icon name={TRASH} />
              {t("capture.take")}
            </button>
          </div>
        </div>
      </Show>
    </li>
  );
}

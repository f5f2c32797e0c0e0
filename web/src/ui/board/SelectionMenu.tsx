import { createEffect, createMemo, createSignal, For, onCleanup, onMount, Show, type JSX } from "solid-js";
import { COLORS } from "../../doc/schema.gen";
import type { BoardSession } from "../../doc/session";
import type { Rect } from "../../doc/types";
import { t, type Key } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { IconButton } from "../parts";
import { follow } from "./signals";

/** What can be done with the selection, close to it; out of the way while something moves or is written. */
export function SelectionMenu(props: { session: BoardSession; tab: Tab; stage: Stage; role: string | null }): JSX.Element {
  const selection = follow(props.tab.selection);
  const editing = follow(props.tab.editing);
  const busy = follow(props.tab.busy);
  const [box, setBox] = createSignal<Rect | null>(null);
  const [version, setVersion] = createSignal(0);
  onMount(() => {
    const place = (): void => {
      // It is not shown meanwhile, and the box of five thousand notes takes its time.
      if (!props.tab.busy.get()) setBox(props.stage.selectionBox());
    };
    place();
    onCleanup(props.stage.onFrame(place));
    onCleanup(props.session.board.subscribe(() => setVersion(version() + 1)));
  });
  const board = props.session.board;
  const ids = () => [...selection()];
  const paper = createMemo(() => {
    version();
    return ids().filter((id) => board.notes.has(id) || board.clusters.has(id));
  });
  /** Why nothing of it can be changed. */
  const barrier = createMemo(() => {
    version();
    // It follows from what the person is here.
    void props.role;
    const barriers = ids().map((id) => board.barrier(id));
    return barriers.every((one) => one !== null) ? barriers[0] : null;
  });
  const notes = () => paper().filter((id) => board.notes.has(id));
  const current = createMemo(() => {
    version();
    const colors = new Set(paper().map((id) => (board.notes.get(id) ?? board.clusters.get(id))?.color));
    return colors.size === 1 ? [...colors][0] : undefined;
  });
  const visible = () => ids().length > 0 && editing() === null && !busy() && box() !== null;
  const [width, setWidth] = createSignal(0);
  let menu: HTMLDivElement | undefined;
  createEffect(() => {
    if (!visible()) return;
    paper();
    setWidth(menu?.offsetWidth ?? 0);
  });
  const style = (): JSX.CSSProperties => {
    const at = box();
    if (!at) return {};
    const left = Math.max(10, Math.min(innerWidth - width() - 10, at.x + at.w / 2 - width() / 2));
    const above = at.y - 66;
    const top = above > 74 ? above : Math.min(innerHeight - 150, at.y + at.h + 14);
    return { left: `${left}px`, top: `${Math.max(74, top)}px` };
  };
  return (
    <Show when={visible()}>
      <div ref={menu} class="float selection-menu" role="toolbar" aria-label={t("selection.menu")} style={style()}>
        <Show when={barrier()}>{(why) => <p class="barrier">{t(`selection.${why()}`)}</p>}</Show>
        <Show when={paper().length > 0 && !barrier()}>
          <For each={COLORS}>
            {(color) => (
              <button
                type="button"
                class="swatch"
                aria-label={`${t("color")}: ${t(`color.${color}` as Key)}`}
                title={t(`color.${color}` as Key)}
                aria-pressed={current() === color}
                onClick={() => {
                  board.stopCapturing();
                  board.recolor(paper(), color);
                  props.tab.color.set(color);
                }}
              >
                <span style={{ background: `var(--paper-${color})` }} />
              </button>
            )}
          </For>
          <span class="divider" />
        </Show>
        <Show when={ids().length === 1 && !barrier()}>
          <IconButton icon="pen" label={t("action.edit")} keys="Enter" onClick={() => props.stage.editNote(ids()[0]!)} />
        </Show>
        <Show when={paper().length === 2 && board.arranges}>
          <IconButton icon="link" label={t("action.link")} onClick={() => props.stage.run("link")} />
        </Show>
        <Show when={notes().length > 1 && board.arranges}>
          <IconButton icon="cluster" label={t("action.group")} onClick={() => props.stage.run("group")} />
        </Show>
        <Show when={notes().length > 0}>
          <IconButton icon="copy" label={t("action.duplicate")} keys="Control+D" onClick={() => props.stage.run("duplicate")} />
        </Show>
        <Show when={!barrier()}>
          <IconButton icon="trash" label={t("action.delete")} keys="Delete" onClick={() => props.stage.run("delete")} />
        </Show>
      </div>
    </Show>
  );
}

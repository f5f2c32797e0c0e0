import { createEffect, createMemo, For, onCleanup, Show, type JSX } from "solid-js";
import { t, type Key } from "../../i18n";
import type { Spot, Tab } from "../../state/tab";
import type { CommandId } from "../../tools/commands";
import type { Stage } from "../../tools/stage";
import { CLUSTERS, FIT, LASSO, LIST, PASTE, PICTURE } from "../drawings";
import { Icon, type IconName } from "../icons";
import { follow } from "./signals";
import "../../styles/here.css";

/** Keeps so far from the borders of the window, CSS pixels. */
const EDGE = 8;

const ENTRIES: readonly (readonly [CommandId, Key, IconName])[] = [
  ["note.new", "here.note", "note"],
  ["cluster.new", "here.cluster", "cluster"],
  ["picture", "picture", PICTURE],
  ["paste", "action.paste", PASTE],
  ["select.all", "help.all", CLUSTERS],
  ["tool.lasso", "here.lasso", LASSO],
  ["zoom.fit", "zoom.fit", FIT],
  ["palette", "palette", LIST],
];

/** What can be made on an empty spot of the board: beside the pointer, or the finger that rested there. */
export function HereMenu(props: { tab: Tab; stage: Stage }): JSX.Element {
  const spot = follow(props.tab.spot);
  return <Show when={spot()}>{(at) => <Entries at={at()} tab={props.tab} stage={props.stage} />}</Show>;
}

function Entries(props: { at: Spot; tab: Tab; stage: Stage }): JSX.Element {
  let menu!: HTMLDivElement;
  const close = (): void => props.tab.spot.set(null);
  const leave = (): void => {
    close();
    props.stage.focus();
  };
  const entries = createMemo(() => ENTRIES.filter(([id]) => props.stage.can(id)));
  const run = (id: CommandId): void => {
    const { at } = props.at;
    props.stage.focus();
    if (id === "note.new") props.stage.newNote(at);
    else props.stage.run(id);
    close();
  };
  const items = (): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>("button")];
  createEffect(() => {
    const { x, y } = props.at;
    menu.style.left = `${Math.max(EDGE, Math.min(x, innerWidth - menu.offsetWidth - EDGE))}px`;
    menu.style.top = `${Math.max(EDGE, Math.min(y, innerHeight - menu.offsetHeight - EDGE))}px`;
    // The press that opened it ends on the stage, which takes the focus.
    const timer = setTimeout(() => items()[0]?.focus({ preventScroll: true }));
    const outside = (event: PointerEvent): void => {
      if (!menu.contains(event.target as Node)) close();
    };
    // Also before the focus has come.
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      leave();
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("pointerdown", outside, true);
    addEventListener("keydown", escape, true);
    onCleanup(() => {
      clearTimeout(timer);
      removeEventListener("pointerdown", outside, true);
      removeEventListener("keydown", escape, true);
    });
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const edge = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : null;
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : edge;
    if (event.key === "Tab") leave();
    else if (to !== null) all[(to + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={menu} class="menu here-menu" role="menu" aria-label={t("here")} tabIndex={-1} onKeyDown={onKeyDown} onContextMenu={(event) => event.preventDefault()}>
      <For each={entries()}>
        {([id, words, icon]) => (
          <button type="button" role="menuitem" onClick={() => run(id)}>
            <Icon name={icon} />
            {t(words)}
          </button>
        )}
      </For>
    </div>
  );
}

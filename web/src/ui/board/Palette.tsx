import { createMemo, createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t, type Key } from "../../i18n";
import { commands, type Command } from "../../tools/commands";
import { Dialog } from "../dialog";
import { chord } from "./chord";
import type { PanelProps } from "./Panels";

/** Commands whose words are not those of their id. */
const NAMES: Readonly<Record<string, Key>> = {
  "note.new": "help.new",
  edit: "action.edit",
  delete: "action.delete",
  duplicate: "action.duplicate",
  group: "action.group",
  front: "action.front",
  back: "action.back",
  link: "action.link",
  comment: "comment",
  split: "action.split",
  join: "action.join",
  merge: "action.merge",
  dissolve: "action.dissolve",
  undo: "action.undo",
  redo: "action.redo",
  help: "action.help",
  copy: "action.copy",
  cut: "action.cut",
  paste: "action.paste",
  send: "action.send",
  suggest: "action.suggest",
  "select.all": "help.all",
  "cluster.new": "outline.add.cluster",
  here: "help.here",
  picture: "picture",
  "picture.remove": "picture.remove",
  "vote.give": "vote.give",
  "vote.take": "vote.take",
};

function named(command: Command, isShut: boolean, isLocked: boolean, isMap: boolean): string | null {
  const { id } = command;
  if (id.startsWith("tool.")) return t("help.tool", { tool: t(id as Key) });
  if (id.startsWith("color.")) return `${t("color")}: ${t(id as Key)}`;
  if (id.startsWith("react.")) return `${t("react")}: ${t(id as Key)}`;
  if (/^(arrange|layout|align)\./.test(id)) return `${t("arrange")}: ${t(id as Key)}`;
  if (id === "collapse") return t(isShut ? "action.expand" : "action.collapse");
  if (id === "lock") return t(isLocked ? "action.unlock" : "action.lock");
  if (id === "map") return t(isMap ? "map.hide" : "map.show");
  if (id.startsWith("zoom.") || id === "find" || id === "present") return t(id as Key);
  const key = NAMES[id];
  return key ? t(key) : null;
}

/** Everything that can be done now, by name. */
export function Palette(props: PanelProps): JSX.Element {
  const [typed, setTyped] = createSignal("");
  const [at, setAt] = createSignal(0);
  const id = createUniqueId();
  const { board } = props.session;
  const isShut = [...props.tab.selection.get()].every((one) => board.clusters.get(one)?.collapsed ?? true);
  const isLocked = [...props.tab.selection.get()].every((one) => board.box(one)?.locked ?? true);
  const possible = commands().flatMap((command) => {
    const words = props.stage.can(command.id) ? named(command, isShut, isLocked, props.tab.map.get()) : null;
    return words ? { id: command.id, words, keys: command.keys[0] } : [];
  });
  const shown = createMemo(() => {
    const words = typed().trim().toLocaleLowerCase().split(/\s+/);
    return possible.filter((one) => words.every((word) => one.words.toLocaleLowerCase().includes(word)));
  });
  const run = (index: number): void => {
    const chosen = shown()[index];
    if (!chosen) return;
    props.onClose();
    props.stage.focus();
    props.stage.run(chosen.id);
  };
  return (
    <Dialog title={t("palette")} onClose={props.onClose}>
      <div class="palette">
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={shown().length > 0 ? `${id}-${at()}` : undefined}
          aria-label={t("palette.what")}
          placeholder={t("palette.what")}
          autocomplete="off"
          autofocus
          value={typed()}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const last = shown().length - 1;
            if (event.key === "ArrowDown") setAt(at() >= last ? 0 : at() + 1);
            else if (event.key === "ArrowUp") setAt(at() <= 0 ? Math.max(0, last) : at() - 1);
            else if (event.key === "Enter") run(at());
            else return;
            event.preventDefault();
            document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: "nearest" });
          }}
        />
        <ul id={id} role="listbox" aria-label={t("palette")}>
          <For each={shown()} fallback={<li class="soft">{t("find.none")}</li>}>
            {(one, i) => (
              <li id={`${id}-${i()}`} role="option" aria-selected={i() === at()} onClick={() => run(i())} onPointerMove={() => setAt(i())}>
                <span class="grow">{one.words}</span>
                <Show when={one.keys}>{(keys) => <kbd>{chord(keys())}</kbd>}</Show>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Dialog>
  );
}

import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import { t, type Key } from "../../i18n";
import type { Tab, Tool } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { Icon, type IconName } from "../icons";
import { IconButton } from "../parts";
import { follow } from "./signals";

const TOOLS: readonly { tool: Exclude<Tool, "lasso" | "laser">; key: string }[] = [
  { tool: "select", key: "V" },
  { tool: "note", key: "N" },
  { tool: "cluster", key: "C" },
  { tool: "link", key: "L" },
  { tool: "pen", key: "P" },
];
const DRAW: IconName = { d: "M4 17c3-9 5-12 6.500-11s-2.500 8 0 9 3.500-6 5.500-5-.500 5 1 6 2-.500 3-1.500" };
/** One button for all that draws; the bar over it has the rest. */
const ELSEWHERE: readonly Tool[] = ["select", "note", "cluster", "link", "lasso", "laser"];
const isIt = (name: Tool, chosen: Tool): boolean => name === chosen || (name === "pen" && !ELSEWHERE.includes(chosen));

const words = (name: Tool): Key => (name === "pen" ? "tool.draw" : `tool.${name as "select" | "note" | "cluster" | "link"}`);

/** The tools, and undo and redo for those without a keyboard. */
export function ToolBar(props: { session: BoardSession; tab: Tab; stage: Stage; readOnly: boolean; role: string | null }): JSX.Element {
  const tool = follow(props.tab.tool);
  const [can, setCan] = createSignal({ undo: false, redo: false });
  // What can be taken back is known when the step that brought the change is over.
  const look = (): void => queueMicrotask(() => setCan({ undo: props.session.board.canUndo, redo: props.session.board.canRedo }));
  onCleanup(props.session.board.subscribe(look));
  return (
    <Show when={!props.readOnly}>
      <div class="bottom">
        <div class="float" role="toolbar" aria-label={t("board.tools")}>
          <For each={TOOLS.filter(({ tool }) => (props.role, props.stage.can(`tool.${tool}`)))}>
            {({ tool: name, key }) => (
              <button
                type="button"
                class="tool"
                aria-pressed={isIt(name, tool())}
                aria-keyshortcuts={key}
                title={`${t(words(name))} (${key})`}
                onClick={() => {
                  if (!isIt(name, tool())) props.tab.tool.set(name);
                  props.stage.focus();
                }}
              >
                <Icon name={name === "pen" ? DRAW : (name as IconName)} />
                {t(words(name))}
              </button>
            )}
          </For>
          <span class="divider" />
          <IconButton icon="undo" label={t("action.undo")} keys="Control+Z" disabled={!can().undo} onClick={() => props.stage.run("undo")} />
          <IconButton icon="redo" label={t("action.redo")} keys="Control+Shift+Z" disabled={!can().redo} onClick={() => props.stage.run("redo")} />
        </div>
      </div>
    </Show>
  );
}

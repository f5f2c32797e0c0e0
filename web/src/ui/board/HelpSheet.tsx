import { For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Dialog } from "../dialog";
import { chord } from "./chord";

export function HelpSheet(props: { readOnly: boolean; onClose: () => void }): JSX.Element {
  const rows = (): readonly (readonly [words: string, keys: string, writes: boolean])[] => [
    [t("help.new"), "N", true],
    [t("help.edit"), "↵", true],
    [t("help.following"), "Tab", true],
    [t("help.break"), chord("Mod+Shift+Enter"), true],
    [t("help.leave"), chord("Escape"), false],
    [t("help.next"), `Tab, ${chord("Shift+Tab")}`, false],
    [t("help.move"), `← ↑ → ↓ (${chord("Shift")})`, true],
    [t("help.all"), chord("Mod+A"), false],
    [t("action.delete"), chord("Delete"), true],
    [t("action.duplicate"), chord("Mod+D"), true],
    [t("action.group"), chord("Mod+G"), true],
    [t("action.join"), chord("Mod+J"), true],
    [t("react"), `${chord("Alt+Shift")} 1 – 5`, false],
    [t("color"), "Alt 1 – 7", true],
    [t("action.undo"), chord("Mod+Z"), true],
    [t("action.redo"), chord("Mod+Shift+Z"), true],
    [t("help.tool", { tool: t("tool.select") }), "V", false],
    [t("help.tool", { tool: t("tool.cluster") }), "C", true],
    [t("help.tool", { tool: t("tool.link") }), "L", true],
    [t("help.pan"), t("help.pan.keys"), false],
    [t("help.zoom"), t("help.zoom.keys"), false],
    [t("zoom.in"), "+", false],
    [t("zoom.out"), "−", false],
    [t("zoom.100"), "0", false],
    [t("zoom.fit"), "1", false],
    [t("zoom.selection"), "2", false],
    [t("find"), chord("Mod+F"), false],
    [t("palette"), chord("Mod+K"), false],
    [`${t("action.front")}, ${t("action.back").toLocaleLowerCase()}`, "] [", true],
    [t("action.help"), "?", false],
  ];
  return (
    <Dialog title={t("help.title")} onClose={props.onClose}>
      <dl class="keys">
        <For each={rows()}>
          {([words, keys, writes]) => (
            <Show when={!writes || !props.readOnly}>
              <div>
                <dt>{words}</dt>
                <dd>
                  <kbd>{keys}</kbd>
                </dd>
              </div>
            </Show>
          )}
        </For>
      </dl>
    </Dialog>
  );
}

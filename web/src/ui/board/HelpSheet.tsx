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
    [t("help.copying"), `Alt + ${t("help.drag")}`, true],
    [t("help.clipboard"), `${chord("Mod+C")}, X, V`, true],
    [t("action.join"), chord("Mod+J"), true],
    [`${t("action.lock")}, ${t("action.unlock").toLocaleLowerCase()}`, chord("Mod+Shift+L"), true],
    [t("comment"), chord("Shift+F2"), false],
    [t("comments"), "M", false],
    [t("react"), `${chord("Alt+Shift")} 1 – 5`, false],
    [t("help.vote"), "+ −", false],
    [t("color"), "Alt 1 – 7", true],
    [t("action.undo"), chord("Mod+Z"), true],
    [t("action.redo"), chord("Mod+Shift+Z"), true],
    [t("help.tool", { tool: t("tool.select") }), "V", false],
    [t("help.tool", { tool: t("tool.cluster") }), "C", true],
    [t("help.tool", { tool: t("tool.link") }), "L", true],
    ...(["pen", "highlighter", "eraser", "text", "shape"] as const).map((name, i) => [t("help.tool", { tool: t(`tool.${name}`) }), "PHETR"[i]!, true] as const),
    [t("help.tool", { tool: t("tool.lasso") }), `Q, Alt + ${t("help.drag")}`, false],
    [t("help.tool", { tool: t("tool.laser") }), "K", false],
    [t("help.here"), chord("Shift+F10"), false],
    [t("help.pan"), t("help.pan.keys"), false],
    [t("help.zoom"), t("help.zoom.keys"), false],
    [t("zoom.in"), "+", false],
    [t("zoom.out"), "−", false],
    [t("zoom.100"), "0", false],
    [t("zoom.fit"), "1", false],
    [t("zoom.selection"), "2", false],
    [t("map"), chord("Shift+M"), false],
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

import { For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Dialog } from "../dialog";

export function HelpSheet(props: { readOnly: boolean; onClose: () => void }): JSX.Element {
  const shift = () => t("help.shift");
  const rows = (): readonly (readonly [words: string, keys: string, writes: boolean])[] => [
    [t("help.new"), "N", true],
    [t("help.edit"), "↵", true],
    [t("help.following"), "Tab", true],
    [t("help.break"), `Ctrl ${shift()} ↵`, true],
    [t("help.leave"), "Esc", false],
    [t("help.next"), `Tab, ${shift()} Tab`, false],
    [t("help.move"), `← ↑ → ↓ (${shift()})`, true],
    [t("help.all"), "Ctrl A", false],
    [t("action.delete"), "Del", true],
    [t("action.duplicate"), "Ctrl D", true],
    [t("action.group"), "Ctrl G", true],
    [t("help.copying"), `Alt + ${t("help.drag")}`, true],
    [t("help.clipboard"), "Ctrl C, X, V", true],
    [t("action.join"), "Ctrl J", true],
    [`${t("action.lock")}, ${t("action.unlock").toLocaleLowerCase()}`, `Ctrl ${shift()} L`, true],
    [t("comment"), `${shift()} F2`, false],
    [t("comments"), "M", false],
    [t("react"), `Alt ${shift()} 1 – 5`, false],
    [t("color"), "Alt 1 – 7", true],
    [t("action.undo"), "Ctrl Z", true],
    [t("action.redo"), `Ctrl ${shift()} Z`, true],
    [t("help.tool", { tool: t("tool.select") }), "V", false],
    [t("help.tool", { tool: t("tool.cluster") }), "C", true],
    [t("help.tool", { tool: t("tool.link") }), "L", true],
    [t("help.tool", { tool: t("tool.lasso") }), `Q, Alt + ${t("help.drag")}`, false],
    [t("help.here"), `${shift()} F10`, false],
    [t("help.pan"), t("help.pan.keys"), false],
    [t("help.zoom"), t("help.zoom.keys"), false],
    [t("zoom.in"), "+", false],
    [t("zoom.out"), "−", false],
    [t("zoom.100"), "0", false],
    [t("zoom.fit"), "1", false],
    [t("zoom.selection"), "2", false],
    [t("map"), `${shift()} M`, false],
    [t("find"), "Ctrl F", false],
    [t("palette"), "Ctrl K", false],
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

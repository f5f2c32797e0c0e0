import { createMemo, For, Show, type JSX } from "solid-js";
import { addresses } from "../../doc/addresses";
import type { Board } from "../../doc/board";
import { t, type Key } from "../../i18n";
import type { CommandId } from "../../tools/commands";
import type { Stage } from "../../tools/stage";
import { Icon, type IconName } from "../icons";
import { Menu } from "../parts";

const SPLIT = { d: "M12 4v4.500M12 8.500 6 14v6M12 8.500 18 14v6M3.500 17.500 6 20l2.500-2.500M15.500 17.500 18 20l2.500-2.500" };
const JOIN = { d: "M6 4v5.500l6 5.500 6-5.500V4M12 15v5M9.500 17.500 12 20l2.500-2.500" };
const OUT = { d: "M13.500 4.500h6v6M19 5l-8.500 8.500M16.500 13.500v6h-12v-12h6" };
const ACTS: readonly (readonly [CommandId, Key, IconName])[] = [
  ["split", "action.split", SPLIT],
  ["join", "action.join", JOIN],
  ["front", "action.front", "front"],
];

/** What is less often done with the selection, and the addresses that its notes name. */
export function FurtherMenu(props: { board: Board; stage: Stage; notes: readonly string[]; version: number }): JSX.Element {
  const acts = createMemo(() => {
    void props.version;
    void props.notes;
    return ACTS.filter(([id]) => props.stage.can(id));
  });
  const links = createMemo(() => {
    void props.version;
    const found = props.notes.length > 20 ? [] : props.notes.flatMap((id) => addresses(props.board.note(id)?.text ?? ""));
    return [...new Map(found.map((one) => [one.href, one])).values()];
  });
  return (
    <Show when={acts().length + links().length > 0}>
      <Menu icon="dots" label={t("action.more")}>
        {(close) => (
          <>
            <For each={links()}>
              {({ href, text }) => (
                <a href={href} target="_blank" rel="noopener noreferrer" onClick={close}>
                  <Icon name={OUT} />
                  <span class="address">{t("address.open", { address: text })}</span>
                </a>
              )}
            </For>
            <For each={acts()}>
              {([id, label, icon]) => (
                <button
                  type="button"
                  onClick={() => {
                    close();
                    props.stage.run(id);
                  }}
                >
                  <Icon name={icon} />
                  {t(label)}
                </button>
              )}
            </For>
          </>
        )}
      </Menu>
    </Show>
  );
}

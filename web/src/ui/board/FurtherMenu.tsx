import { createMemo, For, Show, type JSX } from "solid-js";
import { addresses } from "../../doc/addresses";
import type { Board } from "../../doc/board";
import { t, type Key } from "../../i18n";
import type { CommandId } from "../../tools/commands";
import type { Stage } from "../../tools/stage";
import { BACK, COPY, CUT, DUPLICATE, FRONT, LOCK, PICTURE } from "../drawings";
import { Icon, type IconName } from "../icons";
import { Menu } from "../parts";

const SPLIT = { d: "M12 4v4.500M12 8.500 6 14v6M12 8.500 18 14v6M3.500 17.500 6 20l2.500-2.500M15.500 17.500 18 20l2.500-2.500" };
const JOIN = { d: "M6 4v5.500l6 5.500 6-5.500V4M12 15v5M9.500 17.500 12 20l2.500-2.500" };
const SEND = { d: "M4 12 20 4.500 15.500 19.500 11.500 13zM11.500 13 20 4.500" };
const OUT = { d: "M13.500 4.500h6v6M19 5l-8.500 8.500M16.500 13.500v6h-12v-12h6" };
const FOLD = { d: "M4.500 5.500h15v5h-15zM8 14h8M9.500 17.500h5" };
const UNFOLD = { d: "M4.500 4.500h15v15h-15zM4.500 9.500h15M8 13h3v3H8z" };
const DISSOLVE = { d: "M4.500 4.500h3M11 4.500h2M16.500 4.500h3v3M19.500 11v2M19.500 16.500v3h-3M13 19.500h-2M7.500 19.500h-3v-3M4.500 13v-2M4.500 7.500v-3M9 9h6v6H9z" };
const ACTS: readonly (readonly [CommandId, Key, IconName])[] = [
  ["split", "action.split", SPLIT],
  ["join", "action.join", JOIN],
  ["merge", "action.merge", JOIN],
  ["dissolve", "action.dissolve", DISSOLVE],
  ["send", "action.send", SEND],
  ["picture.remove", "picture.remove", PICTURE],
  ["front", "action.front", FRONT],
  ["back", "action.back", BACK],
  ["copy", "action.copy", COPY],
  ["cut", "action.cut", CUT],
];

/** On a phone these come here: the menu at the selection has one row for them all. */
const NARROW_ACTS: typeof ACTS = [
  ["link", "action.link", "link"],
  ["group", "action.group", "cluster"],
  ["duplicate", "action.duplicate", DUPLICATE],
];

/** What is less often done with the selection, and the addresses that its notes name. */
export function FurtherMenu(props: { board: Board; stage: Stage; chosen: readonly string[]; version: number; narrow: boolean }): JSX.Element {
  const acts = createMemo(() => {
    void props.version;
    const shut = props.chosen.every((id) => props.board.clusters.get(id)?.collapsed ?? true);
    const fold = shut ? (["collapse", "action.expand", UNFOLD] as const) : (["collapse", "action.collapse", FOLD] as const);
    // What is locked has its own button for that beside this menu.
    const lock = props.chosen.some((id) => props.board.box(id)?.locked === false) ? [["lock", "action.lock", LOCK] as const] : [];
    const isNote = props.chosen.length === 1 && props.board.may(props.chosen[0]!) && props.board.notes.has(props.chosen[0]!);
    const picture = isNote ? [["picture", "picture.note", PICTURE] as const] : [];
    const moved = props.narrow ? NARROW_ACTS.filter(([id]) => id !== "group" || props.chosen.length > 1) : [];
    return [...moved, fold, ...picture, ...ACTS, ...lock].filter(([id]) => props.stage.can(id));
  });
  const links = createMemo(() => {
    void props.version;
    const found = props.chosen.length > 20 ? [] : props.chosen.flatMap((id) => addresses(props.board.note(id)?.text ?? ""));
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

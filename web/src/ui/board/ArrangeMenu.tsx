import { createMemo, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { Alignment } from "../../tools/aligning";
import type { Arrangement } from "../../tools/arranging";
import type { Layout } from "../../tools/mindmap";
import type { Stage } from "../../tools/stage";
import { Icon } from "../icons";
import { IconButton, Menu } from "../parts";

const MAPS: Readonly<Record<Layout, string>> = {
  tree: "M4 9.500h5v5H4zM15 4h5v5h-5zM15 15h5v5h-5zM9 12h3V6.500h3M12 12v5.500h3",
  radial: "M9.500 9.500h5v5h-5zM12 9.500V5.500M12 14.500v4M9.500 12h-4M14.500 12h4M10.500 2.500h3v3h-3zM10.500 18.500h3v3h-3zM2.500 10.500h3v3h-3zM18.500 10.500h3v3h-3z",
  layered: "M9.500 3h5v4.500h-5zM4 16.500h5V21H4zM15 16.500h5V21h-5zM12 7.500v4.500M6.500 16.500V12h11v4.500",
  free: "M4 5h5.500v5.500H4zM13 8h5.500v5.500H13zM7 14.500h5.500V20H7z",
};
const ALIGN: Readonly<Record<Alignment, string>> = {
  left: "M4.500 4v16M7.500 6.500h11v4h-11zM7.500 13.500h7v4h-7z",
  center: "M12 4v2.500M12 10.500v3M12 17.500V20M6.500 6.500h11v4h-11zM8.500 13.500h7v4h-7z",
  right: "M19.500 4v16M5.500 6.500h11v4h-11zM9.500 13.500h7v4h-7z",
  across: "M4.500 4v16M19.500 4v16M9.500 7h5v10h-5z",
  top: "M4 4.500h16M6.500 7.500h4v11h-4zM13.500 7.500h4v7h-4z",
  middle: "M4 12h2.500M10.500 12h3M17.500 12H20M6.500 6.500h4v11h-4zM13.500 8.500h4v7h-4z",
  bottom: "M4 19.500h16M6.500 5.500h4v11h-4zM13.500 9.500h4v7h-4z",
  down: "M4 4.500h16M4 19.500h16M7 9.500h10v5H7z",
};
const PATHS: Readonly<Record<Arrangement, string>> = {
  grid: "M4.500 4.500h6v6h-6zM13.500 4.500h6v6h-6zM4.500 13.500h6v6h-6zM13.500 13.500h6v6h-6z",
  columns: "M4.500 4.500h4v15h-4zM10 4.500h4v15h-4zM15.500 4.500h4v15h-4z",
  color: "M12 3.500c4 4.500 6 7.500 6 10.500a6 6 0 0 1-12 0c0-3 2-6 6-10.500zM12 8v11.500",
  votes: "M4.500 19.500v-9h4v9M10 19.500v-14h4v14M15.500 19.500v-5h4v5",
  text: "M4.500 18.500l4-13 4 13M6 14h5M15 9.500h4.500l-4.500 9h4.500",
  time: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 2",
};

/** The notes of a cluster, or those that are chosen, put in order or laid out along their links. */
export function ArrangeMenu(props: { stage: Stage; notes: readonly string[]; version: number }): JSX.Element {
  const possible = createMemo(() => {
    void props.version;
    void props.notes;
    return props.stage.can("arrange.grid");
  });
  const lines = createMemo(() => {
    void props.version;
    void props.notes;
    return (Object.keys(ALIGN) as Alignment[]).filter((how) => props.stage.can(`align.${how}`));
  });
  const maps = createMemo(() => {
    void props.version;
    void props.notes;
    return (Object.keys(MAPS) as Layout[]).filter((layout) => props.stage.can(`layout.${layout}`));
  });
  return (
    <Show when={possible() || maps().length + lines().length > 0}>
      <Menu icon={{ d: PATHS.grid }} label={t("arrange")}>
        {(close) => {
          const entry = (d: string, id: `arrange.${Arrangement}` | `layout.${Layout}`): JSX.Element => (
            <button
              type="button"
              onClick={() => {
                close();
                props.stage.run(id);
              }}
            >
              <Icon name={{ d }} />
              {t(id)}
            </button>
          );
          return (
            <>
              <Show when={lines().length > 0}>
                <div class="align">
                  <For each={lines()}>
                    {(how) => <IconButton icon={{ d: ALIGN[how] }} label={t(`align.${how}`)} onClick={() => props.stage.run(`align.${how}`)} />}
                  </For>
                </div>
              </Show>
              <For each={maps()}>{(layout) => entry(MAPS[layout], `layout.${layout}`)}</For>
              <Show when={possible()}>
                <For each={Object.keys(PATHS) as Arrangement[]}>{(by) => entry(PATHS[by], `arrange.${by}`)}</For>
              </Show>
            </>
          );
        }}
      </Menu>
    </Show>
  );
}

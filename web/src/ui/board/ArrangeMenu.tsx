import { createMemo, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { Arrangement } from "../../tools/arranging";
import type { Stage } from "../../tools/stage";
import { Icon } from "../icons";
import { Menu } from "../parts";

const PATHS: Readonly<Record<Arrangement, string>> = {
  grid: "M4.500 4.500h6v6h-6zM13.500 4.500h6v6h-6zM4.500 13.500h6v6h-6zM13.500 13.500h6v6h-6z",
  columns: "M4.500 4.500h4v15h-4zM10 4.500h4v15h-4zM15.500 4.500h4v15h-4z",
  color: "M12 3.500c4 4.500 6 7.500 6 10.500a6 6 0 0 1-12 0c0-3 2-6 6-10.500zM12 8v11.500",
  votes: "M4.500 19.500v-9h4v9M10 19.500v-14h4v14M15.500 19.500v-5h4v5",
  text: "M4.500 18.500l4-13 4 13M6 14h5M15 9.500h4.500l-4.500 9h4.500",
  time: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 2",
};

/** The notes of a cluster, or those that are chosen, put in order. */
export function ArrangeMenu(props: { stage: Stage; notes: readonly string[]; version: number }): JSX.Element {
  const possible = createMemo(() => {
    void props.version;
    void props.notes;
    return props.stage.can("arrange.grid");
  });
  return (
    <Show when={possible()}>
      <Menu icon={{ d: PATHS.grid }} label={t("arrange")}>
        {(close) => (
          <For each={Object.keys(PATHS) as Arrangement[]}>
            {(by) => (
              <button
                type="button"
                onClick={() => {
                  close();
                  props.stage.run(`arrange.${by}`);
                }}
              >
                <Icon name={{ d: PATHS[by] }} />
                {t(`arrange.${by}`)}
              </button>
            )}
          </For>
        )}
      </Menu>
    </Show>
  );
}

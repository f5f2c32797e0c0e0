import { For, Show, type JSX } from "solid-js";
import type { Excerpt } from "../../doc/excerpt";
import type { Template } from "../../doc/template";
import type { Rect } from "../../doc/types";
import { t } from "../../i18n";
import { around } from "../../scene/geometry";
import { Message } from "../parts";
import { Picture } from "../template/Picture";
import type { Told } from "./files";
import "../../styles/template.css";

/** So many first words are shown. */
const SAYS = 6;
/** So many notes are drawn: more are too small to be seen. */
const DRAWN = 300;

/** How much there is, each kind in words. */
export function counted({ clusters, notes, links, marks }: Excerpt): string[] {
  const all = [
    ["files.clusters", clusters.length],
    ["files.notes", notes.length],
    ["files.links", links.length],
    ["files.drawings", marks.length],
  ] as const;
  return all.filter(([, n]) => n > 0).map(([key, n]) => t(key, { n }));
}

/** What would come, drawn small and told, and what would not. */
export function Preview(props: { told: Told }): JSX.Element {
  const taken = () => props.told.pieces.clusters.length + props.told.pieces.notes.length + props.told.pieces.marks.length;
  return (
    <>
      <div class="file-preview">
        <Picture template={template(props.told.pieces)} />
        <div class="stack">
          <p role="status">
            <strong>{t("files.comes")}</strong>
            {": "}
            {counted(props.told.pieces).join(", ")}
          </p>
          <Show when={props.told.says.length > 0}>
            <div>
              <p class="soft">{t("files.begins")}</p>
              <ul class="says">
                <For each={props.told.says.slice(0, SAYS)}>{(text) => <li dir="auto">{text}</li>}</For>
              </ul>
            </div>
          </Show>
        </div>
      </div>
      <Show when={props.told.pieces.all > taken()}>
        <Message warn>{t("files.first", { n: taken(), all: props.told.pieces.all })}</Message>
      </Show>
      <Show when={props.told.remarks.length > 0} fallback={<p class="soft">{t("files.whole")}</p>}>
        <Message warn>
          <p>
            <strong>{t("files.lost")}</strong>
          </p>
          <ul class="says">
            <For each={props.told.remarks}>{(remark) => <li>{remark}</li>}</For>
          </ul>
        </Message>
      </Show>
    </>
  );
}

/** The pieces as a drawing knows them: from their own corner, named by their index. */
function template({ clusters, notes, links, marks }: Excerpt): Template {
  const corner = around([...clusters, ...notes, ...marks]) ?? { x: 0, y: 0 };
  const at = <T extends Rect>(one: T): T => ({ ...one, x: one.x - corner.x, y: one.y - corner.y });
  return {
    clusters: clusters.map((one, index) => ({ ...at(one), id: `${index}` })),
    notes: notes.slice(0, DRAWN).map((one, index) => ({ ...at(one), id: `${clusters.length + index}`, cluster: null })),
    links: links.map(({ from, to, label }) => ({ from: `${from}`, to: `${to}`, label })),
  };
}

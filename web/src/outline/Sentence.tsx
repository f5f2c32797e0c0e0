/** A link in the list, as a sentence, with its words to change and the way to remove it. */
import { lazy, Show, Suspense, type JSX } from "solid-js";
import { t } from "../i18n";
import { Glyph } from "./Glyph";
import type { Desk } from "./desk";
import type { Sentence as Said } from "./reading";

const Words = lazy(async () => ({ default: (await import("./Linking")).Words }));

export function spoken({ link, from, to }: Said): string {
  return link.label ? t("outline.link", { from, label: link.label, to }) : t("outline.link.plain", { from, to });
}

export function Sentence(props: { desk: Desk; said: Said; writes: boolean; editing: boolean; onEdit: () => void; onDone: () => void }): JSX.Element {
  const { desk } = props;
  const { id } = props.said.link;
  return (
    <li data-row={id} dir="auto">
      <div class="outline-row">
        <span class="grow">{spoken(props.said)}</span>
        <Show when={props.writes}>
          <button type="button" class="icon-button" data-part="edit" aria-expanded={props.editing} aria-label={`${t("outline.edit")}: ${spoken(props.said)}`} title={t("outline.edit")} onClick={() => (props.editing ? props.onDone() : props.onEdit())}>
            <Glyph name="pen" />
          </button>
          <button type="button" class="icon-button" data-part="delete" aria-label={`${t("action.delete")}: ${spoken(props.said)}`} title={t("action.delete")} onClick={() => desk.remove(id, t("outline.unlinked"))}>
            <Glyph name="trash" />
          </button>
        </Show>
      </div>
      <Show when={props.editing}>
        <Suspense>
          <Words desk={desk} link={props.said.link} onDone={props.onDone} />
        </Suspense>
      </Show>
    </li>
  );
}

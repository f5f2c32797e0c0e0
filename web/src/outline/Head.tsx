/** A cluster's heading in the list, with what can be done with the cluster. */
import { Show, Suspense, type JSX } from "solid-js";
import { LIMIT } from "../doc/schema.gen";
import type { Cluster } from "../doc/types";
import { t } from "../i18n";
import { Glyph } from "./Glyph";
import type { Desk } from "./desk";
import { Actions, Opener } from "./Row";
import { typing } from "./typing";

interface Props {
  desk: Desk;
  cluster: Cluster;
  count: number;
  chosen: boolean;
  writes: boolean;
  /** The person may lock and unlock. */
  locks: boolean;
  editing: boolean;
  opened: boolean;
  onFocus: () => void;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onEdit: () => void;
  onDone: () => void;
}

export function Head(props: Props): JSX.Element {
  const { board } = props.desk;
  const { id } = props.cluster;
  const name = () => props.cluster.title.trim() || t("board.untitled");
  return (
    <div data-row={id}>
      <div class="outline-row outline-head">
        <h3 dir="auto">
          <button type="button" data-part="choose" aria-pressed={props.chosen} onFocus={props.onFocus} onClick={props.onChoose} onKeyDown={(event) => props.onKeyDown(event)}>
            {name()}
            <span class="soft small">
              {" "}
              · {t("outline.notes", { n: props.count })}
              {props.cluster.locked ? ` · ${t("outline.locked")}` : ""}
            </span>
          </button>
        </h3>
        <Show when={props.writes}>
          <button type="button" class="icon-button" data-part="edit" aria-label={`${t("outline.edit")}: ${name()}`} title={t("outline.edit")} onClick={() => props.onEdit()}>
            <Glyph name="pen" />
          </button>
        </Show>
        <Show when={props.writes || props.locks}>
          <Opener desk={props.desk} id={id} name={name()} opened={props.opened} />
        </Show>
      </div>
      <Show when={props.editing}>
        <Line
          label={t("board.cluster_title")}
          text={() => (props.cluster, board.clusters.get(id)?.title ?? "")}
          most={LIMIT.TITLE}
          onInput={(title) => board.setTitle(id, title)}
          onLeave={(byKey) => {
            props.onDone();
            if (byKey) props.desk.attend(id, "choose");
          }}
        />
      </Show>
      <Show when={props.opened}>
        <Suspense>
          <Actions desk={props.desk} item={props.cluster} name={name()} writes={props.writes} reacts={false} />
        </Suspense>
      </Show>
    </div>
  );
}

/** A line that is written as it is typed; Enter and Escape end it. */
function Line(props: { label: string; text: () => string; most: number; onInput: (words: string) => void; onLeave: (byKey: boolean) => void }): JSX.Element {
  let field!: HTMLInputElement;
  const keys = typing(() => field, () => props.text(), (text) => props.onInput(text));
  return (
    <input
      ref={field}
      class="outline-line"
      data-part="text"
      aria-label={props.label}
      dir="auto"
      autocomplete="off"
      maxLength={props.most}
      {...keys}
      onBlur={() => props.onLeave(false)}
      onKeyDown={(event) => {
        if ((event.key !== "Escape" && event.key !== "Enter") || event.isComposing) return;
        event.preventDefault();
        props.onLeave(true);
      }}
    />
  );
}

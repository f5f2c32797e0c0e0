/** What is drawn or put beside the notes, in the list: its words, or what it is, with what can be done with it. */
import { Show, Suspense, type JSX } from "solid-js";
import type { Mark } from "../doc/types";
import { t } from "../i18n";
import { Glyph } from "./Glyph";
import type { Desk } from "./desk";
import { Actions, mark as markOf, Opener } from "./Row";
import { Writing } from "./Writing";

interface Props {
  desk: Desk;
  mark: Mark;
  chosen: boolean;
  writes: boolean;
  /** The person may lock, or say something of it. */
  acts: boolean;
  editing: boolean;
  opened: boolean;
  onFocus: () => void;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onEdit: () => void;
  onDone: () => void;
}

/** As it is spoken of. */
export function named({ figure, text }: Mark): string {
  const words = text.trim();
  if (!words) return t(`outline.mark.${figure}`);
  return figure === "image" ? t("outline.mark.picture", { words }) : words;
}

export function Drawn(props: Props): JSX.Element {
  const { board } = props.desk;
  const { id, figure } = props.mark;
  const name = () => named(props.mark);
  const edit = () => t(figure === "image" ? "outline.describe" : "outline.edit");
  return (
    <>
      <div class="outline-row">
        <button
          type="button"
          class="outline-item"
          data-part="choose"
          style={{ "--mark": markOf(props.mark.color) }}
          aria-pressed={props.chosen}
          dir="auto"
          onFocus={props.onFocus}
          onClick={props.onChoose}
          onKeyDown={(event) => props.onKeyDown(event)}
        >
          <span class="grow">
            {name()}
            <Show when={props.mark.locked}>
              <span class="soft small">
                {"\n"}
                {t("outline.locked")}
              </span>
            </Show>
          </span>
        </button>
        <Show when={props.writes && figure !== "stroke"}>
          <button type="button" class="icon-button" data-part="edit" aria-label={`${edit()}: ${name()}`} title={edit()} onClick={() => props.onEdit()}>
            <Glyph name="pen" />
          </button>
        </Show>
        <Show when={props.writes || props.acts}>
          <Opener desk={props.desk} id={id} name={name()} opened={props.opened} />
        </Show>
      </div>
      <Show when={props.editing}>
        <Writing
          label={figure === "image" ? t("outline.description") : t("board.mark_text")}
          text={() => (props.mark, board.marks.get(id)?.text ?? "")}
          onInput={(text) => board.setText(id, text)}
          onLeave={(byKey) => {
            props.onDone();
            if (byKey) props.desk.attend(id, "choose");
          }}
        />
      </Show>
      <Show when={props.opened}>
        <Suspense>
          <Actions desk={props.desk} item={props.mark} name={name()} writes={props.writes} reacts={false} />
        </Suspense>
      </Show>
    </>
  );
}

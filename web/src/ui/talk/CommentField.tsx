import { createSignal, createUniqueId, onMount, Show, type JSX } from "solid-js";
import { LIMIT } from "../../doc/schema.gen";
import { t } from "../../i18n";

/** What was begun and not sent, by where it belongs: closing the panel loses nothing. */
const drafts = new Map<string, string>();

/** A field for a comment, a reply, or other words for one. */
export function CommentField(props: {
  /** Where the draft is kept. */
  place: string;
  label: string;
  send: string;
  text?: string;
  focus?: boolean;
  /** True if it was taken. */
  onSend: (text: string) => boolean;
  /** There is a way out without sending. */
  onLeave?: () => void;
}): JSX.Element {
  const [text, setText] = createSignal(drafts.get(props.place) ?? props.text ?? "");
  const hint = createUniqueId();
  let field!: HTMLTextAreaElement;
  onMount(() => {
    grow();
    if (!props.focus) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  const grow = (): void => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  const write = (next: string): void => {
    setText(next);
    if (next.trim() && next !== props.text) drafts.set(props.place, next);
    else drafts.delete(props.place);
    grow();
  };
  const send = (): void => {
    if (!text().trim() || !props.onSend(text())) return;
    drafts.delete(props.place);
    setText("");
    // The button has nothing more to send and would lose the focus to nobody.
    field.focus({ preventScroll: true });
    // Solid writes the value; the height follows it.
    queueMicrotask(grow);
  };
  return (
    <form
      class="comment-field"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={props.label}
        aria-describedby={hint}
        placeholder={props.label}
        maxLength={LIMIT.COMMENT}
        value={text()}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
          else if (event.key === "Escape" && props.onLeave) props.onLeave();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <p class="row">
        <span id={hint} class="soft small grow keys">
          {t("comments.send.keys")}
        </span>
        <Show when={props.onLeave}>
          {(leave) => (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                drafts.delete(props.place);
                leave()();
              }}
            >
              {t("comments.cancel")}
            </button>
          )}
        </Show>
        <button type="submit" class="button primary" disabled={!text().trim()}>
          {props.send}
        </button>
      </p>
    </form>
  );
}

import { createSignal, Show, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import type { Comment, Thread } from "../../doc/comments";
import { isOwn, isRemovable, remove, rewrite } from "../../doc/talk";
import { t } from "../../i18n";
import { CommentField } from "./CommentField";
import { moment, short } from "./reading";

/** One comment with who said it and when, and what its writer can do with it. */
export function CommentLine(props: {
  board: Board;
  thread: Thread;
  comment: Comment;
  name: string;
  /** What the person is here; what may be done follows from it. */
  role: string | null;
  /** It is gone; the focus needs another place. */
  onRemoved: () => void;
}): JSX.Element {
  const [state, setState] = createSignal<"read" | "edit" | "sure">("read");
  let edit: HTMLButtonElement | undefined;
  let drop: HTMLButtonElement | undefined;
  const own = () => (void props.role, isOwn(props.board, props.comment));
  const removable = () => (void props.role, props.comment.text !== "" && isRemovable(props.board, props.comment));
  const back = (to: () => HTMLButtonElement | undefined): void => {
    setState("read");
    queueMicrotask(() => to()?.focus());
  };
  const takeAway = (): void => {
    remove(props.board, props.thread, props.comment);
    props.onRemoved();
  };
  return (
    <div class="comment">
      <p class="row said-by">
        <strong dir="auto">{props.name}</strong>
        <Show when={props.comment.at > 0}>
          <time class="soft small" datetime={new Date(props.comment.at).toISOString()}>
            {moment(props.comment.at)}
          </time>
        </Show>
      </p>
      <Show
        when={state() === "edit"}
        fallback={
          <p class="words" classList={{ soft: !props.comment.text }} dir="auto">
            {props.comment.text || t("comments.deleted")}
          </p>
        }
      >
        <CommentField
          place={`${props.board.id} edit ${props.comment.id}`}
          label={t("comments.edit")}
          send={t("comments.save")}
          text={props.comment.text}
          focus
          onSend={(text) => {
            rewrite(props.board, props.comment, text);
            back(() => edit);
            return true;
          }}
          onLeave={() => back(() => edit)}
        />
      </Show>
      <Show when={state() === "read" && removable()}>
        <p class="row acts">
          <Show when={own()}>
            <button ref={edit} type="button" class="button quiet small" aria-label={t("comments.edit.of", { text: short(props.comment.text) })} onClick={() => setState("edit")}>
              {t("comments.edit")}
            </button>
          </Show>
          <button
            ref={drop}
            type="button"
            class="button quiet small"
            aria-label={t("comments.delete.of", { text: short(props.comment.text) })}
            // One's own comes back by undo; somebody else's does not.
            onClick={() => (own() ? takeAway() : setState("sure"))}
          >
            {t("comments.delete")}
          </button>
        </p>
      </Show>
      <Show when={state() === "sure"}>
        <p class="row acts">
          <button type="button" class="button small danger" ref={(button) => queueMicrotask(() => button.focus())} onClick={takeAway}>
            {t("comments.delete.sure")}
          </button>
          <button type="button" class="button quiet small" onClick={() => back(() => drop)}>
            {t("comments.delete.keep")}
          </button>
        </p>
      </Show>
    </div>
  );
}

import { createSignal, For, Show, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import type { Thread } from "../../doc/comments";
import { comment, isSettleable, setDone } from "../../doc/talk";
import { t } from "../../i18n";
import { CommentField } from "./CommentField";
import { CommentLine } from "./CommentLine";
import { short } from "./reading";

/** A thread: what was said first, the replies, and what can be done now. */
export function ThreadCard(props: {
  board: Board;
  thread: Thread;
  /** What it is about, where that is not said already; null if it is gone. */
  about: string | null | undefined;
  name: (author: string | null) => string;
  role: string | null;
  writes: boolean;
  onJump: () => void;
  /** It was settled or opened again: it is in another list now. */
  onDone: (done: boolean) => void;
  onRemoved: () => void;
}): JSX.Element {
  const [replying, setReplying] = createSignal(false);
  let reply: HTMLButtonElement | undefined;
  const lines = () => [props.thread.first, ...props.thread.replies];
  const by = (id: string) => lines().find((line) => line.id === id) ?? props.thread.first;
  const settleable = () => (void props.role, isSettleable(props.board, props.thread));
  const shut = (): void => {
    setReplying(false);
    queueMicrotask(() => reply?.focus());
  };
  return (
    <article class="thread" classList={{ done: props.thread.done }} aria-label={t("comments.said", { name: props.name(props.thread.first.author), text: short(props.thread.first.text || t("comments.deleted")) })}>
      <Show when={props.about !== undefined}>
        <Show
          when={props.about}
          fallback={
            <p class="soft small about" dir="auto">
              {props.thread.first.quote ? t("comments.gone.quote", { quote: props.thread.first.quote }) : t("comments.gone")}
            </p>
          }
        >
          {(about) => (
            <button type="button" class="about jump" dir="auto" aria-label={t("comments.jump", { thing: about() })} onClick={() => props.onJump()}>
              {about()}
            </button>
          )}
        </Show>
      </Show>
      <For each={lines().map(({ id }) => id)}>
        {(id) => <CommentLine board={props.board} thread={props.thread} comment={by(id)} name={props.name(by(id).author)} role={props.role} onRemoved={props.onRemoved} />}
      </For>
      <Show when={props.writes}>
        <Show
          when={replying()}
          fallback={
            <p class="row acts">
              <button ref={reply} type="button" class="button small" onClick={() => setReplying(true)}>
                {t("comments.reply")}
              </button>
              <Show when={settleable()}>
                <button
                  type="button"
                  class="button quiet small"
                  onClick={() => {
                    const done = !props.thread.done;
                    setDone(props.board, props.thread, done);
                    props.onDone(done);
                  }}
                >
                  {props.thread.done ? t("comments.reopen") : t("comments.settle")}
                </button>
              </Show>
            </p>
          }
        >
          <CommentField
            place={`${props.board.id} reply ${props.thread.id}`}
            label={t("comments.reply.to", { name: props.name(props.thread.first.author) })}
            send={t("comments.send")}
            focus
            onSend={(text) => {
              if (!comment(props.board, props.thread.id, text)) return false;
              shut();
              return true;
            }}
            onLeave={shut}
          />
        </Show>
      </Show>
    </article>
  );
}

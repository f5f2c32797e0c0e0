/** A link from the thing of a row: where to, found by its words, and what it says. */
import { createMemo, createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { LIMIT } from "../doc/schema.gen";
import type { Link } from "../doc/types";
import { addLink } from "../doc/verbs";
import { wordings } from "../doc/wording";
import { t } from "../i18n";
import type { Desk } from "./desk";
import { titled } from "./naming";
import { called } from "./reading";

/** As many as can be listened to; the others are found by typing. */
const SHOWN = 8;

export function Linking(props: { desk: Desk; from: string }): JSX.Element {
  const { desk } = props;
  const { board } = desk;
  const group = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const [sought, setSought] = createSignal("");
  const [to, setTo] = createSignal<string | null>(null);
  const [words, setWords] = createSignal("");
  const found = createMemo(() => {
    if (!open()) return [];
    const wanted = sought().trim().toLocaleLowerCase();
    const all = [...board.clusters.values(), ...board.notes.values()].filter(({ id }) => id !== props.from);
    const fitting = all.filter(({ id }) => called(board, id).toLocaleLowerCase().includes(wanted));
    // Those that begin so come first.
    const begins = (id: string): number => (called(board, id).toLocaleLowerCase().startsWith(wanted) ? 0 : 1);
    return fitting.sort((a, b) => begins(a.id) - begins(b.id)).slice(0, SHOWN).map(({ id }) => id);
  });
  const target = () => (to() && found().includes(to()!) ? to() : null);
  const link = (event: Event): void => {
    event.preventDefault();
    const end = target();
    if (!end) return;
    board.stopCapturing();
    const id = addLink(board, props.from, end, words().trim());
    board.stopCapturing();
    setOpen(false);
    setSought("");
    setTo(null);
    setWords("");
    if (id) desk.linked(id);
    desk.attend(props.from, "link");
  };
  return (
    <>
      <div class="row">
        <button type="button" class="button small" data-part="link" aria-expanded={open()} onClick={() => setOpen(!open())}>
          {t("outline.link.to")}
        </button>
      </div>
      <Show when={open()}>
        <form class="outline-link" onSubmit={link}>
          <input
            type="search"
            data-part="link.find"
            ref={(input) => queueMicrotask(() => input.focus())}
            aria-label={t("outline.link.find")}
            placeholder={t("outline.link.find")}
            dir="auto"
            autocomplete="off"
            value={sought()}
            onInput={(event) => setSought(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              // The first that fits is taken; what it says comes next.
              event.preventDefault();
              setTo(found()[0] ?? null);
              event.currentTarget.form?.querySelector<HTMLElement>("[data-part='link.words']")?.focus();
            }}
          />
          <div role="radiogroup" aria-label={t("outline.link.target")}>
            <For each={found()}>
              {(id) => (
                <label class="choice" dir="auto">
                  <input type="radio" name={group} data-part={`link.${id}`} checked={target() === id} onChange={() => setTo(id)} />
                  <span class="grow">{titled(board, id)}</span>
                </label>
              )}
            </For>
            <Show when={found().length === 0}>
              <p class="soft small">{t("find.none")}</p>
            </Show>
          </div>
          <Saying value={words()} onInput={setWords} desk={desk} />
          <button type="submit" class="button small" data-part="link.go" aria-disabled={target() === null || undefined}>
            {t("action.link")}
          </button>
        </form>
      </Show>
    </>
  );
}

/** The words of a link, with those that are offered. */
export function Saying(props: { desk: Desk; value: string; onInput: (words: string) => void; focus?: boolean }): JSX.Element {
  const offered = createMemo(() => wordings(props.desk.board, t("link.words").split("|"), props.value));
  let field!: HTMLInputElement;
  return (
    <>
      <input
        ref={(input) => {
          field = input;
          if (props.focus) queueMicrotask(() => input.focus());
        }}
        data-part="link.words"
        aria-label={t("board.link_label")}
        placeholder={t("board.label_hint")}
        dir="auto"
        autocomplete="off"
        maxLength={LIMIT.LABEL}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <Show when={offered().length > 0}>
        <div class="row" role="group" aria-label={t("link.offered")}>
          <For each={offered()}>
            {(words) => (
              <button
                type="button"
                class="button small"
                dir="auto"
                onClick={() => {
                  props.onInput(words);
                  field.focus();
                }}
              >
                {words}
              </button>
            )}
          </For>
        </div>
      </Show>
    </>
  );
}

/** The words of a link that is there, written as they are typed. */
export function Words(props: { desk: Desk; link: Link; onDone: () => void }): JSX.Element {
  const { board, attend } = props.desk;
  const { id, label } = props.link;
  const [words, setWords] = createSignal(label);
  const end = (): void => {
    props.onDone();
    attend(id, "edit");
  };
  board.stopCapturing();
  return (
    <form
      class="outline-link"
      onSubmit={(event) => {
        event.preventDefault();
        end();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        end();
      }}
    >
      <Saying
        desk={props.desk}
        focus
        value={words()}
        onInput={(next) => {
          setWords(next);
          board.setLabel(id, next);
        }}
      />
      <button type="submit" class="button small" data-part="done">
        {t("capture.done")}
      </button>
    </form>
  );
}

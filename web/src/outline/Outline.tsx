/**
 * The second face of the board: the same document as nested lists, for a screen reader and for whoever prefers a list.
 * Always in the accessibility tree; as a panel it is complete, hidden it holds what is in view and what has the focus.
 */
import { batch, createMemo, createSignal, For, onCleanup, onMount, Show, type JSX } from "solid-js";
import type { BoardSession } from "../doc/session";
import type { Note } from "../doc/types";
import { t } from "../i18n";
import type { Tab } from "../state/tab";
import { chapters, sentences } from "./reading";

/** What the outline asks of the stage. */
export interface Viewer {
  centerOn(id: string): void;
  viewport(): { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  onFrame(watch: () => void): () => void;
}

interface Props {
  session: BoardSession;
  tab: Tab;
  stage: Viewer;
  open: boolean;
  readOnly: boolean;
  onClose: () => void;
}

/** Nodes in the tree while the outline is not shown. */
const HIDDEN_MAX = 120;
/** Changes of the document are shown at most this often. */
const PATCH_MS = 150;
/** Others' changes are told at most this often. */
const ANNOUNCE_MS = 5_000;

export function Outline(props: Props): JSX.Element {
  const board = props.session.board;
  const [version, setVersion] = createSignal(0);
  const [view, setView] = createSignal(props.stage.viewport());
  const [selection, setSelection] = createSignal(props.tab.selection.get());
  const [news, setNews] = createSignal("");
  const [editing, setEditing] = createSignal<string | null>(null);

  onMount(() => {
    let patch = 0;
    let announce = 0;
    let changes = 0;
    let changed = false;
    const later = (): void => {
      patch ||= window.setTimeout(() => {
        patch = 0;
        batch(() => {
          if (changed) setVersion(version() + 1);
          changed = false;
          setView(props.stage.viewport());
        });
      }, PATCH_MS);
    };
    const stops = [
      board.subscribe((change) => {
        changed = true;
        later();
        if (change.origin !== "remote") return;
        changes += change.notes.size + change.clusters.size + change.links.size;
        announce ||= window.setTimeout(() => {
          announce = 0;
          setNews(t("outline.others", { n: changes }));
          changes = 0;
        }, ANNOUNCE_MS);
      }),
      props.tab.selection.subscribe((ids) => setSelection(ids)),
      props.tab.camera.subscribe(later),
    ];
    onCleanup(() => {
      clearTimeout(patch);
      clearTimeout(announce);
      for (const stop of stops) stop();
    });
  });

  const near = (note: Note): boolean => {
    const { x, y, w, h } = view();
    return selection().has(note.id) || (note.x + note.w > x && note.x < x + w && note.y + note.h > y && note.y < y + h);
  };
  const content = createMemo(() => {
    version();
    const all = chapters(board);
    if (props.open) return { chapters: all, left: 0 };
    let room = HIDDEN_MAX;
    let left = 0;
    const shown = all.map((chapter) => {
      const fitting = chapter.notes.filter(near).slice(0, Math.max(0, room));
      room -= fitting.length + 1;
      left += chapter.notes.length - fitting.length;
      return { ...chapter, notes: fitting };
    });
    return { chapters: shown.filter((chapter) => chapter.notes.length > 0), left };
  });
  const links = createMemo(() => {
    version();
    const all = sentences(board, t("outline.empty_note"));
    return props.open ? all : all.slice(0, 40);
  });

  const choose = (id: string): void => {
    props.tab.select([id]);
    props.stage.centerOn(id);
  };
  const add = (cluster: string | null): void => {
    const { x, y, w, h } = props.stage.viewport();
    board.stopCapturing();
    const id = board.addNote({ pos: { x: Math.round(x + w / 2 - 100), y: Math.round(y + h / 2 - 100) }, cluster });
    setVersion(version() + 1);
    choose(id);
    setEditing(id);
  };

  return (
    <nav
      id="outline"
      class={props.open ? "outline outline-panel" : "outline visually-hidden"}
      aria-label={t("outline")}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2>{board.title() || t("outline")}</h2>
      <Show when={!props.readOnly}>
        <button type="button" class="button small" onClick={() => add(null)}>
          {t("outline.add")}
        </button>
      </Show>
      <For each={content().chapters}>
        {(chapter) => (
          <section>
            <h3 dir="auto">
              {chapter.cluster ? chapter.cluster.title || t("board.untitled") : t("outline.loose")}
              <span class="soft small"> · {t("outline.notes", { n: chapter.notes.length })}</span>
            </h3>
            <ul>
              <For each={chapter.notes}>
                {(note) => (
                  <li>
                    <Show
                      when={editing() === note.id}
                      fallback={
                        <div class="outline-row">
                          <button
                            type="button"
                            class="outline-item"
                            style={{ "--mark": mark(note.color) }}
                            aria-pressed={selection().has(note.id)}
                            dir="auto"
                            onFocus={() => props.stage.centerOn(note.id)}
                            onClick={() => choose(note.id)}
                            onDblClick={() => !props.readOnly && setEditing(note.id)}
                            onKeyDown={(event) => {
                              if (props.readOnly || event.key !== "F2") return;
                              setEditing(note.id);
                            }}
                          >
                            <span class="grow">
                              {note.text || t("outline.empty_note")}
                              <Show when={note.src}>
                                {(src) => (
                                  <span class="soft small">
                                    {"\n"}
                                    {t("outline.provenance", { group: src().group, session: src().session })}
                                  </span>
                                )}
                              </Show>
                            </span>
                          </button>
                          <Show when={!props.readOnly}>
                            <button type="button" class="button quiet small" aria-label={`${t("outline.edit")}: ${note.text}`} onClick={() => setEditing(note.id)}>
                              {t("outline.edit")}
                            </button>
                          </Show>
                        </div>
                      }
                    >
                      <Writing text={note.text} onInput={(text) => board.setText(note.id, text)} onDone={() => setEditing(null)} />
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
      <Show when={content().left > 0}>
        <p class="soft small">{t("outline.more", { n: content().left })}</p>
      </Show>
      <Show when={links().length > 0}>
        <section>
          <h3>{t("outline.links")}</h3>
          <ul>
            <For each={links()}>
              {({ link, from, to }) => (
                <li dir="auto">
                  {link.label ? t("outline.link", { from, label: link.label, to }) : t("outline.link.plain", { from, to })}
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <p class="visually-hidden" role="status">
        {news()}
      </p>
    </nav>
  );
}

function mark(color: string): string {
  return color.startsWith("#") ? color : `var(--paper-${color}, var(--line-strong))`;
}

/** A note's text in the list; written as it is typed, like on the canvas. */
function Writing(props: { text: string; onInput: (text: string) => void; onDone: () => void }): JSX.Element {
  let field!: HTMLTextAreaElement;
  const first = props.text;
  onMount(() => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  return (
    <div class="outline-edit">
      <textarea
        ref={field}
        aria-label={t("board.note_text")}
        dir="auto"
        value={first}
        onInput={() => props.onInput(field.value)}
        onBlur={() => props.onDone()}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          props.onDone();
        }}
      />
    </div>
  );
}

/**
 * The second face of the board: the same document as nested lists, for a screen reader and for whoever prefers a list.
 * Always in the accessibility tree; as a panel it is complete, hidden it holds what is in view and what has the focus.
 */
import { batch, createMemo, createSignal, For, onCleanup, onMount, Show, type JSX } from "solid-js";
import type { BoardSession } from "../doc/session";
import type { Cluster, Note, Person } from "../doc/types";
import { setLocked } from "../doc/verbs";
import { t } from "../i18n";
import type { Tab } from "../state/tab";
import { chapters, sentences } from "./reading";
import { Lock } from "./Lock";
import { Row } from "./Row";
import "../styles/outline.css";

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
  /** What the person is here; what may be changed follows from it. */
  role: string | null;
  onClose: () => void;
}

/** What is listed under one heading. */
interface Listed {
  readonly cluster: Cluster | null;
  readonly ids: readonly string[];
  /** All there are, listed or not. */
  readonly count: number;
}

const NOBODY: readonly string[] = [];

/** Names of who is writing on what, the others'. */
function writing(people: readonly Person[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  for (const { self, writing, name } of people) if (!self && writing) names.set(writing, [...new Set([...(names.get(writing) ?? []), name])]);
  return names;
}

/** Key of the notes without a cluster. */
const LOOSE = "";
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
  const [authors, setAuthors] = createSignal(props.tab.authors.get());
  const [writers, setWriters] = createSignal(writing(props.session.people()), { equals: (a, b) => String([...a]) === String([...b]) });
  const [news, setNews] = createSignal("");
  const [editing, setEditing] = createSignal<string | null>(null);
  // A row is one element as long as its note is listed, or whoever stands on it would fall off at every keystroke of
  // somebody else: rows are kept by id and look again when their note has changed.
  const rows = new Map<string, () => void>();
  const changed = new Set<string>();
  let focused: string | null = null;
  /** Rows are being put in order: what seems to be left is not. */
  let settling = false;
  let root!: HTMLElement;

  onMount(() => {
    let patch = 0;
    let announce = 0;
    let changes = 0;
    let stale = false;
    const later = (): void => {
      patch ||= window.setTimeout(() => {
        patch = 0;
        const held = document.activeElement;
        settling = true;
        batch(() => {
          for (const id of changed) rows.get(id)?.();
          changed.clear();
          if (stale) setVersion(version() + 1);
          stale = false;
          setView(props.stage.viewport());
        });
        settling = false;
        // Put elsewhere in the list, a row loses the focus on the way.
        if (held instanceof HTMLElement && held !== document.activeElement && root.contains(held)) held.focus({ preventScroll: true });
      }, PATCH_MS);
    };
    const stops = [
      board.subscribe((change) => {
        stale = true;
        for (const id of change.notes) changed.add(id);
        later();
        if (change.origin !== "remote") return;
        changes += change.notes.size + change.clusters.size + change.links.size;
        // What lies beside, as comments, is told by itself.
        if (changes === 0) return;
        announce ||= window.setTimeout(() => {
          announce = 0;
          setNews(t("outline.others", { n: changes }));
          changes = 0;
        }, ANNOUNCE_MS);
      }),
      props.tab.selection.subscribe((ids) => setSelection(ids)),
      props.tab.camera.subscribe(later),
      props.tab.authors.subscribe((names) => setAuthors(names)),
      props.tab.news.subscribe((said) => setNews(said)),
      props.session.onPeople((people) => setWriters(writing(people))),
    ];
    onCleanup(() => {
      clearTimeout(patch);
      clearTimeout(announce);
      for (const stop of stops) stop();
    });
  });

  const near = (note: Note): boolean => {
    const { x, y, w, h } = view();
    if (note.id === focused || selection().has(note.id)) return true;
    return note.x + note.w > x && note.x < x + w && note.y + note.h > y && note.y < y + h;
  };
  const content = createMemo(() => {
    version();
    const listed = new Map<string, Listed>();
    let room = HIDDEN_MAX;
    let left = 0;
    for (const { cluster, notes } of chapters(board)) {
      const fitting = props.open ? notes : notes.filter(near).slice(0, Math.max(0, room));
      room -= fitting.length + 1;
      left += notes.length - fitting.length;
      if (fitting.length === 0 && !props.open) continue;
      listed.set(cluster?.id ?? LOOSE, { cluster, ids: fitting.map((note) => note.id), count: notes.length });
    }
    return { listed, left };
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

  const lock = (id: string, locked: boolean): void => {
    board.stopCapturing();
    setLocked(board, [id], locked);
    board.stopCapturing();
  };

  const heading = (chapter: Listed | undefined): string =>
    chapter?.cluster ? chapter.cluster.title || t("board.untitled") : t("outline.loose");

  const item = (id: string): JSX.Element => {
    const [note, setNote] = createSignal(board.note(id)!);
    const look = (): void => {
      const next = board.note(id);
      if (next) setNote(next);
    };
    rows.set(id, look);
    onCleanup(() => rows.get(id) === look && rows.delete(id));
    return (
      <li onFocusIn={() => (focused = id)}>
        <Row
          note={note()}
          stamps={(note(), board.stamps(id))}
          author={authors()?.get(note().author ?? "")}
          threads={(version(), board.comments?.open().get(id) ?? 0)}
          writers={writers().get(id) ?? NOBODY}
          chosen={selection().has(id)}
          readOnly={props.readOnly || (note(), props.role, !board.may(id))}
          editing={editing() === id}
          text={() => (note(), board.note(id)?.text ?? "")}
          onFocus={() => props.stage.centerOn(id)}
          onChoose={() => choose(id)}
          onEdit={() => setEditing(id)}
          onInput={(text) => board.setText(id, text)}
          onLock={!props.readOnly && (note(), props.role, board.locks) ? () => lock(id, !note().locked) : undefined}
          onDone={() => !settling && setEditing((now) => (now === id ? null : now))}
        />
      </li>
    );
  };

  return (
    <nav
      ref={root}
      id="outline"
      class="outline outline-panel"
      classList={{ "visually-hidden": !props.open }}
      aria-label={t("outline")}
      onKeyDown={(event) => event.stopPropagation()}
      onFocusOut={() => {
        if (!settling) focused = null;
      }}
    >
      <h2>{board.title() || t("outline")}</h2>
      <Show when={!props.readOnly}>
        <button type="button" class="button small" onClick={() => add(null)}>
          {t("outline.add")}
        </button>
      </Show>
      <For each={[...content().listed.keys()]}>
        {(key) => {
          const chapter = () => content().listed.get(key);
          return (
            <section>
              <h3 dir="auto">
                {heading(chapter())}
                <span class="soft small">
                  {" "}
                  · {t("outline.notes", { n: chapter()?.count ?? 0 })}
                  {chapter()?.cluster?.locked ? ` · ${t("outline.locked")}` : ""}
                </span>
              </h3>
              <Show when={!props.readOnly && (props.role, board.locks) && chapter()?.cluster}>
                {(cluster) => <Lock locked={cluster().locked} what={heading(chapter())} onClick={() => lock(cluster().id, !cluster().locked)} />}
              </Show>
              <ul>
                <For each={chapter()?.ids ?? []}>{item}</For>
              </ul>
            </section>
          );
        }}
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

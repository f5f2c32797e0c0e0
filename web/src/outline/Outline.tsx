/**
 * The second face of the board: the same document as nested lists, for a screen reader and for whoever prefers a list.
 * Always in the accessibility tree; as a panel it is complete, hidden it holds what is in view and what has the focus.
 */
import { batch, createMemo, createSignal, For, onCleanup, onMount, Show, type JSX } from "solid-js";
import { below, placeFor, putNote } from "../doc/placing";
import type { BoardSession } from "../doc/session";
import type { Cluster, Note, Person } from "../doc/types";
import { addCluster, resize } from "../doc/verbs";
import { t } from "../i18n";
import type { Tab } from "../state/tab";
import { attend, stand, stay, step } from "./focus";
import type { Desk } from "./desk";
import { Drawn } from "./Drawn";
import { Head } from "./Head";
import { titled } from "./naming";
import { News } from "./news";
import { called, chapters, drawings, exchange, ranked, sentences } from "./reading";
import { Row } from "./Row";
import { Sentence, spoken } from "./Sentence";
import { Sorting } from "./Sorting";
import "../styles/outline.css";

/** What the outline asks of the stage. */
export interface Viewer {
  centerOn(id: string): void;
  viewport(): { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  onFrame(watch: () => void): () => void;
  /** Commands on what is selected. */
  can(command: string): boolean;
  run(command: string): boolean;
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
const DRAWN_MAX = 20;
const HELD_MAX = 20;
const NOTHING: ReadonlySet<string> = new Set();
/** Changes of the document are shown at most this often. */
const PATCH_MS = 150;
const REST_MS = 300;
/** A new cluster, until something is in it. */
const CLUSTER = { w: 508, h: 360 };

export function Outline(props: Props): JSX.Element {
  const board = props.session.board;
  const [version, setVersion] = createSignal(0);
  const [view, setView] = createSignal(props.stage.viewport());
  const [selection, setSelection] = createSignal(props.tab.selection.get());
  const [voting, setVoting] = createSignal(props.tab.voting.get());
  const [byVotes, setByVotes] = createSignal(false);
  const [authors, setAuthors] = createSignal(props.tab.authors.get());
  const [writers, setWriters] = createSignal(writing(props.session.people()), { equals: (a, b) => String([...a]) === String([...b]) });
  const [news, setNews] = createSignal("");
  const [editing, setEditing] = createSignal<string | null>(null);
  const [opened, setOpened] = createSignal<string | null>(null);
  // A row is one element as long as its note is listed, or whoever stands on it would fall off at every keystroke of
  // somebody else: rows are kept by id and look again when their note has changed.
  const rows = new Map<string, () => void>();
  const changed = new Set<string>();
  let focused: string | null = null;
  /** A new note that goes again when it is left without a word. */
  let fresh: string | null = null;
  /** Rows are being put in order: what seems to be left is not. */
  let settling = false;
  let stale = false;
  let patch = 0;
  let rest = 0;
  let root!: HTMLElement;

  /** Shows the document as it is now. */
  const flush = (): void => {
    clearTimeout(patch);
    clearTimeout(rest);
    patch = 0;
    const held = stand(root);
    settling = true;
    batch(() => {
      for (const id of changed) rows.get(id)?.();
      changed.clear();
      if (stale) setVersion(version() + 1);
      stale = false;
      setView(props.stage.viewport());
    });
    settling = false;
    if (held) stay(root, held);
  };
  const later = (): void => {
    patch ||= window.setTimeout(flush, PATCH_MS);
  };
  /** Hidden it holds what is in view: once that rests, not with each step of a pan. */
  const whenAtRest = (): void => {
    if (props.open) return;
    clearTimeout(rest);
    rest = window.setTimeout(flush, REST_MS);
  };
  /** Said once more if it is the same, or it would not be read out. */
  const say = (sentence: string): void => {
    setNews("");
    queueMicrotask(() => setNews(sentence));
  };

  onMount(() => {
    const others = new News(board, say);
    // Comments come with the rest of the tools, after which there is a frame; it may be later than this.
    const talked = props.stage.onFrame(() => {
      if (!board.comments) return;
      talked();
      stale = true;
      later();
    });
    const stops = [
      talked,
      board.subscribe((change) => {
        stale = true;
        for (const id of change.notes) changed.add(id);
        later();
        others.take(change);
      }),
      props.tab.selection.subscribe((ids) => {
        setSelection(ids);
        const [only] = ids;
        // Chosen on the board, it is in sight in the list too.
        if (props.open && only && ids.size === 1 && stand(root) === null) {
          root.querySelector(`[data-row="${CSS.escape(only)}"]`)?.scrollIntoView({ block: "nearest" });
        }
      }),
      props.tab.camera.subscribe(whenAtRest),
      props.tab.authors.subscribe((names) => setAuthors(names)),
      props.tab.news.subscribe(say),
      props.tab.voting.subscribe((dots) => setVoting(dots)),
      props.session.onPeople((people) => setWriters(writing(people))),
    ];
    onCleanup(() => {
      clearTimeout(patch);
      clearTimeout(rest);
      others.close();
      for (const stop of stops) stop();
    });
  });

  /** A few chosen things are listed wherever they lie; of many only those in view. */
  const held = createMemo(() => (selection().size <= HELD_MAX ? selection() : NOTHING));
  const hasVotes = createMemo(() => {
    version();
    for (const id of board.notes.keys()) if (board.votes(id) > 0) return true;
    return false;
  });
  const book = createMemo(() => {
    version();
    return hasVotes() && byVotes() ? ranked(board, chapters(board)) : chapters(board);
  });
  const near = (note: Note): boolean => {
    const { x, y, w, h } = view();
    if (note.id === focused || note.id === opened() || note.id === editing() || held().has(note.id)) return true;
    return note.x + note.w > x && note.x < x + w && note.y + note.h > y && note.y < y + h;
  };
  const content = createMemo(() => {
    const listed = new Map<string, Listed>();
    let room = HIDDEN_MAX;
    let left = 0;
    for (const { cluster, notes } of book()) {
      const fitting = props.open ? notes : notes.filter(near).slice(0, Math.max(0, room));
      room -= fitting.length + 1;
      left += notes.length - fitting.length;
      const isHeld = cluster !== null && (cluster.id === focused || cluster.id === opened() || cluster.id === editing());
      // Without notes it would not be found by who cannot see it.
      if (fitting.length === 0 && notes.length > 0 && !props.open && !isHeld) continue;
      if (fitting.length === 0 && !props.open && room < 0 && !isHeld) continue;
      listed.set(cluster?.id ?? LOOSE, { cluster, ids: fitting.map((note) => note.id), count: notes.length });
    }
    return { listed, left };
  });
  const drawn = createMemo(() => {
    version();
    const all = drawings(board);
    return new Map((props.open ? all : all.filter(({ figure }) => figure !== "stroke").slice(0, DRAWN_MAX)).map((mark) => [mark.id, mark]));
  });
  const links = createMemo(() => {
    version();
    const all = sentences(board, titled);
    return new Map((props.open ? all : all.slice(0, 40)).map((one) => [one.link.id, one]));
  });

  const choose = (id: string): void => {
    props.tab.select([id]);
    props.stage.centerOn(id);
  };
  const shown = (id: string): void => {
    flush();
    choose(id);
    setEditing(id);
  };
  const add = (cluster: string | null): void => {
    board.stopCapturing();
    fresh = putNote(board, "", { color: props.tab.color.get(), cluster });
    shown(fresh);
  };
  const addTheme = (): void => {
    board.stopCapturing();
    const id = addCluster(board, { pos: below(board), size: CLUSTER });
    board.stopCapturing();
    shown(id);
  };
  const done = (id: string): void => {
    if (settling || editing() !== id) return;
    setEditing(null);
    board.stopCapturing();
    if (fresh !== id) return;
    fresh = null;
    if (called(board, id) === "") board.remove([id]);
  };
  const mayArrange = (): boolean => (props.role, !props.readOnly && board.arranges);

  const desk: Desk = {
    board,
    arranges: mayArrange,
    clusters: () => (version(), [...board.clusters.values()].sort((a, b) => a.title.localeCompare(b.title))),
    open(id) {
      setOpened(id);
      if (id) choose(id);
    },
    attend: (id, part) => void attend(root, id, part),
    can: (id, command) => (selection().has(id) && selection().size === 1 ? props.stage.can(command) : false),
    run(id, command) {
      choose(id);
      props.stage.run(command);
      flush();
      const [only] = props.tab.selection.get();
      if (only && only !== id) attend(root, only, "choose");
    },
    remove(id, said) {
      board.stopCapturing();
      board.remove([id]);
      board.stopCapturing();
      say(said);
      flush();
    },
    move(id, cluster) {
      const note = board.note(id);
      const home = cluster === null ? null : board.clusters.get(cluster);
      if (!note || home === undefined || note.cluster === cluster) return;
      board.stopCapturing();
      board.together(() => {
        const { pos, grown } = placeFor(board, { color: note.color, cluster, without: id });
        if (home && grown) resize(board, home.id, home, grown);
        board.moveTo(id, pos);
        board.setMembership([id], cluster);
      });
      board.stopCapturing();
      say(t("outline.moved", { where: home ? home.title.trim() || t("board.untitled") : t("outline.loose") }));
      flush();
      props.stage.centerOn(id);
    },
    // In the order of votes a neighbour is not one on the board.
    order: (id, by) => (version(), !(hasVotes() && byVotes()) && exchange(board, id, by) !== null),
    swap(id, by) {
      if (hasVotes() && byVotes()) return;
      const [note, other] = [board.note(id), exchange(board, id, by)];
      if (!note || !other) return;
      board.stopCapturing();
      board.together(() => {
        board.moveTo(id, other);
        board.moveTo(other.id, note);
      });
      board.stopCapturing();
      say(t(by === 1 ? "outline.after" : "outline.before", { what: titled(board, other.id) }));
      flush();
    },
    linked(id) {
      flush();
      const said = links().get(id);
      if (said) say(spoken(said));
    },
  };

  /** Keys on a row's own button. */
  const onKey = (id: string, writes: boolean) => (event: KeyboardEvent): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0 && event.altKey && writes) desk.swap(id, by);
    else if (by !== 0) step(root, event.currentTarget as HTMLElement, by);
    else if (event.key === "F2" && writes) setEditing(id);
    else if (event.key === "Delete" && writes) desk.remove(id, t(board.notes.has(id) ? "outline.removed" : board.marks.has(id) ? "outline.mark.removed" : "outline.dissolved"));
    else return;
    event.preventDefault();
  };

  const item = (id: string): JSX.Element => {
    const [note, setNote] = createSignal(board.note(id)!);
    const look = (): void => {
      const next = board.note(id);
      if (next) setNote(next);
    };
    rows.set(id, look);
    onCleanup(() => rows.get(id) === look && rows.delete(id));
    const reads = () => props.readOnly || (note(), props.role, !board.may(id));
    return (
      <li data-row={id} onFocusIn={() => (focused = id)}>
        <Row
          desk={desk}
          note={note()}
          stamps={(note(), board.stamps(id))}
          votes={(note(), board.votes(id))}
          dots={(note(), voting()?.takes(id)) ? voting() : null}
          author={authors()?.get(note().author ?? "")}
          threads={(version(), board.comments?.open().get(id) ?? 0)}
          writers={writers().get(id) ?? NOBODY}
          chosen={selection().has(id)}
          readOnly={reads()}
          reacts={(props.role, board.reacts)}
          editing={editing() === id}
          opened={opened() === id}
          text={() => (note(), board.note(id)?.text ?? "")}
          onFocus={() => props.stage.centerOn(id)}
          onChoose={() => choose(id)}
          onKeyDown={(event) => onKey(id, !reads())(event)}
          onEdit={() => setEditing(id)}
          onInput={(text) => board.setText(id, text)}
          onDone={() => done(id)}
          onNext={() => {
            const cluster = board.note(id)?.cluster ?? null;
            done(id);
            add(cluster);
          }}
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
      // Letters are no commands here; undo, search and the like are.
      onKeyDown={(event) => !event.ctrlKey && !event.metaKey && !event.altKey && event.stopPropagation()}
      onFocusOut={() => {
        if (!settling) focused = null;
      }}
    >
      <h2>{board.title() || t("outline")}</h2>
      <Show when={!props.readOnly}>
        <div class="row">
          <button type="button" class="button small" onClick={() => add(null)}>
            {t("outline.add")}
          </button>
          <Show when={mayArrange()}>
            <button type="button" class="button small" onClick={addTheme}>
              {t("outline.add.cluster")}
            </button>
          </Show>
        </div>
      </Show>
      <Show when={(version(), board.hidden)}>{(hidden) => <p class="soft">{t("outline.hidden", { n: hidden().count })}</p>}</Show>
      <Show when={props.open && hasVotes()}>
        <Sorting byVotes={byVotes()} onChange={setByVotes} />
      </Show>
      <For each={[...content().listed.keys()]}>
        {(key) => {
          const chapter = () => content().listed.get(key);
          const cluster = () => chapter()?.cluster ?? null;
          const writes = () => !props.readOnly && (version(), props.role, board.may(key));
          return (
            <section onFocusIn={(event) => key !== LOOSE && !(event.target as Element).closest("li") && (focused = key)}>
              <Show when={cluster()} fallback={<h3>{t("outline.loose")}<span class="soft small"> · {t("outline.notes", { n: chapter()?.count ?? 0 })}</span></h3>}>
                {(there) => (
                  <Head
                    desk={desk}
                    cluster={there()}
                    count={chapter()?.count ?? 0}
                    chosen={selection().has(key)}
                    writes={writes()}
                    locks={!props.readOnly && (props.role, board.locks)}
                    editing={editing() === key}
                    opened={opened() === key}
                    onFocus={() => props.stage.centerOn(key)}
                    onChoose={() => choose(key)}
                    onKeyDown={(event) => onKey(key, writes())(event)}
                    onEdit={() => setEditing(key)}
                    onDone={() => done(key)}
                  />
                )}
              </Show>
              <ul>
                <For each={chapter()?.ids ?? []}>{item}</For>
              </ul>
              <Show when={cluster() && !props.readOnly}>
                <button type="button" class="button quiet small" onClick={() => add(key)}>
                  {t("outline.add.here", { cluster: cluster()?.title.trim() || t("board.untitled") })}
                </button>
              </Show>
            </section>
          );
        }}
      </For>
      <Show when={content().left > 0}>
        <p class="soft small">{t("outline.more", { n: content().left })}</p>
      </Show>
      <Show when={drawn().size > 0}>
        <section>
          <h3>{t("outline.marks")}</h3>
          <ul>
            <For each={[...drawn().keys()]}>
              {(id) => {
                const writes = () => !props.readOnly && (version(), props.role, board.may(id));
                return (
                  <li data-row={id}>
                    <Show when={drawn().get(id)}>
                      {(mark) => (
                        <Drawn
                          desk={desk}
                          mark={mark()}
                          chosen={selection().has(id)}
                          writes={writes()}
                          acts={(props.role, board.reacts || board.locks)}
                          editing={editing() === id}
                          opened={opened() === id}
                          onFocus={() => props.stage.centerOn(id)}
                          onChoose={() => choose(id)}
                          onKeyDown={(event) => onKey(id, writes())(event)}
                          onEdit={() => setEditing(id)}
                          onDone={() => done(id)}
                        />
                      )}
                    </Show>
                  </li>
                );
              }}
            </For>
          </ul>
        </section>
      </Show>
      <Show when={links().size > 0}>
        <section>
          <h3>{t("outline.links")}</h3>
          <ul>
            <For each={[...links().keys()]}>
              {(id) => (
                <Show when={links().get(id)}>
                  {(said) => (
                    <Sentence
                      desk={desk}
                      said={said()}
                      writes={!props.readOnly && (version(), props.role, board.may(id))}
                      editing={editing() === id}
                      onEdit={() => setEditing(id)}
                      onDone={() => setEditing(null)}
                    />
                  )}
                </Show>
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

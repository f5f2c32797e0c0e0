/**
 * What people say about the things of a board, in threads: a comment about a note, cluster, link or mark begins one, a comment
 * about a comment is a reply in it. Comes once the board is painted; reads the same document, also after a reset.
 */
import * as Y from "yjs";
import type { Board } from "./board";
import { Index, mark, refresh, type Entries, type Entry } from "./entries";
import { FIELD } from "./schema.gen";

export interface Comment {
  readonly id: string;
  /** A note, cluster, link or mark, or another comment. */
  readonly on: string;
  /** Empty: its writer took it back when others had replied already. */
  readonly text: string;
  readonly author: string | null;
  /** ms since 1970; 0 if unknown. */
  readonly at: number;
  readonly done: boolean;
  /** How the thing began that it is about. */
  readonly quote: string;
}

export interface Thread {
  /** Id of the comment that began it. */
  readonly id: string;
  /** What it is about; may be gone. */
  readonly on: string;
  readonly first: Comment;
  readonly replies: readonly Comment[];
  readonly done: boolean;
}

export class Comments {
  private entries!: Entries;
  private readonly all = new Map<string, Comment>();
  private readonly answers = new Index();
  private readonly watchers = new Set<(news: readonly Comment[]) => void>();
  private threadList: readonly Thread[] | null = null;
  private openMap: ReadonlyMap<string, number> | null = null;

  constructor(board: Board) {
    board.follow((roots, changed) => this.attach(roots.comments, changed));
  }

  get(id: string): Comment | undefined {
    return this.all.get(id);
  }

  /** The oldest first. */
  threads(): readonly Thread[] {
    return (this.threadList ??= [...this.all.values()].flatMap((first) => this.begun(first) ?? []).sort((a, b) => earlier(a.first, b.first)));
  }

  /** How many threads are open, by what they are about; things that are gone included. */
  open(): ReadonlyMap<string, number> {
    if (this.openMap) return this.openMap;
    const open = new Map<string, number>();
    for (const { on, done } of this.threads()) if (!done) open.set(on, (open.get(on) ?? 0) + 1);
    return (this.openMap = open);
  }

  /** Calls `watch` after each change, with the comments that came from others just now. */
  subscribe(watch: (news: readonly Comment[]) => void): () => void {
    this.watchers.add(watch);
    return () => this.watchers.delete(watch);
  }

  /** A transaction that is no step of undo. */
  forGood(change: () => void): void {
    this.entries.doc?.transact(change);
  }

  private attach(entries: Entries, changed: () => void): void {
    this.entries = entries;
    const look = (ids: Iterable<string>): Comment[] => {
      const news: Comment[] = [];
      for (const id of ids) {
        const old = this.all.get(id);
        const next = refresh(this.entries, this.all, read, id);
        this.answers.drop(old?.on, id);
        this.answers.add(next?.on, id);
        if (next && !old) news.push(next);
      }
      this.threadList = this.openMap = null;
      return news;
    };
    entries.observeDeep((events, transaction) => {
      const ids = new Set<string>();
      mark(events, ids);
      const news = look(ids);
      changed();
      for (const watch of [...this.watchers]) watch(transaction.local ? [] : news);
    });
    look([...this.all.keys(), ...entries.keys()]);
    for (const watch of [...this.watchers]) watch([]);
  }

  /** The thread that a comment begins; null for a reply. One whose first comment is gone begins with what is left. */
  private begun(first: Comment): Thread | null {
    if (this.all.has(first.on)) return null;
    const replies: Comment[] = [];
    // Comments in a circle begin nowhere; each is visited once all the same.
    const seen = new Set([first.id]);
    const gather = (id: string): void => {
      for (const answer of this.answers.of(id)) {
        if (seen.has(answer)) continue;
        seen.add(answer);
        replies.push(this.all.get(answer)!);
        gather(answer);
      }
    };
    gather(first.id);
    return { id: first.id, on: first.on, first, replies: replies.sort(earlier), done: first.done };
  }
}

function earlier(a: Comment, b: Comment): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

/** `null` for what is about nothing. */
function read(id: string, entry: Entry): Comment | null {
  const string = (field: string): string | null => {
    const value = entry.get(field);
    return value instanceof Y.Text ? value.toString() : typeof value === "string" ? value : null;
  };
  const on = string(FIELD.ON);
  if (!on) return null;
  const at = entry.get(FIELD.AT);
  return {
    id,
    on,
    text: string(FIELD.TEXT) ?? "",
    author: string(FIELD.AUTHOR),
    at: typeof at === "number" ? at : 0,
    done: entry.get(FIELD.DONE) === true,
    quote: string(FIELD.QUOTE) ?? "",
  };
}

/**
 * What people think of the notes: reactions, which they write themselves, and the dots of a vote, which the server
 * writes. Counted as in `crates/board/src/reaction.rs`.
 */
import * as Y from "yjs";
import { Index, mark, refresh, type Entries, type Entry } from "./entries";
import { FIELD, REACTIONS } from "./schema.gen";
import type { Note, ReactionKind, Stamp } from "./types";

interface Reaction {
  readonly on: string;
  readonly kind: ReactionKind;
  readonly author: string;
}

export class Opinions {
  private entries!: Entries;
  private tallies!: Y.Map<unknown>;
  private readonly reactions = new Map<string, Reaction>();
  private readonly byNote = new Index();

  /** Reads another document; `touch` is told the notes whose opinions change. */
  attach(doc: Y.Doc, touch: (note: string) => void): void {
    this.entries = doc.getMap("reactions") as unknown as Entries;
    this.tallies = doc.getMap("tallies");
    const look = (ids: Iterable<string>): void => {
      for (const id of ids) {
        const old = this.reactions.get(id);
        const next = refresh(this.entries, this.reactions, (_, entry) => read(entry), id);
        this.byNote.drop(old?.on, id);
        this.byNote.add(next?.on, id);
        for (const one of [old, next]) if (one) touch(one.on);
      }
    };
    this.entries.observeDeep((events) => {
      const ids = new Set<string>();
      mark(events, ids);
      look(ids);
    });
    this.tallies.observe((event) => event.keysChanged.forEach(touch));
    look([...this.reactions.keys(), ...this.entries.keys()]);
  }

  votes(note: string): number {
    const { votes } = (this.tallies.get(note) ?? {}) as { votes?: unknown };
    return typeof votes === "number" && votes > 0 ? Math.round(votes) : 0;
  }

  /** In the order they are shown; a person counts once for each kind. */
  stamps(note: Note | undefined, me: string | null): readonly Stamp[] {
    if (!note) return [];
    const people = new Map<ReactionKind, Set<string>>();
    for (const id of this.byNote.of(note.id)) {
      const { kind, author } = this.reactions.get(id)!;
      people.set(kind, (people.get(kind) ?? new Set()).add(author));
    }
    return REACTIONS.flatMap((kind) => {
      const here = people.get(kind);
      const count = (note.stamps[kind] ?? 0) + (here?.size ?? 0);
      return count > 0 ? { kind, count, mine: me !== null && here?.has(me) === true } : [];
    });
  }

  to(note: string, kind?: ReactionKind, author?: string): readonly string[] {
    const all = this.byNote.of(note);
    return kind ? all.filter((id) => this.reactions.get(id)!.kind === kind && this.reactions.get(id)!.author === author) : all;
  }
}

/** `null` for a kind nobody knows, and for what is nobody's. */
function read(entry: Entry): Reaction | null {
  const [on, kind, author] = [FIELD.ON, FIELD.KIND, FIELD.AUTHOR].map((field) => entry.get(field));
  const known = (REACTIONS as readonly unknown[]).includes(kind);
  return known && typeof on === "string" && typeof author === "string" ? { on, kind: kind as ReactionKind, author } : null;
}

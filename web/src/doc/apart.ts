/**
 * Words written without a connection, on notes that somebody else may remove meanwhile: such a note comes back with them,
 * as one does that is removed while it is being written on (WB47 in docs/spec.md).
 */
import * as Y from "yjs";
import type { Board } from "./board";
import type { Note } from "./types";

/** Long enough for all tabs to have heard of the removal. */
const CLAIM_MS = 10_000;

export class Apart {
  /** Notes whose words are not on the server yet, as they were last seen here. */
  private readonly owed = new Map<string, Note>();
  private readonly stop: () => void;

  constructor(
    private readonly board: Board,
    /** There is no connection now. */
    private readonly isApart: () => boolean,
    /** So many notes came back. */
    private readonly returned: (notes: number) => void,
  ) {
    this.stop = board.subscribe(({ notes, origin }) => {
      const gone: Note[] = [];
      for (const id of notes) {
        const old = this.owed.get(id);
        const now = board.note(id);
        if (!old) continue;
        if (now) this.owed.set(id, now);
        else this.owed.delete(id);
        // What one removes oneself is not missed.
        if (!now && origin === "remote") gone.push(old);
      }
      if (gone.length > 0) void this.bring(gone);
    });
    board.onWords = (id) => this.wrote(id);
  }

  close(): void {
    this.stop();
    this.board.onWords = null;
  }

  /** Everything is on the server. */
  settled(): void {
    this.owed.clear();
  }

  /** Edits of an earlier life of the page are still to be sent: notes whose words they changed. */
  restore(doc: Y.Doc, edits: readonly Uint8Array[]): void {
    const ranges = edits.map((edit) => Y.parseUpdateMeta(edit));
    const isOwed = (item: Y.Item): boolean =>
      ranges.some(({ from, to }) => {
        const [start, end] = [from.get(item.id.client), to.get(item.id.client)];
        return start !== undefined && end !== undefined && item.id.clock < end && item.id.clock + item.length > start;
      });
    for (const [id, entry] of doc.getMap("notes") as Y.Map<unknown>) {
      const text = entry instanceof Y.Map ? entry.get("text") : null;
      if (!(text instanceof Y.Text)) continue;
      for (let item = text._start; item; item = item.right) {
        if (item.deleted || !isOwed(item)) continue;
        this.keep(id);
        break;
      }
    }
  }

  /** The connection was lost before the words on it were on the server. */
  keep(id: string): void {
    const note = this.board.note(id);
    if (note) this.owed.set(id, note);
  }

  private wrote(id: string): void {
    if (this.isApart()) this.keep(id);
  }

  private async bring(gone: readonly Note[]): Promise<void> {
    const { board } = this;
    const mine = await Promise.all(gone.map(({ id }) => claim(id)));
    // Whoever was just writing on it has it back already.
    const isBack = ({ x, y, text }: Note): boolean => [...board.notes.values()].some((note) => note.text === text && note.x === x && note.y === y);
    const words = gone.filter((note, i) => mine[i] && note.text.trim() !== "" && !isBack(note));
    if (words.length === 0 || board.tooNew) return;
    board.stopCapturing();
    board.together(() => {
      for (const { x, y, w, h, color, text, cluster } of words) {
        const home = cluster && board.clusters.has(cluster) ? cluster : null;
        board.addNote({ pos: { x, y }, size: { w, h }, color, text, cluster: home });
      }
    });
    board.stopCapturing();
    this.returned(words.length);
  }
}

/** Two tabs of this device may owe the same words: one of them brings them back. */
function claim(note: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve(true);
  return new Promise((claimed, failed) => {
    const hold = (lock: Lock | null): Promise<void> | void => {
      claimed(lock !== null);
      if (lock) return new Promise((over) => setTimeout(over, CLAIM_MS));
    };
    locks.request(`plenaria.back.${note}`, { ifAvailable: true }, hold).catch(failed);
  });
}

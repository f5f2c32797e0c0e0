/**
 * One board, open in this page: its document, its connection, this device's copy of it, and the people on it.
 *
 * After a reset (the server did not take something) the document is replaced by a new one with a new client id, the
 * board reads that one, and the person gets back the words that were not taken.
 */
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Apart } from "./apart";
import { Board } from "./board";
import { takeCopy } from "./copy";
import { Device } from "./device";
import { address, dial, hangUp } from "./dial";
import { Keeper } from "./keeper";
import { Ledger } from "./ledger";
import { Presence, readPerson } from "./presence";
import { FROM_DEVICE, FROM_SERVER, Provider } from "./provider";
import { reacts, readsOnly } from "./right";
import type { Notice, Save, Status } from "./status";
import type { Person, Point } from "./types";
import type * as wire from "./wire";

export type { Net, Notice, Save, Status } from "./status";

export interface OpenOptions {
  readonly boardId: string;
  readonly token: string;
  /** What the person is here; the server may still raise or lower it later. */
  readonly role: string;
  /** Own participant id: author of new notes, and whose copy on this device it is. */
  readonly participant?: string | null;
  /** Own name, shown until the server says it. */
  readonly name?: string;
  /** `ws://host` or `wss://host`; the page's own by default. */
  readonly origin?: string;
}

export interface BoardSession {
  readonly board: Board;
  /** What the board's pictures are asked for with. */
  readonly access: { readonly board: string; readonly token: string };
  readonly status: Status;
  /** Every edit made here is on the server or on this device. */
  readonly kept: boolean;
  onStatus(watch: (status: Status) => void): () => void;
  /** Everybody who is here, oneself first; one entry per connection. */
  people(): readonly Person[];
  onPeople(watch: (people: readonly Person[]) => void): () => void;
  /** Where the pointer is on the board; null when it has left. */
  setCursor(at: Point | null): void;
  setSelection(ids: Iterable<string>): void;
  /** How far the selection is being dragged; null when it is not. */
  setDrag(delta: Point | null): void;
  /** Says this of oneself to the others too (`view`, `writing`, `follows`); `undefined` no more. */
  tell(fields: Record<string, unknown>): void;
  /** JSON: where the workshop is in its programme, as far as it was told here; see `Progress`. */
  readonly progress: string | null;
  onProgress(watch: (text: string) => void): () => void;
  /** The notice was read. */
  dismiss(): void;
  /** Tries at once to connect, if it is not. */
  retry(): void;
  /** Resolves when everything gathered is on this device. */
  close(): Promise<void>;
}

/** What was on its way when the server did not take something is taken, and may be shown a moment after the rest. */
const ARRIVING_MS = 1_000;
const FINAL: Readonly<Record<number, string>> = {
  4400: "malformed",
  4401: "unauthorised",
  4403: "forbidden",
  4404: "unknown_board",
  4409: "version",
  4413: "too_large",
};
/** Notices that say how things are now, and so end when the opposite comes. */
const PASSING: Readonly<Record<string, readonly string[]>> = { storage_back: ["storage_failed", "storage_back"] };

/** A board that has just come is painted first. */
const SETTLED_MS = 1_000;
/** Said when words came back that had been written without a connection. */
const RETURNED = { code: "returned", message: "", reset: false };

/** One life of the document: from opening, or from a reset, to the next. */
interface Life {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly presence: Presence;
  readonly ledger: Ledger;
  provider: Provider | null;
}

export function openBoard(options: OpenOptions): BoardSession {
  return new Session(options);
}

class Session implements BoardSession {
  readonly board: Board;
  status: Status;
  progress: string | null = null;
  private life: Life;
  private keeper: Keeper | null = null;
  private device: Device | null = null;
  private apart: Apart | null = null;
  private deviceAsked = false;
  private loaded = false;
  /** What the person is here, as was last said. */
  private role: string;
  private self: wire.Who;
  private notice: Notice | undefined;
  private everyone: readonly Person[] = [];
  private closed = false;
  /** Notes written here since they were last all confirmed, whose words a reset must not lose. */
  private readonly written = new Set<string>();
  /** The ledger began with edits of an earlier life of the page. */
  private restored = false;
  private owed: { readonly notice: Notice; readonly words: ReadonlyMap<string, string> } | null = null;
  private owedTimer = 0;
  private readonly statusWatchers = new Set<(status: Status) => void>();
  private readonly peopleWatchers = new Set<(people: readonly Person[]) => void>();
  private readonly progressWatchers = new Set<(text: string) => void>();

  constructor(private readonly options: OpenOptions) {
    this.role = options.role;
    this.self = { id: options.participant ?? "", name: options.name ?? "", color: "", role: "" };
    const doc = new Y.Doc();
    this.board = new Board(options.boardId, doc, options.participant ?? null);
    this.board.role = options.role;
    this.board.subscribe((change) => {
      if (change.origin !== "remote") for (const id of change.notes) this.written.add(id);
    });
    this.life = this.live(doc);
    this.status = this.current();
    // Whoever is alone here hears nothing of themselves for a while.
    this.meet();
    globalThis.addEventListener?.("pagehide", this.onHide);
    globalThis.document?.addEventListener("visibilitychange", this.onHide);
    void this.start();
  }

  get kept(): boolean {
    return this.life.ledger.isKept;
  }

  onStatus(watch: (status: Status) => void): () => void {
    this.statusWatchers.add(watch);
    return () => this.statusWatchers.delete(watch);
  }

  people(): readonly Person[] {
    return this.everyone;
  }

  onProgress(watch: (text: string) => void): () => void {
    this.progressWatchers.add(watch);
    return () => this.progressWatchers.delete(watch);
  }

  onPeople(watch: (people: readonly Person[]) => void): () => void {
    this.peopleWatchers.add(watch);
    return () => this.peopleWatchers.delete(watch);
  }

  setCursor(at: Point | null): void {
    this.life.presence.cursor(at);
  }

  setSelection(ids: Iterable<string>): void {
    this.life.presence.select(ids);
  }

  setDrag(delta: Point | null): void {
    this.life.presence.drag(delta);
  }

  tell(fields: Record<string, unknown>): void {
    this.life.presence.say(fields);
  }

  dismiss(): void {
    this.notice = undefined;
    this.refresh();
  }

  retry(): void {
    this.life.provider?.retry();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.owedTimer);
    hangUp(this.url);
    globalThis.removeEventListener?.("pagehide", this.onHide);
    globalThis.document?.removeEventListener("visibilitychange", this.onHide);
    this.statusWatchers.clear();
    this.peopleWatchers.clear();
    this.progressWatchers.clear();
    this.apart?.close();
    this.end(this.life);
    await this.keeper?.flush();
    this.device?.close();
  }

  /** Watches over words that are written without a connection. What it needs comes when there is time. */
  private async watch(): Promise<Apart | null> {
    if (this.apart || this.closed) return this.apart;
    try {
      const { Apart } = await import("./apart");
      const isApart = (): boolean => this.life.provider?.net !== "online";
      if (!this.closed) this.apart ??= new Apart(this.board, isApart, () => this.told({ ...RETURNED, role: null }));
    } catch (error) {
      console.warn("notes that are removed meanwhile will not come back", error);
    }
    return this.apart;
  }

  get access(): { readonly board: string; readonly token: string } {
    return { board: this.options.boardId, token: this.options.token };
  }

  private get url(): string {
    return address(this.options.boardId, this.options.origin);
  }

  private live(doc: Y.Doc): Life {
    const awareness = new Awareness(doc);
    const life: Life = {
      doc,
      awareness,
      presence: new Presence(awareness, this.board),
      ledger: new Ledger(),
      provider: null,
    };
    const written = (update: Uint8Array, _: unknown, __: Y.Doc, transaction: Y.Transaction): void => {
      if (!transaction.local) return;
      const edit = life.ledger.add(update);
      this.keeper?.edit(edit);
      life.provider?.edited();
      this.refresh();
    };
    // Only while something is written here: for whoever listens Yjs encodes every transaction, and of a board that
    // arrives that would be all of it once more.
    doc.on("beforeTransaction", (transaction: Y.Transaction) => {
      if (transaction.local) doc.on("update", written);
    });
    doc.on("afterAllTransactions", () => doc.off("update", written));
    awareness.on("change", () => this.meet());
    return life;
  }

  private end(life: Life): void {
    life.presence.close();
    life.provider?.close();
    life.awareness.destroy();
    life.doc.destroy();
  }

  /** This device's copy first: the server then sends only what is missing. */
  private async start(): Promise<void> {
    const { life } = this;
    // The server and this device answer side by side.
    dial(this.url, this.options.token);
    const key = `${this.options.boardId}/${this.options.participant ?? "staff"}`;
    try {
      this.device = await Device.open(key);
      const kept = await this.device.load();
      if (this.closed) return this.device.close();
      life.ledger.restore(kept.edits);
      this.restored = kept.edits.length > 0;
      const owed = this.restored && (await this.watch());
      this.keeper = new Keeper(this.device, life.ledger, () => this.refresh());
      for (const edit of life.ledger.unsent()) if (edit.key === null) this.keeper.edit(edit);
      if (kept.state) {
        Y.applyUpdate(life.doc, kept.state, FROM_DEVICE);
        this.loaded = true;
      }
      if (owed) owed.restore(life.doc, kept.edits.map(({ update }) => update));
    } catch (error) {
      // A private window may keep nothing; the status says that edits are only in this page.
      console.warn("this device keeps nothing", error);
    }
    this.deviceAsked = true;
    const copy = await takeCopy(this.options.boardId);
    if (this.closed) return;
    if (copy && !this.loaded) this.begin(life, copy);
    this.connect(life);
    this.refresh();
  }

  /** With the server's copy: the line then brings only what is newer. */
  private begin(life: Life, copy: Uint8Array): void {
    try {
      Y.applyUpdate(life.doc, copy, FROM_SERVER);
    } catch (error) {
      console.warn("the copy cannot be read; the line brings everything", error);
      return;
    }
    this.keeper?.remote(copy);
    this.loaded = true;
  }

  private connect(life: Life): void {
    life.provider = new Provider(
      { url: this.url, token: this.options.token, readOnly: () => !reacts(this.role) },
      life.doc,
      life.awareness,
      life.ledger,
      {
        changed: () => this.refresh(),
        remote: (update) => this.keeper?.remote(update),
        saved: (edits) => {
          this.keeper?.saved(edits);
          if (life.ledger.size > 0) return;
          this.written.clear();
          this.restored = false;
          this.apart?.settled();
        },
        who: (who) => this.recognise(who),
        notice: (notice) => this.told(notice),
        progress: (text) => {
          this.progress = text;
          for (const watch of this.progressWatchers) watch(text);
        },
        refused: (code) => void this.refused(code),
      },
    );
  }

  private recognise(who: wire.Who): void {
    this.self = who;
    if (readsOnly(who.role) && !readsOnly(this.role)) this.board.forget();
    if (who.role) this.board.role = this.role = who.role;
    // Who facilitates has no seat that knows it.
    this.board.author ??= who.id || null;
    this.meet();
    this.refresh();
  }

  private told(notice: wire.Notice): void {
    if (notice.role) this.recognise({ ...this.self, role: notice.role });
    if (notice.reset) {
      void this.reset({ code: notice.code, message: notice.message, final: false });
      return;
    }
    const ends = PASSING[notice.code];
    if (ends?.includes(this.notice?.code ?? "")) this.notice = undefined;
    else this.notice = { code: notice.code, message: notice.message, final: false };
    this.refresh();
  }

  private async refused(code: number): Promise<void> {
    // What the server said just before it closed is closer to the cause than the code; another role closes nothing.
    const there = this.notice?.code === "role_changed" ? null : this.notice;
    const notice = there ? { ...there, final: true } : { code: FINAL[code] ?? "refused", message: "", final: true };
    this.notice = notice;
    // Somebody who belongs elsewhere now cannot send them here any more.
    if (code === 4403 && this.life.ledger.size > 0) this.notice = { ...notice, kept: [...new Set(this.words().values())] };
    // It would be refused again after a reload: the copy goes, the words stay.
    if (code === 4400 || code === 4413) {
      this.notice = { ...notice, kept: [...new Set(this.words().values())] };
      await this.keeper?.forget().catch(() => undefined);
      this.keeper = null;
    }
    this.refresh();
  }

  /** Texts that may not have been taken, by note: with edits of an earlier life of the page it can be any. */
  private words(): Map<string, string> {
    const words = new Map<string, string>();
    if (this.life.ledger.size === 0) return words;
    for (const id of this.restored ? this.board.notes.keys() : this.written) {
      const text = this.board.note(id)?.text.trim();
      if (text) words.set(id, text);
    }
    return words;
  }

  /** The board is here again after a reset: of the words that might be lost, those that are. */
  private giveBack(): void {
    if (!this.owed || this.owedTimer !== 0 || !this.life.provider?.synced) return;
    this.owedTimer = Number(
      setTimeout(() => {
        this.owedTimer = 0;
        const { owed } = this;
        this.owed = null;
        if (!owed) return;
        const kept = [...owed.words].flatMap(([id, text]) => (this.board.note(id)?.text.trim() === text ? [] : [text]));
        this.notice = { ...owed.notice, kept };
        this.refresh();
      }, ARRIVING_MS),
    );
  }

  private async reset(notice: Notice): Promise<void> {
    const old = this.life;
    old.provider?.close();
    const keeper = this.keeper;
    this.keeper = null;
    await keeper?.forget().catch(() => undefined);
    if (this.closed) return;
    // Only now: until here the person could go on writing, and the old life counts as synced.
    const words = this.words();
    this.restored = false;
    this.written.clear();
    this.end(old);
    const doc = new Y.Doc();
    this.life = this.live(doc);
    // A second one before the first was settled: those words are still owed.
    this.owed = { notice, words: new Map([...(this.owed?.words ?? []), ...words]) };
    clearTimeout(this.owedTimer);
    this.owedTimer = 0;
    if (this.device && keeper?.works) this.keeper = new Keeper(this.device, this.life.ledger, () => this.refresh());
    // In the new document there is nothing yet: that nobody has removed.
    this.apart?.settled();
    this.board.attach(doc);
    this.notice = notice;
    this.connect(this.life);
    this.refresh();
  }

  private current(): Status {
    const { ledger, provider } = this.life;
    const net = provider?.net ?? "connecting";
    const status: Status = {
      net,
      save: this.save(net),
      pending: ledger.size,
      synced: provider?.synced ?? false,
      loaded: this.loaded || (provider?.synced ?? false),
      readOnly: readsOnly(this.role) || net === "refused" || this.board.tooNew,
      role: this.self.role || null,
      reacts: this.board.reacts && net !== "refused" && !this.board.tooNew,
    };
    return this.notice ? { ...status, notice: this.notice } : status;
  }

  private save(net: Status["net"]): Save {
    const { ledger } = this.life;
    // Before the device was asked there may be edits of an earlier life of the page.
    if (ledger.size === 0) return this.deviceAsked ? "saved" : "saving";
    if (net === "online" || (net === "connecting" && !this.deviceAsked)) return "saving";
    if (this.keeper?.works) return ledger.isKept ? "offline" : "saving";
    return "unkept";
  }

  private refresh(): void {
    if (this.closed) return;
    this.giveBack();
    // There was no room, and now there is.
    if (this.notice?.code === "board_full" && this.life.provider?.net === "online") this.notice = undefined;
    const next = this.current();
    if (Object.keys({ ...next, ...this.status }).every((key) => next[key as keyof Status] === this.status[key as keyof Status])) return;
    if (next.net !== "online" && this.status.net === "online") for (const id of this.written) this.apart?.keep(id);
    if (next.synced && !this.status.synced) setTimeout(() => void this.watch(), SETTLED_MS);
    this.status = next;
    for (const watch of [...this.statusWatchers]) watch(next);
  }

  private meet(): void {
    if (this.closed) return;
    const { awareness } = this.life;
    const people: Person[] = [];
    for (const [id, state] of awareness.getStates()) {
      const isSelf = id === awareness.clientID;
      const person = readPerson(id, state as Record<string, unknown>, isSelf ? this.self : null);
      if (person && isSelf) people.unshift(person);
      else if (person) people.push(person);
    }
    this.everyone = people;
    for (const watch of [...this.peopleWatchers]) watch(people);
  }

  private readonly onHide = (): void => {
    if (globalThis.document?.visibilityState === "visible") return;
    this.life.presence.cursor(null);
    void this.keeper?.flush();
  };
}

/**
 * Keeps a document in step with the server over one WebSocket and knows, edit by edit, what is safe there.
 *
 * Safety: an edit leaves the ledger only when the server has said `saved` of the frame that carried it on this
 * connection, and each connection starts its count anew. Liveness: it reconnects for ever, with growing pauses, unless
 * the server's close code says that trying again cannot help (4400 to 4499). docs/wire.md has the protocol.
 */
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { greeting, pickUp, SUBPROTOCOL } from "./dial";
import type { Edit, Ledger } from "./ledger";
import * as wire from "./wire";

/** The origin of transactions that come from the server. */
export const FROM_SERVER = Symbol("from server");
/** The origin of transactions that come from this device. */
export const FROM_DEVICE = Symbol("from device");

/** The first edit after a pause goes at once; what follows is gathered this long. */
const GATHER_MS = 40;
/** No frame for this long: the line is dead. The server sends one at least every 20 s. */
const SILENCE_MS = 45_000;
const PAUSE_MIN_MS = 400;
const PAUSE_MAX_MS = 15_000;
/** A connection that lasted this long was a good one: the next pause is short again. */
const GOOD_MS = 5_000;
/** More than this waiting in the socket: hold back, merge, send later. */
const BUFFERED_MAX = 256 * 1024;
/** The server takes 512 KB; what is larger goes in pieces. */
const FRAME_MAX = 400 * 1024;
/** An update without structs and deletions. */
const EMPTY = new Uint8Array([0, 0]);

export interface ProviderEvents {
  /** `net`, `synced` or the ledger changed. */
  changed(): void;
  /** The server sent this, and it has been applied. */
  remote(update: Uint8Array): void;
  /** The server confirmed these. */
  saved(edits: readonly Edit[]): void;
  /** Who the server says we are. */
  who(who: wire.Who): void;
  notice(notice: wire.Notice): void;
  /** JSON: where the workshop is in its programme. */
  progress(text: string): void;
  /** The server does not let us go on; `code` of the close. */
  refused(code: number): void;
}

export interface ProviderOptions {
  readonly url: string;
  readonly token: string;
  /** Never send content, whatever the document holds. */
  readonly readOnly: () => boolean;
}

export class Provider {
  net: "connecting" | "online" | "offline" | "refused" = "connecting";
  /** The server's state has been received in this life of the page. */
  synced = false;

  private socket: WebSocket | null = null;
  private attempts = 0;
  private retryTimer = 0;
  private gatherTimer = 0;
  private silenceTimer = 0;
  private openedAt = 0;
  private frames = 0;
  private closed = false;

  constructor(
    private readonly options: ProviderOptions,
    private readonly doc: Y.Doc,
    private readonly awareness: Awareness,
    private readonly ledger: Ledger,
    private readonly events: ProviderEvents,
  ) {
    awareness.on("update", this.onAwareness);
    globalThis.addEventListener?.("online", this.onWake);
    globalThis.addEventListener?.("offline", this.onOffline);
    globalThis.document?.addEventListener("visibilitychange", this.onWake);
    this.connect();
  }

  close(): void {
    if (this.closed) return;
    this.send();
    this.closed = true;
    for (const timer of [this.retryTimer, this.gatherTimer, this.silenceTimer]) clearTimeout(timer);
    this.awareness.off("update", this.onAwareness);
    globalThis.removeEventListener?.("online", this.onWake);
    globalThis.removeEventListener?.("offline", this.onOffline);
    globalThis.document?.removeEventListener("visibilitychange", this.onWake);
    const socket = this.socket;
    this.detach();
    socket?.close(1000);
  }

  /** An edit was added to the ledger. */
  edited(): void {
    if (this.gatherTimer === 0) this.send();
  }

  /** Connects at once if it is not; also after a refusal. */
  retry(): void {
    if (this.closed || this.socket) return;
    this.attempts = 0;
    this.connect();
  }

  private connect(): void {
    if (this.closed || this.socket) return;
    clearTimeout(this.retryTimer);
    const { url, token } = this.options;
    const line = pickUp(url, token);
    const socket = line?.socket ?? new WebSocket(url, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.listen();
    const opened = (): void => {
      this.openedAt = Date.now();
      socket.send(wire.step1(Y.encodeStateVector(this.doc)));
    };
    const hear = (data: ArrayBuffer | string): void => {
      this.listen();
      if (typeof data === "string") return;
      try {
        this.receive(new Uint8Array(data));
      } catch (error) {
        // A frame we cannot read must not end the page; the next connection starts clean.
        console.error("frame not understood", error);
        this.drop();
      }
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer | string>) => hear(event.data);
    socket.onclose = (event) => {
      if (this.socket === socket) this.lost(event.code);
    };
    if (socket.readyState === WebSocket.OPEN) {
      // It was dialled before and has said its token.
      opened();
      for (const data of line?.heard ?? []) if (this.socket === socket) hear(data);
    } else {
      socket.onopen = () => {
        socket.send(greeting(token));
        opened();
      };
    }
  }

  private listen(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = Number(setTimeout(() => this.drop(), SILENCE_MS));
  }

  /** Gives up on a line that may be dead without saying so. */
  private drop(): void {
    const socket = this.socket;
    if (!socket) return;
    this.lost(1006);
    socket.close();
  }

  private detach(): void {
    if (this.socket) this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket = null;
    this.frames = 0;
    clearTimeout(this.silenceTimer);
    clearTimeout(this.gatherTimer);
    this.gatherTimer = 0;
    this.ledger.disconnected();
  }

  private lost(code: number): void {
    const good = this.openedAt > 0 && Date.now() - this.openedAt > GOOD_MS;
    this.openedAt = 0;
    this.detach();
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, FROM_SERVER);
    if (this.closed) return;
    if (code >= 4400 && code <= 4499) {
      this.set("refused");
      this.events.refused(code);
      return;
    }
    if (good) this.attempts = 0;
    const pause = Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** this.attempts++);
    // Jitter, so that a restarted server is not met by everybody at once.
    this.retryTimer = Number(setTimeout(() => this.connect(), pause * (0.5 + Math.random())));
    this.set("offline");
  }

  private receive(bytes: Uint8Array): void {
    const message = wire.read(bytes);
    switch (message.kind) {
      case "step1":
        this.answer(message.vector);
        break;
      case "step2":
      case "update":
        Y.applyUpdate(this.doc, message.update, FROM_SERVER);
        this.events.remote(message.update);
        if (message.kind === "step2" && !this.synced) {
          this.synced = true;
          this.events.changed();
        }
        break;
      case "awareness": {
        const who = wire.whoIs(message.update, this.awareness.clientID);
        if (who) this.events.who(who);
        applyAwarenessUpdate(this.awareness, message.update, FROM_SERVER);
        break;
      }
      case "query":
        this.announce();
        break;
      case "saved": {
        const safe = this.ledger.saved(message.frames);
        if (safe.length > 0) {
          this.events.saved(safe);
          this.events.changed();
        }
        break;
      }
      case "notice":
        this.events.notice(message.notice);
        break;
      case "progress":
        this.events.progress(message.text);
        break;
      case "unknown":
        break;
    }
  }

  /** The server says what it has and gets everything else; the first time, that makes us online. */
  private answer(vector: Uint8Array): void {
    const first = this.net !== "online";
    if (this.options.readOnly()) {
      // What may not be sent is not carried by this frame, or its `saved` would cover edits the server never saw.
      this.document(wire.step2(EMPTY), []);
      if (first) this.set("online");
      if (first) this.announce();
      return;
    }
    const rest = Y.encodeStateAsUpdate(this.doc, vector);
    if (rest.length <= FRAME_MAX) {
      this.document(wire.step2(rest), this.ledger.unsent());
    } else {
      // Too much for one frame: all of it are edits of ours, which can go one by one.
      this.document(wire.step2(EMPTY), []);
      this.ledger.disconnected();
    }
    if (first) this.set("online");
    this.send();
    if (first) this.announce();
  }

  private document(frame: Uint8Array<ArrayBuffer>, edits: readonly Edit[]): void {
    this.socket?.send(frame);
    this.ledger.sent(edits, ++this.frames);
  }

  private send(): void {
    this.gatherTimer = 0;
    // Before the server's first step 1 nothing goes: its answer will hold everything.
    if (!this.socket || this.net !== "online" || this.options.readOnly() || !this.ledger.hasUnsent) return;
    if (this.socket.bufferedAmount <= BUFFERED_MAX) {
      const batch: Edit[] = [];
      let bytes = 0;
      for (const edit of this.ledger.unsent()) {
        if (batch.length > 0 && bytes + edit.update.length > FRAME_MAX) break;
        batch.push(edit);
        bytes += edit.update.length;
      }
      const update = batch.length === 1 ? batch[0]!.update : Y.mergeUpdates(batch.map((edit) => edit.update));
      this.document(wire.update(update), batch);
    }
    this.gatherTimer = Number(setTimeout(() => this.send(), GATHER_MS));
  }

  private announce(): void {
    if (!this.socket || this.net !== "online" || this.awareness.getLocalState() === null) return;
    this.socket.send(wire.awareness(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID])));
  }

  // Also when the server has taken us for gone: then the clock was raised and the others must hear of us again.
  private readonly onAwareness = (changes: { added: number[]; updated: number[]; removed: number[] }): void => {
    const own = this.awareness.clientID;
    if (changes.added.includes(own) || changes.updated.includes(own) || changes.removed.includes(own)) this.announce();
  };

  private readonly onWake = (): void => {
    if (globalThis.document?.visibilityState === "hidden" || this.net === "refused") return;
    this.retry();
  };

  private readonly onOffline = (): void => this.drop();

  private set(net: Provider["net"]): void {
    this.net = net;
    this.events.changed();
  }
}

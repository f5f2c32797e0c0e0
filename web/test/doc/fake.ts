/** A server of one board for tests: the wire of docs/wire.md over sockets that are plain objects. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

export class FakeSocket {
  static server: FakeServer;
  static readonly all: FakeSocket[] = [];
  static readonly OPEN = 1;
  binaryType = "";
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Uint8Array[] = [];
  isOpen = false;
  /** Frames of this connection the server has been given. */
  documents = 0;
  greeted = false;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FakeSocket.all.push(this);
    FakeSocket.server.connecting(this);
  }

  static get last(): FakeSocket {
    return FakeSocket.all[FakeSocket.all.length - 1]!;
  }

  get readyState(): number {
    return this.isOpen ? FakeSocket.OPEN : 0;
  }

  send(frame: Uint8Array): void {
    this.sent.push(frame);
    FakeSocket.server.received(this, frame);
  }

  close(code = 1000): void {
    this.drop(code);
  }

  open(): void {
    this.isOpen = true;
    this.onopen?.();
  }

  give(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer as ArrayBuffer });
  }

  drop(code = 1006): void {
    if (!this.isOpen && this.onclose === null) return;
    this.isOpen = false;
    this.onclose?.({ code });
  }

  /** Document frames (step 2 and update) that were sent. */
  get frames(): { kind: "step2" | "update"; update: Uint8Array }[] {
    return this.sent.flatMap((frame) => {
      const decoder = decoding.createDecoder(frame);
      if (decoding.readVarUint(decoder) !== 0) return [];
      const step = decoding.readVarUint(decoder);
      if (step === 0) return [];
      return [{ kind: step === 1 ? ("step2" as const) : ("update" as const), update: decoding.readVarUint8Array(decoder) }];
    });
  }
}

export class FakeServer {
  doc = new Y.Doc();
  /** Takes connections. */
  up = true;
  /** Says `saved` by itself; otherwise a test says it. */
  saves = true;
  /** Applies what comes; a server that dies before storing does not. */
  stores = true;
  readonly sockets = new Set<FakeSocket>();

  install(): void {
    FakeSocket.server = this;
    FakeSocket.all.length = 0;
    (globalThis as { WebSocket: unknown }).WebSocket = FakeSocket;
  }

  connecting(socket: FakeSocket): void {
    setTimeout(() => {
      if (!this.up) {
        socket.isOpen = true;
        socket.drop(1006);
        return;
      }
      this.sockets.add(socket);
      socket.open();
      socket.give(sync(0, Y.encodeStateVector(this.doc)));
    }, 1);
  }

  received(socket: FakeSocket, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== 0) return;
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      socket.greeted = true;
      setTimeout(() => socket.isOpen && socket.give(sync(1, Y.encodeStateAsUpdate(this.doc, payload))), 1);
      return;
    }
    socket.documents++;
    const n = socket.documents;
    if (!this.stores) return;
    Y.applyUpdate(this.doc, payload);
    for (const other of this.sockets) if (other !== socket && other.isOpen && other.greeted) other.give(sync(2, payload));
    if (this.saves) setTimeout(() => socket.isOpen && socket.give(saved(n)), 5);
  }

  /** Somebody else's edit. */
  edit(change: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc);
    change(this.doc);
    for (const socket of this.sockets) if (socket.isOpen && socket.greeted) socket.give(sync(2, Y.encodeStateAsUpdate(this.doc, before)));
  }

  kill(code = 1006): void {
    for (const socket of this.sockets) socket.drop(code);
    this.sockets.clear();
  }
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export const sync = (step: number, payload: Uint8Array): Uint8Array =>
  frame(0, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
export const saved = (frames: number): Uint8Array => frame(100, (encoder) => encoding.writeVarUint(encoder, frames));
export const notice = (value: object): Uint8Array =>
  frame(101, (encoder) => encoding.writeVarString(encoder, JSON.stringify(value)));
export const awareness = (entries: readonly (readonly [id: number, clock: number, state: unknown])[]): Uint8Array =>
  frame(1, (encoder) => {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, entries.length);
    for (const [id, clock, state] of entries) {
      encoding.writeVarUint(inner, id);
      encoding.writeVarUint(inner, clock);
      encoding.writeVarString(inner, JSON.stringify(state));
    }
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  });

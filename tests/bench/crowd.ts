/**
 * Many others at work on one board, as cheaply as can be: each has the board when it comes, moves a note of its own and
 * its pointer so many times a second, and reads nothing of what the others do. Open loop: who is late sends the more.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import { join } from "../api";
import type { Server } from "../server";
import type { Scene } from "./scene";

const TICK_MS = 10;

class Other {
  private readonly doc = new Y.Doc();
  private readonly note: Y.Map<unknown>;
  private sent = 0;

  private constructor(
    private readonly socket: WebSocket,
    nth: number,
    doc: Y.Doc,
  ) {
    this.doc = doc;
    const notes = doc.getMap<Y.Map<unknown>>("notes");
    this.note = notes.get([...notes.keys()].sort()[nth]!)!;
    doc.on("update", (update: Uint8Array) => {
      const frame = encoding.createEncoder();
      encoding.writeVarUint(frame, 0);
      writeUpdate(frame, update);
      socket.send(encoding.toUint8Array(frame));
    });
  }

  static async open(server: Server, board: string, token: string, nth: number): Promise<Other> {
    const doc = new Y.Doc();
    const socket = new WebSocket(`${server.ws}/sync/${board}?token=${token}`);
    socket.binaryType = "arraybuffer";
    const hello = encoding.createEncoder();
    encoding.writeVarUint(hello, 0);
    writeSyncStep1(hello, doc);
    await new Promise<void>((done, fail) => {
      let greeted = 0;
      socket.once("error", fail);
      socket.on("open", () => socket.send(encoding.toUint8Array(hello)));
      socket.on("message", (data: ArrayBuffer) => {
        if (greeted === 2) return;
        const frame = decoding.createDecoder(new Uint8Array(data));
        if (decoding.readVarUint(frame) !== 0) return;
        const answer = encoding.createEncoder();
        encoding.writeVarUint(answer, 0);
        readSyncMessage(frame, answer, doc, null);
        if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer));
        greeted++;
        if (doc.getMap("notes").size > 0) done();
      });
    });
    return new Other(socket, nth, doc);
  }

  upTo(updates: number): void {
    for (; this.sent < updates; this.sent++) {
      const [x, y] = this.note.get("pos") as [number, number];
      this.note.set("pos", [x + (this.sent % 2 === 0 ? 3 : -3), y]);
    }
  }

  close(): void {
    this.socket.close();
    this.doc.destroy();
  }
}

export interface Crowd {
  /** Updates sent so far. */
  sent(): number;
  leave(): void;
}

export async function crowd(server: Server, { workshop, board }: Scene, people: number, perSecond: number): Promise<Crowd> {
  const others: Other[] = [];
  for (let i = 0; i < people; i++) {
    const seat = await join(server, workshop.join.code, `Voce ${i}`, "Ambiente");
    // Notes all over the board, so that some are in sight.
    others.push(await Other.open(server, board.id, seat.token, i * 20));
  }
  const began = performance.now();
  let due = 0;
  const timer = setInterval(() => {
    due = Math.floor(((performance.now() - began) * perSecond) / 1000);
    for (const other of others) other.upTo(due);
  }, TICK_MS);
  return {
    sent: () => due * people,
    leave() {
      clearInterval(timer);
      for (const other of others) other.close();
    },
  };
}

/** Two whom nobody wants on a board: one sends broken frames and comes back, one stops reading. What the others do has to go well beside them. */
import WebSocket from "ws";
import type { Server } from "./server";

/** Frames that no client sends. */
const BROKEN: readonly (Uint8Array | string)[] = [
  // An update that ends in the middle of a number.
  Uint8Array.of(0, 2, 4, 1, 200, 255, 255),
  // Nothing, and a message of a kind that does not exist.
  Uint8Array.of(),
  Uint8Array.of(99, 1, 2, 3),
  // Words where bytes are spoken.
  "ciao",
  // The presence of somebody else, ten million times, in eight bytes.
  Uint8Array.of(1, 6, 128, 173, 226, 4, 1, 1),
];
/** Sync step 1 of somebody who has nothing. */
const GREETING = Uint8Array.of(0, 0, 1, 0);
/** How often the slow one asks for the whole board, none of which it reads. */
const ASKED = 40;
const PAUSE_MS = 100;

export class Misfits {
  /** How often the rude one was shown the door, or not let in. */
  turnedOut = 0;
  private ended = false;
  private readonly sockets = new Set<WebSocket>();

  /** Each with a seat of their own on this board. */
  constructor(
    private readonly server: Server,
    private readonly board: string,
    rude: string,
    slow: string,
  ) {
    this.comeRude(rude);
    this.comeSlow(slow);
  }

  end(): void {
    this.ended = true;
    for (const socket of this.sockets) socket.terminate();
  }

  private come(token: string, again: () => void): WebSocket | undefined {
    if (this.ended) return undefined;
    // The address is asked for each time: a server that was restarted may have another.
    const socket = new WebSocket(`${this.server.ws}/sync/${this.board}?token=${token}`);
    this.sockets.add(socket);
    // A server that is down, or has had enough, is no reason to stop.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.sockets.delete(socket);
      if (!this.ended) setTimeout(again, PAUSE_MS);
    });
    return socket;
  }

  private comeRude(token: string): void {
    const socket = this.come(token, () => {
      this.turnedOut += 1;
      this.comeRude(token);
    });
    socket?.on("open", () => socket.send(BROKEN[this.turnedOut % BROKEN.length]!));
  }

  private comeSlow(token: string): void {
    const socket = this.come(token, () => this.comeSlow(token));
    socket?.on("open", () => {
      for (let i = 0; i < ASKED; i++) socket.send(GREETING);
      socket.pause();
    });
  }
}

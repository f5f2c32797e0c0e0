/** The line between a browser and the server: a TCP relay that can be cut and mended, or hold back what it carries. */
import { type AddressInfo, connect, createServer, type Server as Listener, type Socket } from "node:net";
import type { Server } from "./server";

/** Towards the server, or towards the browser. */
export type Way = "up" | "down";

interface Call {
  readonly up: Socket;
  readonly down: Socket;
}

export class Line {
  private readonly calls = new Set<Call>();
  private readonly held = new Set<Way>();
  private server: Server | undefined;
  private isCut = false;

  private constructor(private readonly listener: Listener) {
    listener.on("connection", (socket) => this.call(socket));
  }

  /** A line that leads nowhere yet: a server is told its address, then `lead` connects them. */
  static async open(): Promise<Line> {
    const listener = createServer();
    await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
    return new Line(listener);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  lead(server: Server): void {
    this.server = server;
  }

  /** Ends every connection and takes no new one. */
  cut(): void {
    this.isCut = true;
    for (const { up, down } of this.calls) {
      up.destroy();
      down.destroy();
    }
  }

  mend(): void {
    this.isCut = false;
  }

  /** Nothing more is carried this way until it is released; nothing is lost. */
  hold(way: Way): void {
    this.held.add(way);
    for (const call of this.calls) call[way].pause();
  }

  release(way: Way): void {
    this.held.delete(way);
    for (const call of this.calls) call[way].resume();
  }

  close(): void {
    this.cut();
    this.listener.close();
  }

  private call(browser: Socket): void {
    if (this.isCut || !this.server) {
      browser.destroy();
      return;
    }
    const server = connect(Number(new URL(this.server.url).port), "127.0.0.1");
    const call = { up: browser, down: server };
    this.calls.add(call);
    for (const [way, from, to] of [["up", browser, server], ["down", server, browser]] as const) {
      from.setNoDelay(true);
      from.on("data", (bytes) => to.write(bytes));
      // Either end gone: the call is over.
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.calls.delete(call);
        to.destroy();
      });
      if (this.held.has(way)) from.pause();
    }
  }
}

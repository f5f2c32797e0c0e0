/**
 * The server behind a front that gives the pages itself: of the build that was made, or of a next one, as after an
 * upgrade. Everything else goes through to the server.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server as Listener, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Duplex } from "node:stream";
import type { Server } from "./server";

const DIST = resolve(dirname(fileURLToPath(import.meta.url)), "../web/dist");
const KINDS: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

type Files = ReadonlyMap<string, Buffer>;

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

function built(): Files {
  return new Map(files(DIST).map((path) => [`/${relative(DIST, path)}`, readFileSync(path)]));
}

/** The same page under other names: every hash ends in `next`, as if all of it had changed. */
function renamed(build: Files): Files {
  const names = [...build.keys()].filter((path) => path.startsWith("/assets/")).map((path) => path.slice("/assets/".length));
  const id = /data-build="(\w+)"/.exec(String(build.get("/index.html")))?.[1] ?? "";
  const next = (name: string): string => name.replace(/(\.\w+)$/, "next$1");
  const rewrite = (text: string): string => names.reduce((all, name) => all.replaceAll(name, next(name)), text).replaceAll(id, `${id}next`);
  return new Map(
    [...build].map(([path, body]) => {
      const isText = [".html", ".js", ".css"].includes(extname(path));
      return [rewrite(path), isText ? Buffer.from(rewrite(String(body))) : body];
    }),
  );
}

export class Front {
  private readonly sockets = new Set<Duplex>();
  private files = built();
  private server: Server | undefined;
  private isDead = false;
  /** What is asked for of this is not given. */
  withheld: RegExp | undefined;

  private constructor(private readonly listener: Listener) {
    listener.on("request", (asked, answer) => this.answer(asked, answer));
    listener.on("upgrade", (asked: IncomingMessage, socket: Duplex, head: Buffer) => this.upgrade(asked, socket, head));
    listener.on("connection", (socket: Socket) => this.sockets.add(socket));
  }

  static async open(): Promise<Front> {
    if (!existsSync(join(DIST, "sw.js"))) throw new Error(`${DIST} is missing: run \`make web/dist/index.html\``);
    const listener = createServer();
    await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
    return new Front(listener);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  lead(server: Server): void {
    this.server = server;
  }

  /** From now on the next build is given, and nothing of the one before. */
  upgradePages(): void {
    this.files = renamed(this.files);
  }

  /** Connections are taken, and nothing ever comes back. */
  die(): void {
    this.isDead = true;
  }

  close(): void {
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private answer(asked: IncomingMessage, answer: ServerResponse): void {
    if (this.isDead) return;
    const path = new URL(asked.url ?? "/", this.url).pathname;
    if (/^\/(?:api\/|sync|healthz|readyz|metrics)/.test(path)) return this.pass(asked, answer);
    const name = path.includes(".") ? path : "/index.html";
    const body = this.withheld?.test(name) ? undefined : this.files.get(name);
    const cache = body && name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    answer.writeHead(body ? 200 : 404, { "content-type": KINDS[extname(name)] ?? "text/plain", "cache-control": cache });
    answer.end(asked.method === "HEAD" ? undefined : body);
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url, headers } = asked;
    const onward = request(`${this.server?.url}${url}`, { method, headers }, (back) => {
      answer.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(answer);
    });
    // As proxies do.
    onward.on("error", () => answer.writeHead(502).end());
    asked.pipe(onward);
  }

  private upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.sockets.add(socket);
    socket.on("error", () => undefined);
    if (this.isDead || !this.server) return;
    const onward = connect(Number(new URL(this.server.url).port), "127.0.0.1", () => {
      const fields = Object.entries(asked.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      onward.write(`GET ${asked.url} HTTP/1.1\r\n${fields.join("")}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    onward.on("close", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  }
}

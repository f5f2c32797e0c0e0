/**
 * Excalidraw as it comes from npm, on the same scenes, in the same browser, moved by the same hand: the column beside ours.
 * `bench/peer` is its page; it is installed and built by `scripts/bench-peer`, and without that these are left out.
 */
import { test } from "@playwright/test";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server as Listener } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { call } from "../api";
import { Server } from "../server";
import { beside, median, percentile } from "./figure";
import { Hand, type Point } from "./gestures";
import { scene } from "./scene";
import { Visit } from "./visit";

interface Peer {
  readonly isReady: boolean;
  converted(board: unknown): unknown[];
  look(zoom: number): void;
  near(): Point;
}
declare global {
  interface Window {
    peer: Peer;
  }
}

const PEER = join(dirname(fileURLToPath(import.meta.url)), "peer");
const FONTS = join(PEER, "node_modules/@excalidraw/excalidraw/dist/prod/fonts");
const KINDS: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".woff2": "font/woff2" };
const RUNS = Number(process.env.RUNS ?? 7);
const PAN_REST_MS = 700;

test.skip(!existsSync(join(PEER, "dist/index.html")), "scripts/bench-peer has not been run");

/** Its page, its fonts, and the elements of a scene, compressed as any server would. */
class Site {
  private readonly packed = new Map<string, Buffer>();
  elements: Buffer | null = null;

  private constructor(private readonly listener: Listener) {}

  static async open(): Promise<Site> {
    const listener = createServer();
    const site = new Site(listener);
    listener.on("request", ({ url = "/" }, answer) => {
      const path = url === "/" ? "/index.html" : url.split("?")[0]!;
      const body = path === "/elements.json" ? site.elements : site.file(path);
      if (!body) return void answer.writeHead(404).end();
      answer.writeHead(200, { "content-type": KINDS[extname(path)] ?? "application/octet-stream", "content-encoding": "gzip", "cache-control": "no-store" }).end(body);
    });
    await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  file(path: string): Buffer | null {
    const there = this.packed.get(path);
    if (there) return there;
    const file = path.startsWith("/fonts/") ? join(FONTS, path.slice(7)) : join(PEER, "dist", path);
    if (!existsSync(file)) return null;
    const packed = gzipSync(readFileSync(file), { level: 9 });
    this.packed.set(path, packed);
    return packed;
  }

  /** The elements of so many notes of ours. */
  async load(server: Server, notes: number): Promise<void> {
    const { board, workshop } = await scene(server, notes);
    const { body } = await call(server, "GET", `/boards/${board.id}/export.json`, workshop.facilitator.token);
    this.elements = null;
    const visit = await Visit.start();
    try {
      await visit.page.goto(this.url);
      await visit.page.waitForFunction(() => window.peer !== undefined);
      const all = await visit.page.evaluate((board) => JSON.stringify(window.peer.converted(board)), body);
      this.elements = gzipSync(all, { level: 9 });
    } finally {
      await visit.close();
    }
  }

  async close(): Promise<void> {
    await new Promise((done) => this.listener.close(done));
  }
}

/** The same hand on another stage. */
class PeerHand extends Hand {
  override async look(zoom: number): Promise<void> {
    await this.page.evaluate((zoom) => window.peer.look(zoom), zoom);
    await this.page.waitForTimeout(PAN_REST_MS);
  }

  override async grab(): Promise<Point> {
    const at = await this.page.evaluate(() => window.peer.near());
    await this.mouse("mouseMoved", at);
    await this.mouse("mousePressed", at);
    await this.mouse("mouseMoved", { x: at.x + 8, y: at.y }, true);
    return at;
  }
}

async function open(site: Site, visit: Visit): Promise<number> {
  await visit.page.goto(site.url, { waitUntil: "commit" });
  const painted = await visit.page.evaluate(() => window.bench.painted);
  await visit.page.waitForFunction(() => window.peer.isReady);
  return painted;
}

async function gestures(hand: Hand, where: string): Promise<void> {
  await hand.look(1);
  beside(`pan p95, ${where}`, percentile((await hand.pan()).frames, 95));
  await hand.look(0.12);
  beside(`overview p95, ${where}`, percentile((await hand.pan()).frames, 95));
  await hand.look(1);
  beside(`zoom p95, ${where}`, percentile((await hand.zoom()).frames, 95));
}

test("Excalidraw: weight and paint", async () => {
  const [server, site] = [await Server.start(), await Site.open()];
  try {
    for (const notes of [200, 1000, 5000]) {
      await site.load(server, notes);
      const runs: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const visit = await Visit.start();
        const asked: string[] = [];
        visit.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
        runs.push(await open(site, visit));
        if (notes === 200 && run === 0) {
          const code = asked.filter((path) => /\.(js|css)$/.test(path));
          beside("JS + CSS to the first usable board, gzip", code.reduce((sum, path) => sum + (site.file(path)?.length ?? 0), 0) / 1000);
        }
        await visit.close();
      }
      beside(`notes painted, ${notes.toLocaleString("en")} notes`, median(runs));
    }
  } finally {
    await site.close();
    await server.stop();
  }
});

test("Excalidraw: frames", async () => {
  const [server, site] = [await Server.start(), await Site.open()];
  try {
    for (const [notes, where, cpu] of [[5000, "5,000 notes", 1], [1000, "1,000 notes, CPU 4x", 4]] as const) {
      await site.load(server, notes);
      const visit = await Visit.start();
      await open(site, visit);
      const hand = new PeerHand(visit);
      await visit.page.waitForTimeout(3_000);
      if (cpu > 1) await visit.throttleCpu(cpu);
      else beside(`JS heap, ${where}`, await visit.heap());
      await gestures(hand, where);
      if (cpu === 1) await moves(hand, where);
      await visit.close();
    }
  } finally {
    await site.close();
    await server.stop();
  }
});

async function moves(hand: Hand, where: string): Promise<void> {
  await hand.look(1);
  const one = await hand.grab();
  const drags = await hand.drags(one);
  await hand.mouse("mouseReleased", one);
  beside(`drag one note p95, ${where}`, percentile(drags.flatMap(({ frames }) => frames), 95));
  beside(`drag one note, input to frame p95, ${where}`, median(drags.map(({ lags }) => percentile(lags, 95))));
  await hand.key("Escape");
  await hand.look(0.12);
  const chosen = await hand.recorded(async () => {
    await hand.key("Control+a");
    await hand.rest();
  });
  beside(`select all, input to frame, ${where}`, Math.max(...chosen.lags));
  const all = await hand.grab();
  const moved = await hand.drag(all);
  beside(`move all, longest frame, ${where}`, Math.max(...moved.frames));
  await hand.mouse("mouseReleased", all);
}

/** What a phone downloads before somebody can write on a board, and after: by kind, JavaScript and style by gzip -9. */
import { expect, test } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Server } from "../server";
import { figure } from "./figure";
import { scene } from "./scene";
import { Visit } from "./visit";

const ASSETS = resolve(dirname(fileURLToPath(import.meta.url)), "../../web/dist/assets");
/** Nothing was asked for during this long, with all that waits for an idle moment having had one. */
const QUIET_MS = 3_000;

interface Received {
  readonly path: string;
  readonly kind: string;
  /** Head and body as they came over the wire. */
  readonly wire: number;
  readonly body: Buffer;
}

const zipped = (body: Buffer): number => gzipSync(body, { level: 9 }).length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

test("weight", async () => {
  const server = await Server.start();
  const visit = await Visit.start();
  try {
    const there = await scene(server, 200);
    await visit.seat(server, there);
    const { cdp, page } = visit;
    await cdp.send("Network.enable", { maxTotalBufferSize: 50_000_000, maxResourceBufferSize: 20_000_000 });
    const asked = new Map<string, { path: string; kind: string }>();
    const received = new Map<string, Promise<Received>>();
    let quietSince = Date.now();
    cdp.on("Network.requestWillBeSent", ({ requestId, request, type = "Other" }) => {
      asked.set(requestId, { path: new URL(request.url).pathname, kind: type });
      quietSince = Date.now();
    });
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const what = asked.get(requestId);
      if (!what) return;
      const body = cdp.send("Network.getResponseBody", { requestId });
      received.set(
        requestId,
        body.then(({ body, base64Encoded }) => ({ ...what, wire: encodedDataLength, body: Buffer.from(body, base64Encoded ? "base64" : "utf8") })),
      );
      quietSince = Date.now();
    });
    await visit.open(server, there);
    // Usable: painted, and the tools are there. What was asked for until then has to have come.
    await page.getByRole("toolbar").first().waitFor();
    const before = await page.evaluate(() => {
      const painted = performance.getEntriesByName("board-painted")[0]!.startTime;
      return performance.getEntriesByType("resource").flatMap(({ name, startTime }) => (startTime <= painted ? new URL(name).pathname : []));
    });
    await expect.poll(() => Date.now() - quietSince, { timeout: 30_000 }).toBeGreaterThan(QUIET_MS);
    // A request that was never answered must not be left out silently.
    expect([...asked.keys()].filter((id) => !received.has(id) && asked.get(id)!.kind !== "WebSocket")).toEqual([]);
    const settled = await Promise.all(received.values());
    const usable = settled.filter(({ path }) => before.includes(path));
    const code = (all: readonly Received[]) => all.filter(({ kind }) => kind === "Script" || kind === "Stylesheet");
    const fonts = usable.filter(({ kind }) => kind === "Font");
    const list = (all: readonly Received[]) => Object.fromEntries(all.map(({ path, body }) => [path, zipped(body)]));
    const weigh = (all: readonly Received[]) => sum(code(all).map(({ body }) => zipped(body))) / 1000;
    figure("JS + CSS to the first usable board, gzip", weigh(usable), { files: list(code(usable)) });
    figure("JS + CSS once the board has settled, gzip", weigh(settled), { files: list(code(settled)) });
    figure("fonts to the first usable board", sum(fonts.map(({ body }) => body.length)) / 1000, {
      files: fonts.map(({ path, body }) => [path, body.length]),
    });
    figure("everything received to the settled board", sum(settled.map(({ wire }) => wire)) / 1000, { requests: settled.length });
    const built = readdirSync(ASSETS).filter((name) => /\.(js|css)$/.test(name));
    figure("JS + CSS of all pages, gzip", sum(built.map((name) => zipped(readFileSync(join(ASSETS, name))))) / 1000, { files: built.length });
  } finally {
    await visit.close();
    await server.stop();
  }
});

/** One browser of its own, with a fresh profile on disk, on its way to a board. */
import { chromium, type BrowserContext, type CDPSession, type Page } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "../api";
import config from "../playwright.config";
import type { Server } from "../server";
import { record, type Recorder } from "./recorder";
import type { Scene } from "./scene";

declare global {
  interface Window {
    bench: Recorder;
  }
}

/** A browser that has just been started is busy with itself, on a fresh profile the more. */
const START_MS = 1_500;

export class Visit {
  private constructor(
    private readonly profile: string,
    private readonly context: BrowserContext,
    readonly page: Page,
    readonly cdp: CDPSession,
  ) {}

  static async start(): Promise<Visit> {
    const profile = mkdtempSync(join(tmpdir(), "plenaria-profile-"));
    const { launchOptions, viewport, locale } = config.use!;
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, viewport: viewport!, locale: locale! });
    const page = context.pages()[0] ?? (await context.newPage());
    const cdp = await context.newCDPSession(page);
    await page.addInitScript(record);
    await page.waitForTimeout(START_MS);
    return new Visit(profile, context, page, cdp);
  }

  /** Gives this browser the seat, as joining would have. */
  async seat(server: Server, { seat, workshop, board }: Scene, name = "Misura"): Promise<void> {
    const { participant, token, boards } = seat;
    const key = `${workshop.id}/participant`;
    const taken = { kind: "participant", workshop: workshop.id, title: "", token, participant, name, boards: boards.map(({ id }) => id) };
    await this.page.addInitScript(
      ([origin, key, taken]) => {
        if (location.origin !== origin) return;
        localStorage.setItem("plenaria.seats", JSON.stringify({ [key as string]: taken }));
        sessionStorage.setItem("plenaria.seat", key as string);
      },
      [server.url, key, taken] as const,
    );
    const answer = await call(server, "GET", `/boards/${board.id}`, token);
    if (answer.status !== 200) throw new Error(`the seat does not open the board: ${answer.status}`);
  }

  /** Opens the board; resolves when its notes are painted, with the milliseconds since the navigation began. */
  async open(server: Server, { board }: Scene): Promise<number> {
    await this.page.goto(`${server.url}/b/${board.id}`, { waitUntil: "commit" });
    return this.page.evaluate(() => window.bench.painted);
  }

  throttleCpu(rate: number): Promise<unknown> {
    return this.cdp.send("Emulation.setCPUThrottlingRate", { rate });
  }

  /** Megabytes of live JavaScript objects. */
  async heap(): Promise<number> {
    await this.cdp.send("HeapProfiler.enable");
    for (let i = 0; i < 3; i++) await this.cdp.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.cdp.send("Runtime.getHeapUsage");
    return usedSize / 1e6;
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

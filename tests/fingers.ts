/** Fingers on the glass: Playwright's own touchscreen only taps. */
import type { CDPSession, Page } from "@playwright/test";
import type { Spot } from "./page";

/** Longer than this a finger rests; the page waits 480 ms. */
const REST_MS = 700;
const HALT_MS = 150;

export class Fingers {
  private constructor(
    private readonly page: Page,
    private readonly cdp: CDPSession,
  ) {}

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(page, await page.context().newCDPSession(page));
  }

  async put(...at: Spot[]): Promise<void> {
    await this.touch("touchStart", at);
  }

  /** One finger is put down and stays there until the page has taken it for a rest. */
  async rest(at: Spot): Promise<void> {
    await this.put(at);
    await this.wait(REST_MS);
  }

  /** A moving finger comes to a stop: lifted in full swing it flings, and the next tap would only end that. */
  async halt(at: Spot): Promise<void> {
    await this.wait(HALT_MS);
    await this.touch("touchMove", [{ x: at.x + 1, y: at.y }]);
    await this.wait(HALT_MS);
  }

  /** All of them from where they are to elsewhere, in steps. */
  async move(from: readonly Spot[], to: readonly Spot[]): Promise<void> {
    for (let step = 1; step <= 8; step++) {
      const part = step / 8;
      await this.touch("touchMove", from.map(({ x, y }, i) => ({ x: x + (to[i]!.x - x) * part, y: y + (to[i]!.y - y) * part })));
    }
  }

  async lift(): Promise<void> {
    await this.touch("touchEnd", []);
  }

  private wait(ms: number): Promise<unknown> {
    return this.page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), ms);
  }

  private async touch(type: "touchStart" | "touchMove" | "touchEnd", points: readonly Spot[]): Promise<void> {
    await this.cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  }
}

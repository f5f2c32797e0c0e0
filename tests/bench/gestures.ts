/** Real input over the DevTools protocol, 60 times a second, at most six events not yet answered. */
import type { CDPSession, Page } from "@playwright/test";
import type { Visit } from "./visit";

const STEP_MS = 1000 / 60;
const WAITING_MAX = 6;
/** Nothing was drawn or loaded for this long: what follows is measured alone. */
const REST_MS = 700;
/** Where between two frames the input falls stays the same through one drag and is chance: several are looked at. */
const DRAGS = 5;
/** Pixels of a ctrl+wheel that the board takes as a factor of e: fine steps (a touchpad's pinch) and coarse ones. */
const FINE = 100;
const COARSE = 260;
const COARSE_MAX = 79;

export interface Frames {
  readonly frames: number[];
  readonly lags: number[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The stage of an open board, driven as by a person with a mouse. */
export class Hand {
  readonly middle: Point;

  constructor(private readonly visit: Visit) {
    const { width, height } = visit.page.viewportSize()!;
    this.middle = { x: Math.round(width / 2), y: Math.round(height / 2) };
  }

  get page(): Page {
    return this.visit.page;
  }

  private get cdp(): CDPSession {
    return this.visit.cdp;
  }

  rest(): Promise<void> {
    return this.page.waitForTimeout(REST_MS);
  }

  /** The middle of the whole board at an exact zoom. */
  async look(zoom: number): Promise<void> {
    await this.page.locator(".board-stage").focus();
    await this.page.keyboard.press("1");
    await this.rest();
    await this.at100();
    // Coarse steps of one size that give the zoom exactly.
    const all = COARSE * Math.log(1 / zoom);
    const steps = Math.ceil(Math.abs(all) / COARSE_MAX);
    for (let i = 0; i < steps; i++) await this.wheel(0, all / steps, true);
    await this.rest();
  }

  /** The middle of the view at 100 %. */
  async at100(): Promise<void> {
    await this.page.keyboard.press("0");
    await this.rest();
  }

  async key(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  wheel(deltaX: number, deltaY: number, ctrl = false): Promise<unknown> {
    return this.cdp.send("Input.dispatchMouseEvent", { type: "mouseWheel", ...this.middle, deltaX, deltaY, modifiers: ctrl ? 2 : 0 });
  }

  mouse(type: "mousePressed" | "mouseMoved" | "mouseReleased", at: Point, held = type !== "mouseMoved"): Promise<unknown> {
    return this.cdp.send("Input.dispatchMouseEvent", {
      type,
      ...at,
      button: held ? "left" : "none",
      buttons: held && type !== "mouseReleased" ? 1 : 0,
      clickCount: type === "mouseMoved" ? 0 : 1,
    });
  }

  /** `send` is called for each step with the part of the time that is over; those a busy page cannot take are left out. */
  async steadily(seconds: number, send: (part: number, step: number) => Promise<unknown>): Promise<void> {
    const began = performance.now();
    const waiting = new Set<Promise<unknown>>();
    const steps = Math.round((seconds * 1000) / STEP_MS);
    for (let step = 0; step < steps; step++) {
      const wait = began + step * STEP_MS - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      if (waiting.size >= WAITING_MAX) continue;
      const sent = send(step / steps, step).finally(() => waiting.delete(sent));
      waiting.add(sent);
    }
    await Promise.all(waiting);
  }

  /** Frames and lags while something is done. */
  async recorded(gesture: () => Promise<unknown>): Promise<Frames> {
    await this.page.evaluate(() => window.bench.start());
    await gesture();
    return this.page.evaluate(() => window.bench.stop());
  }

  /** Five seconds at 1,200 pixels a second: right, down, left, up. */
  pan(): Promise<Frames> {
    const ways = [[20, 0], [0, 20], [-20, 0], [0, -20]] as const;
    return this.recorded(() =>
      this.steadily(5, (part) => {
        const [x, y] = ways[Math.floor(part * 4)]!;
        return this.wheel(x, y);
      }),
    );
  }

  /** From 100 % to 10 % and back in five seconds. */
  zoom(): Promise<Frames> {
    const by = (FINE * Math.log(10)) / 150;
    return this.recorded(() => this.steadily(5, (part) => this.wheel(0, part < 0.5 ? by : -by, true)));
  }

  /** Takes hold at a place, moves in circles for two seconds and leaves the button down. */
  async drag(at: Point): Promise<Frames> {
    return this.recorded(() => this.steadily(2, (part) => this.mouse("mouseMoved", around(at, part), true)));
  }

  /** Several drags of what is held, each begun at another moment between two frames; one by one. */
  async drags(at: Point): Promise<Frames[]> {
    const all: Frames[] = [];
    for (let i = 0; i < DRAGS; i++) {
      all.push(await this.drag(at));
      await this.rest();
    }
    return all;
  }

  /** Presses on something that can be dragged near the middle and begins to drag it; where that was. */
  async grab(): Promise<Point> {
    for (let ring = 0; ring < 12; ring++) {
      for (let turn = 0; turn < 8; turn++) {
        const angle = (turn / 8) * 2 * Math.PI;
        const at = { x: this.middle.x + ring * 13 * Math.cos(angle), y: this.middle.y + ring * 13 * Math.sin(angle) };
        await this.mouse("mouseMoved", at);
        if ((await this.cursor()) !== "pointer") continue;
        await this.mouse("mousePressed", at);
        await this.mouse("mouseMoved", { x: at.x + 8, y: at.y }, true);
        if ((await this.cursor()) === "grabbing") return at;
        await this.mouse("mouseReleased", at);
      }
    }
    throw new Error("nothing to drag in the middle of the view");
  }

  private cursor(): Promise<string> {
    return this.page.locator(".board-stage").evaluate((stage: HTMLElement) => stage.style.cursor);
  }
}

function around({ x, y }: Point, part: number): Point {
  const angle = part * 4 * Math.PI;
  return { x: x + 150 * Math.sin(angle), y: y + 90 * (1 - Math.cos(angle)) };
}

/**
 * From a key in one browser to the document, and to the paint, of another: two browsers, one server, SQLite with
 * synchronous=FULL behind it.
 *
 * The letters typed occur nowhere else on the board, so each state of the other side is known by how many of them it
 * shows: in the document, replayed here from the frames that browser received, each with the moment at which it had
 * been applied; on the canvas, from the texts drawn in a frame, with the moment at which the frame was handed over.
 */
import { expect, test } from "@playwright/test";
import * as decoding from "lib0/decoding";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Y from "yjs";
import { Random } from "../random";
import { Server } from "../server";
import { figure, percentile, round } from "./figure";
import { scene } from "./scene";
import { Visit } from "./visit";

const KEYS = Number(process.env.KEYS ?? 400);
const KEYS_A_NOTE = 50;
/** Letters that no text of the scene has. */
const LETTERS = "QXZJKWY";
/** Between two keys: a quick typist, at no fixed pace, so that no timer is in step with them. */
const PAUSE_MS = [70, 170] as const;

interface Seen {
  readonly at: number;
  readonly letters: number;
}

declare global {
  interface Window {
    watch: {
      keys: number[];
      /** Document frames, in order. */
      sent: number[];
      /** `frames`: how many of those were said to be safe. */
      saved: { at: number; frames: number }[];
      applied: { at: number; frame: string }[];
      painted: Seen[];
    };
  }
}

/** Runs in the page before anything else. All moments are milliseconds of this machine's clock. */
function watch(letters: string): void {
  const now = (): number => performance.timeOrigin + performance.now();
  const typed = (text: string): number => [...text].filter((letter) => letters.includes(letter)).length;
  window.watch = { keys: [], sent: [], saved: [], applied: [], painted: [] };
  addEventListener("keydown", (event) => event.key.length === 1 && window.watch.keys.push(performance.timeOrigin + event.timeStamp), { capture: true });
  let drawn = 0;
  let counted = 0;
  const after = new MessageChannel();
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text: string, ...rest: [number, number, number?]) {
    const count = typed(text);
    if (count > 0) {
      if (drawn === 0) after.port2.postMessage(null);
      drawn += count;
    }
    fillText.call(this, text, ...rest);
  };
  // After the frame: all of it has been drawn and handed over.
  after.port1.onmessage = () => {
    if (drawn !== counted) window.watch.painted.push({ at: now(), letters: drawn });
    [counted, drawn] = [drawn, 0];
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data: Uint8Array<ArrayBuffer>) {
    if (data[0] === 0 && data[1] !== 0) window.watch.sent.push(now());
    send.call(this, data);
  };
  const handler = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage")!;
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    ...handler,
    set(this: WebSocket, handle: ((event: MessageEvent<ArrayBuffer>) => void) | null) {
      const observed = handle && ((event: MessageEvent<ArrayBuffer>): void => {
        handle.call(this, event);
        const bytes = new Uint8Array(event.data);
        if (bytes[0] === 100) {
          const frames = bytes.slice(1).reduce((sum, byte, i) => sum + (byte & 127) * 128 ** i, 0);
          window.watch.saved.push({ at: now(), frames });
        }
        if (bytes[0] === 0 && bytes[1] !== 0) {
          window.watch.applied.push({ at: now(), frame: Array.from(bytes, (byte) => String.fromCharCode(byte)).join("") });
        }
      });
      handler.set!.call(this, observed);
    },
  });
}

test("keystrokes", async () => {
  const random = Random.fresh();
  console.log(`seed ${random.seed}`);
  const server = await Server.start();
  const [one, other] = await Promise.all([Visit.start(), Visit.start()]);
  try {
    const there = await scene(server, 20);
    for (const visit of [one, other]) {
      await visit.page.addInitScript(watch, LETTERS);
      await visit.seat(server, there);
      await visit.open(server, there);
    }
    figure("the disk alone: a flush of 4 kB, p99", percentile(flushes(), 99));
    await type(one, random);
    await expect.poll(() => other.page.evaluate(() => window.watch.painted.at(-1)?.letters ?? 0), { timeout: 20_000 }).toBe(KEYS);
    const from = await one.page.evaluate(() => window.watch);
    const to = await other.page.evaluate(() => window.watch);
    expect(from.keys.length, "every key was heard").toBe(KEYS);
    tell("keystroke to the other document", waits(from.keys, documents(to.applied)));
    tell("keystroke to the other paint", waits(from.keys, to.painted));
    const answered = from.sent.map((sent, i) => from.saved.find(({ frames }) => frames > i)!.at - sent);
    tell("edit sent to saved", answered);
    console.log(JSON.stringify({ "clocks against this machine's, ms": [await skew(one), await skew(other)] }));
  } finally {
    await Promise.all([one.close(), other.close()]);
    await server.stop();
  }
});

/** Notes of fifty letters each, side by side below what is there. */
async function type({ page }: Visit, random: Random): Promise<void> {
  for (let key = 0; key < KEYS; key++) {
    if (key % KEYS_A_NOTE === 0) {
      await page.keyboard.press("Escape");
      const size = page.viewportSize()!;
      const column = key / KEYS_A_NOTE;
      await page.mouse.move(60 + (column % 8) * ((size.width - 120) / 8), size.height - 190);
      await page.locator(".board-stage").focus();
      await page.keyboard.press("n");
      await page.locator("textarea.stage-field:not([hidden])").waitFor();
      await page.evaluate(() => (window.watch.keys.length -= 1));
    }
    await page.keyboard.press(random.pick([...LETTERS]));
    const [least, most] = PAUSE_MS;
    await page.waitForTimeout(least + random.below(most - least));
  }
}

/** How many of the letters the document had after each frame. */
function documents(applied: readonly { at: number; frame: string }[]): Seen[] {
  const doc = new Y.Doc();
  return applied.map(({ at, frame }) => {
    const decoder = decoding.createDecoder(Uint8Array.from(frame, (letter) => letter.charCodeAt(0)));
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
    let letters = 0;
    for (const note of doc.getMap<Y.Map<unknown>>("notes").values()) {
      letters += [...String(note.get("text"))].filter((letter) => LETTERS.includes(letter)).length;
    }
    return { at, letters };
  });
}

function waits(keys: readonly number[], seen: readonly Seen[]): number[] {
  return keys.map((pressed, i) => {
    const first = seen.find(({ letters }) => letters > i);
    if (!first) throw new Error(`key ${i} never arrived`);
    return first.at - pressed;
  });
}

/** What the same disk takes to keep a little: the floor under everything that is stored before it is shown. */
function flushes(): number[] {
  const folder = mkdtempSync(join(tmpdir(), "plenaria-flush-"));
  const file = openSync(join(folder, "file"), "w");
  try {
    return Array.from({ length: 300 }, () => {
      writeSync(file, Buffer.alloc(4096, 1));
      const began = performance.now();
      fdatasyncSync(file);
      return performance.now() - began;
    });
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

function tell(name: string, waits: readonly number[]): void {
  const at = (p: number): number => round(percentile(waits, p));
  figure(`${name}, p99`, percentile(waits, 99), { count: waits.length, p50: at(50), p95: at(95), p99: at(99), longest: at(100) });
}

/** How far a page's clock is from the machine's; two pages' clocks begin apart, and only their sum can be compared. */
function skew({ page }: Visit): Promise<number> {
  return page.evaluate(async () => {
    let least = Infinity;
    // Date.now() is cut to whole milliseconds: the smallest difference is the true one.
    for (let i = 0; i < 2_000; i++) {
      least = Math.min(least, performance.timeOrigin + performance.now() - Date.now());
      if (i % 100 === 0) await new Promise((done) => setTimeout(done, 3));
    }
    return Number(least.toFixed(2));
  });
}

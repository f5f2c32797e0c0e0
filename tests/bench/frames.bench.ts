/** Frames and the answer to input while somebody works on a full board, with real input. */
import { expect, test } from "@playwright/test";
import { Server } from "../server";
import { crowd } from "./crowd";
import { figure, median, percentile, round } from "./figure";
import { type Frames, Hand } from "./gestures";
import { scene } from "./scene";
import { Visit } from "./visit";

const SLOW_MS = 33.4;
/** Five thousand moves are a third of a megabyte; a server that does not take them is not waited for. */
const SAVED_MS = 30_000;
const CROWD_MS = 8_000;

/** The parts of section 1.4 of any such comparison: median, p95, p99, the share of time in slow frames, and lags. */
function told({ frames, lags }: Frames): Record<string, unknown> {
  const all = frames.reduce((sum, one) => sum + one, 0);
  const slow = frames.filter((one) => one > SLOW_MS).reduce((sum, one) => sum + one, 0);
  const at = (values: readonly number[], p: number): number => round(percentile(values, p));
  return {
    frames: frames.length,
    "p50/p95/p99": [at(frames, 50), at(frames, 95), at(frames, 99)],
    longest: round(Math.max(...frames)),
    "t>33": `${round((100 * slow) / all)} %`,
    "lag p50/p95": [at(lags, 50), at(lags, 95)],
  };
}

test("frames, 5,000 notes", async () => {
  const server = await Server.start();
  const visit = await Visit.start();
  try {
    const there = await scene(server, 5000);
    await visit.seat(server, there);
    await visit.open(server, there);
    const hand = new Hand(visit);
    await visit.page.waitForTimeout(3_000);
    figure("JS heap, 5,000 notes", await visit.heap());
    await gestures(hand, "5,000 notes");

    await hand.look(1);
    const one = await hand.grab();
    const drags = await hand.drags(one);
    await hand.mouse("mouseReleased", one);
    const lags = drags.map((drag) => percentile(drag.lags, 95));
    const all = { frames: drags.flatMap((drag) => drag.frames), lags: drags.flatMap((drag) => drag.lags) };
    figure("drag one note p95, 5,000 notes", percentile(all.frames, 95), told(all));
    figure("drag one note, input to frame p95, 5,000 notes", median(lags), { runs: lags.map(round) });
    await hand.key("Escape");

    await hand.look(0.12);
    const chosen = await hand.recorded(async () => {
      await hand.key("Control+a");
      await hand.rest();
    });
    figure("select all, input to frame, 5,000 notes", Math.max(...chosen.lags), told(chosen));
    const grip = await hand.grab();
    const moved = await hand.drag(grip);
    figure("move all, longest frame, 5,000 notes", Math.max(...moved.frames), told(moved));
    const dropped = await hand.recorded(async () => {
      await hand.mouse("mouseReleased", { x: grip.x + 40, y: grip.y + 40 });
      await hand.page.locator("[data-save=saved]").waitFor({ timeout: SAVED_MS });
      await hand.rest();
    });
    figure("drop all, longest frame, 5,000 notes", Math.max(...dropped.frames), told(dropped));
  } finally {
    await visit.close();
    await server.stop();
  }
});

test("frames, 20,000 notes", async () => {
  const server = await Server.start();
  const visit = await Visit.start();
  try {
    const there = await scene(server, 20_000);
    await visit.seat(server, there);
    await visit.open(server, there);
    await visit.page.waitForTimeout(5_000);
    await gestures(new Hand(visit), "20,000 notes");
  } finally {
    await visit.close();
    await server.stop();
  }
});

test("frames, 1,000 notes, fifty others at work", async () => {
  const server = await Server.start();
  const visit = await Visit.start();
  try {
    const there = await scene(server, 1000);
    await visit.seat(server, there);
    let bytes = 0;
    visit.page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => (bytes += payload.length)));
    await visit.open(server, there);
    const hand = new Hand(visit);
    await hand.look(0.3);
    const others = await crowd(server, there, 50, 20);
    const [sent, before] = [others.sent(), bytes];
    const seen = await hand.recorded(() => visit.page.waitForTimeout(CROWD_MS));
    const [updates, heard] = [others.sent() - sent, bytes - before];
    others.leave();
    // A move of a note is some twenty bytes at least.
    expect(heard / updates, "what the others did came to the page").toBeGreaterThan(20);
    figure("50 people, 20 updates a second each, p95, 1,000 notes", percentile(seen.frames, 95), { ...told(seen), updates, heard });
  } finally {
    await visit.close();
    await server.stop();
  }
});

test("frames, 1,000 notes, CPU 4x", async () => {
  const server = await Server.start();
  const visit = await Visit.start();
  try {
    const there = await scene(server, 1000);
    await visit.seat(server, there);
    await visit.open(server, there);
    await visit.page.waitForTimeout(3_000);
    await visit.throttleCpu(4);
    await gestures(new Hand(visit), "1,000 notes, CPU 4x");
  } finally {
    await visit.close();
    await server.stop();
  }
});

async function gestures(hand: Hand, where: string): Promise<void> {
  await hand.look(1);
  const pan = await hand.pan();
  figure(`pan p95, ${where}`, percentile(pan.frames, 95), told(pan));
  await hand.look(0.12);
  const overview = await hand.pan();
  figure(`overview p95, ${where}`, percentile(overview.frames, 95), told(overview));
  await hand.look(1);
  const zoom = await hand.zoom();
  figure(`zoom p95, ${where}`, percentile(zoom.frames, 95), told(zoom));
}

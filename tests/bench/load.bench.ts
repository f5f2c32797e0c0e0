/** From the navigation to painted notes: a fresh browser each time, the median of all runs. */
import { expect, test } from "@playwright/test";
import { Server } from "../server";
import { figure, median, round } from "./figure";
import { colours } from "./pixels";
import { type Scene, scene } from "./scene";
import { Visit } from "./visit";

const RUNS = Number(process.env.RUNS ?? 7);

interface Conditions {
  readonly notes: number;
  readonly cpu?: number;
  /** 1.6 Mbit/s down, 750 kbit/s up, 150 ms of latency. */
  readonly slow?: boolean;
}

const CASES: readonly (Conditions & { readonly name: string })[] = [
  { name: "notes painted, 200 notes", notes: 200 },
  { name: "notes painted, 1,000 notes", notes: 1000 },
  { name: "notes painted, 5,000 notes", notes: 5000 },
  { name: "notes painted, 1,000 notes, CPU 4x", notes: 1000, cpu: 4 },
  { name: "notes painted, 200 notes, 1.6 Mbit/s + 150 ms", notes: 200, slow: true },
];

let server: Server;
const scenes = new Map<number, Scene>();

test.beforeAll(async () => {
  server = await Server.start();
  for (const notes of [200, 1000, 5000]) scenes.set(notes, await scene(server, notes));
});
test.afterAll(() => server.stop());

for (const { name, ...conditions } of CASES) {
  test(name, async () => {
    const runs: number[] = [];
    let steps: Record<string, number> = {};
    for (let run = 0; run < RUNS; run++) {
      const visit = await once(conditions);
      runs.push(visit.painted);
      steps = visit.steps;
    }
    figure(name, median(runs), { runs: runs.map(round), steps_of_last: steps });
  });
}

async function once({ notes, cpu, slow }: Conditions): Promise<{ painted: number; steps: Record<string, number> }> {
  const visit = await Visit.start();
  try {
    const there = scenes.get(notes)!;
    await visit.seat(server, there);
    if (cpu) await visit.throttleCpu(cpu);
    if (slow) {
      await visit.cdp.send("Network.enable");
      const [downloadThroughput, uploadThroughput] = [1_600_000 / 8, 750_000 / 8];
      await visit.cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput, uploadThroughput });
    }
    const painted = await visit.open(server, there);
    const steps = await visit.page.evaluate(() => {
      const at: Record<string, number> = {};
      for (const entry of performance.getEntries()) {
        if (entry.entryType === "resource" || entry.entryType === "navigation") {
          const { name, responseEnd } = entry as PerformanceResourceTiming;
          at[new URL(name).pathname.replace(/[0-9a-z]{22}/, "ID")] = Math.round(responseEnd);
        } else if (entry.entryType === "mark" || entry.entryType === "paint") at[entry.name] = Math.round(entry.startTime);
      }
      return at;
    });
    // The mark must be true: what is on the screen now has the colours of notes.
    expect(await colours(visit.page), "colours of notes on the screen").toBeGreaterThanOrEqual(4);
    return { painted, steps };
  } finally {
    await visit.close();
  }
}

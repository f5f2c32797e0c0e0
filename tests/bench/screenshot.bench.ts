/**
 * The poster's peer, beside it on the same machine: the same notes as a page of HTML, and Chromium's own screenshot of
 * it at the size of an A0 sheet at 300 dpi, process start included.
 */
import { chromium, expect, test } from "@playwright/test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "../api";
import config from "../playwright.config";
import { Server } from "../server";
import { figure, median, round } from "./figure";
import { scene } from "./scene";

const RUNS = Number(process.env.PEER_RUNS ?? 2);
/** A0 across, 300 dpi. */
const [WIDTH, HEIGHT] = [14043, 9933];
const MARGIN = 200;
const FACES: Record<string, string> = {
  yellow: "#ffe98f", orange: "#ffc995", pink: "#ffc2d4", green: "#c5e8b2", blue: "#bddef8", violet: "#dacbf8", white: "#ffffff",
};

interface Box {
  readonly pos: [number, number];
  readonly size: [number, number];
  readonly color: string;
  readonly text?: string;
  readonly title?: string;
}

test("a screenshot as poster", async () => {
  const server = await Server.start();
  const folder = mkdtempSync(join(tmpdir(), "plenaria-peer-"));
  try {
    const { board, seat } = await scene(server, 2000);
    const exported = await call(server, "GET", `/boards/${board.id}/export.json`, seat.token);
    const page = join(folder, "board.html");
    writeFileSync(page, html(Object.values(exported.body.clusters), Object.values(exported.body.notes)));
    const times: number[] = [];
    let peak = 0;
    let blank = 0;
    while (times.length < RUNS) {
      const run = times.length + blank;
      const picture = join(folder, `${run}.png`);
      const { ms, largest } = await screenshot(page, picture, join(folder, `profile-${run}`));
      // Of sheets this large Chromium writes a nearly blank one now and then, and says nothing: that is no poster.
      if (statSync(picture).size < 5_000_000) {
        expect(++blank, "blank pictures").toBeLessThan(4);
        continue;
      }
      times.push(ms);
      peak = Math.max(peak, largest);
    }
    figure("A0 300 dpi by a Chromium screenshot, 2,000 notes", median(times), { runs: times.map(round), blank });
    figure("Chromium's largest process at its peak", peak);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function html(clusters: readonly Box[], notes: readonly Box[]): string {
  const all = [...clusters, ...notes];
  const left = Math.min(...all.map(({ pos }) => pos[0]));
  const top = Math.min(...all.map(({ pos }) => pos[1]));
  const right = Math.max(...all.map(({ pos, size }) => pos[0] + size[0]));
  const bottom = Math.max(...all.map(({ pos, size }) => pos[1] + size[1]));
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left), (HEIGHT - 2 * MARGIN) / (bottom - top));
  const px = (value: number): string => `${(value * scale).toFixed(1)}px`;
  const box = ({ pos: [x, y], size: [w, h], color, text, title }: Box): string =>
    `<div class="${text === undefined ? "c" : "n"}" style="left:${px(x - left)};top:${px(y - top)};width:${px(w)};height:${px(h)};background:${FACES[color] ?? color}">${text ?? `<b>${title}</b>`}</div>`;
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;width:${WIDTH}px;height:${HEIGHT}px;position:relative;background:#fff;font-family:sans-serif}
div{position:absolute;box-sizing:border-box;overflow:hidden;margin:${MARGIN}px}
.n{padding:${px(16)};font-size:${px(22)};line-height:1.25;border:1px solid #0003}
.c{padding:${px(20)};font-size:${px(20)};opacity:.9;border-radius:${px(10)};border:2px solid #0004}
</style>${all.map(box).join("\n")}`;
}

/** Milliseconds from starting Chromium to the picture on the disk, and the most megabytes one of its processes held. */
async function screenshot(page: string, picture: string, profile: string): Promise<{ ms: number; largest: number }> {
  let largest = 0;
  const watch = setInterval(() => (largest = Math.max(largest, peakOf(profile))), 100);
  const began = performance.now();
  // `chromium --screenshot` would do without us, but of a sheet this large it writes a blank one here.
  const context = await chromium.launchPersistentContext(profile, {
    ...config.use!.launchOptions,
    viewport: { width: WIDTH, height: HEIGHT },
    deviceScaleFactor: 1,
  });
  try {
    const tab = context.pages()[0] ?? (await context.newPage());
    await tab.goto(`file://${page}`);
    await tab.screenshot({ path: picture, timeout: 240_000 });
    return { ms: performance.now() - began, largest };
  } finally {
    clearInterval(watch);
    await context.close();
  }
}

/** The largest peak (VmHWM) among the processes that were started with this profile, and theirs. */
function peakOf(profile: string): number {
  let largest = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(profile)) continue;
      largest = Math.max(largest, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1000);
    } catch {
      // It has ended meanwhile.
    }
  }
  return largest;
}

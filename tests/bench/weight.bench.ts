/** What a phone downloads before it can write: JavaScript and style, gzip level 9. */
import { test } from "@playwright/test";
import { gzipSync } from "node:zlib";
import { figure, scene } from "./scene";
import { openBoard } from "../page";
import { Server } from "../server";

test("bytes to the first usable board", async ({ page }) => {
  const server = await Server.start();
  try {
    const { board, seat } = await scene(server, 20);
    const sums = { script: 0, stylesheet: 0, font: 0 } as Record<string, number>;
    page.on("response", async (response) => {
      const kind = response.request().resourceType();
      if (!(kind in sums)) return;
      const body = await response.body();
      sums[kind] = (sums[kind] ?? 0) + (kind === "font" ? body.length : gzipSync(body, { level: 9 }).length);
    });
    await openBoard(page, server, board.id, seat);
    await page.waitForLoadState("networkidle");
    figure("js+css gzip", ((sums.script ?? 0) + (sums.stylesheet ?? 0)) / 1000, "kB", sums);
  } finally {
    await server.stop();
  }
});

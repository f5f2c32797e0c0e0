/** The first minute on a telephone, keys at the pace of a hand included: the median of some newcomers. */
import { expect, test } from "@playwright/test";
import { createWorkshop } from "../api";
import { firstMinute } from "../firstminute";
import { join } from "../page";
import { Server } from "../server";
import { PHONE } from "../story";
import { figure, median } from "./figure";

const RUNS = Number(process.env.RUNS ?? 5);

test("from the code to the first note that another person sees", async ({ browser }) => {
  const server = await Server.start();
  try {
    const runs: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const workshop = await createWorkshop(server);
      // Nothing is known to the device of either.
      const [desk, phone] = await Promise.all([browser.newContext(), browser.newContext(PHONE)]);
      const bea = await join(await desk.newPage(), workshop.join.url, "Bea", "Ambiente");
      runs.push(await firstMinute(server, workshop, await phone.newPage(), bea, "Piantare alberi"));
      await bea.reads("Piantare alberi");
      await Promise.all([desk.close(), phone.close()]);
    }
    expect(runs).toHaveLength(RUNS);
    figure("code to the first note seen by another, phone, 80 ms a key", median(runs), { runs });
  } finally {
    await server.stop();
  }
});

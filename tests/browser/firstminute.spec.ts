/** From the code to the first note that another person sees, as somebody does it who was never here. */
import { firstMinute } from "../firstminute";
import { join } from "../page";
import { expect, PHONE, test } from "../story";

test("wb105 a newcomer on a telephone needs the code, a name, the field and a button", async ({ server, workshop, newcomer }, info) => {
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const page = await newcomer(PHONE);
  const took = await firstMinute(server, workshop, page, bea, "Piantare alberi");
  // For whoever reads the run; how fast a machine is, is no reason to fail.
  info.annotations.push({ type: "first minute", description: `${took} ms` });
  console.log(`first minute: ${took} ms from the code to a note that another person sees`);
  await expect(page.getByText("La nota è sulla lavagna.")).toBeAttached();
  await expect(page.getByRole("listitem").filter({ hasText: "Piantare alberi" })).toBeVisible();
  await expect(bea.stage).toBeVisible();
  await bea.reads("Piantare alberi");
});

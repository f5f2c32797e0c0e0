/** The wall of the cockpit: every board small, who needs something, and what is said to them. */
import { boardOf, call } from "../api";
import { clean } from "../axe";
import { join, Workshop } from "../page";
import { expect, PHONE, test } from "../story";

const MINUTE = 60_000;

test("wb141 who facilitates sees every board, whose hand is up and who is silent, and answers by keyboard", async ({ server, workshop, newcomer }) => {
  const phases = [{ title: "Problemi", minutes: 30, mode: "groups" }];
  await call(server, "PUT", `/workshops/${workshop.id}/sessions/1`, workshop.facilitator.token, { title: "Confini", phases });
  const { page } = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = (await join(await newcomer(PHONE), workshop.join.url, "Bea", "Cultura")).page;
  await page.getByRole("button", { name: /Avvia: Problemi/ }).first().click();
  const card = (name: string) => page.locator(".board-card").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await ada.addAt({ x: 500, y: 420 }, "Il fiume");
  await expect(card("Ambiente")).toContainText("1 nota");
  await expect(card("Ambiente")).toContainText("Ada");
  // The miniature has its colours: it is drawn of the document.
  const colours = () => card("Ambiente").locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(Array.from({ length: data.length / 4 }, (_, at) => `${data[at * 4]},${data[at * 4 + 1]},${data[at * 4 + 2]}`)).size;
  });
  await expect.poll(colours).toBeGreaterThan(1);

  // A hand on the phone is seen, and lowered.
  const hand = bea.getByRole("button", { name: "Alza la mano" });
  await hand.tap();
  await expect(hand).toHaveAttribute("aria-pressed", "true");
  await expect(card("Cultura").getByText("mano alzata")).toBeAttached();
  await clean(page, "the wall with a hand raised");
  await clean(bea, "a phone with a hand raised");
  // Whatever else is told, it stays up.
  await card("Ambiente").getByRole("button", { name: "Altro: Ambiente" }).click();
  await card("Ambiente").getByRole("button", { name: "Un minuto in più" }).click();
  await expect(card("Ambiente")).toContainText(/ancora 3\d:\d\d/);
  await expect(hand).toHaveAttribute("aria-pressed", "true");
  // Also when the line begins anew.
  await bea.context().setOffline(true);
  await expect(card("Cultura").getByText("mano alzata")).toBeHidden({ timeout: 45_000 });
  await bea.context().setOffline(false);
  await expect(card("Cultura").getByText("mano alzata")).toBeAttached({ timeout: 20_000 });
  await card("Cultura").getByRole("button", { name: "Abbassa le mani" }).focus();
  await page.keyboard.press("Enter");
  await expect(hand).toHaveAttribute("aria-pressed", "false");
  await expect(card("Cultura").getByText("mano alzata")).toBeHidden();

  // More time and a word for one group alone.
  const more = card("Cultura").getByRole("button", { name: "Altro: Cultura" });
  await more.focus();
  await page.keyboard.press("Enter");
  await card("Cultura").getByRole("button", { name: "5 minuti in più" }).click();
  await expect(card("Cultura")).toContainText(/ancora 3[45]:\d\d/);
  await expect(bea.getByRole("button", { name: /Fase in corso/ })).toContainText(/3[45]:\d\d/);
  await expect(ada.page.getByRole("button", { name: /Fase in corso/ })).toContainText(/30:\d\d|31:00/);
  await card("Cultura").getByRole("button", { name: "Messaggio" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("A", { exact: true })).toHaveValue(boardOf(workshop.boards, "group", "Cultura").id);
  await dialog.getByLabel("Che cosa dici").fill("Scegliete chi racconta");
  await clean(page, "a message being written");
  await dialog.getByRole("button", { name: "Manda" }).click();
  await expect(dialog).toBeHidden();
  const said = bea.getByRole("region", { name: "Messaggio" });
  await expect(said).toContainText("Scegliete chi racconta");
  await clean(bea, "a message on a phone");
  await said.getByRole("button", { name: "Ho capito" }).tap();
  await expect(said).toBeHidden();
  await page.getByRole("region", { name: "Conduci" }).getByRole("button", { name: "Messaggio" }).click();
  await dialog.getByLabel("Che cosa dici").fill("Tra poco in plenaria");
  await dialog.getByRole("button", { name: "Manda" }).click();
  for (const one of [ada.page, bea]) await expect(one.getByRole("region", { name: "Messaggio" })).toContainText("Tra poco in plenaria");
  await expect(ada.page.getByRole("region", { name: "Messaggio" })).not.toContainText("Scegliete");

  // The page is asked as if four minutes had gone by in which nobody wrote.
  await page.route("**/wall", async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    await route.fulfill({ response, json: { ...body, now: body.now + 5 * MINUTE } });
  });
  await expect(card("Ambiente")).toContainText("Nessuno scrive da 5 minuti");
  await expect(card("Plenaria")).not.toContainText("Nessuno scrive");
});

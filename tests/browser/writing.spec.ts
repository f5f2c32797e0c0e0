/** Private writing: everybody on a sheet of their own, and all of it shown at once. */
import type { Page } from "@playwright/test";
import { boardOf, call } from "../api";
import { clean } from "../axe";
import { join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

const ONLY_ME = "Quello che scrivi qui lo vedi solo tu, finché non viene svelato.";
const now = (page: Page) => page.getByRole("button", { name: /Fase in corso/ });
const field = (page: Page) => page.getByRole("textbox", { name: "Scrivi qui la tua nota" });

/** On one's sheet: it says so, and one writes. */
async function send(page: Page, text: string): Promise<void> {
  await expect(page.getByText(ONLY_ME)).toBeVisible();
  await field(page).fill(text);
  await page.getByRole("button", { name: "Invia" }).click();
  await expect(page.locator(".mine").getByText(text)).toBeVisible();
}

test("wb139 everybody writes for themselves, and all of it is shown at once", async ({ server, workshop, newcomer }) => {
  const phases = [{ title: "Problemi", minutes: 10, mode: "groups", instructions: "Scrivete che cosa vi ostacola." }];
  await call(server, "PUT", `/workshops/${workshop.id}/sessions/1`, workshop.facilitator.token, { title: "Confini", phases });
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const ada = (await join(await newcomer(), workshop.join.url, "Ada", "Ambiente")).page;
  const bea = (await join(await newcomer(PHONE), workshop.join.url, "Bea", "Ambiente")).page;
  const carla = (await join(await newcomer(), workshop.join.url, "Carla", "Cultura")).page;
  await desk.page.getByRole("button", { name: /Avvia: Problemi/ }).first().click();
  for (const page of [ada, bea, carla]) await page.getByRole("button", { name: "Ho capito" }).click();

  // From the facilitator's page, for the boards of the phase, with the keyboard.
  const begin = desk.page.getByRole("button", { name: "Scrittura riservata" });
  await desk.page.getByLabel("senza nomi").focus();
  await desk.page.keyboard.press("Space");
  await begin.focus();
  await desk.page.keyboard.press("Enter");
  await send(ada, "Temo di perdere il posto");
  await send(bea, "Nessuno mi ascolta");
  await send(carla, "Mancano i soldi");
  await clean(bea, "a sheet of private writing on a phone");
  await now(ada).click();
  await expect(ada.getByText("Nessuno saprà chi ha scritto che cosa.")).toBeVisible();
  await ada.keyboard.press("Escape");

  // Whoever facilitates sees how many, and nothing else.
  const board = boardOf(workshop.boards, "group", "Ambiente");
  const seen = await newcomer();
  await seen.goto(workshop.facilitator.url);
  await seen.getByRole("link", { name: /Ambiente/ }).first().click();
  await seen.getByRole("button", { name: "Scaletta" }).click();
  await expect(seen.locator("#outline")).toContainText("2 note non sono ancora svelate");
  const reader = await Reader.open(server, board.id, workshop.facilitator.token);
  expect(reader.texts()).toEqual([]);
  await clean(seen, "a board with notes that are not shown yet");

  // Somebody is in the middle of a word, on the phone, when it is revealed.
  await field(bea).fill("E poi c'è anc");
  await desk.page.getByRole("button", { name: "Svela" }).click();
  for (const page of [ada, bea]) await expect(page.getByText(ONLY_ME)).toBeHidden();
  await expect.poll(() => [...reader.texts()].sort()).toEqual(["Nessuno mi ascolta", "Temo di perdere il posto"]);
  await expect(seen.locator("#outline")).not.toContainText("non sono ancora svelate");
  await expect(seen.locator("#outline")).toContainText("Nessuno mi ascolta");
  await expect(ada.getByRole("heading", { level: 1, name: "Ambiente", exact: true })).toBeVisible();
  await expect(ada.locator(".stage")).toBeVisible();
  await expect(field(bea)).toHaveValue("E poi c'è anc");
  await field(bea).press("Control+Enter");
  await expect.poll(() => reader.texts().length).toBe(3);
  reader.close();
});

test("wb140 whoever opens the board while others write privately finds the way to their own page", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.addAt({ x: 500, y: 420 }, "C'era già");
  await bea.reads("C'era già");
  const board = ada.page.url();
  const desk = await newcomer();
  await desk.goto(workshop.facilitator.url);
  await desk.getByRole("link", { name: /Ambiente/ }).first().click();
  await desk.getByRole("button", { name: /Fase in corso|Conduci/ }).click();
  await desk.getByRole("button", { name: "Scrittura riservata" }).click();
  for (const { page } of [ada, bea]) await expect(page.getByText(ONLY_ME)).toBeVisible();

  // Back to the board by its address: read only, with the way to where one writes.
  await ada.page.goto(board);
  await now(ada.page).click();
  await expect(ada.page.getByText("Ognuno sta scrivendo per sé", { exact: false })).toBeVisible();
  await ada.page.getByRole("button", { name: "Alla mia pagina" }).click();
  await send(ada.page, "Mia");
  // A reload stays on it.
  await ada.page.reload();
  await expect(ada.page.locator(".mine").getByText("Mia")).toBeVisible();
  // Called to look at the board, and let go to where one was.
  await desk.getByRole("button", { name: "Tutti a questa lavagna" }).click();
  await expect(ada.page.getByText(ONLY_ME)).toBeHidden();
  await desk.getByRole("button", { name: "Lascia tornare tutti" }).click();
  await expect(ada.page.getByText(ONLY_ME)).toBeVisible();
  await desk.getByRole("button", { name: "Svela" }).click();
  for (const { page } of [ada, bea]) await expect(page.locator(".stage")).toBeVisible();
  await bea.reads("C'era già", "Mia");
});

test("wb142 a server that dies during private writing shows nothing and loses nothing; what comes too late is shown to its author", async ({ server, workshop, newcomer }) => {
  const ada = (await join(await newcomer(), workshop.join.url, "Ada", "Ambiente")).page;
  const bea = (await join(await newcomer(PHONE), workshop.join.url, "Bea", "Ambiente")).page;
  const board = boardOf(workshop.boards, "group", "Ambiente").id;
  const conduct = async (wish: object): Promise<void> => {
    const { status, body } = await call(server, "POST", `/workshops/${workshop.id}/progress`, workshop.facilitator.token, wish);
    expect(status, JSON.stringify(body)).toBe(200);
  };
  await conduct({ do: "write_privately", boards: [board] });
  await send(ada, "Prima della caduta");
  await send(bea, "Anch'io");
  for (const page of [ada, bea]) await expect(page.locator("[data-net]")).toHaveText("Salvato");
  await server.kill();
  await send(ada, "Mentre il server non c'era");
  await server.restart();
  await expect(ada.locator("[data-net]")).toHaveText("Salvato", { timeout: 20_000 });
  const reader = await Reader.open(server, board, workshop.facilitator.token);
  expect(reader.texts()).toEqual([]);
  await expect(bea.locator("[data-net]")).toHaveText("Salvato", { timeout: 20_000 });

  // One has no connection while it is revealed.
  await bea.context().setOffline(true);
  await expect(bea.locator("[data-net]")).toContainText("Senza rete");
  await send(bea, "Arrivata tardi");
  await conduct({ do: "reveal" });
  await expect.poll(() => [...reader.texts()].sort()).toEqual(["Anch'io", "Mentre il server non c'era", "Prima della caduta"]);
  await bea.context().setOffline(false);
  const alert = bea.getByRole("alert");
  await expect(alert).toContainText("Arrivata tardi", { timeout: 20_000 });
  await alert.getByRole("button", { name: "Vai alla mia lavagna" }).click();
  await expect(bea.getByText(ONLY_ME)).toBeHidden();
  await expect(bea.getByRole("heading", { level: 1, name: "Ambiente", exact: true })).toBeVisible();
  reader.close();
});

/** Templates: to begin with, on an empty board or beside what is there, and a board of one's own saved for others. */
import type { Locator } from "@playwright/test";
import { boardOf, call } from "../api";
import { clean } from "../axe";
import { arrived, type Board, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

/** The gallery, by the menu at the top. */
async function open({ page }: Board): Promise<Locator> {
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await page.getByRole("button", { name: "Modello…" }).click();
  const dialog = page.getByRole("dialog", { name: "Modelli" });
  await expect(dialog.getByRole("button", { name: /^SWOT/ })).toBeVisible();
  return dialog;
}

test("wb83 wb81 an empty board begins with a template by the keyboard alone, and others see it", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const { page } = ada;
  const truth = await Reader.open(server, boardOf(workshop.boards, "group", "Ambiente").id, workshop.facilitator.token);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const offer = page.getByRole("button", { name: "Comincia da un modello" });
  await offer.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Modelli" });
  await expect(dialog.getByRole("listitem")).toHaveCount(12);
  // It came only now.
  expect(asked.filter((url) => /Gallery|template/.test(url)).length).toBeGreaterThan(2);
  await clean(page, "gallery");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(offer).toBeFocused();

  await page.keyboard.press("Enter");
  const first = dialog.getByRole("button", { name: /^Canvas vuoto/ });
  await expect(first).toBeVisible();
  // From the close button to the first picture, then by arrows.
  await page.keyboard.press("Tab");
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("button", { name: /^Mappa dell'empatia/ })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("button", { name: /^SWOT/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(ada.stage).toBeFocused();
  await expect(offer).toBeHidden();
  for (const board of [ada, bea]) {
    for (const title of ["Punti di forza", "Punti deboli", "Opportunità", "Rischi"]) {
      await expect(board.outline.getByRole("heading", { name: `${title} · 1 nota` })).toBeAttached();
    }
  }
  await expect.poll(() => truth.clusters().length).toBe(4);

  // A second one lies beside the first, and each is one step.
  const second = await open(ada);
  await second.getByRole("button", { name: /^Albero dei problemi/ }).click();
  await expect.poll(() => [truth.clusters().length, truth.links().length]).toEqual([11, 6]);
  expect(truth.overlaps()).toEqual([]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => [truth.clusters().length, truth.links().length]).toEqual([4, 0]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => [truth.clusters().length, truth.texts().length]).toEqual([0, 0]);
  await expect(offer).toBeVisible();
  truth.close();
});

test("wb82 a board that is saved as a template begins another group's, and staff remove it", async ({ server, workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer({ colorScheme: "dark" }), workshop.facilitator.url);
  await desk.board("Ambiente").click();
  const own = await arrived(desk.page);
  await (await open(own)).getByRole("button", { name: /^Mappa ragionata/ }).click();
  await own.saved();
  const dialog = await open(own);
  await dialog.getByText("Salva questa lavagna come modello").click();
  await dialog.getByRole("textbox", { name: "Nome del modello" }).fill("Il nostro metodo");
  await dialog.getByRole("checkbox", { name: "Con le sue note" }).check();
  await clean(own.page, "saving");
  await dialog.getByRole("button", { name: "Salva", exact: true }).click();
  await expect(dialog.getByRole("status")).toHaveText("Salvato: Il nostro metodo");

  const carla = await join(await newcomer(), workshop.join.url, "Carla", "Cultura");
  const truth = await Reader.open(server, boardOf(workshop.boards, "group", "Cultura").id, workshop.facilitator.token);
  const gallery = await open(carla);
  await expect(gallery.getByText("Salva questa lavagna come modello")).toBeHidden();
  await expect(gallery.getByRole("button", { name: /^Togli/ })).toHaveCount(0);
  await gallery.getByRole("button", { name: /^Il nostro metodo/ }).click();
  await expect.poll(() => [truth.clusters().length, truth.texts().length, truth.links().length]).toEqual([1, 9, 8]);
  await expect(carla.outline.getByRole("heading", { name: "Mappa ragionata · 9 note" })).toBeAttached();
  expect(truth.note("Come lo sappiamo?")?.author).not.toBe("");

  await dialog.getByRole("button", { name: "Togli il modello Il nostro metodo" }).click();
  await expect(dialog.getByRole("status")).toContainText("Tolto: Il nostro metodo.");
  await expect((await open(carla)).getByRole("button", { name: /^Il nostro metodo/ })).toHaveCount(0);
  truth.close();

  // From the facilitator's page too.
  await desk.page.goto(workshop.facilitator.url);
  await desk.page.getByRole("button", { name: "Modelli", exact: true }).click();
  await desk.dialog.getByLabel("Lavagna").selectOption({ label: "Ambiente" });
  await desk.dialog.getByRole("textbox", { name: "Nome del modello" }).fill("Solo temi");
  await desk.dialog.getByRole("button", { name: "Salva", exact: true }).click();
  await expect(desk.dialog.getByRole("listitem")).toHaveCount(1);
  await clean(desk.page, "the facilitator's page");
});

test("wb81 who may only add notes, or read, is not offered any", async ({ server, workshop, newcomer }) => {
  for (const [name, role] of [["Dora", "contributor"], ["Elia", "commenter"], ["Ivo", "viewer"]] as const) {
    const board = await join(await newcomer(), workshop.join.url, name, "Scuola");
    const offer = board.page.getByRole("button", { name: "Comincia da un modello" });
    await expect(offer).toBeVisible();
    const seats = await call(server, "GET", `/workshops/${workshop.id}`, workshop.facilitator.token);
    const { participant } = seats.body.people.find((person: { name: string }) => person.name === name);
    const path = `/workshops/${workshop.id}/participants/${participant}`;
    expect((await call(server, "PATCH", path, workshop.facilitator.token, { role })).status).toBe(200);
    await expect(offer).toBeHidden();
    await board.page.getByRole("button", { name: "Altro", exact: true }).click();
    await expect(board.page.getByRole("button", { name: "All'inizio" })).toBeVisible();
    await expect(board.page.getByRole("button", { name: "Modello…" })).toBeHidden();
  }
});

test("wb83 the gallery fits a telephone", async ({ workshop, newcomer }) => {
  const { page } = await join(await newcomer(PHONE), workshop.join.url, "Ada", "Ambiente");
  await page.getByRole("button", { name: "Comincia da un modello" }).tap();
  const dialog = page.getByRole("dialog", { name: "Modelli" });
  await expect(dialog.getByRole("listitem")).toHaveCount(12);
  const outside = await dialog.evaluate((element) =>
    [...element.querySelectorAll("button")].filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0).length,
  );
  expect(outside).toBe(0);
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await clean(page, "gallery on a phone");
  await dialog.getByRole("button", { name: /^Due colonne/ }).tap();
  await expect(page.getByRole("heading", { name: "A favore · 1 nota" })).toBeAttached();
});

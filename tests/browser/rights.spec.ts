/** What somebody may do changes while people are at work: it holds at once, and is said where it matters. */
import { arrived, join, Workshop } from "../page";
import { expect, test } from "../story";

test("a contributor adds notes, leaves the others' as they are, and is told so", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.addAt({ x: 400, y: 300 }, "di Ada");
  await ada.leave();
  await ada.saved();
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.reads("di Ada");

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.page.getByRole("button", { name: "Bea" }).click();
  const edits = bea.outline.getByRole("button", { name: "Modifica: di Ada" });
  await expect(edits).toHaveCount(1);
  await desk.dialog.getByLabel("Può").selectOption("contributor");
  await desk.dialog.getByRole("button", { name: "Salva" }).click();
  await expect(desk.dialog).toBeHidden();
  await expect(edits).toHaveCount(0);
  await expect(desk.page.getByRole("row", { name: /^Bea · aggiungere note e cambiare le proprie/ })).toBeVisible();

  await bea.note("di Ada").press("Enter");
  await bea.stage.focus();
  await expect(bea.menu.getByText("Di un’altra persona: qui aggiungi le tue")).toBeVisible();
  await expect(bea.menu.getByRole("button", { name: "Elimina" })).toBeHidden();
  await bea.page.keyboard.press("Enter");
  await bea.page.keyboard.press("Delete");
  await expect(bea.field).toBeHidden();
  await expect(bea.tools.getByRole("button", { name: "Tema" })).toBeHidden();
  await bea.addAt({ x: 900, y: 600 }, "di Bea");
  await bea.leave();
  await bea.saved();
  await ada.reads("di Ada", "di Bea");

  // While she writes on it, it stops being hers to write on.
  await bea.edit("di Bea");
  await desk.page.getByRole("button", { name: "Bea" }).click();
  await desk.dialog.getByLabel("Può").selectOption("viewer");
  await desk.dialog.getByRole("button", { name: "Salva" }).click();
  await expect(bea.page.getByText("Puoi leggere questa lavagna")).toBeVisible();
  await expect(bea.field).toBeHidden();
});

test("who is sent away leaves every board at once and does not come back; what they wrote stays", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.addAt({ x: 500, y: 300 }, "scritto prima");
  await bea.leave();
  await bea.saved();

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.page.getByRole("button", { name: "Bea" }).click();
  const remove = desk.dialog.getByRole("button", { name: "Togli dal laboratorio" });
  await remove.click();
  await expect(desk.dialog.getByText("Bea esce subito da tutte le lavagne")).toBeVisible();
  await expect(remove).toBeFocused();
  await remove.click();
  await expect(desk.dialog).toBeHidden();
  await expect(desk.page.getByRole("button", { name: "Bea" })).toBeHidden();

  const ended = bea.page.getByRole("alert").filter({ hasText: /^Il tuo accesso (manca o )?è finito\./ });
  await expect(ended).toBeVisible();
  await bea.page.reload();
  await expect(ended).toBeVisible();
  await ada.reads("scritto prima");
});

test("who is moved to another group is on its board at once and goes on there", async ({ workshop, newcomer }) => {
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.addAt({ x: 500, y: 300 }, "di prima");
  await bea.leave();
  await bea.saved();
  const carla = await join(await newcomer(), workshop.join.url, "Carla", "Cultura");
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.page.getByRole("button", { name: "Bea" }).click();
  await desk.dialog.getByLabel("Gruppo").selectOption("Cultura");
  await desk.dialog.getByRole("button", { name: "Salva" }).click();
  await expect(desk.dialog).toBeHidden();
  await expect(bea.page.getByRole("heading", { level: 1, name: "Cultura" })).toBeVisible();
  const there = await arrived(bea.page);
  await there.addAt({ x: 500, y: 300 }, "di Bea");
  await carla.reads("di Bea");
});

test("a new code and link replace the old ones, and who is in stays in", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const dialog = await desk.ask("Invita");
  const code = dialog.locator(".share-code");
  const before = await code.innerText();
  await dialog.getByText("Ce l’ha qualcuno che non dovrebbe").click();
  await dialog.getByRole("button", { name: "Fai un codice e un link nuovi" }).click();
  await expect(code).not.toHaveText(before);
  const link = await dialog.getByRole("textbox", { name: "Link", exact: true }).inputValue();

  const page = await newcomer();
  await page.goto(workshop.join.url);
  await expect(page.getByRole("alert")).toBeVisible();
  await ada.addAt({ x: 500, y: 300 }, "sempre qui");
  await (await join(await newcomer(), link, "Carla", "Ambiente")).reads("sempre qui");
});

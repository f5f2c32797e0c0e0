/** What somebody may do changes while people are at work: it holds at once, and is said where it matters. */
import { clean } from "../axe";
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

test("wb143 what a group may do is said once, and holds at once for its people but for those who were named", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Cultura");
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const note = (of: typeof ada) => of.tools.getByRole("button", { name: "Nota", exact: true });
  for (const one of [ada, bea]) await expect(note(one)).toBeVisible();
  const rights = desk.dialog.locator("section").filter({ has: desk.page.getByRole("heading", { name: "Che cosa può fare chi partecipa" }) });

  // By the keyboard: a group that only reads.
  await desk.ask("Persone e gruppi");
  await rights.getByLabel("Ambiente").focus();
  await rights.getByLabel("Ambiente").selectOption("solo leggere");
  await expect(ada.page.getByText("Puoi leggere questa lavagna")).toBeVisible();
  await expect(note(ada)).toBeHidden();
  await expect(note(bea)).toBeVisible();
  await clean(desk.page, "what people may do");

  // Somebody keeps the minutes all the same.
  await desk.close();
  await desk.page.getByRole("button", { name: "Ada" }).click();
  await expect(desk.dialog.getByLabel("Può")).toHaveValue("");
  await expect(desk.dialog.getByRole("option", { name: "come il suo gruppo: solo leggere" })).toBeAttached();
  await desk.dialog.getByLabel("Può").selectOption("editor");
  await desk.dialog.getByRole("button", { name: "Salva" }).click();
  await expect(note(ada)).toBeVisible();

  // Everybody only adds; the group is what everybody is, the one who was named is not.
  await desk.ask("Persone e gruppi");
  await rights.getByLabel("Ambiente").selectOption("");
  await rights.getByLabel("Tutti").selectOption("contributor");
  await expect(rights.getByRole("option", { name: "come tutti: aggiungere note e cambiare le proprie" }).first()).toBeAttached();
  await expect(bea.tools.getByRole("button", { name: "Tema" })).toBeHidden();
  await expect(ada.tools.getByRole("button", { name: "Tema" })).toBeVisible();
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

/** The manifesto: notes that become sentences, the one page they give, and the files. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { call, importSample } from "../api";
import { clean, found } from "../axe";
import { Workshop } from "../page";
import { expect, PHONE, test } from "../story";

/** A picture of how it looks, where one was asked for. */
async function look(page: Page, name: string): Promise<void> {
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/${name}.png` });
}

const wordings = (dialog: Locator) => dialog.getByRole("textbox", { name: /^Frase \d+/ });

async function sentences(dialog: Locator): Promise<string[]> {
  return wordings(dialog).evaluateAll((fields) => (fields as HTMLTextAreaElement[]).map((field) => field.value));
}

/** What names its buttons: not more of it than one listens to. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text);

async function saved(dialog: Locator): Promise<void> {
  await expect(dialog.getByText("Salvato.")).toBeVisible();
}

async function downloaded(dialog: Locator, kind: string): Promise<{ name: string; bytes: Buffer }> {
  await dialog.getByLabel("Formato del file").selectOption(kind);
  const coming = dialog.page().waitForEvent("download");
  await dialog.getByRole("button", { name: "Scarica", exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("wb181 wb182 who conducts chooses the sentences, sees the page and downloads it", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const dialog = await desk.ask("Manifesto");
  await saved(dialog);
  // Nobody has chosen: the most voted ones, and the page says so.
  const before = await sentences(dialog);
  expect(before).toHaveLength(7);
  await expect(dialog.getByText("Sono le note con più voti")).toBeVisible();
  const preview = dialog.getByRole("img", { name: "Anteprima del manifesto" });
  await expect(preview).toBeVisible();
  await look(desk.page, "manifesto");
  await clean(desk.page, "the manifesto");

  // One more, found by a word of it; another order; one in other words; one out.
  await dialog.getByLabel("Titolo", { exact: true }).fill("Attraversiamo i confini");
  await dialog.getByLabel("Firma in fondo").fill("Il laboratorio nel parco");
  await dialog.getByLabel("Cerca una parola").fill("fiume");
  await expect(dialog.getByText(/^\d+ not[ae] trovat[ae]\.$/)).toBeVisible();
  const box = dialog.locator(".clusters").getByRole("checkbox", { checked: false }).first();
  const added = await box.locator("xpath=ancestor::label").locator(".says").innerText();
  // It moves nothing under the pointer: a click is enough.
  await dialog.getByRole("checkbox", { name: added }).first().check();
  await expect(wordings(dialog)).toHaveCount(8);
  await clean(desk.page, "notes that were looked for");
  await dialog.getByRole("button", { name: `Sposta su: ${short(before[1]!)}`, exact: true }).click();
  await expect.poll(async () => (await sentences(dialog)).slice(0, 2)).toEqual([before[1], before[0]]);
  // Emptied, the field stays empty while one is in it; left so, it says again what its note says.
  await wordings(dialog).nth(1).fill("");
  await saved(dialog);
  await expect(wordings(dialog).nth(1)).toHaveValue("");
  await wordings(dialog).nth(1).blur();
  await expect(wordings(dialog).nth(1)).toHaveValue(before[0]!);
  await wordings(dialog).nth(1).fill("Con parole nostre");
  await expect(dialog.getByText(`La nota dice: ${before[0]}`)).toBeVisible();
  await dialog.getByRole("button", { name: `Togli: ${short(before[2]!)}`, exact: true }).click();
  await expect(wordings(dialog)).toHaveCount(7);
  const drawn = await preview.getAttribute("src");
  await dialog.getByRole("checkbox", { name: "Frasi numerate" }).check();
  await saved(dialog);
  await expect(preview).not.toHaveAttribute("src", drawn!);
  await look(desk.page, "manifesto-chosen");

  const pdf = await downloaded(dialog, "pdf");
  expect(pdf.name).toBe("attraversiamo-i-confini.pdf");
  expect(pdf.bytes.subarray(0, 8).toString()).toBe("%PDF-1.7");
  const [fine, coarse] = [await downloaded(dialog, "300"), await downloaded(dialog, "150")];
  expect(fine.name).toBe("attraversiamo-i-confini.png");
  // Width in pixels: A3, or A3 lying.
  expect([3508, 4961]).toContain(fine.bytes.readUInt32BE(16));
  expect(coarse.bytes.readUInt32BE(16)).toBe(Math.round(fine.bytes.readUInt32BE(16) / 2));
  const page = (await downloaded(dialog, "html")).bytes.toString();
  const at = [before[1]!, "Con parole nostre", before[3]!].map((text) => page.indexOf(text.slice(0, 12)));
  expect(at.every((one, nth) => one > (nth === 0 ? 0 : at[nth - 1]!)), `${at}`).toBe(true);
  expect(page).not.toContain(before[0]);

  // It is all there again, also after a reload; and the most voted ones are one press away.
  await desk.page.reload();
  const again = await desk.ask("Manifesto");
  await expect(wordings(again).nth(1)).toHaveValue("Con parole nostre");
  expect((await sentences(again)).slice(0, 1)).toEqual([before[1]]);
  await again.getByRole("button", { name: "Torna alle più votate" }).click();
  await expect.poll(() => sentences(again)).toEqual(before);
});

test("wb182 what one page does not hold is told where one chooses, and nothing is drawn", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const { token, url } = workshop.facilitator;
  const desk = await Workshop.open(await newcomer(), url);
  const dialog = await desk.ask("Manifesto");
  await saved(dialog);
  await dialog.getByLabel("Carta").selectOption("A4");
  const long = "Camminare insieme lungo il fiume. ".repeat(55);
  for (const nth of [0, 1, 2]) await wordings(dialog).nth(nth).fill(long);
  await expect(dialog.getByText(/7 frasi sono troppe per A4.*oppure passa a A3/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeDisabled();
  await clean(desk.page, "too much for a page");
  await look(desk.page, "manifesto-too-much");
  await dialog.getByLabel("Carta").selectOption("A3");
  await expect(dialog.getByRole("img", { name: "Anteprima del manifesto" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeEnabled();
  expect((await call(server, "GET", `/workshops/${workshop.id}/manifesto`, token)).body.choice.paper).toBe("A3");
});

test("wb182 the page that is downloaded is clean, by day and by night, and prints on one page", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const { token } = workshop.facilitator;
  const path = `/workshops/${workshop.id}/manifesto`;
  const page = await newcomer();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const [version, choice] of [{ paper: "A4" }, { paper: "A4", numbered: true, sources: true, orientation: "landscape" }, { paper: "A3", theme: "high-contrast", signature: "Noi" }].entries()) {
    expect((await call(server, "PUT", path, token, { version, choice })).status).toBe(200);
    const answer = await fetch(`${server.url}/api/v1${path}.html`, { headers: { Authorization: `Bearer ${token}` } });
    await page.setContent(await answer.text());
    await expect(page.getByRole("listitem")).toHaveCount(7);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await found(page), colorScheme).toEqual([]);
      await look(page, `page-${version}-${colorScheme}`);
    }
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g);
    expect(pages, JSON.stringify(choice)).toHaveLength(1);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await look(page, `page-${version}-phone`);
    await page.setViewportSize({ width: 1280, height: 720 });
  }
  expect(asked.filter((one) => !one.startsWith("data:"))).toEqual([]);
});

test("wb183 a manifesto is made on a phone and by keys alone", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(PHONE), workshop.facilitator.url);
  const { page } = desk;
  const dialog = await desk.ask("Manifesto");
  await saved(dialog);
  await look(page, "manifesto-phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await clean(page, "the manifesto on a phone");
  const before = await sentences(dialog);
  await wordings(dialog).first().focus();
  // The first cannot go up.
  await page.keyboard.press("Tab");
  const down = dialog.getByRole("button", { name: `Sposta giù: ${short(before[0]!)}`, exact: true });
  await expect(down).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => sentences(dialog)).toEqual([before[1], before[0], ...before.slice(2)]);
  await expect(down).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => sentences(dialog)).toEqual([before[1], before[2], before[0], ...before.slice(3)]);
  await expect(dialog.getByRole("status").filter({ hasText: `${short(before[0]!)}: ora 3 di 7.` })).toHaveCount(1);
  // What is taken out passes the focus on to what comes in its place.
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: `Togli: ${short(before[0]!)}`, exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => sentences(dialog)).toEqual([before[1], before[2], ...before.slice(3)]);
  await expect(wordings(dialog).nth(2)).toBeFocused();
  // And a note comes in by keys.
  const group = dialog.locator(".clusters button").first();
  await group.focus();
  await page.keyboard.press("Enter");
  await expect(group).toHaveAttribute("aria-expanded", "true");
  const free = dialog.locator(".clusters").getByRole("checkbox", { checked: false }).first();
  await free.focus();
  await page.keyboard.press("Space");
  await expect(wordings(dialog)).toHaveCount(7);
  await saved(dialog);
  await look(page, "manifesto-phone-notes");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("wb184 a manifesto that somebody else has changed is told in words, and nothing is lost", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const { token, url } = workshop.facilitator;
  const desk = await Workshop.open(await newcomer(), url);
  const dialog = await desk.ask("Manifesto");
  await saved(dialog);
  const path = `/workshops/${workshop.id}/manifesto`;
  const theirs = async (version: number, title: string): Promise<void> => {
    expect((await call(server, "PUT", path, token, { version, choice: { title } })).status).toBe(200);
  };
  const title = dialog.getByLabel("Titolo", { exact: true });
  await theirs(0, "Di un'altra");
  await title.fill("Il mio");
  await expect(dialog.getByRole("alert")).toContainText("qualcun altro ha cambiato questo manifesto");
  await clean(desk.page, "two manifestos that crossed");
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeDisabled();
  await dialog.getByRole("button", { name: "Prendi il suo" }).click();
  await expect(title).toHaveValue("Di un'altra");
  await theirs(1, "Ancora lei");
  await title.fill("Il mio, davvero");
  await dialog.getByRole("button", { name: "Tieni il mio" }).click();
  await saved(dialog);
  expect((await call(server, "GET", path, token)).body.choice.title).toBe("Il mio, davvero");

  // Without a connection it waits, also when the dialog is closed meanwhile.
  await desk.page.context().setOffline(true);
  await title.fill("Scritto senza rete");
  await expect(dialog.getByText("Non ancora salvato.")).toBeVisible();
  await desk.close();
  await desk.page.context().setOffline(false);
  const again = await desk.ask("Manifesto");
  await expect(again.getByLabel("Titolo", { exact: true })).toHaveValue("Scritto senza rete");
  await saved(again);
  expect((await call(server, "GET", path, token)).body.choice.title).toBe("Scritto senza rete");
});

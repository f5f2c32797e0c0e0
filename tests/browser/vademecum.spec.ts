/** What people take home: the outline of the handbook, seen as it will be, and the files. */
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

const headings = (dialog: Locator) => dialog.getByRole("textbox", { name: /^Titolo del capitolo/ });

async function chapters(dialog: Locator): Promise<string[]> {
  return headings(dialog).evaluateAll((fields) => (fields as HTMLInputElement[]).map((field) => field.value || field.placeholder));
}

async function saved(dialog: Locator): Promise<void> {
  await expect(dialog.getByText("Salvato.")).toBeVisible();
}

async function downloaded(dialog: Locator, format: string): Promise<{ name: string; bytes: Buffer }> {
  await dialog.getByLabel("Formato del file").selectOption(format);
  const coming = dialog.page().waitForEvent("download");
  await dialog.getByRole("button", { name: "Scarica", exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("wb166 wb167 who conducts edits the outline, sees the handbook and downloads it", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.collect();
  await desk.close();
  const dialog = await desk.ask("Vademecum");
  await saved(dialog);
  const before = await chapters(dialog);
  expect(before.length).toBeGreaterThan(5);
  const preview = desk.page.frameLocator("iframe");
  await expect(preview.getByRole("heading", { level: 2, name: before[0]!, exact: true })).toBeVisible();
  await look(desk.page, "vademecum");
  // Its contents lead to its chapters, and nowhere else.
  const far = preview.getByRole("heading", { level: 2, name: before[4]!, exact: true });
  await expect(far).not.toBeInViewport();
  await preview.getByRole("link", { name: before[4]!, exact: true }).click();
  await expect(far).toBeInViewport();
  await clean(desk.page, "the outline of the handbook");

  // The second chapter first, under another name; the third not at all, and of the first one point.
  await dialog.getByLabel("Titolo in copertina").fill("Da portare a casa");
  await dialog.getByLabel("Introduzione").fill("Per chi non c'era.");
  await dialog.getByRole("button", { name: `Sposta su: ${before[1]}`, exact: true }).click();
  await expect.poll(() => chapters(dialog)).toEqual([before[1], before[0], ...before.slice(2)]);
  await headings(dialog).first().fill("Per cominciare");
  await dialog.getByRole("checkbox", { name: `Nel vademecum: ${before[2]}`, exact: true }).uncheck();
  await dialog.getByRole("button", { name: /^Per cominciare: \d+ punt/ }).click();
  const point = dialog.locator(".chapters > li").first().locator(".points").getByRole("checkbox").first();
  const says = await dialog.locator(".chapters > li").first().locator(".says").first().innerText();
  await point.uncheck();
  await saved(dialog);
  await expect(preview.getByRole("heading", { level: 1, name: "Da portare a casa" })).toBeVisible();
  await expect(preview.getByRole("heading", { level: 2 }).nth(1)).toHaveText("Per cominciare");
  await expect(preview.getByRole("heading", { level: 2, name: before[2]!, exact: true })).toHaveCount(0);
  await look(desk.page, "vademecum-edited");
  await clean(desk.page, "the outline with points");

  const word = await downloaded(dialog, "docx");
  expect(word.name).toBe("da-portare-a-casa.docx");
  expect(word.bytes.subarray(0, 2).toString()).toBe("PK");
  const text = (await downloaded(dialog, "md")).bytes.toString();
  expect(text.startsWith("# Da portare a casa\n")).toBe(true);
  expect(text.indexOf("## Per cominciare")).toBeGreaterThan(0);
  expect(text.indexOf("## Per cominciare")).toBeLessThan(text.indexOf(`## ${before[0]}`));
  // What was left out is told as such, and nowhere else.
  const plain = (words: string) => words.replace(/[\\*_…]/g, "").replace(/\s+/g, " ");
  const [first, left] = plain(text).split("## Che cosa è rimasto fuori");
  expect(first).not.toContain(plain(says));
  expect(left).toContain(plain(says));

  // It is all there again, also after a reload.
  await desk.page.reload();
  const again = await desk.ask("Vademecum");
  await expect(again.getByLabel("Titolo in copertina")).toHaveValue("Da portare a casa");
  await expect(headings(again).first()).toHaveValue("Per cominciare");
  await again.getByRole("button", { name: "Torna all'ordine dei voti" }).click();
  await expect.poll(() => chapters(again)).toEqual([before[0], "Per cominciare", ...before.slice(2)]);
});

test("wb167 the page that is downloaded is clean, by day and by night", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const path = `/workshops/${workshop.id}/vademecum.html`;
  const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${workshop.facilitator.token}` } });
  const html = await answer.text();
  const page = await newcomer();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent(html);
  expect(await found(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await found(page)).toEqual([]);
  await look(page, "page-dark");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([]);
  // Headings go down a level at a time, and the contents lead to them.
  const levels = await page.getByRole("heading").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
  expect(levels[0]).toBe(1);
  levels.slice(1).forEach((level, nth) => expect(level).toBeLessThanOrEqual(levels[nth]! + 1));
  const links = page.getByRole("navigation").getByRole("link");
  expect(await links.count()).toBe(levels.length - 2);
});

test("wb168 the outline is edited on a phone and by keys alone", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(PHONE), workshop.facilitator.url);
  const { page } = desk;
  const dialog = await desk.ask("Vademecum");
  await saved(dialog);
  await look(page, "vademecum-phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await clean(page, "the outline on a phone");
  const before = await chapters(dialog);
  await dialog.getByLabel("Introduzione").focus();
  const down = dialog.getByRole("button", { name: `Sposta giù: ${before[0]}`, exact: true });
  for (let n = 0; n < 8 && !(await down.evaluate((one) => one === document.activeElement)); n++) await page.keyboard.press("Tab");
  await expect(down).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => chapters(dialog)).toEqual([before[1], before[0], ...before.slice(2)]);
  // It keeps the focus where it went, and arrows go on.
  await expect(down).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => chapters(dialog)).toEqual([before[1], before[2], before[0], ...before.slice(3)]);
  await expect(dialog.getByRole("status").filter({ hasText: `${before[0]}: ora 3 di ${before.length}.` })).toHaveCount(1);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => chapters(dialog)).toEqual(before);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("wb169 an outline that somebody else has changed is told in words, and nothing is lost", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const { token, url } = workshop.facilitator;
  const desk = await Workshop.open(await newcomer(), url);
  const dialog = await desk.ask("Vademecum");
  await saved(dialog);
  const path = `/workshops/${workshop.id}/vademecum`;
  const theirs = async (version: number, title: string): Promise<void> => {
    expect((await call(server, "PUT", path, token, { version, outline: { title } })).status).toBe(200);
  };
  await theirs(0, "Di un'altra");
  await dialog.getByLabel("Titolo in copertina").fill("Il mio");
  await expect(dialog.getByRole("alert")).toContainText("qualcun altro ha cambiato questa scaletta");
  await clean(desk.page, "two outlines that crossed");
  await look(desk.page, "vademecum-crossed");
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeDisabled();
  await dialog.getByRole("button", { name: "Prendi la sua" }).click();
  await expect(dialog.getByLabel("Titolo in copertina")).toHaveValue("Di un'altra");
  await expect(dialog.getByRole("alert")).toHaveCount(0);

  await theirs(1, "Ancora lei");
  await dialog.getByLabel("Titolo in copertina").fill("Il mio, davvero");
  await dialog.getByRole("button", { name: "Tieni la mia" }).click();
  await saved(dialog);
  expect((await call(server, "GET", path, token)).body.outline.title).toBe("Il mio, davvero");

  // An answer that is lost on the way is nobody else's outline.
  let lost = 0;
  await desk.page.route(`**/api/v1${path}`, async (route) => {
    if (route.request().method() !== "PUT" || lost > 0) return route.continue();
    lost++;
    await route.fetch();
    await route.abort();
  });
  await dialog.getByLabel("Titolo in copertina").fill("Arrivato lo stesso");
  await expect(dialog.getByText("Non ancora salvato.")).toBeVisible();
  await saved(dialog);
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  expect((await call(server, "GET", path, token)).body.outline.title).toBe("Arrivato lo stesso");
  await desk.page.unroute(`**/api/v1${path}`);

  // Without a connection it waits, also when the dialog is closed meanwhile.
  await desk.page.context().setOffline(true);
  await dialog.getByLabel("Titolo in copertina").fill("Scritto senza rete");
  await expect(dialog.getByText("Non ancora salvato.")).toBeVisible();
  await desk.close();
  await desk.page.context().setOffline(false);
  const again = await desk.ask("Vademecum");
  await expect(again.getByLabel("Titolo in copertina")).toHaveValue("Scritto senza rete");
  await saved(again);
  expect((await call(server, "GET", path, token)).body.outline.title).toBe("Scritto senza rete");
});

/** What leaves for the wall: a sheet seen before it is printed, with what would not be legible on it. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Download, Locator } from "@playwright/test";
import { boardOf, call, importSample } from "../api";
import { clean } from "../axe";
import { Workshop } from "../page";
import { expect, PHONE, test } from "../story";

const SMALL = /verrebbe(ro)? stampat[ae] più piccol[ae] di 4 mm/;

async function downloaded(dialog: Locator): Promise<Download> {
  const coming = dialog.page().waitForEvent("download");
  await dialog.getByRole("button", { name: "Scarica", exact: true }).click();
  return coming;
}

test("wb147 who conducts composes a poster, is told what would be too small, takes larger paper, and has a PDF and a PNG", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const token = workshop.facilitator.token;
  const group = boardOf(workshop.boards, "group", "Ambiente");
  const { body } = await call(server, "GET", `/boards/${group.id}/export.json`, token);
  const clusters = Object.entries<{ title: string }>(body.clusters);
  const notes = Object.values<{ text: string; cluster?: string }>(body.notes);

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const asked: string[] = [];
  desk.page.on("request", (request) => request.url().includes("/poster.png") && asked.push(request.url()));
  const dialog = await desk.ask("Poster");
  const sheet = dialog.getByRole("img", { name: "Anteprima del poster" });
  await dialog.getByLabel("Quale lavagna").selectOption({ label: "Ambiente" });
  await dialog.getByLabel("Carta").selectOption("A4");
  await expect(dialog.getByText(SMALL)).toBeVisible({ timeout: 20_000 });
  await expect(sheet).toBeVisible({ timeout: 20_000 });
  await clean(desk.page, "a poster that would be too small to read");
  // Plenary, and the group's board on two papers: nothing is drawn again by itself.
  expect(asked.length).toBeLessThanOrEqual(3);

  // The paper that is large enough is one press away.
  await dialog.getByRole("button", { name: /^Usa A\d$/ }).click();
  await expect(dialog.getByText(SMALL)).toHaveCount(0);
  await expect(dialog.getByLabel("Carta")).not.toHaveValue("A4");
  const paper = await dialog.getByLabel("Carta").inputValue();
  await dialog.getByLabel("Titolo sul poster").fill("Che cosa è emerso");
  const pdf = await downloaded(dialog);
  expect(pdf.suggestedFilename()).toBe(`che-cosa-e-emerso-${paper}.pdf`);
  const file = await pdf.path();
  expect(readFileSync(file).subarray(0, 8).toString()).toBe("%PDF-1.7");
  const read = (path: string) => execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" }).replace(/\s+/g, "");
  const text = read(file);
  for (const note of notes) expect(text).toContain(note.text.replace(/\s+/g, ""));

  // One cluster, on paper of one's own, as PNG.
  const [id, { title }] = clusters[0]!;
  await dialog.getByLabel("Che cosa c'è").selectOption({ label: title });
  const part = read(await (await downloaded(dialog)).path());
  for (const note of notes) expect(part.includes(note.text.replace(/\s+/g, "")), note.text).toBe(note.cluster === id);
  await dialog.getByLabel("Carta").selectOption({ label: "Misura propria…" });
  await dialog.getByLabel("Un lato, mm").fill("20");
  await expect(dialog.getByText("Da 50 a 2500 mm.").first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeDisabled();
  await dialog.getByLabel("Un lato, mm").fill("254");
  await dialog.getByLabel("Altro lato, mm").fill("508");
  await dialog.getByLabel("Orientamento").selectOption("Verticale");
  await dialog.getByLabel("Formato del file").selectOption({ label: "PNG a 150 dpi, da guardare da lontano" });
  const png = readFileSync(await (await downloaded(dialog)).path());
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1500, 3000]);
});

test("wb147 a poster is composed on a phone and by keys alone", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(PHONE), workshop.facilitator.url);
  const { page } = desk;
  const dialog = await desk.ask("Poster");
  await expect(dialog.getByRole("img", { name: "Anteprima del poster" })).toBeVisible({ timeout: 20_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await clean(page, "a poster on a phone");
  await dialog.getByLabel("Titolo sul poster").focus();
  for (const name of ["Riga sotto il titolo", "Carta", "Orientamento"]) {
    await page.keyboard.press("Tab");
    await expect(dialog.getByLabel(name, { exact: true })).toBeFocused();
  }
  // Ink, names, legend and logos stay folded until one wants them.
  await page.keyboard.press("Tab");
  await expect(dialog.locator("summary")).toBeFocused();
  for (const name of ["Formato del file", "Con segni di taglio e 3 mm di abbondanza", "Emoji come immagini, per vecchi lettori di PDF"]) {
    await page.keyboard.press("Tab");
    await expect(dialog.getByLabel(name, { exact: true })).toBeFocused();
  }
  await page.keyboard.press("Space");
  await expect(dialog.getByLabel("Emoji come immagini, per vecchi lettori di PDF")).toBeChecked();
  // A remedy may stand between.
  const ready = dialog.getByRole("button", { name: "Scarica", exact: true });
  for (let i = 0; i < 3 && !(await ready.evaluate((button) => button === document.activeElement)); i++) await page.keyboard.press("Tab");
  await expect(ready).toBeFocused();
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await coming).suggestedFilename()).toMatch(/-A1\.pdf$/);
});

test("wb148 ink, names, a legend and a logo are chosen, seen on the sheet, and kept on the device", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  const dialog = await desk.ask("Poster");
  await dialog.getByLabel("Quale lavagna").selectOption({ label: "Ambiente" });
  await dialog.getByText("Inchiostro, firme, legenda, loghi").click();
  await dialog.getByLabel("Inchiostro", { exact: true }).selectOption("Poco inchiostro: carta bianca, bordi colorati");
  await dialog.getByLabel("Firme sulle note").selectOption("Il gruppo");
  await dialog.getByLabel("Con la legenda di colori e segni").check();
  await dialog.getByLabel("Giallo vuol dire").fill("Problemi da risolvere");
  await dialog.getByLabel("Aggiungi un logo").setInputFiles("data/pictures/wide.png");
  await dialog.getByLabel("Che cosa dice, per chi non lo vede").fill("Comune di Valverde");
  await dialog.getByLabel("Che cosa dice, per chi non lo vede").blur();
  await dialog.getByLabel("Riga sotto il titolo").fill("Martedì, in biblioteca");
  await clean(page, "a poster with all its choices");
  const read = async (): Promise<string> => execFileSync("pdftotext", ["-raw", await (await downloaded(dialog)).path(), "-"], { encoding: "utf8" });
  const text = await read();
  for (const says of ["Problemi da risolvere", "Martedì, in biblioteca"]) expect(text).toContain(says);
  expect(text.split("Ambiente").length, "the group stands on its notes").toBeGreaterThan(10);

  // Letters as text, with the title of the logo; and JPEG.
  await dialog.getByLabel("Formato del file").selectOption({ label: "SVG, per programmi di disegno" });
  await dialog.getByLabel("Lettere come testo modificabile").check();
  const svg = readFileSync(await (await downloaded(dialog)).path(), "utf8");
  expect(svg).toContain("<text ");
  expect(svg).toContain("Comune di Valverde");
  await dialog.getByLabel("Formato del file").selectOption({ label: "JPEG a 300 dpi, dove non accettano altro" });
  const jpeg = readFileSync(await (await downloaded(dialog)).path());
  expect([jpeg[0], jpeg[1]]).toEqual([0xff, 0xd8]);

  await page.reload();
  const again = await desk.ask("Poster");
  await again.getByLabel("Quale lavagna").selectOption({ label: "Ambiente" });
  await again.getByText("Inchiostro, firme, legenda, loghi").click();
  await expect(again.getByLabel("Inchiostro", { exact: true })).toHaveValue("ink-saving");
  await expect(again.getByLabel("Giallo vuol dire")).toHaveValue("Problemi da risolvere");
  await expect(again.getByLabel("Che cosa dice, per chi non lo vede")).toHaveValue("Comune di Valverde");
  await again.getByRole("button", { name: "Togli il logo Comune di Valverde" }).click();
  await expect(again.getByLabel("Che cosa dice, per chi non lo vede")).toHaveCount(0);
});

test("wb148 a part is marked on the sheet with the mouse or by numbers, and only what is in it is printed", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const group = boardOf(workshop.boards, "group", "Ambiente");
  const { body } = await call(server, "GET", `/boards/${group.id}/export.json`, workshop.facilitator.token);
  const notes = Object.values<{ text: string; pos: [number, number]; size: [number, number] }>(body.notes);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  const dialog = await desk.ask("Poster");
  await dialog.getByLabel("Quale lavagna").selectOption({ label: "Ambiente" });
  await dialog.getByLabel("Che cosa c'è").selectOption("Una parte che segno io…");
  const sheet = dialog.locator(".area-mark");
  await expect(sheet).toBeVisible({ timeout: 20_000 });
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeDisabled();
  await clean(page, "marking a part of a poster");
  const box = (await sheet.boundingBox())!;
  // The left half of the sheet.
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 2, { steps: 5 });
  await page.mouse.up();
  await expect(dialog.getByLabel("Destra, %")).toHaveValue(/^(49|50|51)$/);
  const read = async (): Promise<string> => execFileSync("pdftotext", ["-raw", await (await downloaded(dialog)).path(), "-"], { encoding: "utf8" }).replace(/\s+/g, "");
  await dialog.getByRole("button", { name: "Mostra solo questa" }).click();
  const [left, right] = [Math.min(...notes.map((note) => note.pos[0])), Math.max(...notes.map((note) => note.pos[0] + note.size[0]))];
  const middle = (note: { pos: [number, number]; size: [number, number] }): number => note.pos[0] + note.size[0] / 2;
  const some = await read();
  for (const note of notes) {
    // What lies about the edge may be on either side of it.
    const far = (middle(note) - (left + right) / 2) / (right - left);
    if (Math.abs(far) > 0.1) expect(some.includes(note.text.replace(/\s+/g, "")), `${note.text} ${far}`).toBe(far < 0);
  }

  // By keys: everything, then nothing to the left of the middle.
  await dialog.getByRole("button", { name: "Segna un’altra parte" }).click();
  await dialog.getByLabel("Sinistra, %").fill("50");
  await dialog.getByLabel("Destra, %").fill("100");
  await dialog.getByLabel("Alto, %").fill("0");
  await dialog.getByLabel("Basso, %").fill("100");
  await dialog.getByLabel("Basso, %").press("Tab");
  await page.keyboard.press("Enter");
  const rest = await read();
  for (const note of notes) expect(some.includes(note.text.replace(/\s+/g, "")) || rest.includes(note.text.replace(/\s+/g, "")), note.text).toBe(true);
});

test("wb149 the groups' boards are sheets of one file; one that takes too long is given up", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  const dialog = await desk.ask("Poster");
  await dialog.getByLabel("Quale lavagna").selectOption("Tutte le lavagne, un foglio ciascuna");
  await dialog.getByRole("checkbox", { name: "Plenaria", exact: true }).uncheck();
  await dialog.getByRole("checkbox", { name: "Canvas", exact: true }).uncheck();
  await expect(dialog.getByText("Foglio 1 di 4")).toBeVisible();
  await dialog.getByRole("button", { name: "Foglio seguente" }).click();
  await expect(dialog.getByText("Foglio 2 di 4")).toBeVisible();
  await clean(page, "several sheets");
  await dialog.getByLabel("Carta", { exact: true }).selectOption("A2");
  const file = await downloaded(dialog);
  expect(file.suggestedFilename()).toMatch(/-A2\.pdf$/);
  const info = execFileSync("pdfinfo", [await file.path()], { encoding: "utf8" });
  expect(info).toMatch(/^Pages: +4$/m);

  // Slow on purpose: what is drawn does not come.
  await page.route("**/posters.pdf*", () => {});
  await dialog.getByRole("button", { name: "Scarica", exact: true }).click();
  await expect(dialog.getByText("Preparo il poster…")).toBeVisible();
  await dialog.getByRole("button", { name: "Annulla" }).click();
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeEnabled();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
});

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
  for (const name of ["Carta", "Orientamento", "Formato del file", "Con segni di taglio e 3 mm di abbondanza"]) {
    await page.keyboard.press("Tab");
    await expect(dialog.getByLabel(name, { exact: true })).toBeFocused();
  }
  await page.keyboard.press("Space");
  await expect(dialog.getByRole("checkbox")).toBeChecked();
  // A remedy may stand between.
  const ready = dialog.getByRole("button", { name: "Scarica", exact: true });
  for (let i = 0; i < 3 && !(await ready.evaluate((button) => button === document.activeElement)); i++) await page.keyboard.press("Tab");
  await expect(ready).toBeFocused();
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await coming).suggestedFilename()).toMatch(/-A1\.pdf$/);
});

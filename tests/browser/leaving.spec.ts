/** The whole line on which a workshop leaves: poster, handbook, public page, and the way back. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { importSample } from "../api";
import { Workshop } from "../page";
import { expect, PHONE, test } from "../story";

async function downloaded(dialog: Locator): Promise<{ name: string; path: string; bytes: Buffer }> {
  const coming = dialog.page().waitForEvent("download");
  await dialog.getByRole("button", { name: "Scarica", exact: true }).click();
  const download = await coming;
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: readFileSync(path) };
}

test("wb179 wb180 a poster that can be read, a handbook, a public page and its code on the poster, until it is taken back", async ({ server, workshop, newcomer }) => {
  test.setTimeout(180_000);
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  await desk.collect();
  await desk.close();

  // The poster: seen before it is printed, too small, put right, as pixels and for the print shop.
  let dialog = await desk.ask("Poster");
  await dialog.getByLabel("Quale lavagna").selectOption({ label: "Ambiente" });
  await dialog.getByLabel("Carta").selectOption("A4");
  const small = dialog.getByText(/verrebbe(ro)? stampat[ae] più piccol[ae] di 4 mm/);
  await expect(small).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByRole("img", { name: "Anteprima del poster" })).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole("button", { name: /^Usa A\d$/ }).click();
  await expect(small).toHaveCount(0);
  await dialog.getByLabel("Formato del file").selectOption({ label: "PNG a 72 dpi, per lo schermo" });
  expect((await downloaded(dialog)).bytes.subarray(1, 4).toString()).toBe("PNG");
  await dialog.getByLabel("Formato del file").selectOption({ label: "PDF, per tipografia e screen reader" });
  expect((await downloaded(dialog)).bytes.subarray(0, 5).toString()).toBe("%PDF-");

  // A code could lead to the public page: there is none yet.
  await dialog.getByText("Inchiostro, firme, legenda, loghi").click();
  const code = dialog.getByRole("checkbox", { name: "Con il codice QR della pagina pubblica" });
  await expect(code).toHaveCount(0);
  await expect(dialog.getByText("Dal poster un codice QR può portare alla pagina pubblica, quando c’è.")).toBeVisible();
  await desk.close();

  // The handbook: a chapter called otherwise, for Word.
  dialog = await desk.ask("Vademecum");
  const saved = dialog.getByText("Salvato.");
  await expect(saved).toBeVisible();
  await dialog.getByLabel("Titolo in copertina").fill("Da portare a casa");
  await dialog.getByRole("textbox", { name: /^Titolo del capitolo/ }).first().fill("Per cominciare");
  await expect(page.frameLocator("iframe").getByRole("heading", { level: 2, name: "Per cominciare" })).toBeVisible();
  await expect(saved).toBeVisible();
  await dialog.getByLabel("Formato del file").selectOption("docx");
  const word = await downloaded(dialog);
  expect([word.name, word.bytes.subarray(0, 2).toString()]).toEqual(["da-portare-a-casa.docx", "PK"]);
  await desk.close();

  // The page, made from the composer.
  dialog = await desk.ask("Poster");
  await dialog.getByText("Inchiostro, firme, legenda, loghi").click();
  await dialog.getByRole("button", { name: "Fai la pagina pubblica" }).click();
  dialog = page.getByRole("dialog", { name: "Pagina pubblica" });
  await dialog.getByRole("button", { name: "Pubblica", exact: true }).click();
  await expect(dialog.getByText("La pagina è pubblica.")).toBeVisible();
  const link = await dialog.getByRole("textbox", { name: "Link della pagina" }).inputValue();
  await desk.close();

  // Its way stands on the poster.
  dialog = await desk.ask("Poster");
  await dialog.getByText("Inchiostro, firme, legenda, loghi").click();
  const preview = page.waitForResponse((response) => response.url().includes("poster.png") && response.url().includes("qr=true"));
  await code.check();
  expect((await preview).status()).toBe(200);
  await expect(dialog.getByRole("img", { name: "Anteprima del poster" })).toBeVisible();
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/poster-code.png` });
  const poster = await downloaded(dialog);
  const said = execFileSync("pdftotext", ["-raw", poster.path, "-"], { encoding: "utf8" }).replace(/\s+/g, "");
  expect(said).toContain(link);
  await desk.close();

  // Somebody scans it.
  const reader = await newcomer(PHONE);
  await reader.goto(link);
  await expect(reader.getByRole("heading", { level: 1, name: "Laboratorio di prova" })).toBeVisible();
  await expect(reader.getByRole("group", { name: /^Lavagna «Plenaria, incontro 1»/ })).toBeVisible();
  const coming = reader.waitForEvent("download");
  await reader.getByRole("region", { name: "Vademecum" }).getByRole("link", { name: "Markdown" }).click();
  const text = readFileSync(await (await coming).path(), "utf8");
  expect(text.startsWith("# Da portare a casa\n")).toBe(true);
  expect(text).toContain("## Per cominciare");

  // Enough: the page is taken back, and the poster offers no code that leads nowhere.
  dialog = await desk.ask("Pagina pubblica");
  await dialog.getByRole("button", { name: "Ritira la pagina" }).click();
  await dialog.getByRole("button", { name: "Sì, ritirala" }).click();
  await expect(dialog.getByText("Non c’è più nulla di pubblico.")).toBeVisible();
  await desk.close();
  expect((await reader.reload())?.status()).toBe(410);
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(/no longer public|non è più pubblica/);
  dialog = await desk.ask("Poster");
  await expect(dialog.getByRole("img", { name: "Anteprima del poster" })).toBeVisible({ timeout: 30_000 });
  await dialog.getByText("Inchiostro, firme, legenda, loghi").click();
  await expect(dialog.getByText("Dal poster un codice QR può portare alla pagina pubblica, quando c’è.")).toBeVisible();
  await expect(code).toHaveCount(0);
});

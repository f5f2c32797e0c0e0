/** Files: a board goes out as every one of them, and what comes in is seen first and is one step. */
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { call } from "../api";
import { clean } from "../axe";
import { arrived, type Board, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

const KEPT: readonly (readonly [button: RegExp, ending: string])[] = [
  [/^Tutto \(JSON\)/, "json"],
  [/^Tabella \(CSV\)/, "csv"],
  [/^Excalidraw/, "excalidraw"],
  [/^JSON Canvas/, "canvas"],
  [/^Mappa FreeMind/, "mm"],
  [/^Scaletta OPML/, "opml"],
  [/^Testo Markdown/, "md"],
];

/** One of the two dialogs, by the menu at the top. */
async function open({ page }: Board, entry: "Importa un file…" | "Esporta come file…"): Promise<Locator> {
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await page.getByRole("button", { name: entry }).click();
  const dialog = page.getByRole("dialog", { name: entry.startsWith("Importa") ? "Importa un file" : "Esporta la lavagna" });
  await expect(dialog).toBeVisible();
  return dialog;
}

const LIST = "# Verbale\n\n## Acqua\n\n- fontane\n  - una in piazza\n- <b>pozzi</b>\n\n## Aria\n\n- alberi\n";

test("wb171 wb172 a board goes out as every file and comes back as one step of undo", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const { page } = ada;
  const truth = await Reader.of(server, workshop);
  await ada.row(["Più alberi", "=panchine", "Fontane"]);
  await ada.saved();
  const dialog = await open(ada, "Esporta come file…");
  await clean(page, "export");
  const files = new Map<string, { name: string; bytes: Buffer }>();
  for (const [button, ending] of KEPT) {
    const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: button }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`Ambiente\\.${ending}$`));
    files.set(ending, { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) });
    await expect(dialog.getByRole("status")).toHaveText(`Scaricato: ${download.suggestedFilename()}`);
  }
  expect(files.get("csv")!.bytes.toString()).toContain("'=panchine");
  await page.keyboard.press("Escape");

  // Each comes back beside what is there, chosen, and goes with one step.
  for (const [, ending] of KEPT) {
    const { name, bytes } = files.get(ending)!;
    const chooser = await open(ada, "Importa un file…");
    await chooser.getByLabel("Scegli un file o trascinalo qui").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
    await expect(chooser.getByRole("status").first()).toContainText("3 note");
    const put = chooser.getByRole("button", { name: "Metti sulla lavagna" });
    await expect(put).toBeFocused();
    if (ending === "json") {
      await expect(chooser.getByText(/Autori, voti, reazioni/)).toBeVisible();
      await clean(page, "preview");
    }
    await page.keyboard.press("Enter");
    await expect(chooser).toBeHidden();
    await expect.poll(() => truth.texts().sort(), { message: ending }).toEqual(["=panchine", "=panchine", "Fontane", "Fontane", "Più alberi", "Più alberi"]);
    await expect(bea.outline.getByRole("heading", { name: "Senza tema · 6 note" })).toBeAttached();
    expect(truth.overlaps(), ending).toEqual([]);
    await expect(ada.outline.locator("[aria-pressed=true]")).toHaveCount(3);
    await page.keyboard.press("Control+z");
    await expect.poll(() => truth.texts().length, { message: ending }).toBe(3);
  }
  truth.close();

  // Who facilitates brings it back whole, in the names of those who wrote it.
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.board("Cultura").click();
  const other = await arrived(desk.page);
  const there = await Reader.of(server, workshop, "Cultura");
  const chooser = await open(other, "Importa un file…");
  await chooser.getByLabel("Scegli un file o trascinalo qui").setInputFiles({ name: "lavagna.json", mimeType: "application/json", buffer: files.get("json")!.bytes });
  await chooser.getByRole("button", { name: "Riportala per intero" }).click();
  await expect(chooser).toBeHidden();
  await expect.poll(() => there.texts().sort()).toEqual(["=panchine", "Fontane", "Più alberi"]);
  const [original] = Object.values((JSON.parse(files.get("json")!.bytes.toString()) as { notes: Record<string, { author: string }> }).notes);
  expect(there.note("Fontane")?.author).toBe(original!.author);
  there.close();
});

test("wb172 wb173 wb174 a list is read by keys alone, a bad file is told with its line and changes nothing", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer({ colorScheme: "dark" }), workshop.join.url, "Ada", "Ambiente");
  const { page } = ada;
  const truth = await Reader.of(server, workshop);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("button", { name: "Altro", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Importa un file…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Importa un file" });
  await expect(dialog).toBeVisible();
  // It came only now.
  expect(asked.filter((url) => /ImportDialog|files/.test(url)).length).toBeGreaterThan(1);
  await clean(page, "import");
  const file = dialog.getByLabel("Scegli un file o trascinalo qui");
  const bomb = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aa">]>\n<opml version="2.0"><body><outline text="&a;"/></body></opml>';
  await file.setInputFiles({ name: "bomba.opml", mimeType: "text/xml", buffer: Buffer.from(bomb) });
  await expect(dialog.getByRole("alert")).toContainText("Riga 2: il file dichiara un tipo di documento");
  await expect(dialog.getByRole("alert")).toContainText("La lavagna è come prima.");
  await file.setInputFiles({ name: "foto.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]) });
  await expect(dialog.getByRole("alert")).toContainText("questo non è testo");
  expect([truth.texts().length, truth.clusters().length]).toEqual([0, 0]);

  // Dropped, it is read as well; another one can be chosen instead.
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["- una\n- due"], "elenco.md"));
    return transfer;
  });
  await dialog.locator(".drop").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(dialog.getByRole("status").first()).toHaveText("Che cosa arriva: 2 note");
  await dialog.getByRole("button", { name: "Un altro file" }).click();
  await expect(file).toBeFocused();
  await dialog.getByRole("textbox", { name: /^Oppure incolla/ }).focus();
  await page.keyboard.insertText(LIST);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status").first()).toHaveText("Che cosa arriva: 2 temi, 4 note, 1 legame");
  await expect(dialog.getByRole("listitem").filter({ hasText: "<b>pozzi</b>" })).toBeVisible();
  await expect(dialog.getByText("Il file si intitola «Verbale»; la lavagna tiene il suo titolo.")).toBeVisible();
  expect(truth.texts().length, "nothing is on the board yet").toBe(0);
  await page.keyboard.press("Enter");
  await expect(ada.stage).toBeFocused();
  await expect(ada.outline.getByRole("heading", { name: "Acqua · 3 note" })).toBeAttached();
  await expect.poll(() => [truth.clusters().length, truth.texts().length, truth.links().length]).toEqual([2, 4, 1]);
  await expect(ada.outline.getByRole("status")).toHaveText("Sulla lavagna: 2 temi, 4 note, 1 legame. Annulla li toglie.");
  await page.keyboard.press("Control+z");
  await expect.poll(() => [truth.clusters().length, truth.texts().length, truth.links().length]).toEqual([0, 0, 0]);
  truth.close();
});

test("wb174 cells of a spreadsheet are pasted on a telephone, in a dialog that fits it", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(PHONE), workshop.join.url, "Ada", "Ambiente");
  const { page } = ada;
  const truth = await Reader.of(server, workshop);
  await page.getByRole("button", { name: "Altro", exact: true }).tap();
  await page.getByRole("button", { name: "Importa un file…" }).tap();
  const dialog = page.getByRole("dialog", { name: "Importa un file" });
  await dialog.getByRole("textbox", { name: /^Oppure incolla/ }).fill("Tema\tNota\tChi\nVerde\tPiù alberi\tAnna\nVerde\tOmbra\t\n\tPanchine\tBeppe");
  await dialog.getByRole("button", { name: "Guarda che cosa c'è" }).tap();
  await expect(dialog.getByRole("status").first()).toHaveText("Che cosa arriva: 1 tema, 3 note");
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await clean(page, "preview on a phone");
  await dialog.getByRole("button", { name: "Metti sulla lavagna" }).tap();
  await expect.poll(() => truth.texts().sort()).toEqual(["Ombra", "Panchine", "Più alberi"]);
  expect(truth.note("Più alberi")?.tags).toEqual(["Chi: Anna"]);
  truth.close();
});

test("wb171 wb173 who may only add notes or read exports, and is not offered an import", async ({ server, workshop, newcomer }) => {
  for (const [name, role] of [["Dora", "contributor"], ["Ivo", "viewer"]] as const) {
    const board = await join(await newcomer(), workshop.join.url, name, "Scuola");
    const seats = await call(server, "GET", `/workshops/${workshop.id}`, workshop.facilitator.token);
    const { participant } = seats.body.people.find((person: { name: string }) => person.name === name);
    const path = `/workshops/${workshop.id}/participants/${participant}`;
    expect((await call(server, "PATCH", path, workshop.facilitator.token, { role })).status).toBe(200);
    await board.page.getByRole("button", { name: "Altro", exact: true }).click();
    await expect(board.page.getByRole("button", { name: "Esporta come file…" })).toBeVisible();
    await expect(board.page.getByRole("button", { name: "Importa un file…" })).toBeHidden();
  }
});

test("wb175 a board is copied as a picture, or downloaded where pages have no clipboard", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer({ permissions: ["clipboard-read", "clipboard-write"] }), workshop.join.url, "Ada", "Ambiente");
  const { page } = ada;
  await ada.row(["Più alberi"]);
  await ada.saved();
  const dialog = await open(ada, "Esporta come file…");
  const image = dialog.getByRole("button", { name: /^Immagine/ });
  await image.click();
  await expect(dialog.getByRole("status")).toHaveText("L'immagine è negli appunti.");
  const [width, height] = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap(await item!.getType("image/png"));
    return [bitmap.width, bitmap.height];
  });
  // A3 at 150 dpi.
  expect([width, height].sort()).toEqual([1754, 2480]);

  // As where the page came over a line without TLS.
  await page.keyboard.press("Escape");
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const again = await open(ada, "Esporta come file…");
  const coming = page.waitForEvent("download");
  await again.getByRole("button", { name: /^Immagine/ }).click();
  expect((await coming).suggestedFilename()).toMatch(/\.png$/);
});

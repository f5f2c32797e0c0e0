/** What people say of notes beside their words, and notes that become several or one. */
import type { Page } from "@playwright/test";
import { type Board, join, Workshop as Desk } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

/** What stands beside a note's words in the outline. */
const beside = (board: Board, text: string) => board.note(text).locator(".soft");

/** As somebody who comes from a list or a spreadsheet. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test("wb60 two people react to a note: by the menu, by the sign on it, and by keyboard", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await ada.row(["fiume", "bosco"]);
  await bea.reads("fiume", "bosco");

  await ada.pick("fiume");
  const plus = ada.menu.getByRole("button", { name: "+1, anche per me" });
  await plus.click();
  await expect(plus).toHaveAttribute("aria-pressed", "true");
  await ada.menu.getByRole("button", { name: "Reagisci" }).click();
  await ada.menu.getByRole("button", { name: "Mi piace" }).click();
  await expect(beside(bea, "fiume")).toHaveText(/\+1: 1, Mi piace: 1/);

  // Bea joins by a click on the sign itself, which lies on the lower edge of the note.
  const box = await bea.pick("fiume");
  await bea.deselect();
  await bea.page.mouse.click(box.x + 22, box.y + box.h - 2);
  await expect(beside(ada, "fiume")).toHaveText(/\+1: 2, Mi piace: 1/);
  // The same click takes it back, and neither has selected anything.
  await bea.page.mouse.click(box.x + 22, box.y + box.h - 2);
  await expect(beside(ada, "fiume")).toHaveText(/\+1: 1, Mi piace: 1/);
  await expect(bea.menu).toBeHidden();

  await bea.pick("bosco");
  await bea.page.keyboard.press("Alt+Shift+Digit3");
  await expect(beside(ada, "bosco")).toHaveText(/Importante: 1/);
  // One's own step back takes back one's own.
  await ada.page.keyboard.press("Control+z");
  await expect(beside(bea, "fiume")).toHaveText("\n+1: 1");
  expect(truth.reactions().map(({ kind }) => kind).sort()).toEqual(["plus", "star"]);
  truth.close();
});

test("wb60 who may comment reacts and changes nothing else; who only reads does neither", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.row(["fiume"]);
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.reads("fiume");
  const desk = await Desk.open(await newcomer(), workshop.facilitator.url);
  const become = async (role: string) => {
    await desk.page.getByRole("button", { name: "Bea" }).click();
    await desk.dialog.getByLabel("Può").selectOption(role);
    await desk.dialog.getByRole("button", { name: "Salva" }).click();
    await expect(desk.dialog).toBeHidden();
  };
  await become("commenter");
  await expect(bea.tools).toBeHidden();
  await bea.note("fiume").press("Enter");
  // What one thinks and says of it, and a copy to take along; nothing that changes it.
  await expect(bea.menu.getByRole("button")).toHaveCount(4);
  await expect(bea.menu.getByRole("button", { name: "Elimina" })).toHaveCount(0);
  await bea.menu.getByRole("button", { name: "+1, anche per me" }).click();
  await expect(beside(ada, "fiume")).toHaveText("\n+1: 1");
  await bea.saved();
  await bea.stage.focus();
  await bea.page.keyboard.press("Delete");
  await bea.page.keyboard.press("Enter");
  await expect(bea.field).toBeHidden();
  await ada.reads("fiume");
  await become("viewer");
  await expect(bea.page.getByText("Puoi leggere questa lavagna")).toBeVisible();
  await expect(bea.menu).toBeHidden();
});

test("wb61 tags are written, ticked for several notes at once, and seen by the others", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await ada.row(["fiume", "bosco", "scuola"]);
  await ada.pick("fiume");
  await ada.menu.getByRole("button", { name: "Etichette" }).click();
  await expect(ada.menu.getByRole("textbox", { name: "Nuova etichetta" })).toBeFocused();
  await ada.page.keyboard.type("da verificare");
  await ada.page.keyboard.press("Enter");
  await ada.page.keyboard.type("acqua");
  await ada.menu.getByRole("button", { name: "Aggiungi" }).click();
  await expect(beside(bea, "fiume")).toHaveText("\nda verificare, acqua");
  await ada.page.keyboard.press("Escape");

  // For both that are chosen: what only one has is half, then whole, then gone.
  await bea.pick("fiume");
  await bea.page.keyboard.down("Shift");
  await bea.page.mouse.click(590, 400);
  await bea.page.keyboard.up("Shift");
  await bea.menu.getByRole("button", { name: "Etichette" }).click();
  const acqua = bea.menu.getByRole("button", { name: "acqua", exact: true });
  await expect(acqua).toHaveAttribute("aria-pressed", "mixed");
  await acqua.click();
  await expect(beside(ada, "bosco")).toHaveText("\nacqua");
  await expect(acqua).toHaveAttribute("aria-pressed", "true");
  await acqua.click();
  await expect.poll(() => [truth.note("fiume")?.tags, truth.note("bosco")?.tags]).toEqual([["da verificare"], undefined]);
  await bea.page.keyboard.press("Escape");
  await bea.stage.focus();
  await bea.page.keyboard.press("Control+z");
  await expect.poll(() => truth.note("bosco")?.tags).toEqual(["acqua"]);
  truth.close();
});

test("wb62 a list in a note becomes notes, notes become one, and it can all be taken back", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await board.addAt({ x: 330, y: 340 });
  await page.keyboard.type("- fiume");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- bosco");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- prato");
  await board.leave();
  await board.menu.getByRole("button", { name: "Altro per la selezione" }).click();
  await board.menu.getByRole("button", { name: "Dividi in più note" }).click();
  await board.reads("fiume", "bosco", "prato");
  expect(truth.overlaps()).toEqual([]);
  await board.stage.focus();
  await page.keyboard.press("Control+j");
  await board.reads("fiume\nbosco\nprato");
  await page.keyboard.press("Control+z");
  await board.reads("fiume", "bosco", "prato");

  // While writing: what stands behind the caret goes on beside, and Tab makes the next one.
  await board.edit("fiume");
  await page.keyboard.type(" e lago");
  for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(board.field).toHaveValue("e lago");
  await page.keyboard.press("Tab");
  await expect(board.field).toHaveValue("");
  await page.keyboard.type("stagno");
  await board.leave();
  await board.reads("fiume", "e lago", "stagno", "bosco", "prato");
  await expect.poll(() => truth.texts().length).toBe(5);
  expect(truth.overlaps()).toEqual([]);
  truth.close();
});

test("wb50 a list and a spreadsheet's cells are pasted as notes", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await page.mouse.move(640, 360);
  await paste(page, "1. fiume\n2. bosco\n\n3. prato");
  await board.reads("fiume", "bosco", "prato");
  await expect.poll(() => truth.texts().length).toBe(3);
  const [a, b] = [truth.place("fiume"), truth.place("bosco")] as [number[], number[]];
  expect([b[0]! - a[0]!, b[1]! - a[1]!]).toEqual([230, 0]);
  await page.keyboard.press("Control+z");
  await board.reads();

  await paste(page, 'idea\t"due\nrighe"\r\n\taltra\r\n');
  await board.reads("idea", "due\nrighe", "altra");
  await expect.poll(() => truth.texts().length).toBe(3);
  const [idea, other] = [truth.place("idea"), truth.place("altra")] as [number[], number[]];
  expect([other[0]! - idea[0]!, other[1]! - idea[1]!]).toEqual([230, 230]);
  await page.keyboard.press("Control+z");

  await paste(page, Array.from({ length: 600 }, (_, i) => `voce ${i}`).join("\n"));
  await expect(page.getByText("Incollate 500 su 600.")).toBeVisible();
  await expect.poll(() => truth.texts().length).toBe(500);
  await board.saved();
  truth.close();
});

test("wb63 wb64 who wrote what is shown when one wants it, and an address in a note can be opened", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const named = "vedi www.parco.example/fiume, poi";
  await ada.row([named, "javascript:alert(1)"]);
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.reads(named, "javascript:alert(1)");
  await ada.page.context().close();
  const toggle = async (name: string) => {
    await bea.page.getByRole("button", { name: "Altro", exact: true }).click();
    await bea.page.getByRole("button", { name }).click();
  };
  await toggle("Mostra chi ha scritto");
  // She has left, and is known by name all the same.
  await expect(beside(bea, named)).toHaveText("\nAda");
  await toggle("Nascondi chi ha scritto");
  await expect(beside(bea, named)).toHaveCount(0);

  await bea.pick(named);
  await bea.menu.getByRole("button", { name: "Altro per la selezione" }).click();
  const link = bea.menu.getByRole("link", { name: "Apri www.parco.example/fiume" });
  await expect(link).toHaveAttribute("href", "https://www.parco.example/fiume");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(link).toHaveAttribute("target", "_blank");
  await bea.page.keyboard.press("Escape");
  await expect(bea.outline.getByRole("link")).toHaveCount(1);
});

test("wb60 on a phone the menu of a selection has room for everything, and opens upwards", async ({ workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  await board.tools.getByRole("button", { name: "Nota" }).tap();
  await page.touchscreen.tap(195, 330);
  await expect(board.field).toBeFocused();
  await page.keyboard.type("fiume. Bosco");
  await board.leave();
  await board.menu.getByRole("button", { name: "+1, anche per me" }).tap();
  await expect(beside(board, "fiume. Bosco")).toHaveText("\n+1: 1");
  for (const name of ["Reagisci", "Etichette", "Altro per la selezione"]) {
    await board.menu.getByRole("button", { name }).tap();
    const first = board.menu.locator(".menu");
    const box = (await first.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    expect(box.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Escape");
  }
  const menu = (await board.menu.boundingBox())!;
  expect(menu.x).toBeGreaterThanOrEqual(0);
  expect(menu.x + menu.width).toBeLessThanOrEqual(390);
});

/** Copy, cut and paste: among boards as what it is, to and from elsewhere as text; and what can be made on an empty spot. */
import type { Page } from "@playwright/test";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Workshop } from "../api";
import { arrived, type Board, join, Workshop as Desk } from "../page";
import { Reader } from "../reader";
import { expect, test } from "../story";

const PICTURE = resolve(fileURLToPath(import.meta.url), "../../data/pictures/wide.png");
/** A command reads the clipboard only where the browser lets it. */
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

async function facilitate(page: Page, workshop: Workshop, group: string): Promise<Board> {
  const desk = await Desk.open(page, workshop.facilitator.url);
  await desk.board(group).click();
  return arrived(page);
}

/** What another program would get. */
const plain = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** Somebody pastes what another program, or nobody honest, has put on the clipboard. */
async function pasteFrom(board: Board, data: Readonly<Record<string, string>>): Promise<void> {
  await board.stage.focus();
  await board.page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [type, words] of Object.entries(data)) clipboardData.setData(type, words);
    document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

test("wb123 from one group's board to another's come clusters, links, tags, pictures and drawings, as they were", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(CLIPBOARD);
  const boss = await facilitate(page, workshop, "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Cultura");
  const [from, to] = [await Reader.of(server, workshop, "Ambiente"), await Reader.of(server, workshop, "Cultura")];
  await boss.row(["fiume", "bosco"]);
  await boss.pick("fiume");
  await boss.menu.getByRole("button", { name: "Colore: Verde" }).click();
  await boss.menu.getByRole("button", { name: "Etichette" }).click();
  await page.getByRole("textbox", { name: "Nuova etichetta" }).fill("acqua");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  const choosing = page.waitForEvent("filechooser");
  await boss.menu.getByRole("button", { name: "Altro per la selezione" }).click();
  await boss.menu.getByRole("button", { name: /^Metti un'immagine/ }).click();
  await (await choosing).setFiles(PICTURE);
  await expect.poll(() => from.note("fiume")?.image).toMatch(/^[0-9a-f]{64}$/);
  await boss.deselect();
  await page.keyboard.press("l");
  await page.mouse.click(330, 380);
  await page.mouse.click(590, 380);
  await boss.type("nutre");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+g");
  await boss.type("Acqua");
  await boss.leave();
  await boss.deselect();
  await page.keyboard.press("p");
  await boss.drag({ x: 300, y: 400 }, { x: 620, y: 410 });
  await page.keyboard.press("v");
  await boss.saved();
  await expect.poll(() => from.marks().length).toBe(1);

  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  expect(await plain(page)).toBe("Acqua\nfiume\nbosco");
  await facilitate(page, workshop, "Cultura");
  await boss.stage.focus();
  await page.keyboard.press("Control+v");
  await bea.reads("fiume", "bosco");
  await expect(bea.outline.getByRole("heading", { name: "Acqua · 2 note" })).toBeAttached();
  await expect(bea.outline.getByRole("listitem").filter({ hasText: "fiume — nutre → bosco" })).toBeAttached();
  await boss.saved();
  const fields = (one: Reader) => {
    const { text, color, tags, image, size } = one.note("fiume")!;
    const [mark] = one.marks();
    return { text, color, tags, image, size, points: mark!.points, kind: mark!.kind, title: one.clusters()[0]!.title };
  };
  expect(fields(to)).toEqual(fields(from));
  expect(fields(to)).toMatchObject({ color: "green", tags: ["acqua"] });
  expect(to.note("fiume")!.cluster).not.toBe(from.note("fiume")!.cluster);
  // The picture can be had there too.
  await expect.poll(() => bea.page.evaluate((id) => performance.getEntriesByType("resource").some(({ name }) => name.includes(id)), String(to.note("fiume")!.image))).toBe(true);
  // Once more it lies beside, and all of it is one step.
  await page.keyboard.press("Control+v");
  await expect.poll(() => to.texts().sort()).toEqual(["bosco", "bosco", "fiume", "fiume"]);
  expect(new Set([...to.clusters()].map(({ pos }) => String(pos))).size).toBe(2);
  await page.keyboard.press("Control+z");
  await expect.poll(() => [to.texts().length, to.clusters().length, to.links().length, to.marks().length]).toEqual([2, 1, 1, 1]);
  expect(from.texts().sort()).toEqual(["bosco", "fiume"]);
  from.close();
  to.close();
});

test("wb123 cut goes, comes again where it is pasted, and comes back by one step; what may not be cut stays", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(CLIPBOARD);
  const ada = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop, "Ambiente");
  await ada.row(["fiume", "bosco"]);
  await ada.pick("fiume");
  await page.keyboard.press("Control+x");
  await expect.poll(() => truth.texts()).toEqual(["bosco"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume"]);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => truth.texts()).toEqual(["bosco"]);
  // Where the pointer is.
  await page.mouse.move(1000, 560);
  await page.keyboard.press("Control+v");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume"]);
  const box = await ada.box();
  expect([box.x + box.w / 2, box.y + box.h / 2].map(Math.round)).toEqual([1000, 560]);

  const boss = await facilitate(await newcomer(), workshop, "Ambiente");
  await boss.pick("bosco");
  await boss.page.keyboard.press("Control+Shift+l");
  await expect(ada.note("bosco")).toContainText("con lucchetto");
  await ada.deselect();
  await page.mouse.click(590, 340);
  await expect(ada.menu).toContainText("C’è un lucchetto");
  await page.keyboard.press("Control+x");
  await expect(page.locator(".remark")).toHaveText("C’è un lucchetto: lo apre chi facilita.");
  await page.keyboard.press("Control+v");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "bosco", "fiume"]);
  // The locked one is where it was, and its copy is free.
  expect(boss.note("bosco").first()).toBeTruthy();
  await page.keyboard.press("Delete");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume"]);
  expect(truth.note("bosco")!.locked).toBe(true);
  truth.close();
});

test("wb123 text comes as notes and goes as lines; in a field the keys are the field's; what is hostile harms nothing", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(CLIPBOARD);
  const ada = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop, "Ambiente");
  await pasteFrom(ada, { "text/plain": "fiume\n\nbosco\nprato" });
  await ada.reads("fiume", "bosco", "prato");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  expect(await plain(page)).toBe("fiume\nbosco\nprato");
  // Into a note, the words alone.
  await ada.edit("prato");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await ada.leave();
  await ada.reads("fiume", "bosco", "fiume\nbosco\nprato");
  await page.keyboard.press("Control+z");
  await ada.reads("fiume", "bosco", "prato");

  const far = { x: -1e308, y: 1e308, w: 1e308, h: 1e308 };
  const odd = {
    clusters: [{ ...far, title: "<img src=x onerror=alert(1)>", layout: "spiral", color: "url(x)" }],
    notes: [{ ...far, text: "x".repeat(9_000), color: "javascript:", tags: ["a".repeat(999)], image: "../x", cluster: 0 }, { x: "0" }, 7, null],
    links: [{ from: 0, to: 2 }, { from: 0, to: 1, label: 5 }],
    marks: [{ ...far, figure: "stroke", points: Array(9_000).fill(0.1) }, { ...far, figure: "script" }],
  };
  const html = `<div data-plenaria="${JSON.stringify(odd).replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")}"><img src=x onerror="document.title='odd'"></div>`;
  await pasteFrom(ada, { "text/html": html, "text/plain": "no" });
  await expect.poll(() => truth.clusters().length).toBe(1);
  await ada.saved();
  await expect(page.getByText("Una modifica non era permessa")).toHaveCount(0);
  expect(truth.clusters()[0]!.title).toBe("<img src=x onerror=alert(1)>");
  expect(truth.notes().find(({ text }) => String(text).startsWith("xxx"))).toMatchObject({ tags: ["a".repeat(40)], color: "yellow" });
  expect(truth.marks()).toHaveLength(1);
  expect(truth.links()).toHaveLength(1);
  await expect(page).not.toHaveTitle("odd");
  await page.keyboard.press("Control+z");
  await expect.poll(() => truth.clusters().length).toBe(0);
  // More than comes at once: said.
  await pasteFrom(ada, { "text/plain": Array.from({ length: 620 }, (_, i) => `riga ${i}`).join("\n") });
  await expect(page.locator(".remark")).toHaveText("Incollate 500 su 620. Copia il resto e incolla di nuovo.");
  await expect.poll(() => truth.texts().length).toBe(503);
  await ada.saved();
  truth.close();
});

test("wb126 the secondary button shows on an empty spot what can be made there, and closes by Escape and elsewhere", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(CLIPBOARD);
  const ada = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop, "Ambiente");
  const here = page.getByRole("menu", { name: "In questo punto" });
  const entry = (name: string) => here.getByRole("menuitem", { name, exact: true });
  const ask = async (x: number, y: number) => {
    await page.mouse.click(x, y, { button: "right" });
    await expect(here).toBeVisible();
  };
  await ask(400, 300);
  await expect(here.getByRole("menuitem")).toHaveText(["Nuova nota qui", "Nuovo tema qui", "Immagine…", "Incolla", "Scegli tutto", "Scegli con il lazo", "Mostra tutto", "Tutti i comandi"]);
  await expect(entry("Nuova nota qui")).toBeFocused();
  await entry("Nuova nota qui").click();
  await ada.type("fiume");
  await ada.leave();
  const note = await ada.box();
  expect([note.x + note.w / 2, note.y + note.h / 2].map(Math.round)).toEqual([400, 300]);

  // On a thing there is its menu, and this one goes.
  await ada.deselect();
  await ask(900, 250);
  await page.mouse.click(400, 300, { button: "right" });
  await expect(here).toBeHidden();
  await expect(ada.menu).toBeVisible();
  await page.keyboard.press("Control+c");
  await ada.deselect();
  await ask(900, 250);
  await page.mouse.click(700, 600);
  await expect(here).toBeHidden();
  await ask(900, 250);
  await page.keyboard.press("Escape");
  await expect(here).toBeHidden();
  await expect(ada.stage).toBeFocused();
  expect(truth.texts()).toEqual(["fiume"]);

  await ask(900, 250);
  await entry("Incolla").click();
  await expect.poll(() => truth.texts()).toEqual(["fiume", "fiume"]);
  const copy = await ada.box();
  expect([copy.x + copy.w / 2, copy.y + copy.h / 2].map(Math.round)).toEqual([900, 250]);
  await page.keyboard.press("Delete");
  // In the corner it stays on the screen.
  await ask(1355, 640);
  const box = (await here.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(1366);
  expect(box.y + box.height).toBeLessThanOrEqual(768);
  await page.keyboard.press("Escape");
  await ask(700, 560);
  await entry("Nuovo tema qui").click();
  await ada.type("Terra");
  await page.keyboard.press("Enter");
  await expect.poll(() => truth.clusters().map(({ title }) => title)).toEqual(["Terra"]);
  truth.close();
});

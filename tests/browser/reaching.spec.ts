/** The same work without a mouse: on a telephone by fingers, at a desk by the keyboard alone; and that everything says its name. */
import type { Locator, Page } from "@playwright/test";
import type { Workshop } from "../api";
import { Fingers } from "../fingers";
import { arrived, type Board, join, middle, Workshop as Desk } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

async function facilitate(page: Page, workshop: Workshop): Promise<Board> {
  const desk = await Desk.open(page, workshop.facilitator.url);
  await desk.board("Ambiente").click();
  return arrived(page);
}

const here = ({ page }: Board): Locator => page.getByRole("menu", { name: "In questo punto" });
const more = ({ menu }: Board): Locator => menu.getByRole("button", { name: "Altro per la selezione" });
const isChosen = (board: Board, text: string, yes = true) => expect(board.note(text)).toHaveAttribute("aria-pressed", String(yes));

/** A note by finger: the tool, then the place. */
async function put(board: Board, x: number, y: number, text: string): Promise<void> {
  await board.tools.getByRole("button", { name: "Nota", exact: true }).tap();
  await board.page.touchscreen.tap(x, y);
  await board.type(text);
  await board.leave();
  await board.deselect();
}

test("wb126 wb120 on a telephone a finger that rests asks what can be made, and drawn on it is a lasso", async ({ server, workshop, newcomer }) => {
  const page = await newcomer({ ...PHONE, ...CLIPBOARD });
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  const fingers = await Fingers.on(page);
  await fingers.rest({ x: 120, y: 220 });
  // Not before it is lifted: it may still become a lasso.
  await expect(here(board)).toBeHidden();
  await fingers.lift();
  await expect(here(board)).toBeVisible();
  for (const entry of await here(board).getByRole("menuitem").all()) expect((await entry.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await here(board).getByRole("menuitem", { name: "Nuova nota qui" }).tap();
  await expect(board.field).toBeFocused();
  await board.type("fiume");
  await board.leave();
  expect(Object.values(middle(await board.box())).map(Math.round)).toEqual([120, 220]);
  await board.deselect();
  await put(board, 270, 450, "bosco");

  // Drawn around the first, before the finger is lifted.
  const line = [{ x: 32, y: 330 }, { x: 32, y: 100 }, { x: 235, y: 100 }, { x: 235, y: 335 }, { x: 50, y: 335 }];
  await fingers.rest(line[0]!);
  for (let i = 1; i < line.length; i++) await fingers.move([line[i - 1]!], [line[i]!]);
  await fingers.halt(line[4]!);
  await fingers.lift();
  await isChosen(board, "fiume");
  await isChosen(board, "bosco", false);
  await expect(here(board)).toBeHidden();

  // Copied here, pasted there, by the menus alone.
  await more(board).tap();
  await board.menu.getByRole("button", { name: "Copia", exact: true }).tap();
  await page.touchscreen.tap(60, 560);
  await expect(board.menu).toBeHidden();
  await fingers.rest({ x: 120, y: 620 });
  await fingers.lift();
  await here(board).getByRole("menuitem", { name: "Incolla" }).tap();
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume", "fiume"]);
  // At rest on a thing, that is chosen.
  await board.deselect();
  await fingers.rest({ x: 270, y: 450 });
  await fingers.lift();
  await isChosen(board, "bosco");
  await expect(here(board)).toBeHidden();
  truth.close();
});

for (const width of [390, 360]) {
  test(`wb126 wb121 the menu of what is chosen fits a telephone ${width} wide, in two rows, and has everything`, async ({ server, workshop, newcomer }) => {
    const page = await newcomer({ ...PHONE, viewport: { width, height: 640 } });
    const board = await facilitate(page, workshop);
    const truth = await Reader.of(server, workshop);
    await put(board, 180, 200, "fiume");
    await put(board, 180, 430, "bosco");
    const look = async () => {
      await expect(board.menu).toBeVisible();
      const buttons = await board.menu.getByRole("button").all();
      const boxes = await Promise.all(buttons.map(async (one) => (await one.boundingBox())!));
      for (const { x, width: w, height } of boxes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + w).toBeLessThanOrEqual(width);
        expect(height).toBeGreaterThanOrEqual(44);
      }
      expect(new Set(boxes.map(({ y }) => Math.round(y))).size).toBeLessThanOrEqual(2);
    };
    const list = async (...words: string[]) => {
      await more(board).tap();
      await expect.poll(() => board.menu.locator(".menu button").allInnerTexts()).toEqual(words);
      const box = (await board.menu.locator(".menu").boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    };
    await page.touchscreen.tap(180, 200);
    await look();
    await list("Duplica", "Metti un'immagine sulla nota…", "Manda ai gruppi…", "Porta davanti", "Porta dietro", "Copia", "Taglia", "Blocca");
    await board.menu.getByRole("button", { name: "Blocca" }).tap();
    await expect.poll(() => truth.note("fiume")?.locked).toBe(true);
    await expect(board.menu.getByRole("button", { name: "Sblocca" })).toBeVisible();
    await look();
    // What is told in passing does not lie on it.
    await board.stage.focus();
    await page.keyboard.press("ArrowRight");
    const told = page.locator(".remark p");
    await expect(told).toHaveText("C’è un lucchetto: per spostare, sblocca prima.");
    const [below, above] = [(await board.menu.boundingBox())!, (await told.boundingBox())!];
    expect(above.y + above.height).toBeLessThan(below.y);
    await board.menu.getByRole("button", { name: "Sblocca" }).first().tap();
    await expect.poll(() => truth.note("fiume")?.locked).not.toBe(true);
    await page.keyboard.press("Control+a");
    await look();
    await list("Collega", "Crea un tema", "Duplica", "Unisci in una nota", "Manda ai gruppi…", "Porta davanti", "Porta dietro", "Copia", "Taglia", "Blocca");
    await board.menu.getByRole("button", { name: "Crea un tema" }).tap();
    await board.type("Acqua");
    await page.keyboard.press("Enter");
    await expect.poll(() => truth.clusters().map(({ title }) => title)).toEqual(["Acqua"]);
    // The small map has no room here and is not offered.
    await board.stage.focus();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("mappa piccola");
    await expect(page.getByRole("option")).toHaveCount(0);
    truth.close();
  });
}

test("wb121 wb123 wb126 by the keyboard alone: made where nothing lies, chosen, its menu, copied, locked, and out again", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(CLIPBOARD);
  const board = await facilitate(page, workshop);
  const truth = await Reader.of(server, workshop);
  const { keyboard } = page;
  const focused = (name: string | RegExp) => expect(page.locator(":focus")).toHaveAccessibleName(name);
  await board.stage.focus();
  await keyboard.press("Shift+F10");
  await focused("Nuova nota qui");
  await keyboard.press("ArrowUp");
  await focused("Tutti i comandi");
  await keyboard.press("Home");
  await keyboard.press("Enter");
  await board.type("fiume");
  await board.leave();
  await keyboard.press("Escape");
  // What is made next does not hide the first.
  await keyboard.press("ContextMenu");
  await focused("Nuova nota qui");
  await keyboard.press("Enter");
  await board.type("bosco");
  await board.leave();
  await board.saved();
  expect(truth.place("bosco")).not.toEqual(truth.place("fiume"));

  // Of what is chosen the same key opens its own menu; Escape leads back.
  await keyboard.press("Shift+F10");
  await focused("Colore: Giallo");
  await expect(here(board)).toBeHidden();
  await keyboard.press("Escape");
  await expect(board.stage).toBeFocused();
  await isChosen(board, "bosco");
  await keyboard.press("Shift+F10");
  for (let i = 0; i < 30 && !(await more(board).evaluate((one) => one === document.activeElement)); i++) await keyboard.press("Tab");
  await keyboard.press("Enter");
  await keyboard.press("End");
  await focused("Blocca");
  await keyboard.press("Enter");
  await expect.poll(() => truth.note("bosco")?.locked).toBe(true);
  await keyboard.press("Escape");
  await expect(board.stage).toBeFocused();

  // What is locked is not caught by all; it is copied all the same when it is chosen.
  await keyboard.press("Control+c");
  await keyboard.press("Control+a");
  await isChosen(board, "fiume");
  await isChosen(board, "bosco", false);
  await keyboard.press("Escape");
  await keyboard.press("Control+v");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "bosco", "fiume"]);
  await keyboard.press("Control+x");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume"]);
  await keyboard.press("Control+z");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "bosco", "fiume"]);
  truth.close();
});

test("wb73 wb48 the palette and the help sheet name all of it, and each key is one thing's", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await facilitate(page, workshop);
  await board.addAt({ x: 400, y: 300 }, "fiume");
  await board.leave();
  const palette = page.getByRole("dialog", { name: "Tutti i comandi" });
  const finds = async (typed: string, ...words: string[]) => {
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(typed);
    await expect(palette.getByRole("option").locator(".grow")).toHaveText(words);
  };
  const leave = async () => {
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  };
  for (const [typed, words] of [["lazo", "Strumento: Lazo"], ["blocca", "Blocca"], ["copia", "Copia"], ["taglia", "Taglia"], ["incolla", "Incolla"], ["duplica", "Duplica"], ["aggiungi tema", "Aggiungi un tema"], ["qui", "Che cosa si può fare qui"], ["annulla", "Annulla"]] as const) {
    await finds(typed, words);
    await leave();
  }
  await finds("mappa piccola", "Mostra la mappa piccola");
  await page.keyboard.press("Enter");
  await expect(page.locator(".minimap")).toBeVisible();
  await finds("mappa piccola", "Nascondi la mappa piccola");
  await leave();
  await finds("lazo", "Strumento: Lazo");
  await page.keyboard.press("Enter");
  await page.mouse.move(280, 420);
  await page.mouse.down();
  for (const [x, y] of [[280, 180], [520, 180], [520, 420], [300, 420]] as const) await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  await isChosen(board, "fiume");
  // From the list too what is asked of the selection leads to its menu.
  await finds("può fare qui", "Che cosa si può fare qui");
  await page.keyboard.press("Enter");
  await expect(page.locator(":focus")).toHaveAccessibleName("Colore: Giallo");
  await page.keyboard.press("Escape");
  await board.deselect();

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Scorciatoie da tastiera" });
  const rows = await help.locator("dl > div").evaluateAll((all) => all.map((row) => [row.querySelector("dt")!.textContent, row.querySelector("dd")!.textContent]));
  expect(Object.fromEntries(rows)).toMatchObject({
    "Strumento: Lazo": "Q, Alt + trascina",
    "Blocca, sblocca": "Ctrl Maiusc L",
    "Copia ciò che trascini": "Alt + trascina",
    "Copia, taglia, incolla": "Ctrl C, X, V",
    "Che cosa si può fare qui": "Maiusc F10",
    "Mappa piccola": "Maiusc M",
    "Commenti": "M",
    "Annulla": "Ctrl Z",
  });
  const keys = rows.map(([, keys]) => keys).filter((keys) => !keys!.includes("trascina") && !keys!.startsWith("Tab"));
  expect(new Set(keys).size).toBe(keys.length);
});

/** For everybody: with a screen reader, by the keyboard alone, enlarged, on a small screen, in light and dark. */
import type { Locator, Page } from "@playwright/test";
import { ADMIN } from "../server";
import { importSample } from "../api";
import { Board, enter, join, Workshop } from "../page";
import { expect, PHONE, test } from "../story";

test("the whole board can be read and written through the accessibility tree", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  for (const [i, text] of ["acqua", "terra", "aria"].entries()) {
    await board.addAt({ x: 330 + 260 * i, y: 340 }, text);
    await board.leave();
    await board.deselect();
  }
  await page.keyboard.press("c");
  await board.drag({ x: 200, y: 160 }, { x: 705, y: 470 });
  await board.type("Elementi");
  await page.keyboard.press("Enter");
  await board.deselect();
  await page.keyboard.press("l");
  await page.mouse.click(330, 300);
  await page.mouse.click(850, 300);
  await board.type("sale nella");
  await page.keyboard.press("Enter");
  await expect(board.outline).toMatchAriaSnapshot(`
    - navigation "Scaletta":
      - heading "Scaletta" [level=2]
      - button "Aggiungi una nota"
      - heading "Elementi · 2 note" [level=3]
      - list:
        - listitem:
          - button "acqua"
          - 'button "Modifica: acqua"'
        - listitem:
          - button "terra"
          - 'button "Modifica: terra"'
      - heading "Senza tema · 1 nota" [level=3]
      - list:
        - listitem:
          - button "aria"
          - 'button "Modifica: aria"'
      - heading "Legami" [level=3]
      - list:
        - listitem: acqua — sale nella → aria
  `);
  // Choosing in the list chooses on the board, and the other way round.
  await board.note("terra").press("Enter");
  await expect(board.note("terra")).toHaveAttribute("aria-pressed", "true");
  await expect(board.menu).toBeVisible();
  await page.mouse.click(330, 340);
  await expect(board.note("acqua")).toHaveAttribute("aria-pressed", "true");
  await expect(board.note("terra")).toHaveAttribute("aria-pressed", "false");

  // Written in the list, letter by letter, as everybody sees it.
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await board.outline.getByRole("button", { name: "Modifica: aria" }).press("Enter");
  const field = board.outline.getByRole("textbox", { name: "Testo della nota" });
  await expect(field).toBeFocused();
  await page.keyboard.press("Home");
  await board.type("buona ");
  await bea.reads("acqua", "terra", "buona aria");
  // The caret stays where it was, whatever comes in.
  await bea.edit("buona aria");
  await bea.type(" e fresca");
  await expect(field).toHaveValue("buona aria e fresca");
  await board.type("e pura ");
  await expect(field).toHaveValue("buona e pura aria e fresca");
  await bea.reads("acqua", "terra", "buona e pura aria e fresca");
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();

  // What others do does not take the place in the list away.
  await board.note("terra").focus();
  await bea.type("!");
  await expect(board.note("buona e pura aria e fresca!")).toBeAttached();
  await expect(board.note("terra")).toBeFocused();
  // Nor does a new order: Bea puts the other note of the theme before it, and behind it again.
  await bea.leave();
  for (const [dx, order] of [[350, ["terra", "acqua"]], [-350, ["acqua", "terra"]]] as const) {
    await bea.move("acqua", dx, 0);
    await expect.poll(async () => (await board.notes()).slice(0, 2)).toEqual(order);
    await expect(board.note("terra")).toBeFocused();
  }
  await expect(board.outline.getByRole("status")).toHaveText(/^Altre persone: \d+ not[ae] cambiat[ae]\.$/, { timeout: 10_000 });
});

interface Stop {
  /** Role and name, as a screen reader says them. */
  readonly says: string;
  /** One sees where one is. */
  readonly shown: boolean;
}

/** Every stop of the Tab key from the beginning of the page to its end. */
async function stops(page: Page): Promise<Stop[]> {
  await page.evaluate(() => {
    const start = document.createElement("span");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
  });
  const all: Stop[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      // The stage keeps the key for its notes before it lets go.
      if (element.dataset["visited"] === "last") return "here";
      if (element.dataset["visited"] !== undefined) return null;
      for (const before of document.querySelectorAll<HTMLElement>("[data-visited]")) before.dataset["visited"] = "before";
      element.dataset["visited"] = "last";
      const style = getComputedStyle(element);
      const ring = (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || getComputedStyle(element, "::after").borderTopWidth === "3px";
      const { x, y, width, height } = element.getBoundingClientRect();
      const inside = width > 1 && height > 1 && x >= -1 && y >= -1 && x + width <= innerWidth + 1 && y + height <= innerHeight + 1;
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      return ring && inside && (element.contains(top) || (top?.contains(element) ?? false) || element.closest("label")?.contains(top) === true);
    });
    if (shown === null) return all;
    if (shown === "here") continue;
    const [says = ""] = (await page.locator(":focus").ariaSnapshot()).split("\n");
    all.push({ says: /^- '?(\w+(?: "(?:[^"\\]|\\.)*")?)/.exec(says)?.[1] ?? says, shown });
  }
}

async function walks(page: Page, ...wanted: string[]): Promise<void> {
  const all = await stops(page);
  expect(all.map(({ says }) => says)).toEqual(wanted);
  expect(all.filter(({ shown }) => !shown)).toEqual([]);
}

test("everything can be reached and done by the keyboard alone, and one sees where one is", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  await page.goto(server.url);
  await expect(page.getByRole("textbox", { name: "Codice" })).toBeFocused();
  await walks(page, 'link "Plenaria"', 'textbox "Codice"', 'button "Continua"', 'combobox "Lingua"', 'button "Scuro"');
  await page.getByRole("textbox", { name: "Codice" }).focus();
  await page.keyboard.type(workshop.join.code);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Come ti chiami?" })).toBeFocused();
  await page.keyboard.type("Ada");
  await page.keyboard.press("Tab");
  // From the last choice, which is the one to begin with, round to the first.
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Ambiente" })).toBeChecked();
  await page.keyboard.press("Enter");
  const board = new Board(page);
  await board.saved();

  // Two notes without a mouse: the stage is one Tab away.
  for (const text of ["prima", "seconda"]) {
    await page.keyboard.press("n");
    await expect(board.field).toBeFocused();
    await board.type(text);
    await board.leave();
    await board.deselect();
  }
  await board.reads("prima", "seconda");
  const colours = ["Giallo", "Arancione", "Rosa", "Verde", "Azzurro", "Viola", "Bianco"].map((colour) => `button "Colore: ${colour}"`);
  const buttons = (...names: string[]) => names.map((name) => `button "${name}"`);
  await walks(
    page,
    'link "Scaletta"',
    // Tab goes from note to note, and after the last one on; what can be done with it comes next but one.
    'application "Lavagna. Invio per scrivere, frecce per spostare, Tab per la nota seguente."',
    ...buttons("Alza la mano", "1 persona qui: Ada (tu)", "Mostra la scaletta", "Altro"),
    ...colours,
    ...buttons("Scrivi", "+1, anche per me", "Reagisci", "Commenta", "Etichette", "Duplica", "Elimina", "Altro per la selezione"),
    ...buttons("Scegli", "Nota", "Tema", "Legame", "Disegna", "Annulla"),
    ...buttons("Mappa piccola", "Riduci", "Dimensione reale", "Ingrandisci", "Mostra tutto"),
    ...buttons("Aggiungi una nota", "Aggiungi un tema", "prima", "Modifica: prima", "Azioni: prima", "seconda", "Modifica: seconda", "Azioni: seconda"),
  );

  // Chosen by Tab, moved by arrows, coloured and removed by keys.
  await board.stage.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  const before = await board.box();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => board.box()).toMatchObject({ x: before.x + 20, y: before.y + 2 });
  await page.keyboard.press("Alt+4");
  await expect(board.menu.getByRole("button", { name: "Colore: Verde" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await board.notes()).length).toBe(1);
  await page.keyboard.press("Control+z");
  await board.reads("prima", "seconda");

  // The menu by arrows, and back to its button.
  const more = page.getByRole("button", { name: "Altro", exact: true });
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Scorciatoie da tastiera" }).or(page.getByRole("button", { name: "Mostra tutto" })).first()).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("button", { name: "All'inizio" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Scorciatoie da tastiera" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await walks(
    desk.page,
    'link "Plenaria"',
    'combobox "Lingua"',
    ...buttons("Scuro", "Incontro 1 Adesso", "Modifica il programma", "Raccogli", "Poster", "Vademecum", "Manifesto", "Pagina pubblica", "Invita", "Persone e gruppi", "Importa", "Modelli", "Chiudi l'ingresso", "Chi arriva aspetta"),
    ...["Plenaria", "Ambiente", "Cultura", "Scuola", "Sociale", "Canvas"].flatMap((name) => [`link "${name}"`, `button "Altro: ${name}"`]),
    'region "Chi è dove"',
    ...buttons("Ada", "Tutti in plenaria", "Voto…", "Messaggio", "Scrittura riservata"),
    'checkbox "senza nomi"',
    'button "Note prima a te"',
  );
  // The page looks every two seconds who is where; whoever stands on a board stays there.
  await desk.board("Ambiente").focus();
  await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await expect(desk.card("Ambiente")).toContainText("2 nel gruppo");
  await expect(desk.board("Ambiente")).toBeFocused();
});

test("a dialog keeps the keyboard, Escape ends it, and one is back where one was", async ({ workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  for (const what of ["Raccogli", "Poster", "Vademecum", "Manifesto", "Pagina pubblica", "Invita", "Importa"] as const) {
    const opener = page.getByRole("main").getByRole("button", { name: what, exact: true });
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect(desk.dialog).toBeVisible();
    await expect(desk.dialog.getByRole("button", { name: "Chiudi" }).first()).toBeFocused();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null), what).toBe(true);
    }
    await page.keyboard.press("Escape");
    await expect(desk.dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
});

test("a dialog opened the moment another is closed stays", async ({ workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  // The browser tells that a dialog has closed in a later task, and on a busy machine the next key comes before it.
  for (const [how, next] of [
    ["by the browser", "Poster"],
    ["by its button", "Raccogli"],
    ["by Escape", "Raccogli"],
  ] as const) {
    await desk.ask("Raccogli");
    await page.evaluate(
      ([how, next]) => {
        const dialog = document.querySelector("dialog")!;
        if (how === "by the browser") dialog.close();
        else if (how === "by its button") dialog.querySelector<HTMLElement>(".dialog-head button")!.click();
        else dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
        [...document.querySelectorAll<HTMLElement>("main button")].find((button) => button.textContent?.trim() === next)!.click();
      },
      [how, next] as const,
    );
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    await expect(desk.dialog.getByRole("heading", { name: next }), how).toBeVisible();
    await desk.close();
  }
});

/** Nothing to scroll sideways, and every control whole within the window. */
async function fits(page: Page, where: string, root: Locator = page.locator("body")): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${where}: sideways`).toBeLessThanOrEqual(0);
  const outside = await root.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>("button, a, input, select, textarea, summary")].flatMap((control) => {
      const { x, width, height } = control.getBoundingClientRect();
      const hidden = width <= 1 || height <= 1 || control.closest(".visually-hidden, .scroll-x") !== null || getComputedStyle(control).visibility === "hidden";
      return hidden || (x >= 0 && x + width <= innerWidth + 0.5) ? [] : [`${control.textContent || control.getAttribute("aria-label")}: ${x}..${x + width}`];
    }),
  );
  expect(outside, `${where}: controls outside`).toEqual([]);
}

const SMALL = [
  ["a phone", PHONE],
  ["200 % zoom", { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 }],
] as const;

for (const [what, options] of SMALL) {
  test(`nothing runs out of the window: ${what}`, async ({ server, workshop, newcomer }) => {
    await importSample(server, workshop);
    const page = await newcomer(options);
    await page.goto(server.url);
    await expect(page.getByRole("textbox")).toBeVisible();
    await fits(page, "home");
    await page.goto(workshop.join.url);
    await expect(page.getByRole("radio").first()).toBeVisible();
    await fits(page, "join");
    const board = await enter(page, "Ada", "Ambiente");
    await expect.poll(async () => (await board.notes()).length).toBeGreaterThan(0);
    await fits(page, "board");
    await page.getByRole("button", { name: "Mostra la scaletta" }).click();
    await fits(page, "board with the outline");
    await board.outline.getByRole("listitem").getByRole("button").first().click();
    await page.getByRole("button", { name: "Nascondi la scaletta" }).click();
    await expect(board.menu).toBeVisible();
    await fits(page, "board with a selected note");
    await page.getByRole("button", { name: "Altro", exact: true }).click();
    await fits(page, "board with the menu");
    await page.getByRole("button", { name: "Scorciatoie da tastiera" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await fits(page, "shortcuts");

    const desk = await Workshop.open(await newcomer(options), workshop.facilitator.url);
    await fits(desk.page, "workshop");
    for (const dialog of ["Raccogli", "Poster", "Vademecum", "Manifesto", "Pagina pubblica", "Invita", "Importa"] as const) {
      await desk.ask(dialog);
      await fits(desk.page, dialog);
      await desk.close();
    }
    await desk.page.goto(`${server.url}/admin#${ADMIN}`);
    await desk.page.getByRole("button", { name: "Nuovo laboratorio" }).click();
    await fits(desk.page, "administration", desk.page.locator("main"));
    await fits(desk.page, "new workshop", desk.dialog);
  });
}

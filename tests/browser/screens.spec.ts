/** Every screen, panel, menu and dialog, as axe sees it: in light and dark, enlarged to twice its size, and on a phone. */
import type { Locator, Page } from "@playwright/test";
import { call, createWorkshop, importSample } from "../api";
import { clean } from "../axe";
import { arrived, type Board, enter, join, Workshop } from "../page";
import { ADMIN, type Server } from "../server";
import { expect, PHONE, test } from "../story";

const ZOOMED = { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 };
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const SETTINGS = [
  ["at a desk", {}],
  ["at 200 %", ZOOMED],
  ["on a phone", PHONE],
] as const;

/** The menu at the top. */
async function menu(page: Page, entry: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await page.getByRole("button", { name: entry }).click();
}

/** Chosen on the board; on a phone the list would lie over what can be done with it. */
async function pick(board: Board, text: string): Promise<void> {
  await board.note(text).press("Enter");
  await board.stage.focus();
  await expect(board.menu).toBeVisible();
}

/** Every entry can be brought to where it is seen and pressed. */
async function reachable(opened: Locator): Promise<void> {
  await expect(opened.getByRole("button").or(opened.getByRole("menuitem")).first()).toBeVisible();
  for (const entry of await opened.getByRole("button").or(opened.getByRole("menuitem")).all()) await entry.click({ trial: true, timeout: 5_000 });
}

/** Keys go to the board, with nothing chosen. */
async function rest(board: Board): Promise<void> {
  await board.stage.focus();
  await board.page.keyboard.press("Escape");
  await board.page.keyboard.press("Escape");
  await expect(board.menu).toBeHidden();
}

for (const [setting, options] of SETTINGS) {
  test(`wb106 axe has nothing to object to before a board, ${setting}`, async ({ server, workshop, newcomer }) => {
    const page = await newcomer(options);
    await page.goto(server.url);
    await clean(page, "home");
    await page.getByRole("textbox").fill("ZZZZ-ZZZZ");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    await clean(page, "home with a refusal");
    await page.goto(`${server.url}/nulla`);
    await expect(page.getByRole("heading", { name: "A questo indirizzo non c'è nulla" })).toBeVisible();
    await clean(page, "nothing here");
    await page.goto(`${server.url}/b/${workshop.boards[0]!.id}`);
    await expect(page.getByText("Questo dispositivo non ha accesso a quella lavagna.")).toBeVisible();
    await clean(page, "a board without a seat");
    await page.goto(workshop.join.url);
    await expect(page.getByRole("radio").first()).toBeVisible();
    await clean(page, "join");
    await page.getByRole("button", { name: "Vai alla lavagna" }).click();
    await clean(page, "join without a name");
    await call(server, "PATCH", `/workshops/${workshop.id}`, workshop.facilitator.token, { join_open: false });
    await page.getByRole("textbox", { name: "Come ti chiami?" }).fill("Ada");
    await page.getByRole("button", { name: "Vai alla lavagna" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await clean(page, "join, shut");
  });

  test(`wb106 axe has nothing to object to on a board, ${setting}`, async ({ server, workshop, newcomer }) => {
    test.setTimeout(120_000);
    const page = await newcomer(options);
    await empty(page, server);
    await importSample(server, workshop);
    const board = await join(page, workshop.join.url, "Ada", "Ambiente");
    await expect.poll(async () => (await board.notes()).length).toBeGreaterThan(0);
    await clean(page, "board with notes");
    await selection(board);
    await drawing(board);
    await panels(board);
    await outline(board);
    await talk(board);
    await writing(board);

    const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
    await page.getByRole("button", { name: "2 persone qui" }).click();
    await expect(page.getByRole("button", { name: "Segui Bea" })).toBeVisible();
    await clean(page, "people");
    await page.getByRole("button", { name: "Segui Bea" }).click();
    await expect(page.getByText("Stai seguendo Bea")).toBeVisible();
    await clean(page, "following");
    await bea.page.close();
    await voting(board, server, workshop);
    await page.context().setOffline(true);
    await expect(board.mark).toHaveAttribute("data-net", "offline", { timeout: 20_000 });
    await clean(page, "board without a connection");
  });

  test(`wb106 axe has nothing to object to on the pages of who facilitates and administers, ${setting}`, async ({ server, workshop, newcomer }) => {
    test.setTimeout(150_000);
    await importSample(server, workshop);
    const guest = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
    const desk = await Workshop.open(await newcomer(options), workshop.facilitator.url);
    const { page, dialog } = desk;
    await expect(page.getByRole("button", { name: "Ada" })).toBeVisible();
    await clean(page, "workshop");
    for (const what of ["Invita", "Raccogli", "Poster", "Vademecum", "Manifesto", "Pagina pubblica", "Importa", "Persone e gruppi", "Modifica il programma"] as const) {
      await desk.ask(what);
      if (what === "Raccogli") await expect(dialog.getByRole("listitem").first()).toBeVisible();
      if (what === "Poster") await expect(dialog.getByRole("img")).toBeVisible({ timeout: 20_000 });
      if (what === "Manifesto") {
        await expect(dialog.getByRole("img")).toBeVisible({ timeout: 20_000 });
        await dialog.locator(".clusters button").first().click();
      }
      if (what === "Importa") await dialog.getByRole("button", { name: "Importa" }).click();
      if (what === "Persone e gruppi") {
        await dialog.getByRole("button", { name: "Prepara" }).click();
        await dialog.getByText("Chi sta dove").click();
      }
      if (what === "Modifica il programma") await expect(dialog.getByRole("group", { name: "Fase 1" })).toBeVisible();
      await clean(page, `workshop: ${what}`);
      await desk.close();
    }
    await page.getByRole("main").getByRole("button", { name: "Modelli", exact: true }).click();
    await expect(dialog).toBeVisible();
    await clean(page, "workshop: templates");
    await desk.close();
    await page.getByRole("region", { name: "Conduci" }).getByRole("button", { name: "Voto…" }).click();
    await expect(dialog.getByLabel("Punti per persona")).toHaveValue("3");
    await clean(page, "workshop: opening a vote");
    await desk.close();
    await page.getByRole("button", { name: "Ada" }).click();
    await clean(page, "workshop: a person");
    await dialog.getByRole("button", { name: "Togli dal laboratorio" }).click();
    await clean(page, "workshop: a person, to be sent away");
    await desk.close();
    await guest.page.close();

    // A board, as who facilitates has it.
    await desk.board("Ambiente").click();
    const board = await arrived(page);
    const [first] = await board.notes();
    await pick(board, first!);
    await page.keyboard.press("Control+Shift+l");
    await expect(board.menu.getByRole("button", { name: "Sblocca" })).toBeVisible();
    await clean(page, "board with what is locked");

    await page.goto(`${server.url}/admin`);
    await page.getByLabel("Token di chi amministra").fill(ADMIN);
    await clean(page, "administrator's door");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Laboratorio di prova" })).toBeVisible();
    await clean(page, "administration");
    await page.getByRole("button", { name: "Nuovo laboratorio" }).click();
    await dialog.getByLabel("Titolo").fill("Un altro");
    await clean(page, "new workshop");
    await dialog.getByRole("button", { name: "Crea" }).click();
    await expect(dialog.getByRole("status")).toContainText("Creato.");
    await clean(page, "workshop made");
  });
}

/** A board with nothing on it, and the templates to begin with. */
async function empty(page: Page, server: Server): Promise<void> {
  const other = await createWorkshop(server, ["Uno"], "Vuoto");
  await page.goto(other.join.url);
  const board = await enter(page, "Ada");
  await expect(page.getByRole("button", { name: "Comincia da un modello" })).toBeVisible();
  await clean(page, "empty board");
  await page.getByRole("button", { name: "Comincia da un modello" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: /^SWOT/ })).toBeVisible();
  await clean(page, "gallery of templates");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  const { width, height } = page.viewportSize()!;
  await page.mouse.click(width / 3, height / 3, { button: "right" });
  await expect(page.getByRole("menu", { name: "In questo punto" })).toBeVisible();
  await clean(page, "menu of the empty board");
  await reachable(page.getByRole("menu", { name: "In questo punto" }));
  await page.keyboard.press("Escape");
  await board.stage.focus();
  await page.keyboard.press("n");
  await expect(board.field).toBeFocused();
  await clean(page, "writing a note");
  await page.keyboard.press("Escape");
}

/** A vote: what it says of itself, dots beside a note and in the list, and its end. */
async function voting(board: Board, server: Server, { id, facilitator }: { id: string; facilitator: { token: string } }): Promise<void> {
  const { page } = board;
  const conduct = (wish: object) => call(server, "POST", `/workshops/${id}/progress`, facilitator.token, wish);
  await conduct({ do: "vote", dots: 5, most: 2, title: "Da dove cominciamo?", only: { colors: ["yellow", "pink"] } });
  const bar = page.getByRole("region", { name: "Voto", exact: true });
  await expect(bar).toContainText("Solo: Giallo o Rosa");
  await rest(board);
  const one = board.outline.getByRole("listitem").filter({ has: page.getByRole("button", { name: /^Dai un punto/ }) });
  await one.first().getByRole("button").first().press("Enter");
  await board.stage.focus();
  const give = board.menu.getByRole("button", { name: /^Dai un punto/ });
  await give.click();
  await expect(bar).toContainText("Ti restano 4 punti su 5");
  await give.click({ trial: true, timeout: 5_000 });
  await clean(page, "a vote, with a note chosen");
  await conduct({ do: "close_vote" });
  await expect(bar).toContainText("Il voto è chiuso.");
  await clean(page, "a vote that has closed");
  await bar.getByRole("button", { name: "Chiudi" }).click();
  await rest(board);
}

async function selection(board: Board): Promise<void> {
  const { page } = board;
  const notes = await board.notes();
  await pick(board, notes[3]!);
  await expect(board.menu).toBeVisible();
  await clean(page, "board with a selected note");
  for (const name of ["Reagisci", "Etichette", "Altro per la selezione"]) {
    await board.menu.getByRole("button", { name }).click();
    await expect(board.menu.locator(".menu")).toBeVisible();
    await clean(page, `selection: ${name}`);
    if (name !== "Etichette") await reachable(board.menu.locator(".menu"));
    await page.keyboard.press("Escape");
  }
  await board.stage.focus();
  await page.keyboard.press("Control+a");
  await board.menu.getByRole("button", { name: "Disponi" }).click();
  await clean(page, "selection: arrange");
  await reachable(board.menu.locator(".menu"));
  await page.keyboard.press("Escape");
  await rest(board);
}

async function drawing(board: Board): Promise<void> {
  const { page } = board;
  const bar = page.getByRole("toolbar", { name: "Disegna" });
  for (const key of ["p", "h", "e", "t", "r"]) {
    await board.stage.focus();
    await page.keyboard.press(key);
    await expect(bar).toBeVisible();
    await clean(page, `drawing: ${key}`);
  }
  await page.keyboard.press("v");
  await expect(bar).toBeHidden();
  for (const key of ["c", "l"]) {
    await page.keyboard.press(key);
    await clean(page, `tool: ${key}`);
  }
  await page.keyboard.press("v");
  await page.keyboard.press("Shift+M");
  await clean(page, "small map");
  await page.keyboard.press("Shift+M");
}

async function panels(board: Board): Promise<void> {
  const { page } = board;
  await rest(board);
  await page.keyboard.press("Control+f");
  await page.keyboard.type("confine");
  await expect(page.getByRole("search").getByRole("status")).toHaveText(/^1 di/);
  await clean(page, "search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await clean(page, "commands");
  await page.keyboard.press("Escape");
  await menu(page, "Presenta tema per tema");
  await expect(page.getByRole("region", { name: "Presenta tema per tema" })).toBeVisible();
  await clean(page, "presentation");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await clean(page, "board with the menu");
  await reachable(page.locator("header .menu"));
  await page.getByRole("button", { name: "Scorciatoie da tastiera" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await clean(page, "shortcuts");
  await page.keyboard.press("Escape");
  await menu(page, "Mostra chi ha scritto");
  await clean(page, "who wrote");
}

async function outline(board: Board): Promise<void> {
  const { page } = board;
  const [first] = await board.notes();
  await board.choose(first!);
  await page.getByRole("button", { name: "Mostra la scaletta" }).click();
  await clean(page, "board with the outline");
  await board.outline.getByRole("button", { name: /^Azioni: / }).nth(1).click();
  await expect(board.outline.getByRole("group", { name: /^Azioni: / }).first()).toBeVisible();
  await board.outline.getByRole("button", { name: "Collega a…" }).click();
  await expect(board.outline.getByRole("searchbox")).toBeFocused();
  await clean(page, "outline: actions and a link");
  await page.keyboard.press("Escape");
  await board.outline.getByRole("button", { name: /^Modifica: / }).nth(1).click();
  await expect(board.outline.getByRole("textbox")).toBeVisible();
  await clean(page, "outline: writing");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Nascondi la scaletta" }).click();
}

async function talk(board: Board): Promise<void> {
  const { page } = board;
  await pick(board, (await board.notes())[0]!);
  await board.menu.getByRole("button", { name: "Commenta", exact: true }).click();
  const panel = page.getByRole("complementary", { name: "Commenti" });
  await panel.getByRole("textbox", { name: "Scrivi un commento" }).fill("Chi lo misura?");
  await clean(page, "comments: writing");
  await panel.getByRole("button", { name: "Invia" }).click();
  await panel.getByRole("button", { name: "Rispondi" }).click();
  await clean(page, "comments: a thread and an answer");
  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: "Segna come risolta" }).click();
  await panel.getByRole("button", { name: /^Risolte/ }).click();
  await clean(page, "comments: settled");
  await panel.getByRole("button", { name: "Chiudi" }).click();
  await expect(panel).toBeHidden();
}

async function writing(board: Board): Promise<void> {
  const { page } = board;
  await rest(board);
  await menu(page, "Scrivi note");
  const field: Locator = page.getByRole("textbox", { name: "Scrivi qui la tua nota" });
  await expect(field).toBeFocused();
  await clean(page, "writing page");
  for (const [name, words] of [["foto.png", "La foto va con la nota."], ["testo.png", "Questa non è un'immagine"]] as const) {
    const buffer = name === "foto.png" ? Buffer.from(DOT, "base64") : Buffer.from("niente");
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "image/png", buffer });
    await expect(page.getByText(words)).toBeVisible();
    await clean(page, `writing page: ${name}`);
    if (name === "foto.png") {
      await field.fill("Il ponte");
      await page.getByRole("button", { name: "Invia" }).click();
    } else await page.getByRole("button", { name: "Togli la foto" }).click();
  }
  await page.getByRole("button", { name: /Il ponte/ }).click();
  await expect(page.getByRole("textbox", { name: "Testo della nota" })).toBeFocused();
  await clean(page, "writing page: a note of one's own");
  await page.getByRole("button", { name: "Ritira la nota" }).click();
  await clean(page, "writing page: taken back");
  await page.getByRole("link", { name: "Alla lavagna" }).click();
  await expect(board.stage).toBeVisible();
}

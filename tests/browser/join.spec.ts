/** Coming in: by code on a phone, by link, by what the facilitator shows; and what happens with a code that opens nothing. */
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { ADMIN } from "../server";
import { boardOf, call, GROUPS } from "../api";
import { arrived, enter, join, Workshop } from "../page";
import { expect, PHONE, test } from "../story";

// jsqr reads a QR code out of pixels: what the facilitator shows is read as a phone's camera would.
const JSQR = createRequire(import.meta.url).resolve("jsqr");

declare const jsQR: (pixels: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null;

/** What a picture with a QR code says. */
async function scanned(page: Page, png: Buffer): Promise<string | null> {
  await page.goto("about:blank");
  await page.addScriptTag({ path: JSQR });
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d")!;
    pen.drawImage(image, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, image.width, image.height);
    return jsQR(data, width, height)?.data ?? null;
  }, png.toString("base64"));
}

test("somebody with a phone types the code, says a name, and writes on the board of their group", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  await page.goto(server.url);
  await page.getByRole("textbox", { name: "Codice" }).tap();
  // As people type: small letters, no dash, spaces around.
  await page.keyboard.type(` ${workshop.join.code.toLowerCase().replace("-", "")} `);
  await page.getByRole("button", { name: "Continua" }).tap();
  await expect(page.getByRole("heading", { name: "Laboratorio di prova" })).toBeVisible();
  await expect(page.getByText("Nessun account, nessun cookie.")).toBeVisible();
  // Neither the code nor anything else secret stands in the address.
  expect(new URL(page.url()).hash).toBe("");
  await page.getByRole("textbox", { name: "Come ti chiami?" }).tap();
  await page.keyboard.type("Ada");
  await expect(page.getByRole("radio")).toHaveCount(GROUPS.length + 1);
  await page.getByText("Cultura", { exact: true }).tap();
  await page.getByRole("button", { name: "Vai alla lavagna" }).tap();
  const board = await arrived(page);
  await expect(page).toHaveURL(`${server.url}/b/${boardOf(workshop.boards, "group", "Cultura").id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cultura");
  expect(await page.context().cookies()).toEqual([]);

  await board.tools.getByRole("button", { name: "Nota" }).tap();
  await page.touchscreen.tap(195, 420);
  await expect(board.field).toBeFocused();
  await board.type("dal telefono");
  await page.touchscreen.tap(195, 640);
  await expect(board.field).toBeHidden();
  await board.saved();
  await board.reads("dal telefono");

  // The same person on the same phone needs no second name.
  await page.goto(server.url);
  await expect(page.getByRole("link", { name: /Partecipi come Ada/ })).toBeVisible();
  await page.goto(workshop.join.url);
  await page.getByRole("button", { name: "Continua come Ada" }).tap();
  await (await arrived(page)).reads("dal telefono");
});

test("a code that opens nothing is said so, and the right one then goes on", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  await page.goto(server.url);
  const field = page.getByRole("textbox", { name: "Codice" });
  for (const wrong of ["ZZZZ-ZZZZ", "????", "x"]) {
    await field.fill(wrong);
    await page.getByRole("button", { name: "Continua" }).tap();
    await expect(page.getByRole("alert")).toHaveText("Questo codice non apre nessun laboratorio. Controllalo con chi facilita e riprova.");
    await expect(field).toHaveValue(wrong);
    await expect(field).toBeFocused();
  }
  await field.fill(workshop.join.code);
  await page.getByRole("button", { name: "Continua" }).tap();
  await expect(page.getByRole("heading", { name: "Laboratorio di prova" })).toBeVisible();
});

test("a wrong link, and a workshop that takes nobody in", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  await page.goto(`${server.url}/join#nonEsiste`);
  await expect(page.getByRole("alert")).toHaveText("Questo codice non apre nessun laboratorio. Controllalo con chi facilita e riprova.");
  await page.getByRole("button", { name: "All'inizio" }).click();
  await expect(page.getByRole("textbox", { name: "Codice" })).toBeVisible();

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.page.getByRole("button", { name: "Chiudi l'ingresso" }).click();
  await expect(desk.page.getByRole("button", { name: "Apri l'ingresso" })).toBeVisible();
  await page.goto(workshop.join.url);
  await page.getByRole("textbox", { name: "Come ti chiami?" }).fill("Tarda");
  await page.getByRole("button", { name: "Vai alla lavagna" }).click();
  await expect(page.getByRole("alert")).toHaveText("Questo laboratorio al momento non accoglie altre persone: chiedi a chi facilita.");
  await desk.page.getByRole("button", { name: "Apri l'ingresso" }).click();
  await expect(desk.page.getByRole("button", { name: "Chiudi l'ingresso" })).toBeVisible();
  // The name is still there.
  await page.getByRole("button", { name: "Vai alla lavagna" }).click();
  await arrived(page);
});

test("code, link and QR code that the facilitator shows lead into the workshop", async ({ server, workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const share = await desk.ask("Invita");
  const code = await share.getByText(/^\w{4}-\w{4}$/).innerText();
  const link = await share.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  const picture = share.getByRole("img", { name: "Codice QR del link" });
  await expect(picture.locator("svg")).toBeVisible();
  const png = await picture.screenshot();
  await share.getByText("Un link per ogni gruppo").click();
  const scuola = await share.getByRole("textbox", { name: "Link per il gruppo Scuola" }).inputValue();

  const page = await newcomer(PHONE);
  expect(await scanned(page, png)).toBe(link);
  const byLink = await join(page, link, "Da QR", "Sociale");
  await expect(byLink.page.getByRole("heading", { level: 1 })).toHaveText("Sociale");

  const other = await newcomer();
  await other.goto(server.url);
  await other.getByRole("textbox", { name: "Codice" }).fill(code);
  await other.keyboard.press("Enter");
  await enter(other, "Da codice", "Ambiente");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Ambiente");

  // The group's own link asks for a name only.
  const third = await newcomer();
  await third.goto(scuola);
  await expect(third.getByText("Il tuo gruppo: Scuola")).toBeVisible();
  await expect(third.getByRole("radio")).toHaveCount(0);
  await enter(third, "Da gruppo");
  await expect(third.getByRole("heading", { level: 1 })).toHaveText("Scuola");

  // The facilitator sees who is where.
  await desk.close();
  await expect(desk.page.getByRole("row", { name: "Da QR Sociale Sociale" })).toBeVisible({ timeout: 10_000 });
  await expect(desk.page.getByRole("row", { name: "Da gruppo Scuola Scuola" })).toBeVisible();
  await expect(desk.card("Ambiente")).toContainText("Da codice");
});

test("whoever comes without a group is put where there is room, in the session of now", async ({ server, newcomer }) => {
  const made = await call(server, "POST", "/workshops", ADMIN, {
    title: "Due incontri",
    language: "it",
    groups: ["Uno", "Due"],
    sessions: [{ title: "Partenza" }, { title: "Seguito" }],
  });
  const desk = await Workshop.open(await newcomer(), made.body.facilitator.url);
  const first = await join(await newcomer(), made.body.join.url, "Prima", "Uno");
  await expect(first.page.getByText("Incontro 1")).toBeVisible();
  const second = await join(await newcomer(), made.body.join.url, "Seconda");
  await expect(second.page.getByRole("heading", { level: 1 })).toHaveText("Due");
  await desk.page.getByRole("button", { name: /^Incontro 2/ }).click();
  await desk.page.getByRole("button", { name: "Rendilo l'incontro di adesso" }).click();
  await expect(desk.page.getByRole("button", { name: /^Incontro 2.*Adesso/ })).toBeVisible();
  const third = await join(await newcomer(), made.body.join.url, "Terza", "Uno");
  await expect(third.page).toHaveURL(new RegExp(`/b/${boardOf(made.body.boards, "group", "Uno", 2).id}$`));
  await expect(third.page.getByText("Incontro 2")).toBeVisible();
});

test("wb112 ht50 the page speaks the language one chooses, and so does the server", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  await page.goto(server.url);
  await expect(page.locator("html")).toHaveAttribute("lang", "it");
  await page.getByRole("combobox", { name: "Lingua" }).selectOption("English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { name: "Join a workshop" })).toBeVisible();
  await page.getByRole("textbox").fill("ZZZZ-ZZZZ");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("This code does not open a workshop. Check it with who facilitates and try again.");
  await page.goto(workshop.join.url);
  await page.getByRole("textbox").fill("Ada");
  await page.keyboard.press("Enter");
  await expect(page.locator("header").getByRole("status")).toHaveText("Saved");
  // On the board, while it is open, from the menu.
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Italiano" }).click();
  await expect(page.locator("header").getByRole("status")).toHaveText("Salvato");
  await expect(page.getByRole("toolbar", { name: "Strumenti" })).toBeVisible();
  await expect(page.getByRole("application")).toHaveAccessibleName(/^Lavagna/);
  const doors = { "de-AT": "Einem Workshop beitreten", "en-GB": "Join a workshop", "it-CH": "Entra in un laboratorio", "fr-CA": "Rejoindre un atelier", "es-AR": "Entrar en un taller" };
  for (const [locale, words] of Object.entries(doors)) {
    const there = await newcomer({ locale });
    await there.goto(server.url);
    await expect(there.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
    await expect(there.getByRole("heading", { level: 1 })).toHaveText(words);
  }
  // Who has none of them gets English before a workshop is known.
  const elsewhere = await newcomer({ locale: "fi-FI" });
  await elsewhere.goto(server.url);
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "en");
});

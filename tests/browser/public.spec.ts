/** The public page, as somebody reads it who has nothing but its link. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { boardOf, call, importSample, type Workshop as Made } from "../api";
import { clean, found } from "../axe";
import { Workshop } from "../page";
import type { Server } from "../server";
import { expect, PHONE, test } from "../story";

/** A picture of how it looks, where one was asked for. */
async function look(page: Page, name: string): Promise<void> {
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/${name}.png` });
}

/** Publishes the plenary of the sample and one group's board; the link. */
async function published(server: Server, workshop: Made, collect: (url: string) => Promise<void>): Promise<string> {
  await importSample(server, workshop);
  await collect(workshop.facilitator.url);
  const boards = [boardOf(workshop.boards, "plenary").id, boardOf(workshop.boards, "group", "Ambiente").id];
  const wish = { version: 0, boards, names: false, poster: true, handbook: true };
  const { status, body } = await call(server, "PUT", `/workshops/${workshop.id}/publication`, workshop.facilitator.token, wish);
  expect(status).toBe(200);
  return body.url;
}

const frame = (page: Page): Locator => page.getByRole("group", { name: /^Lavagna «Plenaria, incontro 1»/ });

async function box(one: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await one.boundingBox())!;
}

/** How large the picture is drawn, and where it lies in its frame. */
async function camera(page: Page): Promise<{ width: number; x: number; y: number }> {
  const [outer, inner] = [await box(frame(page)), await box(frame(page).getByRole("img"))];
  return { width: inner.width, x: inner.x - outer.x, y: inner.y - outer.y };
}

const plenary = (page: Page): Locator => page.getByRole("region", { name: "Plenaria, incontro 1" });

test("wb177 the picture of a board is moved and enlarged by mouse, keys and buttons", async ({ server, workshop, newcomer }) => {
  const link = await published(server, workshop, async (url) => void (await (await Workshop.open(await newcomer(), url)).collect()));
  const page = await newcomer();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Laboratorio di prova");
  await expect(plenary(page).getByRole("button", { name: "Ingrandisci" })).toBeVisible();
  await look(page, "public");
  const image = frame(page).getByRole("img");
  await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0)).toBe(true);
  // All of it is seen.
  const [outer, inner] = [await box(frame(page)), await box(image)];
  expect(inner.x).toBeGreaterThanOrEqual(outer.x);
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width + 2);
  const whole = await camera(page);

  // The wheel belongs to the page until the board is in use.
  const middle = { x: outer.x + outer.width / 2, y: outer.y + outer.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  expect((await camera(page)).width).toBeCloseTo(whole.width, 0);
  await frame(page).focus();
  await page.mouse.move(middle.x, (await box(frame(page))).y + 100);
  await page.mouse.wheel(0, -800);
  await expect.poll(async () => (await camera(page)).width).toBeGreaterThan(whole.width * 3.8);
  const near = await camera(page);
  await look(page, "public-near");
  // Drawn anew, not stretched.
  expect(await image.evaluate((one) => getComputedStyle(one).transform)).toMatch(/^matrix\(1, 0, 0, 1,/);

  const at = await box(frame(page));
  await page.mouse.move(at.x + 300, at.y + 200);
  await page.mouse.down();
  await page.mouse.move(at.x + 240, at.y + 160, { steps: 5 });
  await page.mouse.up();
  const dragged = await camera(page);
  expect([Math.round(dragged.x - near.x), Math.round(dragged.y - near.y)]).toEqual([-60, -40]);
  await expect(frame(page)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  expect((await camera(page)).x).toBeCloseTo(dragged.x - 80, 0);
  await page.keyboard.press("+");
  expect((await camera(page)).width).toBeCloseTo(near.width * 1.4, -1);
  await page.keyboard.press("0");
  expect(await camera(page)).toEqual(whole);
  const enlarge = plenary(page).getByRole("button", { name: "Ingrandisci" });
  await enlarge.focus();
  await page.keyboard.press("Enter");
  expect((await camera(page)).width).toBeCloseTo(whole.width * 1.4, 0);
  await plenary(page).getByRole("button", { name: "Tutta" }).click();
  expect(await camera(page)).toEqual(whole);
  await plenary(page).getByRole("button", { name: "Schermo intero" }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.className)).toBe("canvas");
  await look(page, "public-full");
  await page.evaluate(() => document.exitFullscreen());
  await expect.poll(async () => Math.round((await camera(page)).width)).toBe(Math.round(whole.width));
  // Nothing but this host was asked for anything.
  expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([]);
  expect(asked.some((url) => url.includes("/api/"))).toBe(false);
  expect(await page.context().cookies()).toEqual([]);
});

test("wb178 the page is read on a phone, by night, enlarged, and without a script", async ({ server, workshop, newcomer, browser }) => {
  const link = await published(server, workshop, async (url) => void (await (await Workshop.open(await newcomer(), url)).collect()));
  const phone = await newcomer(PHONE);
  await phone.goto(link);
  await expect(frame(phone)).toBeVisible();
  await look(phone, "public-phone");
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await fits(phone)).toBeLessThanOrEqual(0);
  expect(await found(phone)).toEqual([]);
  // Two fingers bring it closer.
  await frame(phone).scrollIntoViewIfNeeded();
  const whole = await camera(phone);
  const at = await box(frame(phone));
  const [x, y] = [Math.round(at.x + at.width / 2), Math.round(at.y + at.height / 2)];
  const fingers = await phone.context().newCDPSession(phone);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
    fingers.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: x - apart, y, id: 0 }, { x: x + apart, y, id: 1 }] });
  await touch("touchStart", 30);
  for (const apart of [40, 60, 90]) await touch("touchMove", apart);
  await touch("touchEnd", 90);
  await expect.poll(async () => (await camera(phone)).width).toBeGreaterThan(whole.width * 2);
  await look(phone, "public-phone-near");

  const page = await newcomer({ viewport: { width: 1280, height: 800 }, colorScheme: "dark" });
  await page.goto(link);
  await expect(frame(page)).toBeVisible();
  expect(await found(page)).toEqual([]);
  await look(page, "public-dark");
  // As large as 200 percent makes it.
  await page.setViewportSize({ width: 640, height: 400 });
  expect(await fits(page)).toBeLessThanOrEqual(0);
  await look(page, "public-200");
  await page.setViewportSize({ width: 320, height: 600 });
  expect(await fits(page)).toBeLessThanOrEqual(0);

  const still = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await still.goto(link);
  await expect(still.getByRole("button")).toHaveCount(0);
  await expect(still.getByRole("link", { name: /^Immagine della lavagna «Plenaria/ })).toBeVisible();
  await look(still, "public-still");
  const { body } = await call(server, "GET", `/boards/${boardOf(workshop.boards, "plenary").id}/export.json`, workshop.facilitator.token);
  const said = (await plenary(still).getByRole("listitem").locator("p.text").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  const notes = (Object.values(body.notes) as { text: string }[]).map(({ text }) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
  expect(notes.length).toBeGreaterThan(20);
  for (const note of notes) expect(said).toContain(note);
  const titles = await plenary(still).getByRole("heading", { level: 3 }).allInnerTexts();
  expect(titles.length).toBeGreaterThan(5);
  await expect(still.getByRole("heading", { level: 2, name: "Gli incontri" })).toBeVisible();
  await still.context().close();
});

test("wb178 poster and handbook are downloaded from the page; what is taken back says so kindly", async ({ server, workshop, newcomer }) => {
  const link = await published(server, workshop, async (url) => void (await (await Workshop.open(await newcomer(), url)).collect()));
  const page = await newcomer({ locale: "de-DE" });
  await page.goto(link);
  const download = async (one: Locator): Promise<{ name: string; bytes: Buffer }> => {
    const coming = page.waitForEvent("download");
    await one.click();
    const file = await coming;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const poster = await download(plenary(page).getByRole("link", { name: "PDF" }));
  expect([poster.name, poster.bytes.subarray(0, 5).toString()]).toEqual(["poster-1.pdf", "%PDF-"]);
  const book = await download(page.getByRole("region", { name: "Vademecum" }).getByRole("link", { name: "Word" }));
  expect([book.name, book.bytes.subarray(0, 2).toString()]).toEqual(["vademecum.docx", "PK"]);

  expect((await call(server, "DELETE", `/workshops/${workshop.id}/publication`, workshop.facilitator.token)).status).toBe(204);
  const answer = await page.reload();
  expect(answer?.status()).toBe(410);
  await expect(page.getByRole("heading", { name: "Diese Seite ist nicht mehr öffentlich" })).toBeVisible();
  expect(await found(page)).toEqual([]);
  await look(page, "public-gone");
  expect((await page.goto(`${server.url}/p/${"a".repeat(26)}`))?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Hier gibt es keine Seite" })).toBeVisible();
});

test("wb176 who conducts chooses what is public, publishes it, changes it and takes it back", async ({ server, workshop, newcomer }) => {
  await importSample(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.collect();
  await desk.close();
  const dialog = await desk.ask("Pagina pubblica");
  const first = dialog.getByRole("group", { name: "Lavagne dell’incontro 1" });
  // What a handbook would be made of is offered, and nobody's name.
  await expect(first.getByRole("checkbox", { name: "Plenaria" })).toBeChecked();
  await expect(first.getByRole("checkbox", { name: "Ambiente" })).not.toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: "Nomi di chi ha scritto" })).not.toBeChecked();
  const publish = dialog.getByRole("button", { name: "Pubblica", exact: true });
  for (const board of await dialog.getByRole("checkbox", { name: "Plenaria" }).all()) await board.uncheck();
  await expect(publish).toBeDisabled();
  await first.getByRole("checkbox", { name: "Plenaria" }).check();
  await look(desk.page, "publication");
  await publish.press("Enter");
  await expect(dialog.getByText("La pagina è pubblica.")).toBeVisible();
  const link = await dialog.getByRole("textbox", { name: "Link della pagina" }).inputValue();
  expect(link).toMatch(new RegExp(`^${server.url}/p/[a-z2-7]{26}$`));
  await expect(dialog.getByRole("img", { name: "Codice QR della pagina" }).locator("svg")).toBeVisible();
  await look(desk.page, "publication-public");
  await clean(desk.page, "what is public");

  const coming = desk.page.context().waitForEvent("page");
  await dialog.getByRole("link", { name: "Apri la pagina" }).click();
  await expect((await coming).getByRole("heading", { level: 1, name: "Laboratorio di prova" })).toBeVisible();
  const reader = await newcomer();
  await reader.goto(link);
  await expect(reader.getByRole("region", { name: "Ambiente, incontro 1" })).toHaveCount(0);
  await first.getByRole("checkbox", { name: "Ambiente" }).check();
  await dialog.getByRole("checkbox", { name: /^Il vademecum/ }).uncheck();
  await dialog.getByRole("button", { name: "Applica alla pagina" }).click();
  await expect(dialog.getByText("Ora la pagina mostra quello che hai scelto.")).toBeVisible();
  await reader.reload();
  await expect(reader.getByRole("region", { name: "Ambiente, incontro 1" })).toBeVisible();
  await expect(reader.getByRole("region", { name: "Vademecum" })).toHaveCount(0);

  // Somebody else decides meanwhile: nothing is overwritten, and it is said.
  const path = `/workshops/${workshop.id}/publication`;
  const { body } = await call(server, "GET", path, workshop.facilitator.token);
  await call(server, "PUT", path, workshop.facilitator.token, { ...body.shown, version: body.version, names: true });
  await dialog.getByRole("button", { name: "Applica alla pagina" }).click();
  await expect(dialog.getByText("Nel frattempo qualcun altro ha cambiato ciò che è pubblico.")).toBeVisible();
  await expect(dialog.getByRole("checkbox", { name: "Nomi di chi ha scritto" })).toBeChecked();

  await dialog.getByRole("button", { name: "Ritira la pagina" }).click();
  await expect(dialog.getByRole("button", { name: "Lasciala pubblica" })).toBeFocused();
  await desk.page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Ritira la pagina" })).toBeFocused();
  await desk.page.keyboard.press("Enter");
  await look(desk.page, "publication-back");
  await dialog.getByRole("button", { name: "Sì, ritirala" }).click();
  await expect(dialog.getByText("Non c’è più nulla di pubblico.")).toBeVisible();
  expect((await reader.reload())?.status()).toBe(410);
  await expect(reader.getByRole("heading", { name: "Questa pagina non è più pubblica" })).toBeVisible();
  // Published again it is another page.
  await publish.click();
  await expect(dialog.getByText("La pagina è pubblica.")).toBeVisible();
  expect(await dialog.getByRole("textbox", { name: "Link della pagina" }).inputValue()).not.toBe(link);
});

/** The page that is all for writing: on a telephone, and for who only adds notes. */
import type { Locator, Page } from "@playwright/test";
import { arrived, Board, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

/** The narrowest that is sold. */
const NARROW = { ...PHONE, viewport: { width: 360, height: 640 } };

class Capture {
  readonly field: Locator;
  readonly send: Locator;
  readonly mine: Locator;
  readonly mark: Locator;

  constructor(readonly page: Page) {
    this.field = page.getByRole("textbox", { name: "Scrivi qui la tua nota" });
    this.send = page.getByRole("button", { name: "Invia" });
    this.mine = page.locator(".mine");
    this.mark = page.locator("header").getByRole("status");
  }

  /** From the board, as its button offers it. */
  static async open(page: Page): Promise<Capture> {
    await page.getByRole("link", { name: "Scrivi note" }).tap();
    const capture = new Capture(page);
    await expect(capture.field).toBeFocused();
    return capture;
  }

  /** One's notes, the newest first. */
  get notes(): Locator {
    return this.mine.getByRole("listitem");
  }

  async says(...texts: string[]): Promise<void> {
    await expect(this.notes.locator(".own-words > span")).toHaveText(texts);
  }

  /** The button, though it says that there is nothing to send yet. */
  async press(): Promise<void> {
    await expect(this.send).toHaveAttribute("aria-disabled", "true");
    await this.send.tap({ force: true });
  }

  async write(text: string): Promise<void> {
    await this.field.tap();
    await this.page.keyboard.type(text, { delay: 15 });
    await this.send.tap();
    await expect(this.field).toHaveValue("");
  }

  /** Opens a note of one's own. */
  async reopen(text: string): Promise<Locator> {
    const note = this.notes.filter({ hasText: text });
    await note.getByRole("button", { name: text }).tap();
    await expect(note.getByRole("textbox", { name: "Testo della nota" })).toBeFocused();
    return note;
  }

  async saved(): Promise<void> {
    await expect(this.mark).toHaveText("Salvato", { timeout: 20_000 });
  }

  /** A photo, as the camera would give it. */
  async photograph(width: number, height: number, noise = false): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Foto", exact: true }).tap();
    const buffer = await picture(this.page, width, height, noise);
    await (await chooser).setFiles({ name: "foto.png", mimeType: "image/png", buffer });
  }
}

/** A PNG of two colours, or of so many that it cannot be packed. */
async function picture(page: Page, width: number, height: number, noise: boolean): Promise<Buffer> {
  const url = await page.evaluate(
    ([width, height, noise]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const ctx = canvas.getContext("2d")!;
      ctx.fillStyle = "#2b6e5f";
      ctx.fillRect(0, 0, width, height);
      ctx.fillStyle = "#f2c14e";
      ctx.fillRect(width / 4, height / 4, width / 2, height / 2);
      if (noise) {
        const there = ctx.getImageData(0, 0, width, height);
        for (let i = 0, x = 1; i < there.data.length; i += 4) {
          x = (x * 48271) % 2147483647;
          there.data[i] = x & 255;
          there.data[i + 1] = (x >> 8) & 255;
        }
        ctx.putImageData(there, 0, 0);
      }
      return canvas.toDataURL("image/png");
    },
    [width, height, noise] as const,
  );
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

/** A theme that lies there before anybody writes. */
async function theme(board: Board, title: string): Promise<void> {
  await board.page.keyboard.press("c");
  await board.drag({ x: 200, y: 160 }, { x: 705, y: 470 });
  await board.type(title);
  await board.page.keyboard.press("Enter");
  await board.saved();
}

for (const [device, options] of [["on a telephone", PHONE], ["on the narrowest telephone", NARROW]] as const) {
  test(`wb101 notes are written, placed, changed, taken back and put back, ${device}`, async ({ server, workshop, newcomer }) => {
    const desk = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
    await theme(desk, "Territorio");
    const truth = await Reader.of(server, workshop);
    const page = await newcomer(options);
    await join(page, workshop.join.url, "Ada", "Ambiente");
    const mine = await Capture.open(page);
    await expect(mine.notes).toHaveCount(0);

    // Nothing is sent of nothing.
    await mine.press();
    await expect(mine.field).toBeFocused();
    await mine.write("Il fiume");
    await page.getByRole("radio", { name: "Verde" }).tap();
    await page.getByRole("combobox", { name: "Dove va" }).selectOption("Territorio");
    await mine.write("Il bosco");
    await mine.saved();
    await mine.says("Il bosco", "Il fiume");
    await desk.reads("Il fiume", "Il bosco");
    const [home] = truth.clusters();
    await expect.poll(() => truth.note("Il bosco")).toMatchObject({ color: "green" });
    expect(truth.note("Il bosco")?.cluster).toBeTruthy();
    expect(truth.note("Il fiume")).toMatchObject({ color: "yellow" });
    expect(home).toMatchObject({ title: "Territorio" });
    expect(truth.overlaps()).toEqual([]);
    // Colour and place stay for the next.
    await expect(page.getByRole("radio", { name: "Verde" })).toBeChecked();

    // What others write is not mine.
    await desk.addAt({ x: 900, y: 600 }, "di Bea");
    await desk.leave();
    await expect.poll(() => truth.texts()).toContain("di Bea");
    await mine.says("Il bosco", "Il fiume");

    const note = await mine.reopen("Il fiume");
    await page.keyboard.type(" pulito", { delay: 15 });
    await desk.reads("Il fiume pulito", "Il bosco", "di Bea");
    await note.getByRole("radio", { name: "Azzurro" }).tap();
    await note.getByRole("button", { name: "Fatto" }).tap();
    await expect(note.getByRole("textbox")).toHaveCount(0);
    await expect.poll(() => truth.note("Il fiume pulito")).toMatchObject({ color: "blue" });

    await (await mine.reopen("Il bosco")).getByRole("button", { name: "Ritira la nota" }).tap();
    await mine.says("Il fiume pulito");
    await desk.reads("Il fiume pulito", "di Bea");
    await page.getByRole("button", { name: "Rimettila" }).tap();
    await mine.says("Il bosco", "Il fiume pulito");
    await desk.reads("Il fiume pulito", "Il bosco", "di Bea");
    await expect(page.getByText("Nota ritirata.")).toBeHidden();

    // What a keyboard leaves is for the words, and what they need is in sight.
    const whole = page.viewportSize()!;
    await page.setViewportSize({ width: whole.width, height: 400 });
    await mine.field.tap();
    await page.locator(".capture").evaluate((root) => root.scrollTo(0, 0));
    await expect(mine.send).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("radio", { name: "Verde" })).toBeInViewport();
    await expect.poll(async () => (await mine.field.boundingBox())!.height).toBeGreaterThan(110);
    await page.setViewportSize(whole);

    // Nothing runs out of the window, and the way back is there.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "Alla lavagna" }).tap();
    await (await arrived(page)).reads("Il fiume pulito", "Il bosco", "di Bea");
    truth.close();
  });
}

test("wb101 a word is not lost without a connection, nor over a reload", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  await join(page, workshop.join.url, "Ada", "Ambiente");
  const mine = await Capture.open(page);
  const truth = await Reader.of(server, workshop);
  await page.keyboard.type("a metà", { delay: 15 });
  await page.reload();
  await expect(mine.field).toHaveValue("a metà");
  await mine.saved();

  await page.context().setOffline(true);
  await mine.field.tap();
  await page.keyboard.press("End");
  await page.keyboard.type(" e intera", { delay: 15 });
  await mine.send.tap();
  await mine.says("a metà e intera");
  await expect(page.getByText("La nota è su questo dispositivo.")).toBeAttached();
  await expect(mine.mark).toHaveAttribute("data-save", "offline");
  await page.keyboard.type("ancora da dire", { delay: 15 });
  expect(truth.texts()).toEqual([]);

  await page.context().setOffline(false);
  await expect.poll(() => truth.texts(), { timeout: 20_000 }).toEqual(["a metà e intera"]);
  await mine.saved();
  await page.reload();
  await expect(mine.field).toHaveValue("ancora da dire");
  await mine.says("a metà e intera");
  await mine.send.tap();
  await mine.says("ancora da dire", "a metà e intera");
  await expect.poll(() => truth.texts().sort()).toEqual(["a metà e intera", "ancora da dire"]);
  // Sent is sent: it does not stand in the field again.
  await page.reload();
  await mine.says("ancora da dire", "a metà e intera");
  await expect(mine.field).toHaveValue("");
  truth.close();
});

test("wb101 who only adds notes begins here, on a telephone as at a desk, and may look at the board", async ({ workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  const ada = await join(page, workshop.join.url, "Ada", "Ambiente");
  await ada.saved();
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.addAt({ x: 500, y: 300 }, "di Bea");
  await bea.leave();
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  for (const name of ["Ada", "Bea"]) {
    await desk.page.getByRole("button", { name }).click();
    await desk.dialog.getByLabel("Può").selectOption("contributor");
    await desk.dialog.getByRole("button", { name: "Salva" }).click();
    await expect(desk.dialog).toBeHidden();
  }
  const address = new URL(page.url()).pathname;
  for (const one of [page, bea.page]) {
    await one.goto("about:blank");
    await one.goto(new URL(address, workshop.join.url).href);
    await expect(new Capture(one).field).toBeFocused();
  }
  const mine = new Capture(page);
  await mine.write("di Ada");
  await mine.says("di Ada");
  await new Capture(bea.page).says("di Bea");

  // To the board, where the others' notes are, and back.
  await page.getByRole("link", { name: "Alla lavagna" }).tap();
  const board = await arrived(page);
  await board.reads("di Ada", "di Bea");
  await page.reload();
  await (await arrived(page)).reads("di Ada", "di Bea");
  await page.getByRole("link", { name: "Scrivi note" }).tap();
  await mine.says("di Ada");

  // Who may no more write is told so, where they are.
  await desk.page.getByRole("button", { name: "Ada" }).click();
  await desk.dialog.getByLabel("Può").selectOption("viewer");
  await desk.dialog.getByRole("button", { name: "Salva" }).click();
  await expect(page.getByText("Puoi leggere questa lavagna").first()).toBeVisible();
  await expect(mine.field).toBeHidden();
});

test("wb101 a photo goes with a note, or is the note", async ({ server, workshop, newcomer }) => {
  const desk = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const truth = await Reader.of(server, workshop);
  const page = await newcomer(PHONE);
  await join(page, workshop.join.url, "Ada", "Ambiente");
  const mine = await Capture.open(page);
  const photo = page.getByRole("img", { name: "Foto scelta" });

  // While it is on its way that is said, one writes on, and nothing goes without it.
  let letGo = (): void => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route("**/images", async (route) => {
    await held;
    await route.continue();
  });
  await mine.photograph(640, 480);
  await expect(photo).toBeVisible();
  await expect(page.getByText("Mando l'immagine…")).toBeVisible();
  await expect(mine.field).toBeFocused();
  await page.keyboard.type("La piazza", { delay: 15 });
  await mine.press();
  await expect(mine.field).toHaveValue("La piazza");
  letGo();
  await expect(page.getByText("La foto va con la nota.")).toBeVisible();

  // It is there still after a reload, with the words.
  await page.reload();
  await expect(photo).toBeVisible();
  await expect(mine.field).toHaveValue("La piazza");
  await mine.send.tap();
  await expect(photo).toBeHidden();
  await mine.says("La piazza");
  await expect(mine.notes.locator("img")).toBeVisible();
  await expect.poll(() => truth.note("La piazza")?.image).toMatch(/^[0-9a-f]{64}$/);
  await expect(desk.note("La piazza")).toContainText("con un'immagine");

  // Only a photo, larger than is kept: it is made smaller here.
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/images"));
  await mine.photograph(2600, 1300, true);
  await expect(page.getByText("La foto va con la nota.")).toBeVisible();
  const bytes = (await sent).postDataBuffer()!;
  expect(bytes.subarray(0, 3).toString("hex")).toBe("ffd8ff");
  await mine.send.tap();
  await mine.says("(nota con un'immagine)", "La piazza");
  await expect(desk.note("(nota con un'immagine)")).toBeAttached();
  await expect.poll(() => truth.note("")?.image).toMatch(/^[0-9a-f]{64}$/);
  expect(truth.overlaps()).toEqual([]);

  // Taken away again, before and after it was sent.
  await mine.photograph(64, 64);
  await page.getByRole("button", { name: "Togli la foto" }).tap();
  await expect(photo).toBeHidden();
  await (await mine.reopen("La piazza")).getByRole("button", { name: "Togli l'immagine" }).tap();
  await expect.poll(() => truth.note("La piazza")?.image).toBeUndefined();
  truth.close();
});

test("wb101 a photo that is not taken is said, and goes when the connection is back", async ({ server, workshop, newcomer }) => {
  const truth = await Reader.of(server, workshop);
  const page = await newcomer(NARROW);
  await join(page, workshop.join.url, "Ada", "Ambiente");
  const mine = await Capture.open(page);
  await mine.saved();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Foto", exact: true }).tap();
  await (await chooser).setFiles({ name: "foto.png", mimeType: "image/png", buffer: Buffer.from("nessuna immagine") });
  await expect(page.getByText("Questa non è un'immagine che si può leggere qui.")).toBeVisible();
  await mine.field.tap();
  await page.keyboard.type("Il ponte", { delay: 15 });
  await mine.press();
  await expect(mine.notes).toHaveCount(0);
  await page.getByRole("button", { name: "Togli la foto" }).tap();
  await expect(page.getByText("Questa non è un'immagine")).toBeHidden();

  await page.context().setOffline(true);
  await mine.photograph(320, 240);
  await expect(page.getByText("Per mettere un'immagine serve la connessione.")).toBeVisible();
  await page.getByRole("button", { name: "Riprova" }).tap();
  await expect(page.getByText("Per mettere un'immagine serve la connessione.")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("La foto va con la nota.")).toBeVisible({ timeout: 20_000 });
  await mine.send.tap();
  await expect.poll(() => truth.note("Il ponte")?.image).toMatch(/^[0-9a-f]{64}$/);
  truth.close();
});

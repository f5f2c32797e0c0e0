/** What people say to each other about the board: comments in threads, who is writing, following somebody, and calm. */
import type { Locator, Page } from "@playwright/test";
import { arrived, type Board, join, middle, Workshop as Desk } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

/** The comments as a person sees them. */
class Talk {
  readonly panel: Locator;
  readonly field: Locator;
  readonly threads: Locator;

  constructor(readonly board: Board) {
    this.panel = board.page.getByRole("complementary", { name: "Commenti" });
    this.field = this.panel.getByRole("textbox", { name: "Scrivi un commento" });
    this.threads = this.panel.getByRole("article");
  }

  get page(): Page {
    return this.board.page;
  }

  /** By the button at the selection. */
  async about(text: string): Promise<void> {
    await this.board.pick(text);
    await this.board.menu.getByRole("button", { name: "Commenta", exact: true }).click();
    await expect(this.field).toBeFocused();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.panel.getByRole("button", { name: "Invia" }).click();
    await expect(this.panel.getByText(text)).toBeVisible();
  }

  /** Everything on the board, from the menu at the top. */
  async all(): Promise<void> {
    await this.page.getByRole("button", { name: "Altro", exact: true }).click();
    await this.page.getByRole("button", { name: /^Commenti/ }).click();
    await expect(this.panel).toBeVisible();
  }

  thread(words: string): Locator {
    return this.threads.filter({ hasText: words });
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole("button", { name });
  }
}

/** What stands beside a note's words in the outline. */
const beside = (board: Board, text: string) => board.note(text).locator(".soft");

async function become(desk: Desk, name: string, role: string): Promise<void> {
  await desk.page.getByRole("button", { name }).click();
  await desk.dialog.getByLabel("Può").selectOption(role);
  await desk.dialog.getByRole("button", { name: "Salva" }).click();
  await expect(desk.dialog).toBeHidden();
}

test("wb90 wb91 wb93 a comment is seen by the other, answered, settled and opened again", async ({ server, workshop, newcomer }) => {
  const ada = new Talk(await join(await newcomer(), workshop.join.url, "Ada", "Ambiente"));
  const bea = new Talk(await join(await newcomer(), workshop.join.url, "Bea", "Ambiente"));
  const truth = await Reader.of(server, workshop);
  await ada.board.row(["fiume", "bosco"]);
  await bea.board.reads("fiume", "bosco");
  await ada.about("fiume");
  await ada.say("Chi lo misura?");
  await expect(ada.thread("Chi lo misura?")).toContainText("Ada (tu)");
  await expect(ada.field).toHaveValue("");

  // Bea hears of it, sees it counted, and opens it by the sign on the note.
  await expect(bea.board.outline.getByRole("status")).toHaveText("Nuovo commento di Ada su «fiume»: Chi lo misura?");
  await expect(beside(bea.board, "fiume")).toHaveText("\n1 discussione aperta");
  const box = await bea.board.pick("fiume");
  await bea.board.deselect();
  await bea.page.mouse.click(box.x + box.w - 28, box.y - 3);
  await expect(bea.thread("Chi lo misura?")).toBeVisible();
  await expect(bea.panel.getByText("Su «fiume»")).toBeVisible();
  await bea.button("Rispondi").click();
  await bea.page.keyboard.type("Noi, ogni mese");
  await bea.page.keyboard.press("Control+Enter");
  await expect(ada.thread("Chi lo misura?")).toContainText("Noi, ogni mese");
  await expect(ada.thread("Chi lo misura?")).toContainText("Bea");
  // The words of the other are not one's own to change.
  await expect(ada.button(/^Modifica il commento/)).toHaveCount(1);
  await ada.button("Modifica il commento: Chi lo misura?").click();
  await ada.page.keyboard.type(" E quando?");
  await ada.button("Salva").click();
  await expect(bea.thread("Chi lo misura? E quando?")).toBeVisible();

  await bea.button("Segna come risolta").click();
  await expect(bea.board.outline.getByRole("status")).toHaveText("Discussione risolta.");
  await expect(ada.threads).toHaveCount(0);
  await expect(beside(ada.board, "fiume")).toHaveCount(0);
  await ada.button("Risolte: 1").click();
  await ada.button("Riapri").click();
  await expect(beside(bea.board, "fiume")).toHaveText("\n1 discussione aperta");

  // One's own step back takes back one's own: Ada's opening, not Bea's words.
  await ada.page.keyboard.press("Control+z");
  await expect(ada.button("Risolte: 1")).toBeVisible();
  await expect.poll(() => truth.comments().map(({ text, done }) => [text, done === true])).toEqual([
    ["Chi lo misura? E quando?", true],
    ["Noi, ogni mese", false],
  ]);
  expect(new Set(truth.comments().map(({ author }) => author)).size).toBe(2);
  await ada.board.saved();
  truth.close();
});

test("wb92 wb93 all comments of a board lead to their things, and outlive them", async ({ workshop, newcomer }) => {
  const ada = new Talk(await join(await newcomer(), workshop.join.url, "Ada", "Ambiente"));
  await ada.board.row(["fiume", "bosco"]);
  await ada.about("fiume");
  await ada.say("il primo");
  await ada.page.keyboard.press("Escape");
  await expect(ada.panel).toBeHidden();
  await ada.board.deselect();
  // A link and a cluster as well.
  await ada.page.keyboard.press("l");
  await ada.page.mouse.click(330, 300);
  await ada.page.mouse.click(590, 300);
  await ada.board.type("nutre");
  await ada.page.keyboard.press("Enter");
  await ada.page.keyboard.press("Shift+F2");
  await expect(ada.field).toBeFocused();
  await ada.say("il secondo");
  await expect(ada.panel.getByText("Su «nutre»")).toBeVisible();
  await ada.button("Tutta la lavagna").click();
  await expect(ada.threads).toHaveCount(2);
  await ada.button("Vai a «fiume»").click();
  await expect(ada.board.note("fiume")).toHaveAttribute("aria-pressed", "true");
  await expect(ada.threads).toHaveCount(1);

  await ada.board.stage.focus();
  await ada.page.keyboard.press("Delete");
  await ada.board.reads("bosco");
  await expect(ada.thread("il primo")).toContainText("Non c’è più: «fiume»");
  await ada.page.reload();
  await ada.board.reads("bosco");
  await ada.all();
  await expect(ada.thread("il primo")).toContainText("Non c’è più: «fiume»");
  await ada.thread("il primo").getByRole("button", { name: /^Elimina/ }).click();
  await expect(ada.thread("il primo")).toHaveCount(0);
  await ada.board.saved();
});

test("wb91 who may comment comments and nothing else; who only reads, reads; who facilitates takes words away", async ({ workshop, newcomer }) => {
  const ada = new Talk(await join(await newcomer(), workshop.join.url, "Ada", "Ambiente"));
  await ada.board.row(["fiume"]);
  const bea = new Talk(await join(await newcomer(), workshop.join.url, "Bea", "Ambiente"));
  await bea.board.reads("fiume");
  await ada.about("fiume");
  await ada.say("di Ada");
  const desk = await Desk.open(await newcomer(), workshop.facilitator.url);
  await become(desk, "Bea", "commenter");
  await expect(bea.board.tools).toBeHidden();
  await bea.board.note("fiume").press("Enter");
  await bea.board.menu.getByRole("button", { name: "Commenta" }).click();
  await expect(bea.thread("di Ada")).toBeVisible();
  await expect(bea.button("Segna come risolta")).toHaveCount(0);
  await expect(bea.button(/^Elimina/)).toHaveCount(0);
  await bea.say("di Bea");
  await bea.thread("di Ada").getByRole("button", { name: "Rispondi" }).click();
  await bea.page.keyboard.type("anche qui");
  await bea.page.keyboard.press("Control+Enter");
  await expect(ada.thread("di Ada")).toContainText("anche qui");
  await bea.button("Segna come risolta").click();
  await expect(ada.thread("di Bea")).toHaveCount(0);
  // Her own last step can be taken back, and nothing she could not do now.
  await bea.board.stage.focus();
  await bea.page.keyboard.press("Control+z");
  await expect(ada.thread("di Bea")).toHaveCount(1);
  await bea.board.saved();

  const boss = new Talk(await openAs(desk, "Ambiente"));
  await boss.all();
  await boss.thread("di Ada").getByRole("button", { name: "Elimina il commento: anche qui" }).click();
  await boss.button("Elimina per sempre").click();
  await expect(ada.thread("di Ada")).not.toContainText("anche qui");
  await boss.board.stage.focus();
  await boss.page.keyboard.press("Control+z");
  await boss.board.saved();
  await expect(ada.thread("di Ada")).not.toContainText("anche qui");

  await boss.page.goto(workshop.facilitator.url);
  await become(desk, "Bea", "viewer");
  await expect(bea.thread("di Ada")).toBeVisible();
  await expect(bea.panel.getByRole("textbox")).toHaveCount(0);
  await expect(bea.button(/^(Rispondi|Elimina|Segna)/)).toHaveCount(0);
});

/** The facilitator's page goes to a group's board. */
async function openAs(desk: Desk, group: string): Promise<Board> {
  await desk.board(group).click();
  return arrived(desk.page);
}

test("wb91 a comment written without a connection arrives when it is back, with its reply", async ({ workshop, newcomer }) => {
  const ada = new Talk(await join(await newcomer(), workshop.join.url, "Ada", "Ambiente"));
  await ada.board.row(["fiume"]);
  const bea = new Talk(await join(await newcomer(), workshop.join.url, "Bea", "Ambiente"));
  await bea.board.reads("fiume");
  await ada.about("fiume");
  await ada.page.context().setOffline(true);
  await ada.say("da lontano");
  await expect(ada.board.mark).toHaveAttribute("data-save", "offline");
  await bea.about("fiume");
  await bea.say("intanto qui");
  await expect(ada.threads).toHaveCount(1);
  await ada.page.context().setOffline(false);
  await expect(bea.threads).toHaveCount(2, { timeout: 20_000 });
  await expect(ada.threads).toHaveCount(2);
  await ada.board.saved();
});

test("wb93 the whole of it by keyboard alone", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const ada = new Talk(await join(page, workshop.join.url, "Ada", "Ambiente"));
  await ada.board.row(["fiume", "bosco"]);
  await ada.board.stage.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+F2");
  await expect(ada.field).toBeFocused();
  await page.keyboard.type("Che cosa manca?");
  await page.keyboard.press("Control+Enter");
  await expect(ada.field).toBeFocused();
  // What was begun is there again.
  await page.keyboard.type("a metà");
  await page.keyboard.press("Escape");
  await expect(ada.panel).toBeHidden();
  await expect(ada.board.stage).toBeFocused();
  await page.keyboard.press("Shift+F2");
  await expect(ada.field).toHaveValue("a metà");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  const to = async (name: string | RegExp) => {
    for (let i = 0; i < 30 && !(await ada.button(name).first().evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  };
  await to("Rispondi");
  await page.keyboard.type("La sponda");
  await page.keyboard.press("Control+Enter");
  await expect(ada.button("Rispondi")).toBeFocused();
  await expect(ada.thread("La sponda")).toBeVisible();
  await to("Segna come risolta");
  await expect(ada.panel.getByRole("heading", { name: "Commenti" })).toBeFocused();
  await to("Risolte: 1");
  await to("Riapri");
  await page.keyboard.press("Escape");
  await expect(ada.board.stage).toBeFocused();
  // With nothing chosen one letter shows them all.
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await expect(ada.button("Vai a «fiume»")).toBeVisible();
});

test("wb93 on a phone comments are a sheet that leaves the note in sight", async ({ workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  const ada = new Talk(await join(page, workshop.join.url, "Ada", "Ambiente"));
  await ada.board.tools.getByRole("button", { name: "Nota" }).tap();
  await page.touchscreen.tap(195, 560);
  await page.keyboard.type("fiume");
  await ada.board.leave();
  await ada.board.menu.getByRole("button", { name: "Commenta", exact: true }).tap();
  await expect(ada.field).toBeFocused();
  await ada.say("si legge?");
  const sheet = (await ada.panel.boundingBox())!;
  expect([sheet.x, sheet.x + sheet.width, Math.round(sheet.y + sheet.height)]).toEqual([0, 390, 844]);
  const note = await ada.board.box();
  expect(note.y).toBeGreaterThan(60);
  expect(note.y + note.h).toBeLessThanOrEqual(sheet.y);
  for (const button of await ada.panel.getByRole("button").all()) expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
});

test("wb94 one sees who is writing on what, in words too, until they pause or leave", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.row(["fiume", "bosco"]);
  await bea.reads("fiume", "bosco");
  const pen = bea.stage.locator(".stage-pen").filter({ hasText: "Ada" });
  await expect(pen).toHaveCount(0);
  const at = await bea.choose("fiume");
  await ada.edit("fiume");
  await ada.type(" e lago");
  await expect(pen).toBeVisible();
  const label = (await pen.boundingBox())!;
  expect(Math.abs(label.x - at.x)).toBeLessThan(4);
  expect(label.y + label.height).toBeLessThanOrEqual(at.y + 1);
  await expect(beside(bea, "fiume e lago")).toHaveText("\nAda sta scrivendo");
  // Three seconds after the last letter it is gone, though she is still there.
  await expect(pen).toHaveCount(0, { timeout: 5_000 });
  await expect(beside(bea, "fiume e lago")).toHaveCount(0);
  await ada.leave();
  // In the outline too, and leaving ends it.
  await ada.outline.getByRole("button", { name: "Modifica: bosco" }).press("Enter");
  await ada.type(" fitto");
  await expect(pen).toBeVisible();
  await ada.page.context().close();
  await expect(pen).toHaveCount(0, { timeout: 2_500 });
  // Whoever is moved about is not written on.
  await expect(bea.note("bosco fitto")).toBeAttached();
});

test("wb95 one follows a person's view until one does something oneself", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.row(["fiume"]);
  await bea.reads("fiume");
  const bar = bea.page.getByText("Stai seguendo Ada");
  const begin = async () => {
    await bea.people.click();
    await bea.page.getByRole("button", { name: "Segui Ada" }).click();
    await expect(bar).toBeVisible();
  };
  await begin();
  await ada.deselect();
  for (let i = 0; i < 4; i++) await ada.page.keyboard.press("-");
  await expect.poll(() => ada.zoom()).toBeLessThan(60);
  // Both glide.
  await expect.poll(async () => (await bea.zoom()) - (await ada.zoom())).toBe(0);
  await ada.page.mouse.move(640, 400);
  await ada.page.mouse.wheel(300, 200);
  const pixel = ({ x, y }: { x: number; y: number }) => [Math.round(x), Math.round(y)];
  await expect.poll(async () => pixel(middle(await bea.choose("fiume")))).toEqual(pixel(middle(await ada.choose("fiume"))));
  // Ada sees who follows her, and cannot follow back.
  await ada.people.click();
  await expect(ada.page.getByText("ti segue")).toBeVisible();
  await expect(ada.page.getByRole("button", { name: "Segui Bea" })).toHaveCount(0);
  await ada.page.keyboard.press("Escape");

  // Each of these ends it at once.
  const ends: readonly [string, () => Promise<unknown>][] = [
    ["Escape", () => bea.page.keyboard.press("Escape")],
    ["a wheel", async () => (await bea.page.mouse.move(640, 400), bea.page.mouse.wheel(0, 60))],
    ["zoom by key", async () => (await bea.stage.focus(), bea.page.keyboard.press("+"))],
    ["zoom by button", () => bea.page.getByRole("button", { name: "Dimensione reale" }).click()],
    ["a pull", () => bea.drag({ x: 900, y: 560 }, { x: 940, y: 600 })],
    ["a new note", async () => (await bea.stage.focus(), bea.page.keyboard.press("n"))],
    ["the button", () => bea.page.getByRole("button", { name: "Smetti" }).click()],
  ];
  for (const [what, end] of ends) {
    if (!(await bar.isVisible())) await begin();
    await end();
    await expect(bar, what).toBeHidden();
  }
  // Where the view was going it still arrives.
  let before = Number.NaN;
  const rests = async () => before === (before = await bea.zoom());
  await expect.poll(rests, { intervals: [400] }).toBe(true);
  await ada.page.mouse.move(640, 400);
  await ada.stage.focus();
  await ada.page.keyboard.press("0");
  await expect.poll(() => ada.zoom()).toBe(100);
  expect(await bea.zoom()).toBe(before);
  // Whom one follows leaves: said, and one stays where one is.
  await bea.page.keyboard.press("Escape");
  await begin();
  await ada.page.context().close();
  await expect(bar).toBeHidden();
  await expect(bea.page.getByText("La persona che seguivi non è più qui.")).toBeVisible();
});

test("wb95 who is here can be pressed while they move", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const press = async (what: Locator, between: () => Promise<unknown>) => {
    await what.hover();
    await ada.page.mouse.down();
    await between();
    await ada.page.mouse.up();
  };
  const seen = (x: number) => async () => {
    await bea.page.mouse.move(x, 400, { steps: 2 });
    await expect.poll(async () => Math.round((await ada.cursor("Bea").boundingBox())?.x ?? 0)).toBe(x);
  };
  await bea.page.mouse.move(500, 400);
  await expect(ada.cursor("Bea")).toBeVisible();
  await press(ada.people.getByText("B", { exact: true }), seen(600));
  const follow = ada.page.getByRole("button", { name: "Segui Bea" });
  await expect(follow).toBeVisible();
  await press(follow, seen(700));
  await expect(ada.page.getByText("Stai seguendo Bea")).toBeVisible();
});

test("wb96 in the calm view others' pointers and selections are gone and nothing glides; the device keeps the choice", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.row(["fiume"]);
  await bea.reads("fiume");
  await ada.page.mouse.move(500, 500);
  await expect(bea.cursor("Ada")).toBeVisible();
  const more = () => bea.page.getByRole("button", { name: "Altro", exact: true }).click();
  const calm = bea.page.getByRole("button", { name: "Vista calma" });
  await more();
  await calm.click();
  await expect(calm).toHaveAttribute("aria-pressed", "true");
  await expect(bea.cursor("Ada")).toHaveCount(0);
  await bea.page.keyboard.press("Escape");
  // What is dragged is seen where it ends, not on the way.
  const from = middle(await ada.pick("fiume"));
  const there = await bea.choose("fiume");
  await ada.page.mouse.move(from.x, from.y);
  await ada.page.mouse.down();
  await ada.page.mouse.move(from.x + 120, from.y + 60, { steps: 6 });
  await bea.page.waitForTimeout(400);
  expect(await bea.box()).toEqual(there);
  await ada.page.mouse.up();
  await expect.poll(async () => (await bea.box()).x).toBeGreaterThan(there.x + 60);
  // A view jumps: one frame after the key it is where it goes.
  await bea.stage.focus();
  await bea.page.keyboard.press("Escape");
  await bea.page.keyboard.press("-");
  await bea.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const zoom = await bea.zoom();
  await bea.page.waitForTimeout(300);
  expect(await bea.zoom()).toBe(zoom);
  await bea.page.reload();
  await bea.reads("fiume");
  await ada.page.mouse.move(520, 520);
  await ada.page.mouse.move(540, 540);
  await bea.page.waitForTimeout(400);
  await expect(bea.cursor("Ada")).toHaveCount(0);
  await more();
  await calm.click();
  await expect(bea.cursor("Ada")).toBeVisible();
});

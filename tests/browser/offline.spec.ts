/** Hours without a connection, reloads included: what is written stays, is said to be only here, and merges on return. */
import type { Page } from "@playwright/test";
import { boardOf, call, createWorkshop, type Workshop as Made } from "../api";
import { builds, buildOf, cached, keptJson, settled, takenOver } from "../device";
import { Front } from "../front";
import { Line } from "../line";
import { arrived, Board, join } from "../page";
import { Reader } from "../reader";
import type { Server } from "../server";
import { expect, test } from "../story";

test.use({ serviceWorkers: "allow" });

const OFFLINE = /^Senza rete: \d+ modific(a|he) al sicuro su questo dispositivo$/;
const MISSING = "Questa lavagna non è ancora su questo dispositivo. Si apre da sé quando torna la connessione.";
const GROUP = "Ambiente";

/** Notes that lie on the group's board before anybody comes. */
async function imported(server: Server, workshop: Made, texts: readonly string[]): Promise<void> {
  const form = new FormData();
  const rows = texts.map((text) => `1,${GROUP},P01,note,yellow,${text},,0`);
  const csv = ["session,group,author,type,color,text,cluster,votes", ...rows, ""].join("\r\n");
  form.set("notes", new Blob([csv], { type: "text/csv" }), "notes.csv");
  const answer = await call(server, "POST", `/workshops/${workshop.id}/import`, workshop.facilitator.token, form);
  expect(answer.body).toMatchObject({ notes: texts.length });
}

/** How many changes the mark says are only here. */
async function pending(board: Board): Promise<number> {
  await expect(board.mark).toHaveText(OFFLINE);
  return Number(/\d+/.exec(await board.mark.innerText())?.[0]);
}

/** Somebody who works on without a connection. */
class Loner {
  /** What this person has written, in the order of the notes. */
  readonly words = new Map<string, string>();
  readonly made: string[] = [];

  constructor(
    public board: Board,
    readonly name: string,
    private readonly arrow: string,
  ) {}

  get page(): Page {
    return this.board.page;
  }

  /** Writes on at the end of notes that everybody has. */
  async write(notes: readonly string[], word: string): Promise<void> {
    for (const note of notes) {
      await this.board.edit(note);
      await this.board.type(` ${word}${this.name}`);
      await this.board.leave();
      this.words.set(note, `${this.words.get(note) ?? ""} ${word}${this.name}`);
    }
  }

  /** Each press is a step, and a change of its own. */
  async move(notes: readonly string[], steps: number): Promise<void> {
    for (const note of notes) {
      await this.board.pick(note);
      for (let i = 0; i < steps; i++) await this.page.keyboard.press(this.arrow);
    }
  }

  async add(beside: string, text: string): Promise<void> {
    await this.board.edit(beside);
    await this.page.keyboard.press("Control+Enter");
    await this.board.type(text);
    await this.board.leave();
    this.made.push(text);
  }

  async remove(note: string): Promise<void> {
    await this.board.pick(note);
    await this.page.keyboard.press("Delete");
    await expect(this.board.note(note)).toHaveCount(0);
  }

  /** The page goes and comes again; there is nobody to ask for it. */
  async reload(): Promise<void> {
    const before = await pending(this.board);
    await this.page.reload();
    expect(await pending(this.board)).toBe(before);
  }

  /** The window is closed; later another one is opened. */
  async reopen(): Promise<void> {
    const before = await pending(this.board);
    const { page } = this;
    const address = page.url();
    const next = await page.context().newPage();
    await page.close();
    await next.goto(address);
    this.board = new Board(next);
    expect(await pending(this.board)).toBe(before);
  }
}

/** Wide enough for all notes beside the outline. */
const WIDE = { viewport: { width: 1800, height: 900 } };
const SHARED = ["Uno", "Due", "Tre", "Quattro", "Cinque", "Sei"];
const DOOMED = ["Sette", "Otto", "Nove"];

/** Two people on the same notes, both with everything that is needed on their devices. */
async function together(server: Server, workshop: Made, links: readonly [string, string], pages: readonly [Page, Page]): Promise<[Loner, Loner]> {
  await imported(server, workshop, [...SHARED, ...DOOMED]);
  const boards: Board[] = [];
  for (const [i, page] of pages.entries()) {
    const board = await join(page, links[i]!, ["Ada", "Bea"][i]!, GROUP);
    await board.reads(...SHARED, ...DOOMED);
    await settled(page);
    boards.push(board);
  }
  return [new Loner(boards[0]!, "ada", "ArrowRight"), new Loner(boards[1]!, "bea", "ArrowDown")];
}

/** A day's work without a connection: three hundred changes altogether, each page reloaded, closed and opened again. */
async function work([ada, bea]: readonly [Loner, Loner]): Promise<void> {
  for (const loner of [ada, bea]) {
    await loner.write(SHARED, "prima");
    await loner.move(SHARED.slice(0, 3), 5);
    await loner.reload();
    await loner.write(SHARED.slice(0, 3), "seconda");
    await loner.add("Sei", `nuova di ${loner.name}`);
    await loner.move(SHARED.slice(2), 5);
  }
  await ada.remove("Sette");
  await ada.remove("Otto");
  await bea.remove("Otto");
  await bea.remove("Nove");
  for (const loner of [ada, bea]) {
    await loner.reopen();
    // What is opened again is worked on as before.
    await loner.write(["Quattro"], "riaperta");
    await loner.add("Quattro", `altra di ${loner.name}`);
  }
  expect((await pending(ada.board)) + (await pending(bea.board))).toBeGreaterThanOrEqual(300);
}

/** Both pages, both devices and the server have one document with everything that both have written. */
async function agree(server: Server, board: string, token: string, people: readonly [Loner, Loner]): Promise<void> {
  for (const { board } of people) await board.saved();
  const reader = await Reader.open(server, board, token);
  try {
    const texts = reader.texts();
    for (const { page, board } of people) {
      await board.reads(...texts);
      await expect.poll(() => keptJson(page)).toBe(reader.json());
    }
    const made = people.flatMap(({ made }) => made);
    expect(texts.length).toBe(SHARED.length + made.length);
    for (const text of made) expect(texts.filter((one) => one === text)).toHaveLength(1);
    for (const note of SHARED) {
      const text = texts.find((one) => one.startsWith(note)) ?? "";
      // Both wrote at the same place: one after the other, or between each other's words, and nothing twice.
      const words = people.map(({ words }) => words.get(note) ?? "");
      expect(text.length).toBe(note.length + words.join("").length);
      for (const word of words.flatMap((all) => all.trim().split(" "))) expect(text.split(word)).toHaveLength(2);
    }
  } finally {
    reader.close();
  }
}

test("wb51 wb52 three hundred changes of two people while the server is away, with reloads and closed pages: all there, once", async ({ server, workshop, newcomer }) => {
  test.slow();
  const link = workshop.join.url;
  const people = await together(server, workshop, [link, link], [await newcomer(WIDE), await newcomer(WIDE)]);
  await server.kill();
  await work(people);
  await server.restart();
  await agree(server, boardOf(workshop.boards, "group", GROUP).id, workshop.facilitator.token, people);
});

test("wb51 wb52 the same while the server is there and the two have no network", async ({ launch, newcomer }) => {
  test.slow();
  const line = await Line.open();
  const server = await launch("--public-url", line.url);
  line.lead(server);
  try {
    const workshop = await createWorkshop(server);
    const link = workshop.join.url;
    const people = await together(server, workshop, [link, link], [await newcomer(WIDE), await newcomer(WIDE)]);
    line.cut();
    for (const { page } of people) await page.context().setOffline(true);
    await work(people);
    line.mend();
    for (const { page } of people) await page.context().setOffline(false);
    await agree(server, boardOf(workshop.boards, "group", GROUP).id, workshop.facilitator.token, people);
  } finally {
    line.close();
  }
});

test("wb52 two tabs of one board on one device, without a server: nothing is lost and nothing comes twice", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const first = await join(page, workshop.join.url, "Ada", GROUP);
  await first.addAt({ x: 500, y: 360 }, "Insieme");
  await first.leave();
  await first.saved();
  await settled(page);
  const address = page.url();
  const other = await page.context().newPage();
  await other.goto(address);
  const second = await arrived(other);
  await second.reads("Insieme");
  await server.kill();
  const tabs = [new Loner(first, "qui", "ArrowRight"), new Loner(second, "la", "ArrowDown")] as const;
  for (const [i, tab] of tabs.entries()) {
    await tab.write(["Insieme"], "prima");
    await tab.add("Insieme", `nuova ${i}`);
  }
  for (const { board } of tabs) await pending(board);
  // A reload brings what the other tab has written.
  for (const { page, board } of tabs) {
    await page.reload();
    await board.reads(expect.stringMatching(/^Insieme/) as never, "nuova 0", "nuova 1");
  }
  for (const tab of tabs) await tab.write(["Insieme"], "seconda");
  for (const { board } of tabs) await pending(board);
  for (const { page } of tabs) await page.close();
  const third = await other.context().newPage();
  await third.goto(address);
  const board = new Board(third);
  await pending(board);
  await server.restart();
  await board.saved();
  const reader = await Reader.open(server, boardOf(workshop.boards, "group", GROUP).id, workshop.facilitator.token);
  const texts = reader.texts().sort();
  await board.reads(...texts);
  expect(texts.slice(1)).toEqual(["nuova 0", "nuova 1"]);
  for (const word of ["primaqui", "primala", "secondaqui", "secondala"]) expect(texts[0]?.split(word)).toHaveLength(2);
  await expect.poll(() => keptJson(third)).toBe(reader.json());
  reader.close();
});

test("wb51 every page opens while the server is away, says what can be done, and goes on by itself when it is back", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const ada = await join(page, workshop.join.url, "Ada", GROUP);
  await ada.addAt({ x: 500, y: 360 }, "Già qui");
  await ada.leave();
  await ada.saved();
  await settled(page);
  const desk = await (await page.context().newPage()).goto(workshop.facilitator.url).then(() => page.context().pages()[1]!);
  await expect(desk.getByRole("heading", { name: "Lavagne" })).toBeVisible();
  const never = boardOf(workshop.boards, "plenary").id;
  await server.kill();

  await test.step("the first page leads to what is here", async () => {
    await page.goto(server.url);
    await expect(page.getByText("Il server non risponde. Con un codice si entra quando torna la connessione.")).toBeVisible();
    await page.getByRole("link", { name: `${GROUP} · Incontro 1` }).click();
    await ada.reads("Già qui");
    await expect(ada.mark).toHaveText("Senza rete");
    await page.goBack();
    await page.getByRole("link", { name: /Partecipi come Ada/ }).click();
    await ada.reads("Già qui");
  });

  const waiting: Page[] = [];
  await test.step("what needs the server waits for it", async () => {
    for (const [path, words] of [
      [`/b/${never}`, MISSING],
      [new URL(workshop.join.url).pathname + new URL(workshop.join.url).hash, "Il server non risponde. Appena torna la connessione questa pagina va avanti da sé."],
      [`/w/${workshop.id}`, /^Il server non risponde\. Questa pagina si apre da sé quando torna/],
    ] as const) {
      const next = await page.context().newPage();
      await next.goto(server.url + path);
      await expect(next.getByText(words)).toBeVisible();
      waiting.push(next);
    }
    const [, , , admin] = [...waiting, await page.context().newPage()];
    await admin!.goto(`${server.url}/admin`);
    await expect(admin!.getByLabel("Token di chi amministra")).toBeVisible();
    await admin!.goto(`${server.url}/nulla`);
    await expect(admin!.getByRole("heading", { name: "A questo indirizzo non c'è nulla" })).toBeVisible();
    await desk.reload();
    await expect(desk.getByText(/^Il server non risponde\. Questa pagina si apre da sé quando torna/)).toBeVisible();
  });

  await server.restart();
  const [board, joining, again] = waiting as [Page, Page, Page];
  await expect(new Board(board).stage).toBeVisible({ timeout: 10_000 });
  await expect(joining.getByRole("button", { name: "Continua come Ada" })).toBeVisible({ timeout: 10_000 });
  for (const cockpit of [again, desk]) await expect(cockpit.getByRole("heading", { name: "Lavagne" })).toBeVisible({ timeout: 10_000 });
  await ada.saved();
});

test("wb53 a line that is up and dead does not keep anybody from a board that is here", async ({ launch, newcomer }) => {
  const front = await Front.open();
  const server = await launch("--public-url", front.url);
  front.lead(server);
  try {
    const workshop = await createWorkshop(server);
    const page = await newcomer();
    const ada = await join(page, workshop.join.url, "Ada", GROUP);
    await ada.addAt({ x: 500, y: 360 }, "Già qui");
    await ada.leave();
    await ada.saved();
    await settled(page);
    front.die();
    await page.reload();
    await ada.reads("Già qui");
    await ada.edit("Già qui");
    await ada.type(" ancora");
    await ada.leave();
    await expect(ada.mark).toHaveText(OFFLINE);
  } finally {
    front.close();
  }
});

test("wb53 wb54 the server is upgraded: open pages find their parts, the next page is the new one, the old one goes", async ({ launch, newcomer }) => {
  const front = await Front.open();
  const server = await launch("--public-url", front.url);
  front.lead(server);
  try {
    const workshop = await createWorkshop(server);
    const page = await newcomer();
    const ada = await join(page, workshop.join.url, "Ada", GROUP);
    await ada.addAt({ x: 500, y: 360 }, "Prima");
    await ada.leave();
    await ada.saved();
    await settled(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    const second = await arrived(other);
    const old = await buildOf(page);
    expect(await builds(page)).toEqual([old]);

    front.upgradePages();
    await page.reload();
    await ada.saved();
    const next = await buildOf(page);
    expect(next).not.toBe(old);
    await takenOver(page);
    expect(await builds(page)).toEqual([old, next]);
    // Browsers have a memory of their own, for as long as they like.
    await (await other.context().newCDPSession(other)).send("Network.clearBrowserCache");
    // Words and a gallery that the page of the old build has not asked for yet, and the server does not have any more.
    await other.getByRole("button", { name: "Altro", exact: true }).click();
    await other.getByRole("button", { name: "English" }).click();
    await other.getByRole("button", { name: "More" }).click();
    await other.getByRole("button", { name: "Template…" }).click();
    await expect(other.getByRole("dialog", { name: "Templates" })).toBeVisible();
    await other.keyboard.press("Escape");
    await other.getByRole("button", { name: "More" }).click();
    await other.getByRole("button", { name: "Italiano" }).click();
    expect(await buildOf(other)).toBe(old);
    await second.page.close();

    await page.reload();
    await ada.saved();
    await expect.poll(() => builds(page)).toEqual([next]);
    // Nothing that people write or read of each other is in there.
    expect((await cached(page)).filter((path) => !/^\/(?:$|assets\/|fonts\/|icon\.svg$)/.test(path))).toEqual([]);
    front.close();
    await page.reload();
    await ada.reads("Prima");
    expect(await buildOf(page)).toBe(next);
  } finally {
    front.close();
  }
});

test("wb51 a build that a bad line has not let through whole is fetched again when the line is better", async ({ launch, newcomer }) => {
  const front = await Front.open();
  const server = await launch("--public-url", front.url);
  front.lead(server);
  front.withheld = /Gallery/;
  try {
    const workshop = await createWorkshop(server);
    const page = await newcomer();
    const ada = await join(page, workshop.join.url, "Ada", GROUP);
    await ada.addAt({ x: 500, y: 360 }, "Prima");
    await ada.leave();
    await ada.saved();
    // All of it but what did not come, and no worker that would promise more.
    const isIdle = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.installing ?? null);
    await expect.poll(async () => (await cached(page)).length).toBeGreaterThan(2);
    await expect.poll(isIdle).toBeNull();
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    front.withheld = undefined;
    await expect(async () => {
      await page.evaluate(() => dispatchEvent(new Event("online")));
      expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined)).toBe(true);
    }).toPass();
    await settled(page);
    front.close();
    await page.reload();
    await expect(ada.mark).toHaveText("Senza rete");
    await page.getByRole("button", { name: "Altro", exact: true }).click();
    await page.getByRole("button", { name: "Modello…" }).click();
    await expect(page.getByRole("dialog", { name: "Modelli" })).toBeVisible();
  } finally {
    front.close();
  }
});

/** A browser that keeps nothing of what is written, as some do in private windows. */
function keepsNothing(): void {
  IDBFactory.prototype.open = () => {
    throw new Error("nothing is kept here");
  };
}

test("wb55 changes that are nowhere but in the page: the browser asks before they go, and not once they are saved", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  await page.addInitScript(keepsNothing);
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const ada = await join(page, workshop.join.url, "Ada", GROUP);
  await settled(page);
  await server.kill();
  await ada.addAt({ x: 500, y: 360 }, "Solo qui");
  await ada.leave();
  await expect(ada.mark).toHaveText(/^Non salvato: \d+ modifiche solo in questa pagina\. Lasciala aperta\.$/);
  // The way to the outline is none out of the board.
  await page.evaluate(() => location.assign("#outline"));
  await ada.reads("Solo qui");
  // By the browser's own buttons, by ours, and by closing: each time the person stays.
  for (const [i, leave] of [
    () => page.evaluate(() => history.go(-2)),
    async () => {
      await page.getByRole("button", { name: "Altro", exact: true }).click();
      await page.getByRole("button", { name: "All'inizio" }).click();
    },
    () => page.close({ runBeforeUnload: true }),
  ].entries()) {
    await leave();
    await expect.poll(() => asked.length).toBe(i + 1);
    await ada.reads("Solo qui");
  }
  expect(asked).toEqual(["beforeunload", "beforeunload", "beforeunload"]);
  await server.restart();
  await ada.saved();
  await page.reload();
  await ada.reads("Solo qui");
  expect(asked).toHaveLength(3);
});

test("wb55 the browser is asked to keep this device's copy once something waits in it, and not before", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  await page.addInitScript(() => {
    const asked: number[] = [];
    Object.assign(window, { asked });
    StorageManager.prototype.persisted = async () => false;
    StorageManager.prototype.persist = async () => asked.push(1) > 0;
  });
  const asked = (): Promise<number> => page.evaluate(() => (window as unknown as { asked: number[] }).asked.length);
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });
  const ada = await join(page, workshop.join.url, "Ada", GROUP);
  await ada.addAt({ x: 500, y: 360 }, "Con la rete");
  await ada.leave();
  await ada.saved();
  await settled(page);
  expect(await asked()).toBe(0);
  await server.kill();
  await ada.addAt({ x: 800, y: 360 }, "Senza");
  await ada.leave();
  await expect(ada.mark).toHaveText(OFFLINE);
  await expect.poll(asked).toBe(1);
  // What waits on the device does not hold anybody up.
  await page.reload();
  await expect(ada.mark).toHaveText(OFFLINE);
  expect(dialogs).toEqual([]);
  await server.restart();
  await ada.saved();
});

test("wb56 without a service worker a board works as before, and what was written offline is sent after a reload", async ({ server, workshop, newcomer }) => {
  const page = await newcomer({ serviceWorkers: "block" });
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { get: () => undefined }));
  const ada = await join(page, workshop.join.url, "Ada", GROUP);
  await ada.addAt({ x: 500, y: 360 }, "Con la rete");
  await ada.leave();
  await ada.saved();
  await server.kill();
  await ada.addAt({ x: 800, y: 360 }, "Senza");
  await ada.leave();
  await expect(ada.mark).toHaveText(OFFLINE);
  const address = page.url();
  await expect(page.reload()).rejects.toThrow(/net::ERR_/);
  await server.restart();
  await expect(() => page.goto(address)).toPass();
  await ada.saved();
  await ada.reads("Con la rete", "Senza");
});

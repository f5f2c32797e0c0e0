/** A whole session of the sample's agenda: one who facilitates, twelve who take part in four groups, and the server's own clock put forward. */
import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import type { Page } from "@playwright/test";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { boardOf, call, GROUPS, join as joinByScript, SAMPLE, type Seat, type Workshop as Made } from "../api";
import { clean } from "../axe";
import { Board, join, Workshop } from "../page";
import { Reader } from "../reader";
import type { Server } from "../server";
import { stock } from "../stock";
import { expect, PHONE, test } from "../story";

const ONLY_ME = "Quello che scrivi qui lo vedi solo tu, finché non viene svelato.";
const at = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible({ timeout: 15_000 });
const field = (page: Page) => page.getByRole("textbox", { name: "Scrivi qui la tua nota" });

/** Somebody who takes part with a program: a real client of the wire, that goes where it is told to. */
class Guest {
  private provider: WebsocketProvider | null = null;
  private doc = new Y.Doc();

  private constructor(
    private readonly server: Server,
    private readonly workshop: Made,
    private readonly seat: Seat,
  ) {}

  static async join(server: Server, workshop: Made, name: string, group: string): Promise<Guest> {
    return new Guest(server, workshop, await joinByScript(server, workshop.join.code, name, group));
  }

  /** Sits down where it belongs now; answers which board that is. */
  async land(): Promise<string> {
    this.leave();
    const { body } = await call(this.server, "GET", `/workshops/${this.workshop.id}`, this.seat.token);
    this.doc = new Y.Doc();
    this.provider = stock(this.server, body.landing, this.seat.token, this.doc);
    await new Promise<void>((done) => this.provider!.once("sync", () => done()));
    return body.landing;
  }

  /** Writes a note where it sits. */
  write(text: string, place: number): void {
    this.doc.transact(() => {
      const note = new Y.Map();
      note.set("text", new Y.Text(text));
      note.set("pos", [place * 240, 900]);
      note.set("size", [200, 200]);
      note.set("color", "green");
      note.set("z", "a1");
      note.set("author", this.seat.participant);
      this.doc.getMap("notes").set(`${this.seat.participant}-${place}`, note);
    });
  }

  /** Gives dots to the first notes that are there. */
  async vote(board: string, round: number, dots: number): Promise<void> {
    const first = [...this.doc.getMap("notes").keys()].sort()[0]!;
    const { status, body } = await call(this.server, "PUT", `/boards/${board}/ballot`, this.seat.token, { round, votes: { [first]: dots } });
    expect(status, JSON.stringify(body)).toBe(200);
  }

  leave(): void {
    this.provider?.destroy();
    this.doc.destroy();
  }
}

test("wb170 a whole session: welcome, private writing, reveal, clusters, vote, plenary and back, spotlight, close", async ({ server, workshop, newcomer }) => {
  test.setTimeout(300_000);
  const form = new FormData();
  form.set("agenda", new Blob([readFileSync(joinPath(SAMPLE, "agenda.csv"))], { type: "text/csv" }), "agenda.csv");
  expect((await call(server, "POST", `/workshops/${workshop.id}/import`, workshop.facilitator.token, form)).status).toBe(200);
  const path = `/workshops/${workshop.id}/sessions/1`;
  const { body } = await call(server, "GET", `/workshops/${workshop.id}`, workshop.facilitator.token);
  const [{ title, date, phases }] = body.sessions;
  const led = phases.map((phase: { number: number }) => ({ ...phase, leads_on: phase.number === 2 }));
  expect((await call(server, "PUT", path, workshop.facilitator.token, { title, date, phases: led })).status).toBe(200);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  const people: Board[] = [];
  for (const [i, group] of GROUPS.entries()) {
    people.push(await join(await newcomer(i % 2 === 1 ? PHONE : undefined), workshop.join.url, ["Ada", "Bea", "Carla", "Dino"][i]!, group));
  }
  const guests = await Promise.all(GROUPS.flatMap((group) => [1, 2].map((n) => Guest.join(server, workshop, `${group} ${n}`, group))));
  const pages = people.map((one) => one.page);
  const boards = GROUPS.map((group) => boardOf(workshop.boards, "group", group).id);
  const plenary = boardOf(workshop.boards, "plenary").id;
  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();

  // Welcome: everybody in plenary, whoever clicks once.
  await press("Avvia: Accoglienza");
  for (const one of pages) await at(one, "Plenaria");
  for (const guest of guests) expect(await guest.land()).toBe(plenary);
  await expect(page.getByRole("row")).toHaveCount(13);
  await press("Avanti: Apertura in plenaria");
  for (const one of pages) await expect(one.getByRole("button", { name: /Fase in corso/ })).toContainText("Apertura in plenaria");
  server.putForward(34.5);
  for (const one of pages) await expect(one.getByRole("button", { name: /Fase in corso/ })).toContainText(/0:[0-3]\d/);

  // Each for themselves, in four groups, without names; then all at once. The group work begins by itself when its time has come.
  server.putForward(36);
  for (const [i, one] of pages.entries()) await at(one, GROUPS[i]!);
  await expect(page.getByRole("region", { name: "Conduci" })).toContainText(/Lavoro in gruppi\s*(59|60):/);
  await page.getByLabel("senza nomi").check();
  // The clock that was put forward may just have told everybody once more.
  const reveal = page.getByRole("button", { name: "Svela" });
  await expect(async () => {
    if (!(await reveal.isVisible())) await page.getByRole("button", { name: "Scrittura riservata" }).first().click({ timeout: 3_000 });
    await expect(reveal).toBeVisible({ timeout: 3_000 });
  }).toPass();
  for (const [i, one] of pages.entries()) {
    await expect(one.getByText(ONLY_ME)).toBeVisible({ timeout: 15_000 });
    await field(one).fill(`${GROUPS[i]}: che cosa temo`);
    await one.getByRole("button", { name: "Invia" }).click();
  }
  for (const [i, guest] of guests.entries()) {
    expect([...boards, plenary]).not.toContain(await guest.land());
    guest.write(`${GROUPS[Math.floor(i / 2)]}: pensiero ${i % 2}`, i % 2);
  }
  const card = (name: string) => page.locator(".board-card").filter({ has: page.getByRole("heading", { name, exact: true }) });
  for (const group of GROUPS) await expect(card(group)).toContainText("0 note · 3 ancora riservate", { timeout: 15_000 });
  await clean(page, "the wall during private writing");
  await press("Svela");
  for (const one of pages) await expect(one.getByText(ONLY_ME)).toBeHidden({ timeout: 15_000 });
  const ambiente = await Reader.of(server, workshop);
  await expect.poll(() => ambiente.texts().sort()).toEqual(["Ambiente: che cosa temo", "Ambiente: pensiero 0", "Ambiente: pensiero 1"]);
  expect(ambiente.notes().every((note) => note.author === undefined), "nobody's").toBe(true);

  // A theme around two of them, and what it is called.
  const [ada] = people as [Board, ...Board[]];
  await ada.reads("Ambiente: che cosa temo", "Ambiente: pensiero 0", "Ambiente: pensiero 1");
  await ada.page.keyboard.press("Escape");
  await ada.stage.focus();
  await ada.page.keyboard.press("Control+a");
  await ada.page.keyboard.press("Control+k");
  await ada.page.keyboard.type("crea un tema");
  await ada.page.keyboard.press("Enter");
  await ada.type("Paure");
  await ada.leave();
  await expect.poll(() => ambiente.clusters().length).toBe(1);

  // A vote in all groups: three dots each, seen by nobody before it closes.
  await press("Voto…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Apri il voto" }).click();
  await expect(dialog).toBeHidden();
  await expect(ada.page.getByRole("region", { name: "Voto", exact: true })).toContainText("Ti restano 3 punti su 3");
  // By keys: in which place it lies was drawn by lot, and the list may cover it.
  await ada.choose("Ambiente: pensiero 1");
  await ada.stage.focus();
  await ada.page.keyboard.press("+");
  await ada.page.keyboard.press("+");
  for (const [i, guest] of guests.entries()) {
    expect(await guest.land()).toBe(boards[Math.floor(i / 2)]);
    await guest.vote(boards[Math.floor(i / 2)]!, 1, 3);
  }
  await expect(page.getByText("Hanno votato 9 persone").first()).toBeVisible();
  await press("Chiudi il voto");
  const dots = async (): Promise<number> => {
    const { body } = await call(server, "GET", `/boards/${boards[0]}/export.json`, workshop.facilitator.token);
    return Object.values((body.tallies ?? {}) as Record<string, { votes: number }>).reduce((sum, { votes }) => sum + votes, 0);
  };
  await expect.poll(dots).toBe(8);

  // Back to plenary, with what the groups made: seen first, then brought, once.
  await press("Avanti: Ritorno in plenaria");
  for (const one of pages) await at(one, "Plenaria");
  await desk.ask("Raccogli");
  await expect(dialog.getByRole("checkbox", { name: /^Ambiente \d/ })).toBeChecked();
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 12 note, nuove: 12" })).toBeVisible();
  await dialog.getByRole("button", { name: "Raccogli", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("arrivat");
  await desk.close();
  const together = await Reader.open(server, plenary, workshop.facilitator.token);
  await expect.poll(() => together.notes().length).toBe(12);
  expect(new Set(together.notes().map((note) => (note.src as { group: string }).group))).toEqual(new Set(GROUPS));

  // The groups go on, and what came since comes too.
  await press("Fase precedente");
  for (const [i, one] of pages.entries()) await at(one, GROUPS[i]!);
  for (const [i, guest] of guests.entries()) {
    await guest.land();
    guest.write(`${GROUPS[Math.floor(i / 2)]}: ripensandoci ${i % 2}`, 2 + (i % 2));
  }
  for (const group of GROUPS) await expect(card(group)).toContainText("5 note", { timeout: 15_000 });
  await press("Avanti: Ritorno in plenaria");
  await desk.ask("Raccogli");
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 20 note, nuove: 8" })).toBeVisible();
  await dialog.getByRole("button", { name: "Raccogli", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("arrivat");
  await desk.close();
  await expect.poll(() => together.notes().length).toBe(20);

  // All look at what one group has made, and come back; then it is over.
  await card("Cultura").getByRole("button", { name: "Altro: Cultura" }).click();
  await card("Cultura").getByRole("button", { name: "Tutti guardano questa" }).click();
  for (const one of pages) await at(one, "Cultura");
  await press("Lascia tornare tutti");
  for (const one of pages) await at(one, "Plenaria");
  await press("Avanti: Chiusura");
  await press("Chiudi l'incontro");
  await expect(page.getByRole("region", { name: "Conduci" })).toContainText("Nessuna fase in corso");
  for (const guest of guests) guest.leave();
  ambiente.close();
  together.close();
});

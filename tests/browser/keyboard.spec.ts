/** Who facilitates, without a mouse: every action of the page is reached by Tab and done by keys. */
import type { Locator, Page } from "@playwright/test";
import { join as joinPath } from "node:path";
import { boardOf, call, importSample, SAMPLE } from "../api";
import { arrived, join, Workshop } from "../page";
import { expect, test } from "../story";

/** More stops than any page has. */
const STOPS = 400;

/** Two hands on a keyboard. */
class Keys {
  constructor(readonly page: Page) {}

  /** Goes there by Tab, from wherever one is. */
  async reach(what: Locator): Promise<void> {
    await expect(what).toBeVisible();
    await expect(what).toBeEnabled();
    for (let i = 0; i < STOPS; i++) {
      if (await what.evaluate((one) => one === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`${what} is not reached by Tab`);
  }

  async press(what: Locator, key = "Enter"): Promise<void> {
    await this.reach(what);
    await this.page.keyboard.press(key);
  }

  async write(what: Locator, text: string): Promise<void> {
    await this.reach(what);
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.type(text);
  }

  /** In a list, by the beginning of what is chosen. */
  async choose(what: Locator, beginning: string): Promise<void> {
    await this.reach(what);
    await this.page.keyboard.type(beginning);
  }
}

test("wb144 every action of who facilitates is done by keys alone", async ({ server, workshop, newcomer }) => {
  test.setTimeout(240_000);
  const token = workshop.facilitator.token;
  const path = `/workshops/${workshop.id}`;
  await importSample(server, workshop);
  const phases = [
    { title: "Problemi", minutes: 30, mode: "groups" },
    { title: "Ritorno", mode: "plenary" },
  ];
  await call(server, "PUT", `${path}/sessions/1`, token, { title: "Confini", phases });
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  const keys = new Keys(page);
  const bar = page.getByRole("region", { name: "Conduci" });
  const button = (name: string | RegExp, within: Page | Locator = page) => within.getByRole("button", { name, exact: typeof name === "string" });
  const now = async () => (await call(server, "GET", path, token)).body;
  const told = (look: (body: any) => unknown) => expect.poll(async () => look(await now()));
  const shut = async () => {
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  };

  // The programme: begun, prolonged, gone on and back, everybody called and let go.
  await keys.press(button("Avvia: Problemi", bar));
  await told(({ progress }) => progress.phase?.title).toBe("Problemi");
  const ends = (await now()).progress.phase.ends as number;
  await keys.press(button("5 minuti in più", bar));
  await told(({ progress }) => progress.phase.ends - ends).toBe(300_000);
  await keys.press(button("Avanti: Ritorno", bar));
  await told(({ progress }) => progress.phase.title).toBe("Ritorno");
  await keys.press(button("Fase precedente", bar));
  await told(({ progress }) => progress.phase.title).toBe("Problemi");
  await keys.press(button("Tutti in plenaria", bar));
  await told(({ progress }) => progress.gathered).toBe(boardOf(workshop.boards, "plenary").id);
  await keys.press(button("Lascia tornare tutti", bar));
  await told(({ progress }) => progress.gathered).toBeNull();

  // Words to all and to one group; more time for one; a look together.
  await keys.press(button("Messaggio", bar));
  await keys.write(dialog.getByLabel("Che cosa dici"), "Ancora un poco");
  await keys.press(button("Manda", dialog));
  await expect(dialog).toBeHidden();
  await expect(ada.page.getByRole("region", { name: "Messaggio" })).toContainText("Ancora un poco");
  const card = desk.card("Ambiente");
  await keys.press(button("Altro: Ambiente", card));
  await keys.press(button("Un minuto in più", card));
  await expect(card).toContainText(/ancora 3[01]:\d\d/);
  await keys.press(button("Messaggio", card));
  await keys.choose(dialog.getByLabel("A", { exact: true }), "tutti");
  await keys.choose(dialog.getByLabel("A", { exact: true }), "Ambiente");
  await keys.write(dialog.getByLabel("Che cosa dici"), "Scegliete chi racconta");
  await keys.press(button("Manda", dialog));
  await expect(ada.page.getByRole("region", { name: "Messaggio" })).toContainText("Scegliete chi racconta");
  await keys.press(button("Tutti guardano questa", card));
  await told(({ progress }) => progress.gathered).toBe(boardOf(workshop.boards, "group", "Ambiente").id);
  await keys.press(button("Lascia tornare tutti", bar));

  // Everybody writes for themselves, without names; then all of it is shown.
  await keys.press(page.getByLabel("senza nomi"), "Space");
  await keys.press(button("Scrittura riservata", bar));
  await told(({ progress }) => Object.keys(progress.private ?? {}).length).toBe(4);
  await keys.press(button("Svela", bar));
  await told(({ progress }) => Object.keys(progress.private ?? {}).length).toBe(0);

  // A vote, opened and closed.
  await keys.press(button("Voto…", bar));
  await keys.write(dialog.getByLabel("Punti per persona"), "2");
  await keys.press(button("Apri il voto", dialog));
  await told(({ progress }) => progress.voting?.dots).toBe(2);
  await keys.press(button("Chiudi il voto").first());
  await told(({ progress }) => progress.voting ?? null).toBeNull();

  // People: expected, put into groups, allowed what; somebody is made to help, and sent away.
  await keys.press(button("Persone e gruppi"));
  await keys.press(dialog.getByText("Aggiungi una persona"));
  await keys.write(dialog.getByLabel("Nome", { exact: true }), "Elena");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("row", { name: /Elena/ })).toBeVisible();
  await keys.write(dialog.getByLabel("Nome di un altro gruppo"), "Territorio");
  await page.keyboard.press("Enter");
  await told(({ groups }) => groups.length).toBe(5);
  await keys.press(button("Prepara", dialog));
  await expect(dialog.getByRole("group", { name: /^Gruppi 1/ })).toBeVisible();
  const rights = dialog.locator("section").filter({ has: page.getByRole("heading", { name: "Che cosa può fare chi partecipa" }) });
  await keys.choose(rights.getByLabel("Cultura"), "solo");
  await told(({ roles }) => roles.groups.Cultura).toBe("viewer");
  await shut();
  await keys.press(button("Ada"));
  await keys.choose(dialog.getByLabel("Può"), "aiutare");
  await keys.press(button("Salva", dialog));
  await told(({ people }) => people.find((one: { name: string }) => one.name === "Ada").role).toBe("cofacilitator");

  // The door: its code made anew, shut, opened, with a room to wait in.
  const code = (await now()).join.code;
  await keys.press(button("Invita"));
  await keys.press(dialog.getByText("Ce l’ha qualcuno che non dovrebbe"));
  await keys.press(button("Fai un codice e un link nuovi", dialog));
  await told(({ join }) => join.code).not.toBe(code);
  await shut();
  await keys.press(button("Chiudi l'ingresso"));
  await told(({ join_open }) => join_open).toBe(false);
  await keys.press(button("Apri l'ingresso"));
  await told(({ join_open }) => join_open).toBe(true);
  await keys.press(button("Chi arriva aspetta"));
  await told(({ waiting_room }) => waiting_room).toBe(true);

  // What the groups made comes to plenary, and goes back.
  const plenary = boardOf(workshop.boards, "plenary").id;
  const notes = async () => Object.keys((await call(server, "GET", `/boards/${plenary}/export.json`, token)).body.notes).length;
  await keys.press(button("Raccogli", page.getByRole("main")));
  await keys.press(button("Raccogli", dialog));
  await expect.poll(notes).toBe(64);
  await keys.press(button("Torna indietro", dialog).first());
  await expect.poll(notes).toBe(0);
  await shut();

  // The poster and tables are asked for; the programme is written; the day ends.
  await keys.press(button("Poster"));
  await expect(dialog.getByRole("img")).toBeVisible({ timeout: 20_000 });
  const download = page.waitForEvent("download");
  await keys.press(button(/^Scarica/, dialog).first());
  await download;
  await shut();
  await keys.press(button("Modifica il programma"));
  await keys.write(dialog.getByLabel("Titolo dell'incontro"), "Oltre i confini");
  await keys.press(button("Salva", dialog));
  await told(({ sessions }) => sessions[0].title).toBe("Oltre i confini");
  await shut();
  await keys.press(button("Avanti: Ritorno", bar));
  await keys.press(button("Chiudi l'incontro", bar));
  await told(({ progress }) => progress.phase ?? null).toBeNull();

  // Somebody is sent away, at last.
  await keys.press(button("Ada"));
  await keys.press(button("Togli dal laboratorio", dialog));
  await expect(button("Togli dal laboratorio", dialog)).toBeFocused();
  await page.keyboard.press("Enter");
  await told(({ people }) => people.length).toBe(0);
});

test("wb144 tables, templates, freezing, sending, the inbox, the bin and what somebody did: by keys alone, on a board too", async ({ server, workshop, newcomer }) => {
  test.setTimeout(180_000);
  const token = workshop.facilitator.token;
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  const keys = new Keys(page);
  const button = (name: string | RegExp, within: Page | Locator = page) => within.getByRole("button", { name, exact: typeof name === "string" });
  const shut = async () => {
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  };
  const ambiente = boardOf(workshop.boards, "group", "Ambiente").id;
  const texts = async (board: string): Promise<string[]> =>
    Object.values<{ text: string }>((await call(server, "GET", `/boards/${board}/export.json`, token)).body.notes).map(({ text }) => text);

  // A table comes in, and a board is kept as a template.
  await keys.press(button("Importa", page.getByRole("main")));
  const chooser = page.waitForEvent("filechooser");
  await keys.press(dialog.getByLabel(/^Note \(session/));
  await (await chooser).setFiles(joinPath(SAMPLE, "notes.csv"));
  await keys.press(button("Importa", dialog));
  await expect(dialog.getByText(/Sono entrate 160 note/)).toBeVisible();
  await shut();
  await keys.press(button("Modelli"));
  await keys.choose(dialog.getByLabel("Lavagna", { exact: true }), "Ambiente");
  await keys.write(dialog.getByLabel("Nome del modello"), "Ambiente di partenza");
  await keys.press(button("Salva", dialog));
  await expect(dialog.getByText("Ambiente di partenza").first()).toBeVisible();
  await shut();

  // On the board: frozen and let go, something removed and put back, an inbox opened and ended.
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await keys.press(desk.board("Ambiente"));
  const board = await arrived(page);
  const phase = button(/Fase in corso/);
  await keys.press(phase);
  await keys.press(button("Ferma questa lavagna"));
  await expect(ada.tools.getByRole("button", { name: "Nota" })).toBeHidden();
  await keys.press(button("Lascia scrivere di nuovo"));
  await expect(ada.tools.getByRole("button", { name: "Nota" })).toBeVisible();
  await keys.press(button("Note prima a te"));
  await expect(button("Passa il resto e chiudi")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(button("Note prima a te")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(phase).toHaveAttribute("aria-expanded", "false");
  const before = (await texts(ambiente)).sort();
  const [one] = before as [string];
  await keys.press(board.note(one));
  await board.stage.focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => texts(ambiente)).not.toContain(one);
  await keys.press(button("Altro", page).first());
  await keys.press(button("Cestino"));
  await keys.press(button(/^Rimetti: /, page.getByRole("complementary")));
  await expect.poll(async () => (await texts(ambiente)).sort()).toEqual(before);
  await page.keyboard.press("Escape");

  // From plenary something is sent to the groups.
  const plenary = boardOf(workshop.boards, "plenary").id;
  await page.goto(`${server.url}/b/${plenary}`);
  const floor = await arrived(page);
  await floor.stage.focus();
  await page.keyboard.press("n");
  await page.keyboard.type("per tutti");
  await page.keyboard.press("Escape");
  await floor.saved();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("manda ai");
  await page.keyboard.press("Enter");
  await keys.press(button("Manda", dialog));
  await expect.poll(() => texts(ambiente)).toContain("per tutti");
  await shut();

  // What Ada has done is taken back.
  await ada.addAt({ x: 500, y: 600 }, "scarabocchio");
  await ada.leave();
  await ada.saved();
  await page.goto(workshop.facilitator.url);
  await keys.press(button("Ada"));
  const part = dialog.getByRole("region", { name: /Annulla quello che ha fatto Ada/ });
  await keys.choose(part.getByRole("combobox"), "10");
  await keys.press(button("Annulla", part));
  await expect(part.getByRole("status")).toContainText("1 cosa tolta.");
  await expect.poll(() => texts(ambiente)).not.toContain("scarabocchio");
});

/** Votes with dots: each sees their own alone until the vote closes, then everybody the sums. */
import type { Locator, Page } from "@playwright/test";
import { boardOf, call, join as joinByScript, type Workshop as Made } from "../api";
import { clean } from "../axe";
import { Listener } from "../listener";
import { arrived, Board, join, Workshop } from "../page";
import type { Server } from "../server";
import { expect, PHONE, test } from "../story";

const bar = (page: Page): Locator => page.getByRole("region", { name: "Voto", exact: true });
/** One's own dots beside what else can be done with the chosen note. */
const stepper = (page: Page): Locator => page.getByRole("toolbar", { name: "Selezione" }).getByRole("group", { name: "Voto" });
const more = (page: Page): Locator => stepper(page).getByRole("button", { name: /^Dai un punto/ });
const said = (page: Page): Locator => page.getByRole("navigation", { name: "Scaletta" }).getByRole("status");

async function conduct(server: Server, { id, facilitator }: Made, wish: Record<string, unknown>): Promise<void> {
  const { status, body } = await call(server, "POST", `/workshops/${id}/progress`, facilitator.token, wish);
  expect(status, JSON.stringify(body)).toBe(200);
}

const ambiente = ({ boards }: Made): string => boardOf(boards, "group", "Ambiente").id;

/** Dots by the words of a note, as everybody may read them. */
async function result(server: Server, { facilitator }: Made, board: string): Promise<Record<string, number>> {
  const { body } = await call(server, "GET", `/boards/${board}/export.json`, facilitator.token);
  const tallies = Object.entries((body.tallies ?? {}) as Record<string, { votes: number }>);
  return Object.fromEntries(tallies.map(([id, { votes }]) => [body.notes[id].text, votes]));
}

async function notes(ada: Board, ...texts: string[]): Promise<void> {
  await ada.row(texts, { x: 200, y: 340 }, 230);
}

test("wb150 three people vote in secret; when the vote closes the sums are on the notes, and sort them", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await notes(ada, "acqua", "bosco", "campi");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.board("Ambiente").click();
  const staff = await arrived(desk.page);
  await conduct(server, workshop, { do: "vote", dots: 3, title: "Da dove cominciamo?" });
  for (const { page } of [ada, bea, staff]) {
    await expect(bar(page)).toContainText("Voto: Da dove cominciamo?");
    await expect(bar(page)).toContainText("Ti restano 3 punti su 3");
  }
  await expect(said(bea.page)).toContainText("È cominciato un voto. Voto: Da dove cominciamo?. Ti restano 3 punti su 3");

  await ada.pick("bosco");
  await more(ada.page).click();
  await more(ada.page).click();
  await expect(bar(ada.page)).toContainText("Ti resta 1 punto su 3");
  await expect(stepper(ada.page)).toContainText("2 miei punti");
  await expect(said(ada.page)).toHaveText("bosco: 2 miei punti. Ti resta 1 punto su 3");
  await bea.pick("bosco");
  await expect(stepper(bea.page)).toContainText("Nessun mio punto");
  await more(bea.page).click();
  await bea.pick("campi");
  for (const _ of [1, 2]) await more(bea.page).click();
  // A button that can do no more says why.
  await expect(more(bea.page)).toHaveAttribute("aria-disabled", "true");
  await more(bea.page).press("Enter");
  await expect(said(bea.page)).toHaveText("campi: Non hai più punti. Prima riprendine uno da un'altra nota.");
  await expect(bar(bea.page)).toContainText("Ti restano 0 punti su 3");
  await staff.pick("campi");
  await staff.page.keyboard.press("+");
  await expect(stepper(staff.page)).toContainText("1 mio punto");
  // Nobody has heard of anybody else's, and nothing stands on the board.
  await expect(bar(ada.page)).toContainText("Ti resta 1 punto su 3");
  expect(await result(server, workshop, ambiente(workshop))).toEqual({});
  for (const { page } of [ada, bea, staff]) await expect(page.getByText("Non ancora salvato")).toBeHidden();
  await expect.poll(async () => (await call(server, "GET", `/workshops/${workshop.id}`, workshop.facilitator.token)).body.voters).toBe(3);
  await clean(ada.page, "a vote is open");

  await conduct(server, workshop, { do: "close_vote" });
  for (const { page } of [ada, bea, staff]) {
    await expect(bar(page)).toContainText("Il voto è chiuso. Il risultato è sulle note.");
    await expect(said(page)).toHaveText("Il voto è chiuso. Il risultato è sulle note.");
    await expect(stepper(page)).toBeHidden();
  }
  expect(await result(server, workshop, ambiente(workshop))).toEqual({ bosco: 3, campi: 3 });
  await expect(ada.note("bosco")).toContainText("3 punti");
  await bar(ada.page).getByRole("button", { name: "Chiudi" }).click();
  await expect(bar(ada.page)).toBeHidden();

  // The list and the board by votes.
  await ada.page.getByRole("button", { name: "Mostra la scaletta" }).click();
  expect(await ada.notes()).toEqual(["acqua", "bosco", "campi"]);
  await ada.outline.getByLabel("Ordine della scaletta").selectOption("per voti");
  await expect.poll(() => ada.notes()).toEqual(["bosco", "campi", "acqua"]);
  await clean(ada.page, "the list by votes");
  await ada.outline.getByLabel("Ordine della scaletta").selectOption("come sulla lavagna");
  await ada.stage.focus();
  await ada.page.keyboard.press("Control+a");
  await ada.page.keyboard.press("Control+k");
  await ada.page.keyboard.type("per voti e reazioni");
  await ada.page.keyboard.press("Enter");
  await expect.poll(() => ada.notes()).toEqual(["bosco", "campi", "acqua"]);
});

test("wb151 one votes with the keyboard alone, on the board and in its list", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await notes(ada, "acqua", "bosco", "campi");
  await conduct(server, workshop, { do: "vote", dots: 4, most: 2 });
  await expect(bar(ada.page)).toContainText("Al massimo 2 punti per nota");
  const { page } = ada;
  // On the board: Tab goes from note to note, + and − are no words on it.
  await ada.stage.focus();
  await page.keyboard.press("Tab");
  for (const key of ["+", "+", "+"]) await page.keyboard.press(key);
  await expect(said(page)).toHaveText("acqua: Al massimo 2 punti per nota");
  await page.keyboard.press("-");
  await expect(said(page)).toHaveText("acqua: 1 mio punto. Ti restano 3 punti su 4");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dai un punto");
  await page.keyboard.press("Enter");
  await expect(said(page)).toHaveText("bosco: 1 mio punto. Ti restano 2 punti su 4");

  const me = new Listener(page, false);
  await me.act(me.button("Mostra la scaletta"));
  const row = (text: string) => ada.outline.getByRole("listitem").filter({ has: page.getByRole("button", { name: new RegExp(`^${text}( |$)`) }) });
  await expect(row("acqua").getByRole("group", { name: "Voto" })).toContainText("1 mio punto");
  const give = me.button("Dai un punto: campi");
  await me.act(give);
  await expect(row("campi").getByRole("group", { name: "Voto" })).toContainText("1 mio punto");
  await me.act(give);
  await expect(said(page)).toHaveText("campi: 2 miei punti. Ti restano 0 punti su 4");
  // Whoever stands on a button keeps it.
  await expect(give).toBeFocused();
  await expect(give).toHaveAttribute("aria-disabled", "true");
  await ada.note("campi").focus();
  await page.keyboard.press("-");
  await expect(said(page)).toHaveText("campi: 1 mio punto. Ti resta 1 punto su 4");
  await clean(page, "voting in the list");
  await conduct(server, workshop, { do: "close_vote" });
  await expect(row("acqua").getByRole("group", { name: "Voto" })).toBeHidden();
  expect(await result(server, workshop, ambiente(workshop))).toEqual({ acqua: 1, bosco: 1, campi: 1 });
  // The keys are again what they were.
  await ada.stage.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("+");
  await expect.poll(() => ada.zoom()).toBeGreaterThan(100);
});

test("wb152 on a telephone one votes on the writing page, and on a board that one only reads", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await notes(ada, "acqua", "bosco", "campi");
  const page = await newcomer(PHONE);
  await join(page, workshop.join.url, "Bea", "Ambiente");
  await page.getByRole("link", { name: "Scrivi note" }).tap();
  const field = page.getByRole("textbox", { name: "Scrivi qui la tua nota" });
  await field.fill("mezza ");
  await conduct(server, workshop, { do: "vote", dots: 2, title: "Che cosa conta?" });
  // Whoever is in the middle of a note goes on writing.
  await expect(bar(page)).toContainText("Ti restano 2 punti su 2");
  await expect(field).toHaveValue("mezza ");
  await page.getByRole("button", { name: "Vai al voto" }).tap();
  await expect(field).toBeHidden();
  const row = (text: string) => bar(page).getByRole("listitem").filter({ hasText: text });
  const plus = row("bosco").getByRole("button", { name: "Dai un punto: bosco" });
  const box = (await plus.boundingBox())!;
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  await plus.tap();
  await plus.tap();
  await row("bosco").getByRole("button", { name: "Riprendi un punto: bosco" }).tap();
  await row("campi").getByRole("button", { name: /^Dai un punto/ }).tap();
  await expect(bar(page)).toContainText("Ti restano 0 punti su 2");
  await expect(page.getByRole("status").filter({ hasText: "campi: 1 mio punto. Ti restano 0 punti su 2" })).toBeAttached();
  await clean(page, "a vote on the writing page");
  await page.getByRole("button", { name: "Scrivi note" }).tap();
  await expect(field).toHaveValue("mezza ");
  await page.getByRole("button", { name: "Vai al voto" }).tap();
  await conduct(server, workshop, { do: "close_vote" });
  await expect(bar(page)).toContainText("Il voto è chiuso.");
  await expect(bar(page).getByRole("listitem")).toHaveText([/bosco\s*1 punto/, /campi\s*1 punto/]);
  await expect(field).toHaveValue("mezza ");

  // Plenary is for reading, and for voting.
  const plenary = boardOf(workshop.boards, "plenary").id;
  await call(server, "POST", `/workshops/${workshop.id}/collect`, workshop.facilitator.token, { from: [ambiente(workshop)], into: plenary });
  await page.goto(`${server.url}/b/${plenary}`);
  const board = await readable(page);
  await conduct(server, workshop, { do: "vote", dots: 1, boards: [plenary] });
  await expect(bar(page)).toContainText("Ti resta 1 punto su 1");
  await board.note("acqua").press("Enter");
  await board.stage.focus();
  await more(page).tap();
  await expect(bar(page)).toContainText("Ti restano 0 punti su 1");
  await clean(page, "voting on a phone");
  await conduct(server, workshop, { do: "close_vote" });
  await expect.poll(() => result(server, workshop, plenary)).toEqual({ acqua: 1 });
});

/** A board where there is nothing to save. */
async function readable(page: Page): Promise<Board> {
  const board = new Board(page);
  await expect(board.stage).toBeVisible();
  await expect(board.stage).not.toHaveAttribute("aria-busy");
  return board;
}

test("wb153 one's own dots survive a reload, another device and a line that is away; nobody else's are ever there", async ({ server, workshop, newcomer, browser }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const { page } = ada;
  await notes(ada, "acqua", "bosco");
  await conduct(server, workshop, { do: "vote", dots: 5 });
  await ada.pick("acqua");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(bar(page)).toContainText("Ti restano 3 punti su 5");
  const bruno = await joinByScript(server, workshop.join.code, "Bruno", "Ambiente");
  const own = async (): Promise<number[]> => {
    const token = await page.evaluate(() => JSON.stringify(localStorage).match(/token\\+":\\+"([^"\\]+)/)![1]!);
    const { body } = await call(server, "GET", `/boards/${ambiente(workshop)}/ballot`, token);
    return Object.values(body.votes as Record<string, number>);
  };
  await expect.poll(own).toEqual([2]);
  const theirs = await call(server, "GET", `/boards/${ambiente(workshop)}/ballot`, bruno.token);
  expect(theirs.body.votes).toEqual({});

  await page.reload();
  await arrived(page);
  await expect(bar(page)).toContainText("Ti restano 3 punti su 5");
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await context.newPage();
  await other.goto(page.url());
  const phone = await arrived(other);
  await expect(bar(other)).toContainText("Ti restano 3 punti su 5");
  await phone.pick("bosco");
  await expect(stepper(other)).toContainText("Nessun mio punto");

  // Away: it is said, and sent when the line is back.
  await page.context().setOffline(true);
  await ada.pick("acqua");
  await page.keyboard.press("+");
  await expect(stepper(page)).toContainText("3 miei punti");
  await expect(bar(page)).toContainText("Non ancora salvato: parte quando torna la rete.");
  expect(await own()).toEqual([2]);
  await page.context().setOffline(false);
  await expect(bar(page).getByText("Non ancora salvato")).toBeHidden({ timeout: 20_000 });
  await expect.poll(own).toEqual([3]);
  await context.close();

  // Too late: what was saved before counts.
  await page.context().setOffline(true);
  await page.keyboard.press("+");
  await expect(bar(page)).toContainText("Non ancora salvato");
  await conduct(server, workshop, { do: "close_vote" });
  await page.context().setOffline(false);
  await expect(bar(page)).toContainText("L'ultima modifica è arrivata dopo la fine.", { timeout: 20_000 });
  expect(await result(server, workshop, ambiente(workshop))).toEqual({ acqua: 3 });
});

test("wb154 who conducts says what a vote is about, sees how many have voted, and ends it", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await notes(ada, "acqua", "bosco");
  await ada.pick("bosco");
  await ada.page.keyboard.press("Alt+4");
  await ada.deselect();
  await ada.saved();
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.board("Ambiente").click();
  const { page } = await arrived(desk.page);
  const { dialog } = desk;
  const press = async (name: string): Promise<void> => {
    const button = page.getByRole("button", { name, exact: true });
    await button.focus();
    await page.keyboard.press("Enter");
  };
  await page.getByRole("button", { name: /Fase in corso/ }).focus();
  await page.keyboard.press("Enter");
  await press("Voto…");
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("checkbox", { name: "Ambiente" })).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: "Plenaria" })).not.toBeChecked();
  await dialog.getByLabel("Che cosa si vota").fill("Prima il verde");
  await dialog.getByLabel("Punti per persona").fill("2");
  await expect(dialog.getByLabel("Al massimo su una nota")).toHaveValue("2");
  for (const name of ["Ambiente", "Cultura", "Scuola", "Sociale"]) await dialog.getByRole("checkbox", { name }).uncheck();
  await expect(dialog.getByRole("alert")).toHaveText("Scegli almeno una lavagna.");
  await expect(dialog.getByRole("button", { name: "Apri il voto" })).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "Ambiente" }).check();
  await dialog.getByRole("checkbox", { name: "Verde" }).check();
  await clean(page, "opening a vote");
  await press("Apri il voto");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Non ha ancora votato nessuno")).toBeVisible();
  await expect(bar(ada.page)).toContainText("Solo: Verde");
  await ada.pick("acqua");
  await expect(bar(ada.page)).toContainText("Questo voto non riguarda questa nota.");
  await expect(stepper(ada.page)).toBeHidden();
  await ada.pick("bosco");
  await ada.page.keyboard.press("+");
  await expect(page.getByText("Ha votato 1 persona")).toBeVisible();
  await clean(page, "conducting a vote");

  // Without a result, after a second thought.
  await press("Termina senza risultato");
  await expect(page.getByText("Tutti i punti andranno persi.")).toBeVisible();
  await press("Continua il voto");
  await expect(bar(ada.page)).toContainText("Ti resta 1 punto su 2");
  await press("Termina senza risultato");
  await press("Termina e perdi i punti");
  await expect(bar(ada.page)).toContainText("Il voto è finito senza risultato.");
  expect(await result(server, workshop, ambiente(workshop))).toEqual({});

  // Clusters are of the one board that is chosen. Closed from the facilitator's own page.
  const phases = [{ title: "Gruppi", minutes: 0, mode: "groups" }];
  await call(server, "PUT", `/workshops/${workshop.id}/sessions/1`, workshop.facilitator.token, { title: "Confini", phases });
  await ada.deselect();
  await ada.page.keyboard.press("Control+a");
  await ada.page.keyboard.press("Control+g");
  await ada.type("Territorio");
  await ada.leave();
  await ada.saved();
  await desk.page.goto(workshop.facilitator.url);
  const conductor = page.getByRole("region", { name: "Conduci" });
  await conductor.getByRole("button", { name: "Voto…" }).click();
  await expect(dialog.getByRole("group", { name: "Solo in questi temi" })).toBeHidden();
  for (const name of ["Cultura", "Scuola", "Sociale"]) await dialog.getByRole("checkbox", { name }).uncheck();
  await dialog.getByRole("group", { name: "Solo in questi temi" }).getByRole("checkbox", { name: "Territorio" }).check();
  await dialog.getByRole("button", { name: "Apri il voto" }).click();
  await expect(bar(ada.page)).toContainText("Solo: Territorio");
  await ada.pick("acqua");
  await ada.page.keyboard.press("+");
  await expect(conductor).toContainText("Ha votato 1 persona");
  await clean(page, "workshop: a vote is open");
  await conductor.getByRole("button", { name: "Chiudi il voto" }).click();
  await expect(conductor.getByRole("button", { name: "Voto…" })).toBeVisible();
  await expect(bar(ada.page)).toContainText("Il voto è chiuso.");
  expect(await result(server, workshop, ambiente(workshop))).toEqual({ acqua: 1 });
});

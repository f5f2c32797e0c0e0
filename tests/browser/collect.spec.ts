/** Collecting as a screen, whole; sending to groups; and where a note comes from. */
import type { Locator, Page } from "@playwright/test";
import * as Y from "yjs";
import { boardOf, call, type Workshop as Made } from "../api";
import { clean } from "../axe";
import { arrived, join, Workshop } from "../page";
import { Reader } from "../reader";
import type { Server } from "../server";
import { stock } from "../stock";
import { expect, PHONE, test } from "../story";

const HEADER = "session,group,author,type,color,text,cluster,votes";
const ROWS = ["1,Ambiente,,note,yellow,il fiume,Paure,3", "1,Ambiente,,note,green,poco tempo,Paure,1", "1,Ambiente,,note,yellow,curiosità,,0", "1,Cultura,,note,pink,una biblioteca,,2"];

async function filled(server: Server, workshop: Made, rows = ROWS): Promise<void> {
  const form = new FormData();
  form.set("notes", new Blob([[HEADER, ...rows].join("\n")], { type: "text/csv" }), "notes.csv");
  expect((await call(server, "POST", `/workshops/${workshop.id}/import`, workshop.facilitator.token, form)).status).toBe(200);
}

const idOf = (workshop: Made, group?: string): string => boardOf(workshop.boards, group ? "group" : "plenary", group).id;

async function texts(server: Server, workshop: Made, board: string): Promise<Record<string, string>> {
  const { body } = await call(server, "GET", `/boards/${board}/export.json`, workshop.facilitator.token);
  return Object.fromEntries(Object.entries(body.notes as Record<string, { text: string }>).map(([id, { text }]) => [text, id]));
}

/** Somebody on that board writes a note anew, or removes it. */
async function rewrite(server: Server, workshop: Made, board: string, before: string, after: string | null): Promise<void> {
  const id = (await texts(server, workshop, board))[before]!;
  const doc = new Y.Doc();
  const provider = stock(server, board, workshop.facilitator.token, doc);
  await new Promise<void>((done) => provider.once("sync", () => done()));
  const notes = doc.getMap("notes") as Y.Map<Y.Map<unknown>>;
  doc.transact(() => {
    const text = notes.get(id)!.get("text") as Y.Text;
    if (after === null) return notes.delete(id);
    text.delete(0, text.length);
    text.insert(0, after);
  });
  await expect.poll(async () => Object.keys(await texts(server, workshop, board))).not.toContain(before);
  provider.destroy();
  doc.destroy();
}

async function collected(server: Server, workshop: Made): Promise<void> {
  const from = ["Ambiente", "Cultura", "Scuola", "Sociale"].map((group) => idOf(workshop, group));
  const body = { from, into: idOf(workshop) };
  expect((await call(server, "POST", `/workshops/${workshop.id}/collect`, workshop.facilitator.token, body)).status).toBe(200);
}

const row = (dialog: Locator, text: string | RegExp): Locator => dialog.getByRole("listitem").filter({ hasText: text }).getByRole("checkbox");

/** Nothing of a dialog lies beside the screen. */
async function fits(page: Page, dialog: Locator): Promise<void> {
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test("wb160 what would come is shown in four kinds, ticked one by one or by group, by the keyboard too; one button, one step back", async ({ server, workshop, newcomer }) => {
  await filled(server, workshop);
  await collected(server, workshop);
  const plenary = idOf(workshop);
  await rewrite(server, workshop, idOf(workshop, "Ambiente"), "poco tempo", "troppo poco tempo");
  await rewrite(server, workshop, idOf(workshop, "Ambiente"), "curiosità", null);
  await rewrite(server, workshop, idOf(workshop, "Cultura"), "una biblioteca", "due biblioteche");
  await rewrite(server, workshop, plenary, "una biblioteca", "la biblioteca");
  await filled(server, workshop, ["1,Cultura,,note,pink,cinema,,0"]);
  const before = await call(server, "GET", `/boards/${plenary}/export.json`, workshop.facilitator.token);

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const dialog = await desk.ask("Raccogli");
  await expect(row(dialog, "cinema")).toBeChecked();
  await expect(row(dialog, "troppo poco tempo")).toBeChecked();
  // Before and after; both sides beside each other; and these two kinds only if they are taken.
  await expect(dialog.getByRole("listitem").filter({ hasText: "troppo poco tempo" }).getByRole("deletion")).toHaveText("poco tempo");
  await expect(row(dialog, /in plenaria: la biblioteca.*Cultura: due biblioteche/)).not.toBeChecked();
  await expect(row(dialog, "curiosità")).not.toBeChecked();
  // Nobody in these has written anything, and that is said.
  for (const group of ["Scuola", "Sociale"]) await expect(dialog.getByText(`${group} non ha nulla sulla sua lavagna.`)).toBeVisible();
  const picture = dialog.getByRole("img", { name: "Come sarebbe: 5 note, nuove: 1" });
  await expect(picture).toBeVisible();
  await clean(desk.page, "collect");

  // By the keyboard: Cultura stays out as a whole, and the picture follows.
  const cultura = dialog.getByRole("checkbox", { name: /^Cultura \d/ });
  await cultura.focus();
  await desk.page.keyboard.press("Space");
  await expect(row(dialog, "cinema")).not.toBeChecked();
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 4 note, nuove: 0" })).toBeVisible();
  await row(dialog, "curiosità").focus();
  await desk.page.keyboard.press("Space");
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 3 note, nuove: 0" })).toBeVisible();
  await row(dialog, /due biblioteche/).check();
  await dialog.getByRole("button", { name: "Raccogli", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("arrivat");
  await expect(dialog.getByRole("listitem").filter({ hasText: "Scuola" })).toHaveText("Scuola non ha nulla sulla sua lavagna.");
  await expect.poll(async () => Object.keys(await texts(server, workshop, plenary)).sort()).toEqual(["due biblioteche", "il fiume", "troppo poco tempo"]);
  await dialog.getByRole("button", { name: "Torna indietro" }).click();
  await expect(dialog.getByRole("status")).toContainText("Fatto: come prima.");
  expect((await call(server, "GET", `/boards/${plenary}/export.json`, workshop.facilitator.token)).body).toEqual(before.body);
  await desk.close();

  // What was left out is offered again.
  await desk.ask("Raccogli");
  await expect(row(dialog, "cinema")).toBeChecked();
});

test("wb161 clusters, votes and suggested clusters choose what comes and where it lies", async ({ server, workshop, newcomer }) => {
  await filled(server, workshop, [...ROWS, "1,Cultura,,note,pink,il fiume di notte,,0", "1,Cultura,,note,pink,zucchero,,0"]);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const dialog = await desk.ask("Raccogli");
  await dialog.getByText("Altre scelte").click();
  const votes = dialog.getByLabel("Solo le note con almeno tanti voti");
  await votes.fill("2");
  await votes.press("Tab");
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 2 note, nuove: 2" })).toBeVisible();
  await votes.fill("");
  await votes.press("Tab");
  await dialog.getByRole("checkbox", { name: "Paure (Ambiente, 2 note)" }).check();
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 2 note, nuove: 2" })).toBeVisible();
  await expect(dialog.getByText("Cultura non ha nulla di nuovo.")).toBeVisible();
  await dialog.getByRole("button", { name: "Raccogli", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("arrivati in plenaria");
  expect(Object.keys(await texts(server, workshop, idOf(workshop))).sort()).toEqual(["il fiume", "poco tempo"]);
  await dialog.getByRole("button", { name: "Torna indietro" }).click();
  await expect(dialog.getByRole("status")).toContainText("Fatto: come prima.");
  await desk.close();

  await desk.ask("Raccogli");
  await dialog.getByText("Altre scelte").click();
  await dialog.getByLabel("Dove stanno le note nuove").selectOption({ label: "Per temi suggeriti" });
  await expect(dialog.getByText("Quello che va insieme sta insieme", { exact: false })).toBeVisible();
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 6 note, nuove: 6" })).toBeVisible();
  await clean(desk.page, "collect by theme");
  await dialog.getByRole("button", { name: "Raccogli", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("arrivati in plenaria");
  const truth = await Reader.open(server, idOf(workshop), workshop.facilitator.token);
  const home = (text: string): unknown => truth.note(text)?.cluster;
  expect(home("il fiume")).toBe(home("il fiume di notte"));
  expect(home("zucchero")).not.toBe(home("il fiume"));
  expect(truth.clusters().map(({ title }) => title)).toContain("Altro");
  truth.close();
});

test("wb162 from the plenary board, on a phone, in one column; what was collected earlier can be taken back", async ({ server, workshop, newcomer }) => {
  await filled(server, workshop);
  const desk = await Workshop.open(await newcomer(PHONE), workshop.facilitator.url);
  const { page } = desk;
  await page.goto(`${server.url}/b/${idOf(workshop)}`);
  const board = await arrived(page);
  const open = async (): Promise<Locator> => {
    await page.getByRole("button", { name: "Altro", exact: true }).tap();
    await page.getByRole("button", { name: "Raccogli…" }).tap();
    return page.getByRole("dialog", { name: "Raccogli in plenaria" });
  };
  const dialog = await open();
  await expect(row(dialog, "il fiume")).toBeChecked();
  await fits(page, dialog);
  await expect(dialog.getByRole("img", { name: "Come sarebbe: 4 note, nuove: 4" })).toBeVisible();
  // Within reach wherever one has scrolled to.
  await expect(dialog.getByRole("button", { name: "Raccogli", exact: true })).toBeInViewport();
  const small = await dialog.evaluate((element) => [...element.querySelectorAll("button, label, summary, select")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44 && !one.matches(".field label")).map((one) => one.textContent));
  expect(small).toEqual([]);
  await clean(page, "collect on a phone");
  await dialog.getByRole("button", { name: "Raccogli", exact: true }).tap();
  await dialog.getByRole("button", { name: "Apri la plenaria" }).tap();
  await expect(dialog).toBeHidden();
  await board.reads("curiosità", "il fiume", "poco tempo", "una biblioteca");

  const again = await open();
  await expect(again.getByRole("status")).toHaveText("Nulla di nuovo dall'ultima volta.");
  await again.getByText("Raccolte precedenti").tap();
  await again.getByRole("button", { name: "Torna indietro" }).tap();
  await expect(again.getByText("annullata")).toBeVisible();
  await expect(row(again, "il fiume")).toBeChecked();
  await expect.poll(async () => Object.keys(await texts(server, workshop, idOf(workshop)))).toEqual([]);
});

test("wb163 what is chosen in plenary is sent to the groups, nothing of it comes back, and one step takes it from all of them", async ({ server, workshop, newcomer }) => {
  await filled(server, workshop);
  await collected(server, workshop);
  const seated = await join(await newcomer(), workshop.join.url, "Sara", "Scuola");
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  await page.goto(`${server.url}/b/${idOf(workshop)}`);
  const board = await arrived(page);
  await board.pick("il fiume");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("manda ai");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Manda ai gruppi" });
  await expect(dialog.getByText("1 cosa scelta")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Sociale" }).uncheck();
  await clean(page, "send");
  await dialog.getByRole("button", { name: "Manda", exact: true }).click();
  await expect(dialog.getByRole("status")).toHaveText("Mandato a 3 gruppi.");
  await expect(dialog.getByRole("listitem").filter({ hasText: "Ambiente" })).toHaveText("Ambiente: ha già tutto");
  await seated.reads("il fiume");
  await expect(seated.note("il fiume")).toHaveText(/Plenaria, incontro 1 · Ambiente, incontro 1$/);
  const from = ["Ambiente", "Cultura", "Scuola"].map((group) => idOf(workshop, group));
  const wish = { from, into: idOf(workshop), dry_run: true };
  const back = await call(server, "POST", `/workshops/${workshop.id}/collect`, workshop.facilitator.token, wish);
  expect(back.body).toMatchObject({ added: [], changed: [], removed: [], conflicts: [] });
  await dialog.getByRole("button", { name: "Torna indietro" }).click();
  await expect(dialog.getByRole("status")).toContainText("Fatto: come prima.");
  await seated.reads();
  await dialog.getByRole("button", { name: "Chiudi" }).last().click();

  // By the menu at the selection too; a participant has neither.
  await board.pick("poco tempo");
  await board.menu.getByRole("button", { name: "Altro per la selezione" }).click();
  await page.getByRole("button", { name: "Manda ai gruppi…" }).click();
  await dialog.getByRole("button", { name: "Manda", exact: true }).click();
  await seated.reads("poco tempo");
  await seated.pick("poco tempo");
  await seated.page.keyboard.press("Control+k");
  await seated.page.getByRole("combobox").fill("manda ai");
  await expect(seated.page.getByRole("option")).toHaveCount(0);
});

test("wb164 a chosen note says where it comes from, and its copies and what is joined to it keep that", async ({ server, workshop, newcomer }) => {
  await filled(server, workshop);
  await collected(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.page.goto(`${server.url}/b/${idOf(workshop)}`);
  const board = await arrived(desk.page);
  await board.pick("il fiume");
  await expect(board.menu.getByText("Da: Ambiente, incontro 1", { exact: true })).toBeVisible();
  await clean(desk.page, "a note's origin");
  await desk.page.keyboard.press("Control+d");
  await board.saved();
  const truth = await Reader.open(server, idOf(workshop), workshop.facilitator.token);
  const groups = (text: string): unknown[] => truth.notes().filter((note) => note.text === text).map((note) => (note.src as { group?: string } | undefined)?.group);
  await expect.poll(() => groups("il fiume")).toEqual(["Ambiente", "Ambiente"]);
  await desk.page.keyboard.press("Control+z");
  await expect.poll(() => groups("il fiume")).toEqual(["Ambiente"]);
  await board.deselect();

  // All four into one: of two groups.
  await board.pick("una biblioteca");
  await desk.page.keyboard.press("Control+a");
  await desk.page.keyboard.press("Control+j");
  await expect(board.menu.getByText(/^Da: .*\(unita da 4\)$/)).toBeVisible();
  await expect(board.menu.getByText(/Ambiente, incontro 1/)).toHaveText(/Cultura, incontro 1/);
  truth.close();
});

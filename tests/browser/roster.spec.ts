/** People who are expected, groups that are prepared, and doors that know both. */
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { call, GROUPS, SAMPLE } from "../api";
import { clean } from "../axe";
import { arrived, join, say, Workshop } from "../page";
import { expect, PHONE, test } from "../story";

const LIST = `nome;settore;ente;territorio;e-mail
Anna;Biblioteche;Biblioteca civica;Valle;anna@example.org
Bruno;Parchi;Parco del fiume;Valle;bruno@example.org
Carla;Scuole;Istituto Rodari;Collina;
Dario;Sociale;Comune;Collina;dario@example.org
`;

test("wb134 people are entered and taken in, groups mixed and put in force, and everybody is in theirs at once", async ({ workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  await page.getByRole("button", { name: "Persone e gruppi" }).click();
  await expect(dialog.getByText("Per ora non è atteso nessuno.")).toBeVisible();
  await dialog.getByText("Aggiungi una persona").click();
  await dialog.getByLabel("Nome", { exact: true }).fill("Elena");
  await dialog.getByLabel("Gruppo", { exact: true }).selectOption("Scuola");
  await dialog.getByLabel("Settore").fill("Scuole");
  await page.keyboard.press("Enter");
  const rows = dialog.getByRole("region", { name: "Chi partecipa" }).getByRole("row");
  await expect(rows.filter({ hasText: "Elena" })).toContainText(/Scuola.*Scuole/);

  await dialog.getByLabel("File (CSV o JSON)").setInputFiles({ name: "persone.csv", mimeType: "text/csv", buffer: Buffer.from("nome;colore preferito\nZoe;blu\n;\n") });
  await dialog.getByRole("button", { name: "Carica", exact: true }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "colore preferito" })).toBeVisible();
  await dialog.getByLabel("File (CSV o JSON)").setInputFiles({ name: "persone.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
  await dialog.getByRole("button", { name: "Carica", exact: true }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "4 persone nuove" })).toBeVisible();
  await expect(rows).toHaveCount(1 + 6);
  await clean(page, "people and groups");

  // Anna comes with her own code, on a telephone.
  const code = (await rows.filter({ hasText: "Anna" }).locator(".code").innerText()).trim();
  const phone = await newcomer(PHONE);
  await phone.goto(workshop.join.url.replace(/\/join.*/, "/"));
  await phone.getByLabel("Codice").fill(code);
  await phone.getByRole("button", { name: "Continua" }).click();
  await expect(phone.getByText("Questo codice è per Anna.")).toBeVisible();
  await clean(phone, "a door of one's own");
  await phone.getByRole("button", { name: "Vai alla lavagna" }).click();
  const anna = await arrived(phone);
  await anna.stage.focus();
  await expect(phone.getByRole("button", { name: /1 persona qui: .*Anna/ })).toBeVisible();
  const before = await phone.getByRole("heading", { level: 1 }).innerText();

  await dialog.getByRole("button", { name: "Prepara" }).click();
  const prepared = dialog.getByRole("group", { name: /^Gruppi 1/ });
  await expect(prepared).toContainText(/Ambiente: [12] · Cultura: [12] · Scuola: [12] · Sociale: [12]/);
  // By hand Anna goes where she is not.
  const goal = GROUPS.find((group) => group !== before)!;
  await prepared.getByText("Chi sta dove").click();
  await prepared.getByLabel("Gruppo di Anna").selectOption(goal);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(before);
  await prepared.getByRole("button", { name: "Metti in vigore" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: /cambiat[oi] gruppo|ha cambiato/ })).toBeVisible();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(goal);
  await expect(prepared).toContainText("In vigore");
  await prepared.getByRole("button", { name: "Mescola di nuovo" }).click();
  await prepared.getByRole("button", { name: "Togli Gruppi 1" }).click();
  await expect(prepared).toHaveCount(0);
});

test("wb135 Zoom's table of the sample comes in and goes out; at a group's door one finds oneself", async ({ server, workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  await page.getByRole("button", { name: "Persone e gruppi" }).click();
  const zoom = joinPath(SAMPLE, "zoom-breakout.csv");
  await dialog.getByLabel("File (CSV o JSON)").setInputFiles(zoom);
  await dialog.getByRole("button", { name: "Carica", exact: true }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "24 persone nuove" })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Scarica per Zoom" }).click()]);
  const lines = (text: string): string[] => text.replace("\uFEFF", "").trim().split(/\r?\n/).sort();
  expect(lines(readFileSync(await download.path(), "utf8"))).toEqual(lines(readFileSync(zoom, "utf8")));

  // Rooms that are taken in are those of the session one looks at.
  await desk.close();
  await call(server, "PUT", `/workshops/${workshop.id}/sessions/2`, workshop.facilitator.token, { title: "Rive" });
  await page.getByRole("button", { name: /^Incontro 2/ }).click();
  await page.getByRole("button", { name: "Persone e gruppi" }).click();
  const upload = async (name: string, text: string): Promise<void> => {
    await dialog.getByLabel("File (CSV o JSON)").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await dialog.getByRole("button", { name: "Carica", exact: true }).click();
  };
  await upload("stanze.json", "[ troncato");
  await expect(dialog.getByRole("alert")).toContainText("JSON");
  await upload("stanze.csv", readFileSync(zoom, "utf8").replace("Ambiente,p01@", "Cultura,p01@"));
  await expect(dialog.getByRole("status").filter({ hasText: "0 persone nuove" })).toBeVisible();
  for (const [session, group] of [[1, "Ambiente"], [2, "Cultura"]]) {
    const { body } = await call(server, "GET", `/workshops/${workshop.id}/rooms.csv?session=${session}`, workshop.facilitator.token);
    expect(body).toContain(`${group},p01@example.org`);
  }
  await dialog.getByText("Un codice per ogni gruppo").click();
  await dialog.getByLabel(/Mostra a chi entra/).check();
  const link = await dialog.getByLabel(/^Cultura · /).inputValue();
  const newcomers = await newcomer();
  await newcomers.goto(link);
  await expect(newcomers.getByText("Il tuo gruppo: Cultura")).toBeVisible();
  const list = newcomers.getByLabel("Sei fra queste persone?");
  await expect(list.getByRole("option")).toHaveCount(1 + 6);
  const own = (await list.getByRole("option").nth(2).innerText()).split(" · ")[0]!;
  await list.selectOption({ index: 2 });
  await clean(newcomers, "a group's door with a list");
  await newcomers.getByRole("button", { name: "Vai alla lavagna" }).click();
  await arrived(newcomers);
  await expect(newcomers.getByRole("heading", { level: 1 })).toHaveText("Cultura");
  await expect(newcomers.getByRole("button", { name: new RegExp(`1 persona qui: .*${own}`) })).toBeVisible();
  // Whoever is not on it says their name, and the door still knows the group.
  const late = await join(await newcomer(), link, "Fuori lista");
  await expect(late.page.getByRole("heading", { level: 1 })).toHaveText("Cultura");
});

test("wb136 where there is a waiting room, newcomers wait until they are let in, one by one or all", async ({ workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page } = desk;
  await page.getByRole("button", { name: "Chi arriva aspetta" }).click();
  await expect(page.getByRole("button", { name: "Nessuno aspetta più" })).toBeVisible();
  const pages = [await newcomer(PHONE), await newcomer(), await newcomer()];
  for (const [n, name] of ["Ada", "Bea", "Carla"].entries()) {
    await pages[n]!.goto(workshop.join.url);
    await say(pages[n]!, name, "Ambiente");
    await expect(pages[n]!.getByRole("status").filter({ hasText: `${name}, questa è la sala d'attesa.` })).toBeVisible();
  }
  const [ada, bea, carla] = pages as [Page, Page, Page];
  await clean(ada, "waiting");
  await expect(page.getByText("3 persone in attesa")).toBeVisible();
  await clean(page, "workshop: people wait");
  await page.getByRole("button", { name: "Fai entrare Bea" }).click();
  await arrived(bea);
  await expect(page.getByText("2 persone in attesa")).toBeVisible();
  // A reload forgets nobody.
  await carla.reload();
  await carla.getByRole("button", { name: "Continua come Carla" }).click();
  await expect(carla.getByRole("status").filter({ hasText: "sala d'attesa" })).toBeVisible();
  await page.getByRole("button", { name: "Fai entrare tutti" }).click();
  for (const one of [ada, carla]) await arrived(one);
  await expect(page.getByText("in attesa")).toBeHidden();
});

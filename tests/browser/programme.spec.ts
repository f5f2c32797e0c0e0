/** A programme that is conducted: everybody is where the phase says, and knows what to do and how long. */
import type { Page } from "@playwright/test";
import { boardOf, call } from "../api";
import { clean } from "../axe";
import { arrived, join, say, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

const now = (page: Page) => page.getByRole("button", { name: /Fase in corso/ });
const at = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();

/** Two phases of plenary around one in groups, as a script would write them. */
async function programme(server: Parameters<typeof call>[0], workshop: { id: string; facilitator: { token: string } }): Promise<void> {
  const phases = [
    { title: "Benvenuto", minutes: 10, mode: "plenary" },
    { title: "Problemi", minutes: 30, mode: "groups", instructions: "Scrivete un problema per nota." },
    { title: "Ritorno", minutes: 0, mode: "plenary" },
  ];
  await call(server, "PUT", `/workshops/${workshop.id}/sessions/1`, workshop.facilitator.token, { title: "Confini", phases });
}

test("wb128 who facilitates writes the programme with the keyboard and begins it", async ({ workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  const press = async (name: string | RegExp): Promise<void> => {
    const button = page.getByRole("button", { name }).first();
    await button.focus();
    await page.keyboard.press("Enter");
  };
  await press("Modifica il programma");
  await expect(dialog).toBeVisible();
  for (const [title, minutes] of [["Gruppi", "30"], ["Benvenuto", "10"], ["Di troppo", "5"]] as const) {
    await press("Aggiungi una fase");
    // The new row has the focus: one goes on typing.
    await page.keyboard.type(title);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(minutes);
  }
  await press("Sposta in su la fase 2");
  await press("Togli la fase 3");
  const row = dialog.getByRole("group", { name: "Fase 1" });
  await row.getByLabel("Come").selectOption("tutti insieme");
  await row.getByLabel("Che cosa leggono le persone").fill("Dite come vi chiamate.");
  await clean(page, "programme");
  // Closed by mistake, and another session looked at meanwhile: all of it is still there, and saved together.
  await page.keyboard.press("Escape");
  await press("Modifica il programma");
  await expect(dialog.getByText("Non ancora salvato")).toBeVisible();
  await dialog.getByLabel("Incontro", { exact: true }).selectOption({ index: 1 });
  await expect(dialog.getByText("Non ancora salvato")).toBeHidden();
  await dialog.getByLabel("Titolo dell'incontro").fill("Rive");
  await press("Scarta le modifiche");
  await expect(dialog.getByLabel("Titolo dell'incontro")).not.toHaveValue("Rive");
  await dialog.getByLabel("Titolo dell'incontro").fill("Ponti");
  await dialog.getByLabel("Incontro", { exact: true }).selectOption({ index: 0 });
  await expect(row.getByLabel("Che cosa leggono le persone")).toHaveValue("Dite come vi chiamate.");
  await press("Salva");
  await expect(dialog.getByText("Salvato", { exact: true })).toBeVisible();
  await dialog.getByLabel("Incontro", { exact: true }).selectOption({ index: 1 });
  await expect(dialog.getByLabel("Titolo dell'incontro")).toHaveValue("Ponti");
  await expect(dialog.getByText("Non ancora salvato")).toBeHidden();
  await desk.close();

  const phases = page.getByRole("navigation", { name: "Incontri" }).getByRole("listitem");
  await expect(phases).toHaveText([/10 min\s*Benvenuto · tutti insieme/, /30 min\s*Gruppi · nei gruppi/]);
  const conductor = page.getByRole("region", { name: "Conduci" });
  await press("Avvia: Benvenuto");
  await expect(conductor).toContainText("Benvenuto");
  await expect(conductor).toContainText(/9:5\d|10:00/);
  await expect(phases.nth(0)).toHaveAttribute("aria-current", "step");
  await clean(page, "workshop: a phase under way");
  await press("5 minuti in più");
  await expect(conductor).toContainText(/14:[345]\d/);
  await press("Avanti: Gruppi");
  await expect(phases.nth(1)).toHaveAttribute("aria-current", "step");
  await press("Fase precedente");
  await expect(conductor).toContainText("Benvenuto");
  await press("Avanti: Gruppi");
  await press("Chiudi l'incontro");
  await expect(conductor).toContainText("Nessuna fase in corso");
});

test("wb129 everybody lands where the phase says, with every word they had written", async ({ server, workshop, newcomer }) => {
  await programme(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(PHONE), workshop.join.url, "Bea", "Cultura");
  await desk.page.getByRole("button", { name: "Avvia: Problemi" }).first().click();
  for (const { page } of [ada, bea]) {
    await expect(now(page)).toContainText(/Problemi\s*(29:[345]\d|30:00)/);
    await expect(page.getByText("Scrivete un problema per nota.").last()).toBeVisible();
    await page.getByRole("button", { name: "Ho capito" }).click();
  }
  await clean(bea.page, "a phase under way on a phone");
  await ada.addAt({ x: 500, y: 420 });
  await ada.type("il fiume non si ferma al conf");

  // In the middle of a word.
  await desk.page.getByRole("button", { name: "Avanti: Ritorno" }).click();
  for (const { page } of [ada, bea]) await at(page, "Plenaria");
  await expect(now(ada.page)).toContainText("Ritorno");
  const reader = await Reader.of(server, workshop);
  await expect.poll(() => reader.texts().join()).toBe("il fiume non si ferma al conf");
  reader.close();

  // Late, and back after a reload: to where the others are.
  const carla = await newcomer();
  await carla.goto(workshop.join.url);
  await say(carla, "Carla", "Scuola");
  await at(carla, "Plenaria");
  // The next step comes after her page was told where it is and before it listens.
  await carla.route(/\/api\/v1\/boards\/[0-9a-z]{22}$/, async (route) => {
    const answer = await route.fetch();
    await desk.page.getByRole("button", { name: "Fase precedente" }).click();
    await route.fulfill({ response: answer });
  }, { times: 1 });
  await carla.reload();
  await at(ada.page, "Ambiente");
  await arrived(ada.page);
  await ada.reads("il fiume non si ferma al conf");
  await at(carla, "Scuola");

  // Whoever looks at something else on their own is left there by more time, and taken along by the next phase.
  const canvas = boardOf(workshop.boards, "canvas").id;
  await ada.page.goto(`${server.url}/b/${canvas}`);
  await at(ada.page, "Canvas");
  await arrived(ada.page);
  await desk.page.getByRole("button", { name: "5 minuti in più" }).click();
  await expect(now(ada.page)).toContainText(/34:[2345]\d|35:00/);
  await at(ada.page, "Canvas");
  await desk.page.getByRole("button", { name: "Avanti: Ritorno" }).click();
  await at(ada.page, "Plenaria");
});

test("wb129 whoever only writes goes on writing, with the words that were not sent yet", async ({ server, workshop, newcomer }) => {
  await programme(server, workshop);
  const conduct = (what: object) => call(server, "POST", `/workshops/${workshop.id}/progress`, workshop.facilitator.token, what);
  await conduct({ do: "start", session: 1, phase: 2 });
  const { page } = await join(await newcomer(PHONE), workshop.join.url, "Ada", "Ambiente");
  await page.getByRole("button", { name: "Ho capito" }).click();
  await page.getByRole("link", { name: "Scrivi note" }).click();
  const field = page.getByRole("textbox", { name: "Scrivi qui la tua nota" });
  await field.fill("a metà di una fr");
  await conduct({ do: "next" });
  await at(page, "Plenaria");
  await conduct({ do: "back" });
  await at(page, "Ambiente");
  await expect(field).toHaveValue("a metà di una fr");
  await field.press("End");
  await page.keyboard.type("ase");
  await page.getByRole("button", { name: "Invia" }).click();
  const reader = await Reader.of(server, workshop);
  await expect.poll(() => reader.texts()).toEqual(["a metà di una frase"]);
  reader.close();
});

test("wb130 the last minute is said, and a phase leads on by itself", async ({ server, workshop, newcomer }) => {
  await programme(server, workshop);
  const path = `/workshops/${workshop.id}`;
  const { body } = await call(server, "GET", path, workshop.facilitator.token);
  const phases = body.sessions[0].phases.map((phase: object) => ({ ...phase, leads_on: true }));
  await call(server, "PUT", `${path}/sessions/1`, workshop.facilitator.token, { title: "Confini", phases });
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await call(server, "POST", `${path}/progress`, workshop.facilitator.token, { do: "start", session: 1, phase: 2 });
  await expect(now(ada.page)).toContainText("Problemi");
  const said = ada.page.getByRole("status");
  server.putForward(29.1);
  await expect(now(ada.page)).toContainText(/0:5\d/);
  await expect(said.filter({ hasText: "Manca un minuto" })).toHaveCount(1);
  server.putForward(30.1);
  await at(ada.page, "Plenaria");
  await expect(now(ada.page)).toContainText("Ritorno");
  await expect(now(ada.page), "as long as it takes").not.toContainText(/\d:\d\d/);
});

test("wb131 everybody is called to one board to look at it, and let go", async ({ server, workshop, newcomer }) => {
  await programme(server, workshop);
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Cultura");
  await bea.addAt({ x: 500, y: 420 }, "la biblioteca è una piazza");
  await bea.leave();
  await bea.saved();
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const desk = await newcomer();
  await desk.goto(workshop.facilitator.url);
  await desk.getByRole("link", { name: /Cultura/ }).click();
  await arrived(desk);
  await desk.getByRole("button", { name: /Fase in corso/ }).click();
  await clean(desk, "conducting from a board");
  await desk.getByRole("button", { name: "Tutti a questa lavagna" }).click();
  await at(ada.page, "Cultura");
  await ada.reads("la biblioteca è una piazza");
  await expect(ada.page.getByText("Puoi leggere questa lavagna")).toBeVisible();
  await expect(bea.tools, "whose board it is goes on").toBeVisible();
  await desk.getByRole("button", { name: "Lascia tornare tutti" }).click();
  await at(ada.page, "Ambiente");
  await at(bea.page, "Cultura");
});

test("wb132 whoever is put into another group goes there; words that did not arrive are shown", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const { body } = await call(server, "GET", `/workshops/${workshop.id}`, workshop.facilitator.token);
  const move = async (name: string, group: string): Promise<void> => {
    const { participant } = body.people.find((person: { name: string }) => person.name === name);
    await call(server, "PATCH", `/workshops/${workshop.id}/participants/${participant}`, workshop.facilitator.token, { group });
  };
  await ada.addAt({ x: 500, y: 420 }, "arrivata prima");
  await ada.leave();
  await ada.saved();
  await move("Ada", "Scuola");
  await at(ada.page, "Scuola");
  await arrived(ada.page);
  await bea.reads("arrivata prima");

  await bea.page.context().setOffline(true);
  await expect(bea.mark).toContainText("Senza rete");
  await bea.addAt({ x: 800, y: 420 }, "scritta senza rete");
  await bea.leave();
  await move("Bea", "Sociale");
  await bea.page.context().setOffline(false);
  await expect(bea.page.getByRole("alert")).toContainText("scritta senza rete");
  await bea.page.getByRole("alert").getByRole("button", { name: "Vai alla mia lavagna" }).click();
  await at(bea.page, "Sociale");
});

test("wb133 the boards of a phase begin with a template, those of the next session with what was there", async ({ server, workshop, newcomer }) => {
  await programme(server, workshop);
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const describe = async (session: string, phase: string, begins: string): Promise<void> => {
    await page.getByRole("button", { name: "Modifica il programma" }).click();
    await dialog.getByLabel("Incontro", { exact: true }).selectOption(session);
    if (phase === "Fase 1") {
      await dialog.getByRole("button", { name: "Aggiungi una fase" }).click();
      await page.keyboard.type("Ripresa");
    }
    await dialog.getByRole("group", { name: phase }).getByLabel("Le lavagne cominciano con").selectOption(begins);
    await dialog.getByRole("button", { name: "Salva" }).click();
    await expect(dialog.getByText("Salvato", { exact: true })).toBeVisible();
    await desk.close();
  };
  await describe("Incontro 1 · Confini", "Fase 2", "SWOT");
  await page.getByRole("button", { name: "Avvia: Problemi" }).first().click();
  await ada.page.getByRole("button", { name: "Ho capito" }).click();
  const swot = async (): Promise<void> => {
    for (const title of ["Punti di forza", "Punti deboli", "Opportunità", "Rischi"]) await expect(ada.outline).toContainText(title);
  };
  await swot();
  // All of it is in view.
  await expect.poll(() => ada.zoom()).toBeLessThan(80);

  await describe("Aggiungi un incontro", "Fase 1", "quello che c'era nell'incontro prima");
  await page.getByRole("button", { name: /^Incontro 2/ }).click();
  await page.getByRole("button", { name: "Avvia: Ripresa" }).first().click();
  await expect(now(ada.page)).toContainText("Ripresa");
  await expect(ada.page.getByText("Incontro 2")).toBeVisible();
  await swot();
});

test("wb138 a board is frozen and let go from the board itself, and everybody on it sees that", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.addAt({ x: 500, y: 420 }, "scritta prima");
  await ada.leave();
  await ada.saved();
  const desk = await newcomer();
  await desk.goto(workshop.facilitator.url);
  await desk.getByRole("link", { name: /Ambiente/ }).click();
  const staff = await arrived(desk);
  await desk.getByRole("button", { name: /Fase in corso/ }).click();
  await desk.getByRole("button", { name: "Ferma questa lavagna" }).click();
  await expect(now(ada.page)).toContainText("scrive solo chi facilita");
  await expect(ada.page.getByText("Puoi leggere questa lavagna")).toBeVisible();
  await expect(ada.tools).toBeHidden();
  await clean(ada.page, "a frozen board");
  await desk.keyboard.press("Escape");
  await staff.addAt({ x: 900, y: 500 }, "scritta da chi facilita");
  await staff.leave();
  await ada.reads("scritta prima", "scritta da chi facilita");
  await desk.getByRole("button", { name: /Fase in corso/ }).click();
  await desk.getByRole("button", { name: "Lascia scrivere di nuovo" }).click();
  await expect(ada.tools).toBeVisible();
  await expect(now(ada.page)).toBeHidden();
  await ada.addAt({ x: 250, y: 600 }, "di nuovo");
  await staff.reads("scritta prima", "scritta da chi facilita", "di nuovo");
});

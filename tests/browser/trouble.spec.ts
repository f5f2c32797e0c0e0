/** What goes wrong, as a person meets it: a clear message, nothing lost, and a way on. */
import WebSocket from "ws";
import { boardOf } from "../api";
import { arrived, enter, join, Workshop } from "../page";
import { expect, test } from "../story";

test.use({ serviceWorkers: "allow" });

const HEADER = "session,group,author,type,color,text,cluster,votes\r\n";
const AWAY = "Il server non risponde. Controlla la connessione e riprova; non si è perso nulla.";

function csv(name: string, rows: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/csv", buffer: Buffer.from(rows) };
}

test.describe("a board that takes two people", () => {
  test.use({ flags: ["--sockets-per-board", "2"] });

  test("the third is told that it is full, and comes in by itself when somebody leaves", async ({ workshop, newcomer }) => {
    const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
    await ada.addAt({ x: 500, y: 360 }, "c'ero prima");
    const second = await newcomer();
    const bea = await join(second, workshop.join.url, "Bea", "Ambiente");
    const page = await newcomer();
    await page.goto(workshop.join.url);
    await page.getByRole("textbox", { name: "Come ti chiami?" }).fill("Carla");
    await page.getByRole("radio", { name: "Ambiente" }).check();
    await page.getByRole("button", { name: "Vai alla lavagna" }).click();
    const full = page.getByText("Su questa lavagna ci sono già tutte le persone che può accogliere. Riprova fra un momento.");
    await expect(full).toBeVisible();
    // Those inside do not notice.
    await ada.type(", e scrivo");
    await bea.reads("c'ero prima, e scrivo");
    await second.close();
    const carla = await arrived(page);
    await carla.reads("c'ero prima, e scrivo");
    await expect(full).toBeHidden();
  });
});

test("tables that cannot be taken are refused as a whole, with file, line and reason", async ({ workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const dialog = await desk.ask("Importa");
  const refused = dialog.getByRole("alert");
  const submit = dialog.getByRole("button", { name: "Importa" });
  await submit.click();
  await expect(refused).toHaveText("Scegli almeno un file.");

  const notes = dialog.getByLabel(/^Note/);
  const rows = ["1,Ambiente,P01,note,yellow,va bene,,0", "1,Ambiente,P01,note,tulipano,colore,,0", "zero,Ambiente,P01,note,yellow,sessione,,0"];
  await notes.setInputFiles(csv("appunti.csv", HEADER + rows.join("\r\n")));
  await submit.click();
  await expect(refused.getByRole("listitem")).toHaveText([/^notes, riga 3: .*tulipano/, /^notes, riga 4: .*zero/]);

  await notes.setInputFiles(csv("appunti.csv", `testo\r\nsenza le altre colonne\r\n`));
  await submit.click();
  await expect(refused.getByRole("listitem").first()).toHaveText(/^notes, riga 1: /);

  await notes.setInputFiles(csv("appunti.csv", HEADER + `1,Ambiente,P01,note,yellow,"${"troppo ".repeat(800_000)}",,0\r\n`));
  await submit.click();
  await expect(refused).toHaveText("Questo è più grande di quanto si può accogliere in una volta.");

  // Nothing of all that came in; the same dialog takes a good file.
  await notes.setInputFiles(csv("appunti.csv", HEADER + rows[0]));
  await submit.click();
  await expect(dialog.getByRole("status")).toHaveText("Sono entrate 1 note, 0 temi e 0 legami.");
  await desk.close();
  await expect(desk.card("Ambiente")).toContainText("1 nota");
});

test("links and addresses that lead nowhere, and a seat that does not count any more", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const said = page.getByRole("alert");
  await page.goto(`${server.url}/w/${workshop.id}#${"x".repeat(43)}`);
  await expect(said).toHaveText("Questo link non apre più un laboratorio. Chiedine uno nuovo.");
  await page.goto(`${server.url}/w/${"0".repeat(22)}#${workshop.facilitator.token}`);
  await expect(said).toBeVisible();
  await page.goto(`${server.url}/admin#sbagliato`);
  await expect(said).toHaveText("Il tuo accesso manca o è finito. Entra di nuovo con il codice.");
  await expect(page.getByLabel("Token di chi amministra")).toBeVisible();
  await page.goto(`${server.url}/b/${"0".repeat(22)}`);
  await expect(said).toHaveText("Questo dispositivo non ha accesso a quella lavagna. Scrivi il codice del laboratorio.");
  for (const path of ["/nulla", "/b/corto", "/w/corto"]) {
    await page.goto(server.url + path);
    await expect(page.getByRole("heading", { name: "A questo indirizzo non c'è nulla" })).toBeVisible();
  }
  await page.getByRole("button", { name: "All'inizio" }).click();
  await expect(page.getByRole("textbox", { name: "Codice" })).toBeVisible();

  await join(page, workshop.join.url, "Ada", "Ambiente");
  await page.evaluate(() => {
    const seats = JSON.parse(localStorage.getItem("plenaria.seats") ?? "{}") as Record<string, { token: string }>;
    for (const seat of Object.values(seats)) seat.token = seat.token.replace(/.$/, (last) => (last === "a" ? "b" : "a"));
    localStorage.setItem("plenaria.seats", JSON.stringify(seats));
  });
  await page.reload();
  await expect(said).toHaveText("Il tuo accesso manca o è finito. Entra di nuovo con il codice.");
});

test.describe("few tries", () => {
  test.use({ flags: ["--join-tries-per-address", "3"] });

  test("who guesses codes has to wait, and is told how long", async ({ server, workshop, newcomer }) => {
    const page = await newcomer();
    await page.goto(server.url);
    const field = page.getByRole("textbox", { name: "Codice" });
    for (const guess of ["AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC"]) {
      await field.fill(guess);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toHaveText(/^Questo codice non apre nessun laboratorio\./);
      await expect(page.getByRole("button", { name: "Continua" })).toBeEnabled();
    }
    await field.fill(workshop.join.code);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText(/^Troppi tentativi\. Aspetta \d+ secondi e riprova\.$/);
  });
});

test("the server is away: every page says so, keeps what was entered, and goes on when it is back", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  await page.goto(server.url);
  await expect(page.getByRole("textbox", { name: "Codice" })).toBeFocused();
  await server.kill();
  await page.getByRole("textbox", { name: "Codice" }).fill(workshop.join.code);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(AWAY);
  await server.restart();
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Come ti chiami?" }).fill("Ada");
  await page.getByRole("radio", { name: "Ambiente" }).check();
  await server.kill();
  await page.getByRole("button", { name: "Vai alla lavagna" }).click();
  await expect(page.getByRole("alert")).toHaveText(AWAY);
  await server.restart();
  await expect(page.getByRole("textbox", { name: "Come ti chiami?" })).toHaveValue("Ada");
  await expect(page.getByRole("radio", { name: "Ambiente" })).toBeChecked();
  await page.getByRole("button", { name: "Vai alla lavagna" }).click();
  const board = await arrived(page);
  await board.addAt({ x: 500, y: 360 }, "prima");
  await board.leave();
  await board.saved();

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await page.getByRole("button", { name: "All'inizio" }).click();
  await server.kill();
  // A board that was open here opens again from this device, and is written on.
  await page.getByRole("link", { name: /Partecipi come Ada/ }).click();
  await board.reads("prima");
  await expect(board.mark).toHaveText("Senza rete");
  await board.addAt({ x: 800, y: 360 }, "senza server");
  await board.leave();
  await expect(board.mark).toHaveText(/^Senza rete: \d+ modific(a|he) al sicuro su questo dispositivo$/);
  // The facilitator's page keeps what it had; what needs the server says that it is not there.
  await expect(desk.page.getByText("Senza rete: così era un momento fa.")).toBeVisible({ timeout: 10_000 });
  await expect(desk.card("Ambiente")).toContainText("1 nota");
  for (const what of ["Raccogli", "Poster", "Vademecum", "Pagina pubblica"] as const) {
    const dialog = await desk.ask(what);
    await expect(dialog.getByText(AWAY).first()).toBeVisible();
    await desk.close();
  }
  await server.restart();
  await board.saved();
  await expect(desk.page.getByText("Senza rete: così era un momento fa.")).toBeHidden({ timeout: 10_000 });
  await expect(desk.card("Ambiente")).toContainText("2 note", { timeout: 10_000 });
  expect(await desk.collect(), "two notes, and a frame for each of four groups").toBe(6);
});

test("a font that does not come leaves the board in another face, to be read and written", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  await page.route("**/fonts/*", (route) => route.abort());
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  await board.addAt({ x: 500, y: 360 }, "senza il suo carattere");
  await board.leave();
  await board.saved();
  await board.reads("senza il suo carattere");
});

test("somebody else's broken frames end their own socket and disturb nobody", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.addAt({ x: 500, y: 360 });
  const url = `${server.ws}/sync/${boardOf(workshop.boards, "group", "Ambiente").id}?token=${workshop.facilitator.token}`;
  const close = (frame: string | Uint8Array): Promise<number> =>
    new Promise((done, fail) => {
      const socket = new WebSocket(url);
      socket.on("open", () => socket.send(frame));
      socket.on("close", done);
      socket.on("error", fail);
    });
  let said = "";
  for (const [frame, code] of [
    ["testo", 4400],
    [Uint8Array.of(), 4400],
    [Uint8Array.of(0, 2, 3, 1, 2, 3), 4400],
    [Uint8Array.of(77), 4400],
    [new Uint8Array(1_060_000), 4413],
  ] as const) {
    await ada.type("ancora ");
    said += "ancora ";
    expect(await close(frame)).toBe(code);
    await bea.reads(said);
    await ada.saved();
  }
  await expect(bea.page.getByRole("alert")).toHaveCount(0);
  const late = await newcomer();
  await late.goto(workshop.join.url);
  await (await enter(late, "Carla", "Ambiente")).reads(said);
});

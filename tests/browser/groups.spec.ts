/** The main thing: groups write, the facilitator collects, a poster comes out; and what is one group's stays there. */
import { readFileSync } from "node:fs";
import WebSocket from "ws";
import { type BoardInfo, boardOf, call, GROUPS } from "../api";
import { arrived, type Board, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, test } from "../story";

/** How the server ends a socket: a status instead of the upgrade, or a close code. */
function ending(url: string, first?: Uint8Array): Promise<number> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(url, "plenaria.1");
    let data = 0;
    socket.on("open", () => first && socket.send(first));
    socket.on("message", () => data++);
    socket.on("unexpected-response", (_request, response) => done(response.statusCode ?? 0));
    socket.on("close", (code) => (data === 0 ? done(code) : fail(new Error(`${data} frames came before ${code}`))));
    socket.on("error", fail);
  });
}

/** Message 102: the token as our own page sends it. */
function token(text: string): Uint8Array {
  return Uint8Array.from([102, text.length, ...Buffer.from(text)]);
}

test("two people of one group see each other's keystrokes while they type", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.addAt({ x: 500, y: 300 });
  let said = "";
  for (const word of ["il ", "fiume ", "non ", "si ferma ", "al confine"]) {
    said += word;
    await ada.type(word);
    // Still in the field: nobody has left it, and the others read it.
    await bea.reads(said);
    await expect(ada.field).toBeFocused();
  }
  await bea.edit(said);
  await bea.page.keyboard.press("Control+Home");
  await bea.type("Anche ");
  // Into the field that Ada still has open, while her caret stays at her end of the words.
  await expect(ada.field).toHaveValue(`Anche ${said}`);
  await ada.type("!");
  await ada.reads(`Anche ${said}!`);
  await bea.reads(`Anche ${said}!`);
});

test("a person of one group can neither see nor fetch another group's board", async ({ server, workshop, newcomer }) => {
  const secret = "Parola riservata all'ambiente";
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.addAt({ x: 500, y: 300 }, secret);
  await ada.leave();
  await ada.saved();
  const ambiente = boardOf(workshop.boards, "group", "Ambiente");

  const page = await newcomer();
  const cultura = await join(page, workshop.join.url, "Carla", "Cultura");
  const seat = await page.evaluate(() => Object.values(JSON.parse(localStorage.getItem("plenaria.seats") ?? "{}"))[0] as { token: string; boards: string[] });
  expect(seat.boards).not.toContain(ambiente.id);
  expect(await cultura.notes()).toEqual([]);

  for (const path of ["", "/state", "/export.json", "/poster.png", "/poster.png?paper=A4&dpi=72"]) {
    const answer = await call(server, "GET", `/boards/${ambiente.id}${path}`, seat.token);
    expect(answer.status, path).toBe(403);
    expect(JSON.stringify(answer.body)).not.toContain("riservata");
  }
  const seen = await call(server, "GET", `/workshops/${workshop.id}`, seat.token);
  expect(seen.body.boards.map((board: BoardInfo) => board.id)).not.toContain(ambiente.id);
  const plenary = boardOf(workshop.boards, "plenary");
  for (const from of [ambiente.id, boardOf(workshop.boards, "group", "Cultura").id]) {
    const body = { from: [from], into: plenary.id, dry_run: true };
    expect((await call(server, "POST", `/workshops/${workshop.id}/collect`, seat.token, body)).status).toBe(403);
  }
  // Raw sockets, with the token in the address as stock clients send it, and in the first frame as ours does.
  const sync = `${server.ws}/sync/${ambiente.id}`;
  expect(await ending(`${sync}?token=${seat.token}`)).toBe(403);
  expect(await ending(sync, token(seat.token))).toBe(4403);
  expect(await ending(`${sync}?token=${"0".repeat(seat.token.length)}`)).toBe(401);
  expect(await ending(sync, token("wrong"))).toBe(4401);
  expect(await ending(`${server.ws}/sync/${"0".repeat(22)}`, token(seat.token))).toBe(404);

  // In the browser, by the board's address.
  const frames: (string | Buffer)[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(payload)));
  await page.goto(`${server.url}/b/${ambiente.id}`);
  await expect(page.getByRole("alert")).toHaveText("Questo dispositivo non ha accesso a quella lavagna. Scrivi il codice del laboratorio.");
  await expect(page.getByRole("application")).toHaveCount(0);
  // Nor with a seat that claims to open it.
  await page.evaluate((id) => {
    const seats = JSON.parse(localStorage.getItem("plenaria.seats") ?? "{}") as Record<string, { boards: string[] }>;
    for (const seat of Object.values(seats)) seat.boards.push(id);
    localStorage.setItem("plenaria.seats", JSON.stringify(seats));
  }, ambiente.id);
  await page.reload();
  await expect(page.getByRole("alert")).toHaveText("Questo non è tuo da aprire o cambiare. Chiedi a chi facilita.");
  await expect(page.getByRole("application")).toHaveCount(0);
  expect(frames).toEqual([]);
});

test("the facilitator collects four groups, tidies up, collects again: edits come, the move stays, a poster comes out", async ({ server, workshop, newcomer }) => {
  const groups = new Map<string, Board>();
  for (const group of GROUPS) {
    const board = await join(await newcomer(), workshop.join.url, `P-${group}`, group);
    await board.addAt({ x: 420, y: 320 }, `${group}: la prima nota`);
    await board.leave();
    await board.addAt({ x: 760, y: 320 }, `${group}: la seconda`);
    await board.leave();
    await board.saved();
    groups.set(group, board);
  }
  const said = GROUPS.flatMap((group) => [`${group}: la prima nota`, `${group}: la seconda`]);

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  // Two notes of each group, and a frame with its name around them.
  expect(await desk.collect()).toBe(12);
  await desk.dialog.getByRole("button", { name: "Apri la plenaria" }).click();
  const plenary = await arrived(desk.page);

  await plenary.reads(...said);
  for (const group of GROUPS) await expect(plenary.outline.getByRole("heading", { name: new RegExp(`^${group}`) })).toBeAttached();
  await expect(plenary.note("Cultura: la seconda")).toHaveText(/Cultura, incontro 1$/);

  const truth = await Reader.open(server, boardOf(workshop.boards, "plenary").id, workshop.facilitator.token);
  await expect.poll(() => truth.texts().length).toBe(said.length);
  // Side by side, nobody's words under somebody else's.
  expect(truth.overlaps()).toEqual([]);
  const moved = "Ambiente: la prima nota";
  const before = truth.place(moved);
  // From afar there is free room beside all of them.
  for (let step = 0; step < 3; step++) await plenary.page.keyboard.press("-");
  await plenary.move(moved, -250, 40);
  await plenary.saved();
  await expect.poll(() => truth.place(moved)).not.toEqual(before);
  const tidied = truth.places();

  const ambiente = groups.get("Ambiente")!;
  await ambiente.edit(moved);
  await ambiente.type(", riscritta");
  await ambiente.leave();
  await ambiente.addAt({ x: 420, y: 600 }, "Ambiente: una terza");
  await ambiente.leave();
  await ambiente.move("Ambiente: la seconda", 60, 200);
  await ambiente.saved();

  await desk.page.goto(workshop.facilitator.url);
  const preview = await desk.ask("Raccogli");
  await expect(preview.getByRole("listitem").filter({ hasText: "Ambiente: la prima nota, riscritta" })).toBeVisible();
  await expect(preview.getByRole("listitem").filter({ hasText: "Ambiente: una terza" })).toBeVisible();
  await expect(preview.getByText("Cultura non ha nulla di nuovo.")).toBeVisible();
  await desk.close();
  expect(await desk.collect()).toBe(2);
  await expect.poll(() => truth.texts()).toContain("Ambiente: la prima nota, riscritta");
  const expected = new Map([...tidied].map(([text, at]) => [text === moved ? `${moved}, riscritta` : text, at]));
  const after = truth.places();
  expect(after.get("Ambiente: una terza")).toBeDefined();
  after.delete("Ambiente: una terza");
  expect(after).toEqual(expected);
  expect(truth.overlaps()).toEqual([]);
  await desk.close();

  // Once more changes nothing, whoever asks.
  const settled = truth.json();
  const again = await desk.ask("Raccogli");
  await expect(again.getByRole("status")).toHaveText("Nulla di nuovo dall'ultima volta.");
  await expect(again.getByRole("button", { name: "Raccogli", exact: true })).toHaveCount(0);
  await desk.close();
  const from = GROUPS.map((group) => boardOf(workshop.boards, "group", group).id);
  const into = boardOf(workshop.boards, "plenary").id;
  const once = await call(server, "POST", `/workshops/${workshop.id}/collect`, workshop.facilitator.token, { from, into });
  expect(once).toMatchObject({ status: 200, body: { added: [], changed: [], removed: [], conflicts: [], unchanged: 13 } });
  const fresh = await Reader.open(server, into, workshop.facilitator.token);
  expect(fresh.json()).toBe(settled);
  fresh.close();

  // The way back takes exactly one collection back.
  await groups.get("Scuola")!.addAt({ x: 420, y: 600 }, "Scuola: di troppo");
  await groups.get("Scuola")!.leave();
  await groups.get("Scuola")!.saved();
  expect(await desk.collect()).toBe(1);
  await expect.poll(() => truth.texts()).toContain("Scuola: di troppo");
  await desk.dialog.getByRole("button", { name: "Torna indietro" }).click();
  await expect(desk.dialog.getByRole("status")).toContainText("Fatto: come prima.");
  await expect.poll(() => truth.json()).toBe(settled);
  await desk.close();
  truth.close();

  await poster(desk, "A2", "Orizzontale", "PNG a 150 dpi, da guardare da lontano", [3508, 2480]);
  await poster(desk, "A4", "Verticale", "PNG a 300 dpi, per la stampa", [2480, 3508]);
});

/** Downloads through the dialog; the sheet must have these pixels. */
async function poster(desk: Workshop, paper: string, orientation: string, file: string, pixels: [number, number]): Promise<void> {
  const dialog = await desk.ask("Poster");
  await expect(dialog.getByRole("img", { name: "Anteprima del poster" })).toBeVisible({ timeout: 20_000 });
  await dialog.getByLabel("Titolo sul poster").fill("Che cosa è emerso");
  await dialog.getByLabel("Carta").selectOption(paper);
  await dialog.getByLabel("Orientamento").selectOption(orientation);
  await dialog.getByLabel("Formato del file").selectOption(file);
  const coming = desk.page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Scarica", exact: true }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`che-cosa-e-emerso-${paper}.png`);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(pixels);
  await expect(dialog.getByRole("button", { name: "Scarica", exact: true })).toBeEnabled();
  await desk.close();
}

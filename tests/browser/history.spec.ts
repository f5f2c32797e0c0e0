/** Boards as they were: what is kept of them, what has changed, what comes back, and what is new since last time. */
import { call } from "../api";
import { clean } from "../axe";
import { arrived, type Board, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

/** Of fiume, bosco and prato one says something else, one goes, and lago comes. */
async function changes(board: Board): Promise<void> {
  await board.edit("fiume");
  await board.type(" lento");
  await board.leave();
  await board.note("bosco").press("Delete");
  await board.addAt({ x: 900, y: 620 }, "lago");
  await board.leave();
  await board.saved();
}

test("wb155 who facilitates names a version, sees what has changed since, and brings things back while others look on", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.row(["fiume", "bosco", "prato"], { x: 330, y: 300 }, 230);
  await ada.saved();
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  const card = desk.card("Ambiente");
  await card.getByRole("button", { name: "Altro: Ambiente" }).click();
  await card.getByRole("button", { name: "Storia" }).click();
  await dialog.getByLabel("Dai un nome alla lavagna com'è adesso").fill("Prima del riordino");
  await page.keyboard.press("Enter");
  const row = dialog.getByRole("button", { name: /Prima del riordino/ });
  await expect(row).toBeVisible();

  await changes(ada);
  await row.press("Enter");
  await expect(dialog.getByRole("heading", { level: 3, name: "Prima del riordino" })).toBeFocused();
  await expect(dialog.getByRole("img", { name: /La lavagna com'era\. Note: 3/ })).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "Non ci sono più: 1" })).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "Sono diverse: 1" })).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "Nuove: 1" })).toBeVisible();
  await clean(page, "a version and what has changed since");

  // One thing comes back where it was; then all of it; then what was there before.
  const put = dialog.getByRole("button", { name: "Rimetti al loro posto le cose scelte" });
  await expect(put).toBeDisabled();
  await dialog.getByRole("checkbox", { name: /bosco/ }).check();
  await put.press("Enter");
  await ada.reads("bosco", "fiume lento", "lago", "prato");
  await expect(dialog.getByText("Fatto: 1 cosa è com'era.").last()).toBeVisible();
  await dialog.getByRole("button", { name: "Riporta tutta la lavagna a com'era" }).press("Enter");
  await ada.reads("bosco", "fiume", "prato");
  const undo = dialog.getByRole("button", { name: "Annulla", exact: true });
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  await ada.reads("bosco", "fiume lento", "lago", "prato");
  const truth = await Reader.of(server, workshop);
  expect(truth.texts().sort()).toEqual(["bosco", "fiume lento", "lago", "prato"]);
  truth.close();

  // Beside another version; nothing can be put back then.
  const compare = dialog.getByLabel("Confronta con");
  const earliest = await compare.locator("option").filter({ hasText: "Prima di riportare qualcosa" }).last().getAttribute("value");
  await compare.selectOption(earliest!);
  await expect(dialog.getByRole("heading", { name: /Che cosa è cambiato fra le/ })).toBeVisible();
  await expect(dialog.getByText("«fiume» ora dice «fiume lento»")).toBeVisible();
  await expect(dialog.getByRole("checkbox")).toHaveCount(0);
  await expect(put).toBeHidden();

  // Another name; and gone for good.
  await dialog.getByRole("button", { name: "Cambia il nome" }).press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Inizio");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: /Inizio/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Togli questa versione" }).press("Enter");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: /Inizio/ })).toHaveCount(0);
});

test("wb156 how a board came about is watched step by step, by keys", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const versions = async () => (await call(server, "GET", `/boards/${ada.page.url().split("/").pop()!.split("#")[0]}/versions`, workshop.facilitator.token)).body.length;
  for (const [i, text] of ["uno", "due", "tre"].entries()) {
    await ada.addAt({ x: 400 + 250 * i, y: 400 }, text);
    await ada.leave();
    await ada.saved();
    server.putForward(2 * (i + 1));
    await expect.poll(versions).toBe(i + 1);
  }
  const page = await newcomer({ reducedMotion: "reduce" });
  const desk = await Workshop.open(page, workshop.facilitator.url);
  await desk.board("Ambiente").click();
  const board = await arrived(page);
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await page.getByRole("button", { name: "Storia…" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Rivedi come è nata" }).press("Enter");
  const time = dialog.getByRole("slider", { name: "Momento" });
  const seen = (n: number) => expect(dialog.getByRole("img", { name: new RegExp(`Note: ${n}[^0-9]`) })).toBeVisible();
  // With reduced motion it waits until it is told to.
  await seen(1);
  await expect(dialog.getByRole("button", { name: "Avvia" })).toBeVisible();
  await time.focus();
  await page.keyboard.press("ArrowRight");
  await seen(2);
  await page.keyboard.press("End");
  await seen(3);
  await clean(page, "a replay");
  await dialog.getByRole("button", { name: "Dall'inizio" }).press("Enter");
  await seen(1);
  await seen(3);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(board.stage).toBeVisible();
});

test("wb157 whoever is on a board sees what is new, another and gone since last time, on a telephone too", async ({ server, workshop, newcomer }) => {
  const token = workshop.facilitator.token;
  const path = `/workshops/${workshop.id}`;
  const phases = (begins: string | null) => [{ title: "Gruppi", mode: "groups", begins_with: begins }];
  await call(server, "PUT", `${path}/sessions/1`, token, { title: "Confini", date: "2026-09-29", phases: phases(null) });
  await call(server, "PUT", `${path}/sessions/2`, token, { title: "Ponti", phases: phases("last_session") });
  const conduct = (wish: unknown) => call(server, "POST", `${path}/progress`, token, wish);
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await conduct({ do: "start", session: 1, phase: 1 });
  await ada.row(["fiume", "bosco", "prato"], { x: 330, y: 300 }, 230);
  await ada.saved();
  const since = async (page: typeof ada.page) => {
    await page.getByRole("button", { name: "Altro", exact: true }).click();
    await page.getByRole("button", { name: "Dall'ultima volta" }).click();
    return page.getByRole("complementary", { name: "Dall'ultima volta" });
  };
  const first = await since(ada.page);
  await expect(first).toContainText(/prim|ultima/);
  await clean(ada.page, "nothing from before");
  await ada.page.keyboard.press("Escape");
  await expect(first).toBeHidden();

  await conduct({ do: "halt" });
  await call(server, "PATCH", path, token, { session_now: 2 });
  await conduct({ do: "start", session: 2, phase: 1 });
  await expect(ada.page.getByText(/Incontro 2/).first()).toBeVisible({ timeout: 15_000 });
  await ada.reads("bosco", "fiume", "prato");
  await changes(ada);

  const bea = await join(await newcomer(PHONE), workshop.join.url, "Bea", "Ambiente");
  await bea.reads("fiume lento", "lago", "prato");
  const panel = await since(bea.page);
  await expect(panel).toContainText("Incontro 1 · Confini");
  for (const [name, words] of [["Nuov", "lago"], ["divers", "fiume lento"], ["più", "bosco"]] as const) {
    await expect(panel.getByRole("region", { name: new RegExp(name) })).toContainText(words);
  }
  await expect(panel.getByText("Prima: «fiume»")).toBeVisible();
  await clean(bea.page, "since last time, on a phone");
  await panel.getByRole("button", { name: /lago/ }).tap();
  await expect(bea.note("lago")).toHaveAttribute("aria-pressed", "true");
  // What others do meanwhile is told too.
  await ada.addAt({ x: 600, y: 620 }, "ponte");
  await ada.leave();
  await expect(panel.getByRole("region", { name: "Nuove: 2" })).toContainText("ponte");

  // A board that nothing was carried to says how much there was, and the way there.
  await conduct({ do: "halt" });
  await call(server, "PATCH", path, token, { session_now: 1 });
  const dino = await join(await newcomer(), workshop.join.url, "Dino", "Scuola");
  await dino.row(["gesso", "lavagna"]);
  await conduct({ do: "halt" });
  await call(server, "PUT", `${path}/sessions/2`, token, { title: "Ponti", phases: phases(null) });
  await call(server, "PATCH", path, token, { session_now: 2 });
  const { body } = await call(server, "GET", path, token);
  await conduct({ do: "start", session: 2, phase: body.sessions[1].phases[0].number });
  await expect(dino.page.getByText(/Incontro 2/).first()).toBeVisible();
  const anew = await since(dino.page);
  await expect(anew).toContainText("Questa lavagna comincia da capo: l'ultima volta c'erano 2 note.");
  await anew.getByRole("link", { name: "Apri la lavagna dell'ultima volta" }).click();
  await dino.reads("gesso", "lavagna");
});

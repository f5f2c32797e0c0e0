/** What belongs together is suggested, explained, and done by whoever takes it. */
import { call } from "../api";
import { clean } from "../axe";
import { join } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

const NOTES = ["Più tempo per parlare", "più tempo per parlare!", "Orari della biblioteca la sera", "La biblioteca aperta la domenica", "Biblioteca con più libri"];

test("wb165 notes that say the same become one and themes a cluster, when somebody takes them, and undone as one", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.row(NOTES.slice(0, 3), { x: 300, y: 260 }, 230);
  await ada.row(NOTES.slice(3), { x: 300, y: 520 }, 230);
  await ada.saved();
  const { page } = ada;
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await page.getByRole("button", { name: "Che cosa sta insieme" }).press("Enter");
  const panel = page.getByRole("complementary", { name: "Che cosa sta insieme" });
  const same = panel.getByRole("region", { name: "Dicono la stessa cosa: 1" });
  await expect(same.getByRole("radio")).toHaveCount(2);
  const themes = panel.getByRole("region", { name: "Potrebbero stare insieme: 1" });
  await expect(themes).toContainText(/Parole in comune, e in quante note: .*bibliotec\w* \(3\)/);
  await clean(page, "what belongs together");

  // The words that stay are chosen; the note is shown on the board.
  await same.getByRole("radio", { name: NOTES[0]!, exact: true }).check();
  await expect(ada.note(NOTES[0]!)).toHaveAttribute("aria-pressed", "true");
  await same.getByRole("button", { name: "Falle una sola" }).press("Enter");
  await ada.reads(NOTES[0]!, ...NOTES.slice(2));
  await expect(same).toBeHidden();
  const undo = panel.getByRole("button", { name: "Annulla", exact: true });
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  await ada.reads(...NOTES);
  await expect(same).toBeVisible();
  await same.getByRole("button", { name: "Lasciale separate" }).press("Enter");
  await expect(same).toBeHidden();

  // One is left out, the cluster has a name of one's own.
  await themes.getByLabel("Titolo").fill("Biblioteca");
  await themes.getByRole("checkbox", { name: NOTES[2]! }).uncheck();
  await themes.getByRole("button", { name: "Metti insieme 2 note" }).press("Enter");
  await expect(panel).toContainText("Fatto: 1 tema.");
  await ada.saved();
  const truth = await Reader.of(server, workshop);
  const [cluster] = truth.clusters();
  expect(cluster).toMatchObject({ title: "Biblioteca" });
  expect(truth.notes().filter((note) => note.cluster).map((note) => note.text).sort()).toEqual([NOTES[4]!, NOTES[3]!].sort());
  await page.keyboard.press("Control+z");
  await expect.poll(() => truth.clusters().length).toBe(0);
  truth.close();
});

test("wb165 with a cluster there the rest is found for it; by the palette, on a telephone, and not for who may not sort", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.row(NOTES.slice(2), { x: 300, y: 260 }, 230);
  await ada.saved();
  const phone = await join(await newcomer(PHONE), workshop.join.url, "Bea", "Ambiente");
  await phone.reads(...NOTES.slice(2));
  await phone.page.getByRole("button", { name: "Altro", exact: true }).tap();
  await phone.page.getByRole("button", { name: "Che cosa sta insieme" }).tap();
  const panel = phone.page.getByRole("complementary", { name: "Che cosa sta insieme" });
  await panel.getByText("Con temi tuoi").tap();
  await panel.getByLabel("Temi, uno per riga").fill("Biblioteca\nParco");
  await panel.getByRole("button", { name: "Cerca di nuovo" }).tap();
  await expect(panel.getByLabel("Titolo")).toHaveValue("Biblioteca");
  await clean(phone.page, "themes of one's own, on a phone");
  await panel.getByRole("button", { name: "Metti insieme 3 note" }).tap();
  await phone.saved();
  const truth = await Reader.of(server, workshop);
  expect(truth.clusters()).toMatchObject([{ title: "Biblioteca" }]);
  expect(truth.notes().filter((note) => note.cluster)).toHaveLength(3);
  truth.close();

  // What comes later is found for the cluster that is there, by the palette.
  await ada.addAt({ x: 600, y: 150 }, "Leggere insieme in biblioteca");
  await ada.leave();
  await ada.saved();
  await ada.stage.focus();
  await ada.page.keyboard.press("Control+k");
  await ada.page.keyboard.type("sta insieme");
  await ada.page.keyboard.press("Enter");
  const beside = ada.page.getByRole("complementary", { name: "Che cosa sta insieme" });
  const home = beside.getByRole("group", { name: "In «Biblioteca»" });
  await home.getByRole("button", { name: "Metti 1 nota" }).press("Enter");
  await expect(beside).toContainText("Fatto: 1 tema.");
  await expect(home).toBeHidden();

  // Who may only add notes has nothing to sort.
  await call(server, "PATCH", `/workshops/${workshop.id}`, workshop.facilitator.token, { roles: { all: "contributor" } });
  await ada.page.keyboard.press("Escape");
  await ada.page.getByRole("button", { name: "Altro", exact: true }).click();
  await expect(ada.page.getByRole("button", { name: "Dall'ultima volta" })).toBeVisible();
  await expect(ada.page.getByRole("button", { name: "Che cosa sta insieme" })).toHaveCount(0);
});

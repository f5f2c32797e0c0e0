/** The board as a list: everything is done there by keys alone, and it is the same board. */
import type { Locator, Page } from "@playwright/test";
import { boardOf } from "../api";
import { Listener } from "../listener";
import { arrived, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, test } from "../story";

const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** By the keyboard to one of a list, as a closed one is turned: by letters. */
async function turn(page: Page, list: Locator, option: string): Promise<void> {
  await list.focus();
  await page.keyboard.type(option, { delay: 15 });
  await expect(list.locator("option:checked")).toHaveText(option);
}

test("wb102 notes and themes are made, written, coloured, tagged, moved, ordered, linked, locked and removed by keys alone", async ({ server, workshop, newcomer }) => {
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.board("Ambiente").click();
  const { page } = await arrived(desk.page);
  const truth = await Reader.open(server, boardOf(workshop.boards, "group", "Ambiente").id, workshop.facilitator.token);
  const me = new Listener(page, false);
  const said = me.outline.getByRole("status");
  const row = (name: string | RegExp) => me.outline.getByRole("listitem").getByRole("button", { name, exact: true });
  await me.act(me.button("Mostra la scaletta"));

  // One after the other; an empty one at the end goes by itself.
  await me.act(me.button("Aggiungi una nota"));
  for (const words of ["fiume", "bosco", "scuola"]) {
    await me.write(me.field("Testo della nota"), words);
    await page.keyboard.press("Control+Enter");
    await expect(me.field("Testo della nota")).toHaveValue("");
  }
  await page.keyboard.press("Escape");
  await expect.poll(() => truth.texts()).toEqual(["fiume", "bosco", "scuola"]);
  expect(truth.overlaps()).toEqual([]);
  for (const title of ["Territorio", "Persone"]) {
    await me.act(me.button("Aggiungi un tema"));
    await me.write(me.field("Titolo del tema"), title);
    await page.keyboard.press("Enter");
    await expect(me.outline.getByRole("heading", { name: `${title} · 0 note` })).toBeVisible();
  }
  await me.act(me.button("Aggiungi una nota in Persone"));
  await me.write(me.field("Testo della nota"), "nonni");
  await page.keyboard.press("Escape");
  await expect(me.outline.getByRole("heading", { name: "Persone · 1 nota" })).toBeVisible();

  // What is there is written on, with F2 as on the board.
  await row("fiume").press("F2");
  await me.write(me.field("Testo della nota"), " Po");
  await page.keyboard.press("Escape");
  await expect(row("fiume Po")).toBeFocused();

  let acts = await me.actions("fiume Po");
  await me.act(acts.getByRole("radio", { name: "Azzurro" }));
  await me.write((await focused(acts.getByRole("textbox", { name: "Nuova etichetta" }))), "acqua");
  await page.keyboard.press("Enter");
  await expect.poll(() => truth.note("fiume Po")).toMatchObject({ color: "blue", tags: ["acqua"] });
  for (const words of ["fiume Po", "bosco"]) {
    if (words !== "fiume Po") acts = await me.actions(words);
    await turn(page, acts.getByRole("combobox", { name: "Tema" }), "Territorio");
    await me.act(acts.getByRole("button", { name: "Sposta", exact: true }));
    await expect(said).toHaveText("Spostata: Territorio");
    await page.keyboard.press("Escape");
  }
  await expect(me.outline.getByRole("heading", { name: "Territorio · 2 note" })).toBeVisible();
  expect(truth.overlaps()).toEqual([]);

  // The order, by the button and by a key on the row.
  const order = () => me.outline.locator("section").filter({ hasText: "Territorio" }).locator(".outline-item > .grow").evaluateAll((all) => all.map((one) => one.firstChild?.textContent));
  expect(await order()).toEqual(["fiume Po", "bosco"]);
  acts = await me.actions("bosco");
  await me.act(acts.getByRole("button", { name: "Sposta su" }));
  await expect(said).toHaveText("Ora viene prima di: fiume Po");
  expect(await order()).toEqual(["bosco", "fiume Po"]);
  await page.keyboard.press("Escape");
  await row("bosco").press("Alt+ArrowDown");
  await expect(said).toHaveText("Ora viene dopo: fiume Po");
  expect(await order()).toEqual(["fiume Po", "bosco"]);
  await expect(row("bosco")).toBeFocused();

  acts = await me.actions("bosco");
  await me.act(acts.getByRole("button", { name: "Collega a…" }));
  await me.write(page.getByRole("searchbox", { name: "Cerca una nota o un tema" }), "scuo");
  await page.keyboard.press("Enter");
  await me.write(me.field("Che cosa dice il legame"), "insegna a");
  await page.keyboard.press("Enter");
  const link = me.outline.getByRole("listitem").filter({ hasText: "bosco — insegna a → scuola" });
  await expect(link).toBeVisible();
  await me.act(link.getByRole("button", { name: /^Modifica/ }));
  await me.write(me.field("Che cosa dice il legame"), " tutta la");
  await page.keyboard.press("Escape");
  await expect.poll(() => truth.links().map(({ label }) => label)).toEqual(["insegna a tutta la"]);

  // Locked, who locks still writes on it.
  await page.keyboard.press("Escape");
  acts = (await page.getByRole("group", { name: "Azioni: bosco" }).isVisible()) ? page.getByRole("group", { name: "Azioni: bosco" }) : await me.actions("bosco");
  await me.act(acts.getByRole("button", { name: "Blocca" }));
  await expect(row("bosco con lucchetto")).toBeVisible();
  await expect(me.button("Modifica: bosco")).toBeVisible();
  await me.act(acts.getByRole("button", { name: "Sblocca" }));
  await expect(row("bosco con lucchetto")).toHaveCount(0);

  // Removed and taken back, a note and a theme; its notes stay.
  await row("scuola").press("Delete");
  await expect(said).toHaveText("Nota eliminata");
  await expect(link).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(row("scuola")).toBeVisible();
  await expect(me.outline.getByRole("listitem").filter({ hasText: "bosco — insegna a tutta la → scuola" })).toBeVisible();
  acts = await me.actions("Territorio");
  await me.act(acts.getByRole("button", { name: "Sciogli il tema, tieni le note" }));
  await expect(me.outline.getByRole("heading", { name: "Senza tema · 3 note" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(me.outline.getByRole("heading", { name: "Territorio · 2 note" })).toBeVisible();
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume Po", "nonni", "scuola"]);
  expect(truth.clusters().map(({ title }) => title).sort()).toEqual(["Persone", "Territorio"]);
  truth.close();
});

async function focused(field: Locator): Promise<Locator> {
  await field.focus();
  return field;
}

test("wb102 what is drawn stands in the list: a text is written, an image described, all of it coloured and removed", async ({ workshop, newcomer }) => {
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.stage.focus();
  await bea.page.keyboard.press("t");
  await bea.page.mouse.click(400, 300);
  await bea.type("da qui");
  await bea.page.keyboard.press("Escape");
  await bea.deselect();
  await bea.page.keyboard.press("r");
  await bea.drag({ x: 700, y: 250 }, { x: 900, y: 400 });
  await bea.deselect();
  await bea.page.keyboard.press("p");
  const chooser = bea.page.waitForEvent("filechooser");
  await bea.page.getByRole("button", { name: "Immagine…" }).click();
  await (await chooser).setFiles({ name: "foto.png", mimeType: "image/png", buffer: Buffer.from(DOT, "base64") });

  const page = await newcomer();
  await join(page, workshop.join.url, "Ada", "Ambiente");
  const me = new Listener(page, false);
  await me.act(me.button("Mostra la scaletta"));
  await me.act(me.button("Descrivi: Immagine senza descrizione"));
  await me.write(me.field("Che cosa mostra l'immagine"), "La piazza");
  await page.keyboard.press("Escape");
  await expect(me.button("Immagine: La piazza")).toBeFocused();
  await expect(bea.outline.getByRole("button", { name: "Immagine: La piazza", exact: true })).toBeAttached();
  await me.act(me.button("Modifica: da qui"));
  await me.write(me.field("Testo"), " si parte");
  await page.keyboard.press("Escape");
  await expect(bea.outline.getByRole("button", { name: "da qui si parte", exact: true })).toBeAttached();
  const acts = await me.actions("Forma");
  await me.act(acts.getByRole("radio", { name: "Verde" }));
  await me.act(acts.getByRole("button", { name: "Elimina" }));
  await expect(me.outline.getByRole("status")).toHaveText("Disegno eliminato");
  await expect(bea.outline.getByRole("button", { name: "Forma", exact: true })).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(bea.outline.getByRole("button", { name: "Forma", exact: true })).toBeAttached();
});

test("wb102 the selection is one on both faces, the focus stays while others write, and one region tells of them", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const { page } = ada;
  const me = new Listener(page, false);
  await me.act(me.button("Mostra la scaletta"));
  for (const words of ["fiume", "bosco"]) await me.note(words);
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.reads("fiume", "bosco");

  await me.act(ada.note("fiume"));
  await expect(ada.note("fiume")).toHaveAttribute("aria-pressed", "true");
  await expect(ada.menu).toBeVisible();
  await ada.stage.focus();
  // From the last one on the board backwards, as Tab goes there.
  await page.keyboard.press("Tab");
  await expect(ada.note("bosco")).toHaveAttribute("aria-pressed", "true");
  await expect(ada.note("fiume")).toHaveAttribute("aria-pressed", "false");

  // Within what can be done with a note, while another person writes on that very note and beside it.
  const acts = await me.actions("bosco");
  const tag = acts.getByRole("textbox", { name: "Nuova etichetta" });
  await tag.focus();
  await page.keyboard.type("ver", { delay: 15 });
  await bea.edit("bosco");
  await bea.type(" fitto");
  await bea.leave();
  await bea.deselect();
  await expect(ada.note("bosco fitto")).toBeAttached();
  const still = page.getByRole("group", { name: "Azioni: bosco fitto" }).getByRole("textbox", { name: "Nuova etichetta" });
  await expect(still).toBeFocused();
  await page.keyboard.type("de", { delay: 15 });
  await expect(still).toHaveValue("verde");
  await expect(me.outline.getByRole("status")).toHaveText("Altre persone: 1 nota cambiata.", { timeout: 15_000 });
  await bea.addAt({ x: 900, y: 600 }, "radura");
  await bea.leave();
  await expect(me.outline.getByRole("status")).toHaveText("Nuova nota: radura", { timeout: 30_000 });
  await expect(still).toBeFocused();
  await expect(still).toHaveValue("verde");
  await expect(me.outline.getByRole("status")).toHaveCount(1);
  await expect(me.outline.getByRole("status")).toHaveAttribute("role", "status");
});

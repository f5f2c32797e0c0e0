/** Themes: made small and large again, put in order, joined and taken apart. */
import { boardOf } from "../api";
import { type Board, join } from "../page";
import { Reader } from "../reader";
import { expect, test } from "../story";

/** A theme drawn around three notes. */
async function theme(board: Board): Promise<void> {
  const { page } = board;
  for (const [i, text] of ["fiume", "bosco", "prato"].entries()) {
    await board.addAt({ x: 330 + 215 * i, y: 330 + 12 * i }, text);
    await board.leave();
    await board.deselect();
  }
  await page.keyboard.press("c");
  await board.drag({ x: 190, y: 150 }, { x: 960, y: 560 });
  await board.type("Territorio");
  await page.keyboard.press("Enter");
  await expect(board.outline.getByRole("heading", { name: "Territorio · 3 note" })).toBeAttached();
  await board.saved();
}

/** Something of the menus beside the selection. */
async function act(board: Board, menu: string, name: string): Promise<void> {
  await board.menu.getByRole("button", { name: menu, exact: true }).click();
  await board.menu.getByRole("button", { name, exact: true }).click();
}

test("wb65 wb66 a theme is put in order and made small by one, and seen so by the other; both can be taken back", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.open(server, boardOf(workshop.boards, "group", "Ambiente").id, workshop.facilitator.token);
  await theme(ada);
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.reads("fiume", "bosco", "prato");
  const scattered = truth.places();

  // Everything is chosen by its title.
  await ada.page.mouse.click(400, 180);
  await act(ada, "Disponi", "In ordine alfabetico");
  await expect.poll(() => ["bosco", "fiume", "prato"].map((text) => (truth.place(text) as number[])[1])).toEqual(Array(3).fill(expect.any(Number)));
  await expect
    .poll(() => {
      const at = ["bosco", "fiume", "prato"].map((text) => truth.place(text) as number[]);
      return [at[1]![0]! - at[0]![0]!, at[2]![0]! - at[1]![0]!, at[0]![1]! - at[2]![1]!];
    })
    .toEqual([230, 230, 0]);
  expect(truth.overlaps()).toEqual([]);
  await ada.stage.focus();
  await ada.page.keyboard.press("Control+z");
  await expect.poll(() => truth.places()).toEqual(scattered);

  await act(ada, "Altro per la selezione", "Mostra solo il titolo");
  await expect.poll(() => truth.clusters()[0]?.collapsed).toBe(true);
  // For Bea too: where the note was is nothing to be chosen any more, and Tab does not lead there.
  await bea.page.mouse.click(545, 350);
  await expect(bea.menu).toBeHidden();
  await bea.stage.focus();
  await bea.page.keyboard.press("Tab");
  await expect(bea.menu).toBeHidden();
  // The outline has all of it, and lets her write there.
  await bea.outline.getByRole("button", { name: "Modifica: bosco" }).press("Enter");
  await bea.outline.getByRole("textbox").fill("bosco misto");
  await bea.page.keyboard.press("Escape");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco misto", "fiume", "prato"]);

  // A note dropped on the title lands in it, clear of the others.
  await ada.deselect();
  await ada.addAt({ x: 1_100, y: 450 }, "lago");
  await ada.leave();
  await ada.drag({ x: 1_060, y: 400 }, { x: 500, y: 190 });
  await expect.poll(() => truth.note("lago")?.cluster).toBe(truth.note("fiume")?.cluster);
  expect(truth.overlaps()).toEqual([]);
  await ada.deselect();
  await ada.page.mouse.click(400, 180);
  await act(ada, "Altro per la selezione", "Mostra di nuovo le note");
  // She may hear of it a moment later.
  await expect(async () => {
    await bea.page.mouse.click(545, 350);
    await expect(bea.menu).toBeVisible({ timeout: 700 });
  }).toPass({ timeout: 15_000 });
  truth.close();
});

test("wb67 two themes become one, and one is broken up without losing a note", async ({ server, workshop, newcomer }) => {
  const board = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const { page } = board;
  const truth = await Reader.open(server, boardOf(workshop.boards, "group", "Ambiente").id, workshop.facilitator.token);
  await theme(board);
  await board.deselect();
  await page.keyboard.press("c");
  await board.drag({ x: 1_000, y: 150 }, { x: 1_300, y: 500 });
  await board.type("Acqua");
  await page.keyboard.press("Enter");
  await page.keyboard.down("Shift");
  await page.mouse.click(400, 180);
  await page.keyboard.up("Shift");
  await act(board, "Altro per la selezione", "Unisci i temi");
  await expect(board.outline.getByRole("heading", { name: "Territorio · Acqua · 3 note" })).toBeAttached();
  await expect.poll(() => truth.clusters().length).toBe(1);
  await act(board, "Altro per la selezione", "Sciogli il tema, tieni le note");
  await expect.poll(() => truth.clusters().length).toBe(0);
  await board.reads("fiume", "bosco", "prato");
  await board.stage.focus();
  await page.keyboard.press("Control+z");
  await expect(board.outline.getByRole("heading", { name: "Territorio · Acqua · 3 note" })).toBeAttached();
  truth.close();
});

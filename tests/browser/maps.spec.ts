/** Maps: links with words that are offered, notes laid out along them, and a map written from the keyboard alone. */
import { type Board, join } from "../page";
import { Reader } from "../reader";
import { expect, test } from "../story";

/** What the links say, as the outline has them. */
async function says(board: Board, ...sentences: string[]): Promise<void> {
  const shown = board.outline.getByRole("listitem").filter({ hasText: "→" });
  await expect.poll(async () => (await shown.allTextContents()).sort()).toEqual([...sentences].sort());
}

test("wb69 words for a link are offered: clicked, gone through by arrows, and one's own come back", async ({ workshop, newcomer }) => {
  const board = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const { page } = board;
  for (const [i, text] of ["ascolto", "fiducia", "rete"].entries()) {
    await board.addAt({ x: 330 + 300 * i, y: 340 }, text);
    await board.leave();
    await board.deselect();
  }
  const words = page.getByRole("group", { name: "Parole per il legame" });
  const link = async (from: number, to: number) => {
    await page.keyboard.press("l");
    await page.mouse.click(330 + 300 * from, 400);
    await page.mouse.click(330 + 300 * to, 400);
    await expect(board.field).toBeFocused();
  };
  await link(0, 1);
  await words.getByRole("button", { name: "sostiene" }).click();
  await expect(board.field).toBeHidden();
  await says(board, "ascolto — sostiene → fiducia");

  await link(1, 2);
  await board.type("fa");
  await expect(words.getByRole("button")).toHaveText(["favorisce", "fa parte di"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(board.field).toHaveValue("fa parte di");
  await page.keyboard.press("Enter");
  await says(board, "ascolto — sostiene → fiducia", "fiducia — fa parte di → rete");

  await link(0, 2);
  await board.type("si riconosce in");
  await page.keyboard.press("Enter");
  await link(2, 0);
  await board.type("si");
  await expect(words.getByRole("button")).toHaveText(["si riconosce in"]);
  await board.leave();
});

test("wb68 a map is written from the keyboard alone, laid out anew as it grows, and seen by another", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const truth = await Reader.of(server, workshop);
  const { keyboard } = ada.page;
  const write = async (text: string) => {
    await expect(ada.field).toBeFocused();
    await ada.type(text);
  };
  // Two linked notes in a theme become a map.
  for (const [i, text] of ["Perché?", "Chi?"].entries()) {
    await ada.addAt({ x: 420 + 260 * i, y: 380 }, text);
    await ada.leave();
    await ada.deselect();
  }
  await keyboard.press("Control+a");
  await ada.menu.getByRole("button", { name: "Collega" }).click();
  await ada.leave();
  await keyboard.press("Control+a");
  await keyboard.press("Control+g");
  await write("Mappa");
  await ada.leave();
  const layouts = [["Mappa: attorno a un centro", "radial"], ["Mappa: a strati", "layered"], ["Di nuovo libera", "free"], ["Mappa: ad albero", "tree"]] as const;
  for (const [name, layout] of layouts) {
    await ada.menu.getByRole("button", { name: "Disponi" }).click();
    await ada.menu.getByRole("button", { name }).click();
    await expect.poll(() => truth.clusters()[0]?.layout).toBe(layout);
    expect(truth.overlaps()).toEqual([]);
  }

  await ada.pick("Perché?");
  await keyboard.press("Tab");
  await write("Come?");
  // Enter ends the words, the next one makes a sibling.
  await keyboard.press("Enter");
  await expect(ada.field).toBeHidden();
  await keyboard.press("Enter");
  await write("Quando?");
  await keyboard.press("Tab");
  await write("domani");
  await keyboard.press("Enter");
  await ada.reads("Perché?", "Chi?", "Come?", "Quando?", "domani");
  await says(bea, "Perché? → Chi?", "Perché? → Come?", "Perché? → Quando?", "Quando? → domani");
  await expect.poll(() => truth.texts().length).toBe(5);
  expect(truth.overlaps()).toEqual([]);
  const x = (text: string) => (truth.place(text) as number[])[0]!;
  await expect.poll(() => [x("Chi?") - x("Perché?"), x("Come?") - x("Chi?"), x("domani") - x("Quando?")]).toEqual([290, 0, 290]);

  // Arrows go from note to note.
  await keyboard.press("ArrowLeft");
  await expect(ada.note("Quando?")).toHaveAttribute("aria-pressed", "true");
  await keyboard.press("ArrowLeft");
  await expect(ada.note("Perché?")).toHaveAttribute("aria-pressed", "true");

  // One step back takes the last note with its link and its places.
  await keyboard.press("Control+z");
  await ada.reads("Perché?", "Chi?", "Come?", "Quando?");
  expect(truth.overlaps()).toEqual([]);
  truth.close();
});

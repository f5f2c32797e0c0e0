/** Clusters, links, maps, search and presentation under fingers, on a telephone in an upright hand. */
import { boardOf } from "../api";
import { Fingers } from "../fingers";
import { type Board, join } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

/** With a tool of the bar, from one place to another. */
async function pull(board: Board, fingers: Fingers, tool: string, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await board.tools.getByRole("button", { name: tool, exact: true }).tap();
  await fingers.put(from);
  await fingers.move([from], [to]);
  await fingers.halt(to);
  await fingers.lift();
}

test("wb41 wb44 wb65 wb68 on a phone notes are clustered, linked, made small and laid out as a map, and found again", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.open(server, boardOf(workshop.boards, "group", "Ambiente").id, workshop.facilitator.token);
  const fingers = await Fingers.on(page);
  for (const [text, y] of [["fiume", 200], ["bosco", 430]] as const) {
    await board.tools.getByRole("button", { name: "Nota", exact: true }).tap();
    await page.touchscreen.tap(140, y);
    await expect(board.field).toBeFocused();
    await board.type(text);
    await board.leave();
    await page.touchscreen.tap(350, 640);
    await expect(board.menu).toBeHidden();
  }
  await board.reads("fiume", "bosco");

  // A theme is pulled around them.
  await pull(board, fingers, "Tema", { x: 20, y: 84 }, { x: 270, y: 560 });
  await expect(board.field).toBeFocused();
  await board.type("Natura");
  await board.leave();
  await expect.poll(() => truth.clusters()).toMatchObject([{ title: "Natura" }]);
  await expect.poll(() => ["fiume", "bosco"].map((text) => truth.note(text)?.cluster !== undefined)).toEqual([true, true]);

  // A link is tapped from one to the other; a word for it is offered.
  await page.touchscreen.tap(350, 640);
  await expect(board.menu).toBeHidden();
  await board.tools.getByRole("button", { name: "Legame", exact: true }).tap();
  await page.touchscreen.tap(140, 200);
  await page.touchscreen.tap(140, 430);
  await expect(board.field).toBeFocused();
  await page.getByRole("button", { name: "sostiene" }).or(page.getByRole("option", { name: "sostiene" })).first().tap();
  await expect.poll(() => truth.links()).toMatchObject([{ label: "sostiene" }]);

  // As a map they lie side by side, and one step takes it back.
  await page.touchscreen.tap(350, 640);
  await page.touchscreen.tap(30, 100);
  await expect(board.menu).toBeVisible();
  await board.menu.getByRole("button", { name: "Disponi" }).tap();
  await board.menu.getByRole("button", { name: "Mappa: ad albero" }).tap();
  await expect.poll(() => truth.clusters()[0]?.layout).toBe("tree");
  const x = (text: string) => (truth.place(text) as number[])[0]!;
  await expect.poll(() => x("bosco") - x("fiume")).toBeGreaterThan(200);
  await board.tools.getByRole("button", { name: "Annulla" }).tap();
  await expect.poll(() => x("bosco") - x("fiume")).toBe(0);

  // Small, only its title is there; found, what is in it is shown again.
  await board.menu.getByRole("button", { name: "Altro per la selezione" }).tap();
  await board.menu.getByRole("button", { name: "Mostra solo il titolo" }).tap();
  await expect.poll(() => truth.clusters()[0]?.collapsed).toBe(true);
  await page.getByRole("button", { name: "Altro", exact: true }).tap();
  await page.getByRole("button", { name: "Cerca sulla lavagna" }).tap();
  await page.getByRole("searchbox").fill("bosco");
  await expect(page.getByRole("search").getByRole("status")).toHaveText(/^1 di 1/);
  truth.close();
});

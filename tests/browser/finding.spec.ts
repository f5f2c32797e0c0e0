/** Finding one's way on a full board: words, commands by name, cluster by cluster. */
import { createWorkshop, importSample } from "../api";
import { type Board, join } from "../page";
import { expect, test } from "../story";

/** Somebody on a board of the sample. */
async function full(launch: (...flags: string[]) => Promise<import("../server").Server>, page: import("@playwright/test").Page): Promise<Board> {
  const server = await launch();
  const workshop = await createWorkshop(server);
  await importSample(server, workshop);
  return join(page, workshop.join.url, "Ada", "Ambiente");
}

test("wb72 words are found from the keyboard, place after place", async ({ launch, newcomer }) => {
  const board = await full(launch, await newcomer());
  const { page } = board;
  await page.keyboard.press("Control+f");
  const search = page.getByRole("search");
  await expect(search.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("CONFINE");
  await expect(search.getByRole("status")).toHaveText(/^1 di \d+$/);
  const chosen = board.outline.locator("[aria-pressed=true]");
  await expect(chosen).toHaveText(/confine/i);
  const first = await chosen.innerText();
  await page.keyboard.type(" comune");
  await expect(search.getByRole("status")).toHaveText("1 di 1");
  await page.keyboard.press("Enter");
  await expect(chosen).toHaveText(first);
  await search.getByRole("searchbox").fill("zzz");
  await expect(search.getByRole("status")).toHaveText("Non trovo nulla");
  await page.keyboard.press("Escape");
  await expect(search).toBeHidden();
  await expect(board.stage).toBeFocused();
});

test("wb73 every command can be found by its name and run", async ({ workshop, newcomer }) => {
  const board = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const { page } = board;
  for (const [i, text] of ["fiume", "bosco"].entries()) {
    await board.addAt({ x: 330 + 260 * i, y: 300 + 40 * i }, text);
    await board.leave();
    await board.deselect();
  }
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Tutti i comandi" });
  await palette.getByRole("combobox").fill("allinea alto");
  await expect(palette.getByRole("option")).toHaveText(["Disponi: Allinea in alto"]);
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
  const tops = await Promise.all(["fiume", "bosco"].map(async (text) => (await board.pick(text)).y));
  expect(Math.abs(tops[0]! - tops[1]!)).toBeLessThan(2);
  // What cannot be done now is not offered.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("allinea");
  await expect(palette.getByRole("option")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});

test("wb75 the secondary button leads to what can be done with a thing, or at all", async ({ workshop, newcomer }) => {
  const board = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const { page } = board;
  for (const [i, text] of ["fiume", "bosco"].entries()) {
    await board.addAt({ x: 330 + 260 * i, y: 340 }, text);
    await board.leave();
    await board.deselect();
  }
  await page.mouse.click(330, 340, { button: "right" });
  await expect(board.menu).toBeVisible();
  await expect(board.note("fiume")).toHaveAttribute("aria-pressed", "true");
  // Of several that are chosen none is let go.
  await page.keyboard.press("Control+a");
  await page.mouse.click(590, 340, { button: "right" });
  await expect(board.note("fiume")).toHaveAttribute("aria-pressed", "true");
  await page.mouse.click(900, 600, { button: "right" });
  await page.getByRole("menu", { name: "In questo punto" }).getByRole("menuitem", { name: "Tutti i comandi" }).click();
  await expect(page.getByRole("dialog", { name: "Tutti i comandi" })).toBeVisible();
});

test("wb73 a board is presented cluster by cluster, and one is back where one was", async ({ launch, newcomer }) => {
  const board = await full(launch, await newcomer());
  const { page } = board;
  await page.getByRole("button", { name: "Altro", exact: true }).click();
  await page.getByRole("button", { name: "Presenta tema per tema" }).click();
  const bar = page.getByRole("region", { name: "Presenta tema per tema" });
  const says = bar.getByRole("status");
  await expect(says).toHaveText(/ 1 di \d/);
  const first = await says.innerText();
  await expect(board.tools).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await expect(says).toHaveText(/ 2 di \d/);
  await page.keyboard.press("ArrowLeft");
  await expect(says).toHaveText(first.replace("\n", " "));
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await expect(board.tools).toBeVisible();
});

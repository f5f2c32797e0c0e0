/** Working with many things at once, at a desk: lasso, locks, copies, the small map, and steps back among others. */
import type { Page } from "@playwright/test";
import { boardOf, type Workshop } from "../api";
import { arrived, type Board, join, middle, type Spot, Workshop as Desk } from "../page";
import { Reader } from "../reader";
import type { Server } from "../server";
import { expect, test } from "../story";

function read(server: Server, workshop: Workshop, group = "Ambiente"): Promise<Reader> {
  return Reader.open(server, boardOf(workshop.boards, "group", group).id, workshop.facilitator.token);
}

/** The facilitator at a group's board. */
async function facilitate(page: Page, workshop: Workshop, group = "Ambiente"): Promise<Board> {
  const desk = await Desk.open(page, workshop.facilitator.url);
  await desk.board(group).click();
  return arrived(page);
}

/** What of the outline is chosen. */
async function chosen(board: Board, ...texts: string[]): Promise<void> {
  const rows = board.outline.locator("[aria-pressed=true]");
  await expect.poll(async () => (await rows.evaluateAll((all) => all.map((row) => row.querySelector(".grow")?.firstChild?.textContent ?? ""))).sort()).toEqual([...texts].sort());
}

/** A line from place to place, with the button down. */
async function draw(page: Page, ...places: Spot[]): Promise<void> {
  const [first, ...rest] = places;
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
}

/** From the lower left on: above what is chosen stands its menu. */
const around = (x: number, y: number, w: number, h: number): Spot[] => [{ x, y: y + h }, { x, y }, { x: x + w, y }, { x: x + w, y: y + h }, { x: x + 20, y: y + h }];
const remark = (board: Board, words: string | RegExp) => expect(board.page.locator(".remark")).toHaveText(words);

test("wb120 a free line chooses what lies more than half inside: with Alt, as a tool, with Shift beside what is chosen", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await facilitate(page, workshop);
  await board.row(["fiume", "bosco", "prato", "lago"], { x: 330, y: 300 }, 230);
  await board.pick("bosco");
  await page.keyboard.press("Control+Shift+l");
  await expect(board.menu.getByRole("button", { name: "Sblocca" })).toBeVisible();
  await board.deselect();
  await page.keyboard.down("Alt");
  // All of the first two, most of the third: of these the locked one stays out.
  await draw(page, ...around(210, 180, 630, 240));
  await page.keyboard.up("Alt");
  await chosen(board, "fiume", "prato");
  await expect(board.menu).toBeVisible();
  await page.keyboard.down("Alt");
  await page.keyboard.down("Shift");
  await draw(page, ...around(910, 180, 230, 240));
  await page.keyboard.up("Shift");
  await page.keyboard.up("Alt");
  await chosen(board, "fiume", "prato", "lago");

  // As a tool, for one line; it catches less than half of nothing.
  await board.deselect();
  await page.keyboard.press("q");
  await draw(page, ...around(210, 180, 90, 240));
  await chosen(board);
  await page.keyboard.press("q");
  await draw(page, ...around(910, 180, 230, 240));
  await chosen(board, "lago");
  await expect(board.tools.getByRole("button", { name: "Scegli" })).toHaveAttribute("aria-pressed", "true");
  // Escape on the way: what was chosen is chosen again.
  await page.keyboard.down("Alt");
  await page.mouse.move(210, 180);
  await page.mouse.down();
  for (const { x, y } of around(210, 180, 230, 240)) await page.mouse.move(x, y, { steps: 3 });
  await chosen(board, "fiume");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.keyboard.up("Alt");
  await chosen(board, "lago");
  // What was caught moves together.
  await page.keyboard.press("Control+Shift+l");
  await board.saved();
});

test("wb121 locked while somebody drags it, a note stays where it was, and both are told why and what is left to do", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.row(["fiume", "bosco"], { x: 330, y: 300 }, 230);
  const boss = await facilitate(await newcomer(), workshop);
  const truth = await read(server, workshop);
  const place = truth.place("fiume");
  const there = middle(await boss.pick("fiume"));
  await boss.deselect();
  const from = middle(await ada.pick("fiume"));
  const { mouse, keyboard } = ada.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 60, from.y + 150, { steps: 5 });

  await boss.note("fiume").press("Enter");
  await boss.menu.getByRole("button", { name: "Altro per la selezione" }).click();
  await boss.menu.getByRole("button", { name: "Blocca" }).click();
  await expect.poll(() => truth.note("fiume")?.locked).toBe(true);
  await expect(ada.note("fiume")).toContainText("con lucchetto");
  await mouse.move(from.x + 90, from.y + 200, { steps: 5 });
  await mouse.up();
  await remark(ada, "C’è un lucchetto: lo apre chi facilita.");
  await ada.saved();
  expect(truth.place("fiume")).toEqual(place);

  // It can be chosen; nothing that changes it can be done, and it is said why.
  await ada.deselect();
  await mouse.click(from.x, from.y);
  await chosen(ada, "fiume");
  await expect(ada.menu).toContainText("C’è un lucchetto: lo apre chi facilita");
  for (const gone of ["Elimina", "Scrivi", /^Colore/, "Sblocca"]) await expect(ada.menu.getByRole("button", { name: gone })).toHaveCount(0);
  for (const key of ["Delete", "ArrowRight", "Enter", "x"]) await keyboard.press(key);
  await expect(ada.field).toBeHidden();
  await ada.drag(from, { x: from.x + 80, y: from.y + 220 });
  await ada.saved();
  expect(truth.note("fiume")).toMatchObject({ text: "fiume", pos: place });
  // A copy of it is free.
  await ada.deselect();
  await mouse.click(from.x, from.y);
  await ada.menu.getByRole("button", { name: "Duplica" }).click();
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume", "fiume"]);
  await keyboard.press("Delete");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume"]);

  // Staff write on it as it is; what they do not do is move it in passing.
  await boss.stage.focus();
  await boss.page.keyboard.press("Enter");
  await boss.type(" lento");
  await boss.leave();
  await boss.menu.getByRole("button", { name: "Colore: Verde" }).click();
  await expect.poll(() => truth.note("fiume lento")).toMatchObject({ color: "green", locked: true, pos: place });
  await boss.stage.focus();
  await boss.page.keyboard.press("ArrowRight");
  await remark(boss, "C’è un lucchetto: per spostare, sblocca prima.");
  await boss.drag(there, { x: there.x + 80, y: there.y + 90 });
  await boss.saved();
  expect(truth.note("fiume lento")).toMatchObject({ pos: place });
  await boss.note("fiume lento").press("Enter");
  await boss.menu.getByRole("button", { name: "Sblocca" }).click();
  await expect(ada.note("fiume lento")).not.toContainText("con lucchetto");
  await ada.move("fiume lento", 0, 60);
  await expect.poll(() => truth.place("fiume lento")).not.toEqual(place);
  // The lock is a step of one's own.
  await boss.stage.focus();
  await boss.page.keyboard.press("Control+z");
  await expect.poll(() => truth.note("fiume lento")?.locked).toBe(true);
  truth.close();
});

test("wb121 a locked cluster stays with its notes, which may be moved; words on what is locked meanwhile are not lost silently", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const { page } = ada;
  await ada.row(["uno", "due"], { x: 330, y: 300 }, 230);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+g");
  await ada.type("Acqua");
  await ada.leave();
  const truth = await read(server, workshop);
  await ada.saved();
  const home = truth.clusters()[0]!.pos;
  const boss = await facilitate(await newcomer(), workshop);
  await boss.outline.getByRole("button", { name: /^Acqua · / }).press("Enter");
  await boss.stage.focus();
  await boss.page.keyboard.press("Control+Shift+l");
  await expect.poll(() => truth.clusters()[0]!.locked).toBe(true);
  await ada.deselect();
  await ada.move("uno", 0, 20);
  await expect.poll(() => truth.place("uno")).not.toEqual(truth.place("due"));
  expect(truth.clusters()[0]).toMatchObject({ pos: home });
  expect(truth.note("uno")!.cluster).toBeTruthy();
  await ada.edit("due");
  await ada.type(" più");
  await boss.note("due più").press("Enter");
  await boss.stage.focus();
  await boss.page.keyboard.press("Control+Shift+l");
  await expect.poll(() => truth.note("due più")?.locked).toBe(true);
  await expect(ada.note("due più")).toContainText("con lucchetto");
  await ada.type("!");
  await expect(ada.field).toBeHidden();
  await remark(ada, "C’è un lucchetto: lo apre chi facilita.");
  expect(truth.texts().sort()).toEqual(["due più", "uno"]);
  truth.close();
});

/** Where the map is coloured like a note, in its own pixels; the frame of what is in view lies over it. */
async function yellow(page: Page): Promise<{ x: number; y: number; w: number; h: number } | null> {
  return page.locator(".minimap canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, width, height);
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3]! < 200 || data[i]! < 200 || data[i + 2]! > 170) continue;
      xs.push((i / 4) % width);
      ys.push(Math.floor(i / 4 / width));
    }
    if (xs.length === 0) return null;
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x, y, w: Math.max(...xs) + 1 - x, h: Math.max(...ys) + 1 - y };
  });
}

test("wb122 the small map shows everything as it lies, what is drawn too; a press leads there, and it is there again after a reload", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  await board.row(["fiume", "bosco"], { x: 330, y: 300 }, 230);
  const map = page.locator(".minimap canvas");
  await expect(map).toHaveCount(0);
  // With Shift it is the map, without it the comments.
  await page.keyboard.press("Shift+M");
  await expect(map).toBeVisible();
  await page.keyboard.press("m");
  const comments = page.getByRole("complementary", { name: "Commenti" });
  await comments.getByRole("button", { name: "Chiudi" }).click();
  await expect(comments).toBeHidden();
  await expect(map).toBeVisible();
  // Two notes of 200 and 30 between them.
  await expect.poll(async () => ((await yellow(page))?.w ?? 0) / ((await yellow(page))?.h ?? 1)).toBeCloseTo(430 / 200, 1);
  const size = (await map.boundingBox())!;
  const at = (await yellow(page))!;
  // In the middle of the map.
  expect(at.x + at.w / 2).toBeCloseTo(size.width / 2, -1);
  expect(at.y + at.h / 2).toBeCloseTo(size.height / 2, -1);

  // Something drawn far away makes room for itself.
  await page.mouse.move(640, 400);
  await page.mouse.wheel(2400, 0);
  await page.keyboard.press("p");
  await draw(page, { x: 300, y: 300 }, { x: 600, y: 420 }, { x: 900, y: 300 });
  await page.keyboard.press("v");
  await expect.poll(async () => (await yellow(page))?.w ?? 999).toBeLessThan(at.w / 2);
  const small = (await yellow(page))!;
  expect(small.w / small.h).toBeCloseTo(430 / 200, 0);

  // A press on the notes there brings them into the middle here.
  await expect.poll(() => board.notes()).not.toContain("fiume");
  await page.mouse.click(size.x + small.x + small.w / 2, size.y + small.y + small.h / 2);
  await board.reads("fiume", "bosco");
  const there = await board.choose("fiume");
  expect(Math.abs(middle(there).x - 683)).toBeLessThan(300);
  // Pulled, the view comes along. (The outline lies over the map as long as the keyboard is in it.)
  await board.stage.focus();
  await page.mouse.move(size.x + small.x + small.w / 2, size.y + small.y + small.h / 2);
  await page.mouse.down();
  await page.mouse.move(size.x + size.width / 2, size.y + size.height / 2, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => there.x - (await board.box()).x).toBeGreaterThan(600);
  await board.deselect();

  await page.reload();
  await arrived(page);
  await expect(map).toBeVisible();
  await page.getByRole("button", { name: "Mappa piccola" }).click();
  await expect(map).toHaveCount(0);
});

test("wb124 dragged with Alt, copies come when they are let go: one step of undo, in the cluster where they are dropped", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const { page } = ada;
  const truth = await read(server, workshop);
  await ada.row(["fiume", "bosco"], { x: 330, y: 300 }, 230);
  await page.keyboard.press("c");
  await ada.drag({ x: 760, y: 180 }, { x: 1100, y: 560 });
  await ada.type("Acqua");
  await page.keyboard.press("Enter");
  await ada.deselect();
  await bea.reads("fiume", "bosco");
  const from = middle(await ada.pick("fiume"));
  const places = truth.places();
  const begin = async () => {
    await page.keyboard.down("Alt");
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 200, from.y + 60, { steps: 4 });
    await page.mouse.move(930, 380, { steps: 4 });
  };
  await begin();
  // Escape: nothing was copied, nothing moved.
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.keyboard.up("Alt");
  await ada.saved();
  expect(truth.places()).toEqual(places);

  await begin();
  // While it hangs on the pointer nobody else has it.
  await bea.page.mouse.move(600, 600);
  await expect(ada.cursor("Bea")).toBeVisible();
  await bea.reads("fiume", "bosco");
  await page.mouse.up();
  await page.keyboard.up("Alt");
  await bea.reads("fiume", "bosco", "fiume");
  await expect(ada.outline.getByRole("heading", { name: "Acqua · 1 nota" })).toBeAttached();
  await ada.saved();
  expect(truth.place("bosco")).toEqual(places.get("bosco"));
  await page.keyboard.press("Control+z");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume"]);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => truth.texts().sort()).toEqual(["bosco", "fiume", "fiume"]);
  truth.close();
});

test("wb127 a step back leaves what the other has written on since, says so, and the next press is the step before", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  const truth = await read(server, workshop);
  const { page } = ada;
  await ada.row(["prima", "fiume"], { x: 330, y: 300 }, 230);
  await bea.edit("fiume");
  await bea.type(" di Bea");
  await bea.leave();
  await bea.saved();
  await ada.reads("prima", "fiume di Bea");
  await page.keyboard.press("Control+z");
  await remark(ada, "Nel frattempo ci hanno lavorato altre persone: resta com’è.");
  await ada.saved();
  expect(truth.texts().sort()).toEqual(["fiume di Bea", "prima"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => truth.texts()).toEqual(["fiume di Bea"]);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => truth.texts().sort()).toEqual(["fiume di Bea", "prima"]);

  // Locked meanwhile: her move stays, and it is said why.
  await ada.move("prima", 0, 150);
  await ada.saved();
  const moved = truth.place("prima");
  const boss = await facilitate(await newcomer(), workshop);
  await boss.pick("prima");
  await boss.page.keyboard.press("Control+Shift+l");
  await expect(ada.note("prima")).toContainText("con lucchetto");
  await ada.tools.getByRole("button", { name: "Annulla" }).click();
  await remark(ada, "C’è un lucchetto: lo apre chi facilita.");
  await ada.saved();
  expect(truth.place("prima")).toEqual(moved);
  truth.close();
});

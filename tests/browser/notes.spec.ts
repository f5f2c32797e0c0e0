/** Notes, themes and links under a person's hands: mouse, keyboard and fingers. */
import { Fingers } from "../fingers";
import { join, middle } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

test("wb45 a note is made by double click, by N, by Ctrl+Enter, and by typing on the one that is selected", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  await expect(page.getByText("Doppio clic per scrivere la prima nota")).toBeVisible();
  await board.addAt({ x: 400, y: 300 }, "doppio clic");
  await expect(page.getByText("Doppio clic per scrivere la prima nota")).toBeHidden();
  await board.leave();
  await board.deselect();
  await page.mouse.move(700, 300);
  await page.keyboard.press("n");
  await expect(board.field).toBeFocused();
  // The key itself is not written.
  await expect(board.field).toHaveValue("");
  await board.type("con N");
  await page.keyboard.press("Enter");
  await board.type("seconda riga");
  await page.keyboard.press("Control+Enter");
  await expect(board.field).toHaveValue("");
  await board.type("accanto");
  await board.leave();
  await board.reads("doppio clic", "con N\nseconda riga", "accanto");
  const under = await board.pick("con N");
  expect(middle(under).x).toBeCloseTo(700, 0);

  await board.pick("doppio clic");
  // The first letter opens the note and is the first that is written.
  await board.type(", poi scritto");
  await expect(board.field).toBeFocused();
  await board.leave();
  await board.reads("doppio clic, poi scritto", "con N\nseconda riga", "accanto");
  // A new note that nobody writes on goes again.
  await board.deselect();
  await page.keyboard.press("n");
  await expect(board.field).toBeFocused();
  await board.leave();
  await board.saved();
  await board.reads("doppio clic, poi scritto", "con N\nseconda riga", "accanto");
});

test("a note is written on, moved, made larger, coloured, copied and removed, and all of it can be taken back", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  const shape = () => {
    const { text, pos, size, color } = truth.note("fiume") ?? truth.note("fiume lento") ?? {};
    return { text, pos, size, color };
  };
  await board.row(["fiume", "bosco"]);
  const states = [shape()];
  const settle = async (wanted: Record<string, unknown>) => {
    await expect.poll(shape).toMatchObject(wanted);
    states.push(shape());
  };

  const from = await board.pick("fiume");
  expect([from.w, from.h]).toEqual([200, 200]);
  const to = await board.move("fiume", 30, 130);
  expect([to.x - from.x, to.y - from.y]).toEqual([30, 130]);
  const [x, y] = states[0]!.pos as [number, number];
  await settle({ pos: [x + 30, y + 130] });

  const corner = { x: to.x + to.w, y: to.y + to.h };
  await board.drag(corner, { x: corner.x + 60, y: corner.y + 60 });
  await settle({ size: [260, 260], pos: [x + 30, y + 130] });

  await board.menu.getByRole("button", { name: "Colore: Verde" }).click();
  await settle({ color: "green" });

  await board.edit("fiume");
  await board.type(" lento");
  await board.leave();
  await settle({ text: "fiume lento" });

  await page.keyboard.press("Control+d");
  await expect.poll(() => truth.texts().filter((text) => text === "fiume lento").length).toBe(2);
  await page.keyboard.press("Delete");
  await expect.poll(() => truth.texts().filter((text) => text === "fiume lento").length).toBe(1);
  await board.pick("fiume lento");
  await page.keyboard.press("Delete");
  await expect.poll(() => truth.texts()).toEqual(["bosco"]);

  // Back, step by step: removal, removal of the copy, copy, and then what was done to the note.
  for (const left of [1, 2, 1]) {
    await page.keyboard.press("Control+z");
    await expect.poll(() => truth.texts().filter((text) => text === "fiume lento").length).toBe(left);
  }
  for (const state of [...states].reverse().slice(1)) {
    await board.tools.getByRole("button", { name: "Annulla" }).click();
    await expect.poll(shape).toEqual(state);
  }
  for (const state of states.slice(1)) {
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(shape).toEqual(state);
  }
  truth.close();
});

test("wb7 undo and redo are one's own: another's work in between stays", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await ada.row(["di Ada"]);
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.move("di Ada", 0, 60);
  await bea.addAt({ x: 900, y: 300 }, "di Bea");
  await bea.leave();
  await bea.edit("di Ada");
  await bea.type(" e Bea");
  await bea.leave();
  await ada.pick("di Ada e Bea");
  await ada.menu.getByRole("button", { name: "Colore: Rosa" }).click();
  await ada.saved();
  await bea.saved();
  const moved = truth.place("di Ada e Bea") as [number, number];
  expect(truth.note("di Ada e Bea")?.color).toBe("pink");

  await ada.page.keyboard.press("Control+z");
  await expect.poll(() => truth.note("di Ada e Bea")?.color).toBe("yellow");
  await ada.page.keyboard.press("Control+z");
  // Her move is taken back; Bea's words and Bea's note are where they were.
  await expect.poll(() => truth.place("di Ada e Bea")).toEqual([moved[0], moved[1] - 60]);
  expect(truth.texts().sort()).toEqual(["di Ada e Bea", "di Bea"]);
  await ada.page.keyboard.press("Control+Shift+z");
  await ada.page.keyboard.press("Control+Shift+z");
  await expect.poll(() => truth.note("di Ada e Bea")).toMatchObject({ pos: moved, color: "pink" });

  // Bea takes back her words, not Ada's, and then her note.
  await bea.page.keyboard.press("Control+z");
  await expect.poll(() => truth.texts().sort()).toEqual(["di Ada", "di Bea"]);
  await bea.page.keyboard.press("Control+z");
  await expect.poll(() => truth.texts()).toEqual(["di Ada"]);
  expect(truth.note("di Ada")).toMatchObject({ pos: moved, color: "pink" });
  await ada.reads("di Ada");
  await bea.reads("di Ada");
  truth.close();
});

test("wb41 a theme is drawn around notes, carries them, and lets go what is dragged out", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await board.row(["uno", "due", "tre"]);
  await page.keyboard.press("c");
  await board.drag({ x: 200, y: 160 }, { x: 705, y: 470 });
  await expect(board.field).toBeFocused();
  await board.type("Acqua e terra");
  await page.keyboard.press("Enter");
  await expect(board.outline.getByRole("heading", { name: "Acqua e terra · 2 note" })).toBeAttached();
  await expect(board.outline.getByRole("heading", { name: "Senza tema · 1 nota" })).toBeAttached();

  // By its title it moves with what is in it.
  const places = truth.places();
  await board.drag({ x: 300, y: 185 }, { x: 330, y: 285 });
  const shifted = (text: string) => (places.get(text) as [number, number]).map((at, axis) => at + [30, 100][axis]!);
  await expect.poll(() => truth.place("uno")).toEqual(shifted("uno"));
  expect(truth.place("due")).toEqual(shifted("due"));
  expect(truth.place("tre")).toEqual(places.get("tre"));

  await board.move("due", 420, 60);
  await expect(board.outline.getByRole("heading", { name: "Acqua e terra · 1 nota" })).toBeAttached();
  // Removing the theme keeps its notes.
  await page.mouse.click(400, 285);
  await expect(board.menu).toBeVisible();
  await page.keyboard.press("Delete");
  await expect.poll(() => truth.clusters().length).toBe(0);
  await board.reads("uno", "due", "tre");

  // From the keyboard: around everything that is selected.
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+g");
  await board.type("Tutto");
  await board.leave();
  await expect(board.outline.getByRole("heading", { name: "Tutto · 3 note" })).toBeAttached();
  truth.close();
});

test("wb44 links with words: pulled from a note, or clicked from one to the other", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const other = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await board.row(["ascolto", "fiducia", "rete"]);
  const reads = async (...sentences: string[]) => {
    for (const { outline } of [board, other]) {
      const shown = outline.getByRole("listitem").filter({ hasText: "→" });
      await expect.poll(async () => (await shown.allTextContents()).sort()).toEqual([...sentences].sort());
    }
  };
  await board.pick("ascolto");
  const dot = await board.grip("s").boundingBox();
  await board.drag({ x: dot!.x + 12, y: dot!.y + 12 }, { x: 590, y: 400 });
  await expect(board.field).toBeFocused();
  await board.type("genera");
  await page.keyboard.press("Enter");
  await reads("ascolto — genera → fiducia");

  await page.keyboard.press("l");
  await page.mouse.click(590, 300);
  await page.mouse.click(850, 300);
  await board.type("tiene insieme");
  await page.keyboard.press("Enter");
  await reads("ascolto — genera → fiducia", "fiducia — tiene insieme → rete");

  // Two notes chosen together: from the menu.
  await page.mouse.click(850, 330);
  await page.keyboard.down("Shift");
  await page.mouse.click(330, 330);
  await page.keyboard.up("Shift");
  await board.menu.getByRole("button", { name: "Collega" }).click();
  await expect(board.field).toBeFocused();
  await board.leave();
  await reads("ascolto — genera → fiducia", "fiducia — tiene insieme → rete", "rete → ascolto");

  // A link goes with its note, and comes back with it.
  await board.pick("fiducia");
  await page.keyboard.press("Delete");
  await reads("rete → ascolto");
  await page.keyboard.press("Control+z");
  await reads("ascolto — genera → fiducia", "fiducia — tiene insieme → rete", "rete → ascolto");
});

test("wb34 the board is panned and zoomed by wheel, keys, buttons and the space bar", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  await board.row(["fermo", "lontano"]);
  const { mouse, keyboard } = page;
  const start = await board.pick("fermo");
  await mouse.wheel(120, 80);
  await expect.poll(() => board.box()).toEqual({ ...start, x: start.x - 120, y: start.y - 80 });
  await mouse.wheel(-120, -80);
  await expect.poll(() => board.box()).toEqual(start);
  await keyboard.down("Shift");
  await mouse.wheel(0, 100);
  await keyboard.up("Shift");
  await expect.poll(() => board.box()).toEqual({ ...start, x: start.x - 100 });
  await mouse.wheel(-100, 0);

  // Zooming keeps what is under the pointer there.
  const spot = { x: start.x + 50, y: start.y + 150 };
  await mouse.move(spot.x, spot.y);
  await keyboard.down("Control");
  for (let i = 0; i < 4; i++) await mouse.wheel(0, -80);
  await keyboard.up("Control");
  await expect.poll(() => board.zoom()).toBeGreaterThan(200);
  const near = await board.box();
  expect(near.x + near.w * 0.25).toBeCloseTo(spot.x, 0);
  expect(near.y + near.h * 0.75).toBeCloseTo(spot.y, 0);

  await board.deselect();
  await keyboard.press("0");
  await expect.poll(() => board.zoom()).toBe(100);
  await keyboard.press("+");
  await expect.poll(() => board.zoom()).toBe(125);
  await keyboard.press("-");
  await keyboard.press("-");
  await expect.poll(() => board.zoom()).toBe(80);
  await page.getByRole("button", { name: "Ingrandisci" }).click();
  await expect.poll(() => board.zoom()).toBe(100);
  await page.getByRole("button", { name: "Riduci" }).click();
  await expect.poll(() => board.zoom()).toBe(80);

  // Out of sight, and back by one key.
  await mouse.move(640, 400);
  await mouse.wheel(3000, 2000);
  await expect.poll(() => board.notes()).not.toContain("lontano");
  await keyboard.press("1");
  await board.reads("fermo", "lontano");

  const before = await board.pick("fermo");
  await keyboard.down("Space");
  await board.drag({ x: 640, y: 560 }, { x: 700, y: 500 });
  await keyboard.up("Space");
  const after = await board.box();
  expect(after.x - before.x).toBeCloseTo(60, 0);
  expect(after.y - before.y).toBeCloseTo(-60, 0);
});

test("wb46 fingers: two zoom about what lies between them, one pans, moves what is selected, or rests for what can be made", async ({ workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const fingers = await Fingers.on(page);
  // Held still, a finger asks what can be made there.
  await fingers.rest({ x: 195, y: 380 });
  await fingers.lift();
  await page.getByRole("menuitem", { name: "Nuova nota qui" }).tap();
  await expect(board.field).toBeFocused();
  await board.type("a mano");
  await page.touchscreen.tap(195, 620);
  await expect(board.field).toBeHidden();
  await board.reads("a mano");

  await page.touchscreen.tap(195, 380);
  const start = await board.box();
  const pair = [{ x: 145, y: 330 }, { x: 245, y: 430 }];
  const apart = [{ x: 95, y: 280 }, { x: 295, y: 480 }];
  await fingers.put(...pair);
  await fingers.move(pair, apart);
  await fingers.lift();
  await expect.poll(async () => (await board.box()).w / start.w).toBeCloseTo(2, 1);
  const near = await board.box();
  const at = { x: 195, y: 380 };
  // What lay between the fingers lies there still.
  expect((at.x - near.x) / near.w).toBeCloseTo((at.x - start.x) / start.w, 2);
  expect((at.y - near.y) / near.h).toBeCloseTo((at.y - start.y) / start.h, 2);
  await fingers.put(...apart);
  await fingers.move(apart, pair);
  await fingers.lift();
  await expect.poll(async () => (await board.box()).w / start.w).toBeCloseTo(1, 1);

  // One finger on the empty board pans.
  const before = await board.box();
  const empty = [{ x: 40, y: 560 }];
  await fingers.put(...empty);
  await fingers.move(empty, [{ x: 70, y: 510 }]);
  await fingers.lift();
  await expect.poll(() => board.box()).toMatchObject({ x: expect.closeTo(before.x + 30, 0), y: expect.closeTo(before.y - 50, 0) });
  // On the note that is selected it moves the note; the board stays.
  const held = middle(await board.box());
  await fingers.put(held);
  await fingers.move([held], [{ x: held.x + 20, y: held.y + 80 }]);
  await fingers.lift();
  await board.saved();
  const moved = middle(await board.box());
  expect([Math.round(moved.x - held.x), Math.round(moved.y - held.y)]).toEqual([20, 80]);
});

test("wb20 everybody sees the others' pointers and names, and when they leave", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.row(["punto fermo"]);
  const page = await newcomer();
  const bea = await join(page, workshop.join.url, "Bea Rossi", "Ambiente");
  await expect(ada.people).toHaveAccessibleName("2 persone qui: Ada (tu), Bea Rossi");
  await expect(bea.people).toHaveAccessibleName("2 persone qui: Bea Rossi (tu), Ada");
  // Each looks at the board in their own way: the pointer is on the same place of the board.
  const there = await bea.pick("punto fermo");
  await ada.page.keyboard.press("-");
  await expect.poll(() => ada.zoom()).toBe(80);
  const here = await ada.choose("punto fermo");
  for (const part of [0.25, 0.75]) {
    await page.mouse.move(there.x + there.w * part, there.y + there.h * part, { steps: 3 });
    await expect(ada.cursor("Bea Rossi")).toBeVisible();
    await expect
      .poll(async () => {
        const at = await ada.cursor("Bea Rossi").boundingBox();
        return [(at!.x - here.x) / here.w, (at!.y - here.y) / here.h].map((one) => Math.round(one * 20) / 20);
      })
      .toEqual([part, part]);
  }
  await expect(ada.cursor("Ada")).toHaveCount(0);
  await page.close();
  await expect(ada.cursor("Bea Rossi")).toHaveCount(0);
  await expect(ada.people).toHaveAccessibleName("1 persona qui: Ada (tu)");
});

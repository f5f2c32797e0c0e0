/** What is drawn or put beside the notes: strokes, shapes, texts, pictures; by mouse, keyboard and fingers. */
import { deflateSync, crc32 } from "node:zlib";
import type { Page } from "@playwright/test";
import { type Board, join } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

/** A PNG (ISO/IEC 15948) of one colour. */
function png(width: number, height: number, rgb: readonly [number, number, number]): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.concat(Array.from({ length: height }, () => Buffer.from([0, ...Array.from({ length: width }, () => rgb).flat()])));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

const PICTURE = { name: "parco.png", mimeType: "image/png", buffer: png(60, 40, [20, 120, 60]) };

/** Drops or pastes a file on the stage, as the browser would tell of it. */
async function bring(page: Page, event: "drop" | "paste", file: { name: string; mimeType: string; buffer: Buffer }, at = { x: 0, y: 0 }): Promise<void> {
  await page.evaluate(
    ([event, name, type, base64, x, y]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
      const stage = document.querySelector("[role=application]")!;
      const made = event === "drop" ? new DragEvent("drop", { dataTransfer: data, clientX: x, clientY: y, bubbles: true, cancelable: true }) : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      stage.dispatchEvent(made);
    },
    [event, file.name, file.mimeType, file.buffer.toString("base64"), at.x, at.y] as const,
  );
}

/** The colour in the middle of a spot on the screen. */
async function colorAt(page: Page, x: number, y: number): Promise<readonly number[]> {
  const shot = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(1, 1).getContext("2d")!;
    canvas.drawImage(image, 0, 0);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }, shot.toString("base64"));
}

const near = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((part, i) => Math.abs(part - b[i]!)));

async function tool(board: Board, name: string): Promise<void> {
  const bar = board.page.getByRole("toolbar", { name: "Disegna" });
  if (!(await bar.isVisible())) await board.tools.getByRole("button", { name: "Disegna" }).click();
  await bar.getByRole("button", { name, exact: true }).click();
}

test("wb84 wb85 what one draws the other sees; the eraser takes it away again, and one step back brings it back", async ({ server, workshop, newcomer }) => {
  const [ada, bea] = [await newcomer(), await newcomer()];
  const board = await join(ada, workshop.join.url, "Ada", "Ambiente");
  const other = await join(bea, workshop.join.url, "Bea", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await tool(board, "Penna");
  await ada.getByRole("toolbar", { name: "Disegna" }).getByRole("button", { name: "Tratto largo" }).click();
  await board.drag({ x: 400, y: 300 }, { x: 700, y: 300 });
  await expect.poll(() => truth.marks()).toHaveLength(1);
  await board.drag({ x: 400, y: 400 }, { x: 700, y: 400 });
  await expect.poll(() => truth.marks()).toHaveLength(2);
  const [stroke] = truth.marks();
  expect(stroke).toMatchObject({ kind: "stroke", color: "white" });
  // The other's board is where it was: at 100 % and the same place.
  await expect.poll(() => colorAt(bea, 550, 300)).not.toEqual(await colorAt(bea, 550, 350));
  await expect(other.outline.getByRole("heading", { name: "Disegni e immagini" })).toBeHidden();
  await other.page.getByRole("button", { name: "Mostra la scaletta" }).click();
  await expect(other.outline.getByRole("button", { name: "Tratto di penna", exact: true })).toHaveCount(2);

  await tool(board, "Gomma");
  await board.drag({ x: 550, y: 250 }, { x: 560, y: 340 });
  await expect.poll(() => truth.marks()).toHaveLength(1);
  await board.drag({ x: 500, y: 360 }, { x: 500, y: 440 });
  await expect.poll(() => truth.marks()).toHaveLength(0);
  await ada.keyboard.press("Control+z");
  await expect.poll(() => truth.marks()).toHaveLength(1);
  await ada.keyboard.press("Control+z");
  await expect.poll(() => truth.marks()).toHaveLength(2);
  await expect(other.outline.getByRole("button", { name: "Tratto di penna", exact: true })).toHaveCount(2);
  truth.close();
});

test("wb86 shapes and texts are drawn, written on, coloured, moved, copied and removed, and others see it", async ({ server, workshop, newcomer }) => {
  const [ada, bea] = [await newcomer(), await newcomer()];
  const board = await join(ada, workshop.join.url, "Ada", "Ambiente");
  const other = await join(bea, workshop.join.url, "Bea", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await tool(board, "Forma");
  await ada.getByRole("toolbar", { name: "Disegna" }).getByRole("button", { name: "Ellisse" }).click();
  await board.drag({ x: 400, y: 220 }, { x: 640, y: 380 });
  await expect.poll(() => truth.marks()).toMatchObject([{ kind: "shape", form: "ellipse", size: [240, 160] }]);
  // Chosen, it can be written on at once.
  await ada.keyboard.press("Enter");
  await expect(board.field).toBeFocused();
  await board.type("Il confine");
  await board.leave();
  await expect.poll(() => truth.marks()).toMatchObject([{ text: "Il confine" }]);
  await board.menu.getByRole("button", { name: "Colore: Verde" }).click();
  await expect.poll(() => truth.marks()).toMatchObject([{ color: "green" }]);
  await board.drag({ x: 520, y: 240 }, { x: 560, y: 280 });
  const before = truth.marks()[0]!.pos;
  await ada.keyboard.press("Control+d");
  await expect.poll(() => truth.marks()).toHaveLength(2);
  expect(truth.marks().map(({ pos }) => pos)).not.toEqual([before, before]);
  await ada.keyboard.press("Delete");
  await expect.poll(() => truth.marks()).toHaveLength(1);
  await tool(board, "Testo");
  await ada.mouse.click(900, 560);
  await expect(board.field).toBeFocused();
  await board.type("Che cosa resta?");
  await board.leave();
  await board.saved();
  await other.page.getByRole("button", { name: "Mostra la scaletta" }).click();
  await expect(other.outline.getByRole("button", { name: "Il confine", exact: true })).toBeVisible();
  await expect(other.outline.getByRole("button", { name: "Che cosa resta?", exact: true })).toBeVisible();
  // A text that nobody writes goes again.
  await board.deselect();
  await tool(board, "Testo");
  await ada.mouse.click(300, 560);
  await expect(board.field).toBeFocused();
  await board.leave();
  await board.saved();
  await expect.poll(() => truth.marks()).toHaveLength(2);
  truth.close();
});

test("wb86 by the keyboard alone texts and shapes are put, written, moved, described and removed", async ({ server, workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await board.stage.focus();
  await page.keyboard.press("t");
  await page.keyboard.press("Enter");
  await expect(board.field).toBeFocused();
  await board.type("Titolo");
  await board.leave();
  await expect.poll(() => truth.marks()).toMatchObject([{ kind: "text", text: "Titolo" }]);
  const [x, y] = truth.marks()[0]!.pos as [number, number];
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => truth.marks()[0]!.pos).not.toEqual([x, y]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await page.keyboard.press("Enter");
  await expect.poll(() => truth.marks()).toHaveLength(2);
  await page.keyboard.press("Delete");
  await expect.poll(() => truth.marks()).toHaveLength(1);
  truth.close();
});

test("wb87 ht47 pictures are chosen, pasted and dropped, on the board and on a note; others see them, and what is none is said", async ({ server, workshop, newcomer }) => {
  const [ada, bea] = [await newcomer(), await newcomer()];
  const board = await join(ada, workshop.join.url, "Ada", "Ambiente");
  const other = await join(bea, workshop.join.url, "Bea", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await board.tools.getByRole("button", { name: "Disegna" }).click();
  const chooser = ada.waitForEvent("filechooser");
  await ada.getByRole("toolbar", { name: "Disegna" }).getByRole("button", { name: "Immagine…" }).click();
  await (await chooser).setFiles(PICTURE);
  await expect.poll(() => truth.marks()).toMatchObject([{ kind: "image", size: [60, 40] }]);
  // It lies in the middle of what is seen, for the other too.
  const middle = { x: 683, y: 384 };
  await expect.poll(async () => near(await colorAt(bea, middle.x, middle.y), [20, 120, 60])).toBeLessThan(12);
  await board.menu.getByRole("button", { name: "Descrivi" }).click();
  await ada.getByRole("textbox", { name: "Che cosa mostra l'immagine" }).fill("Il parco da sopra");
  await ada.keyboard.press("Enter");
  await other.page.getByRole("button", { name: "Mostra la scaletta" }).click();
  await expect(other.outline.getByRole("button", { name: "Immagine: Il parco da sopra", exact: true })).toBeVisible();

  await ada.keyboard.press("Escape");
  await board.addAt({ x: 330, y: 500 }, "Con foto");
  await board.leave();
  await board.deselect();
  await bring(ada, "drop", PICTURE, { x: 330, y: 500 });
  await expect.poll(() => truth.note("Con foto")?.image).toMatch(/^[0-9a-f]{64}$/);
  await ada.mouse.move(1000, 600);
  await bring(ada, "paste", PICTURE);
  await expect.poll(() => truth.marks()).toHaveLength(2);
  // One step back takes one of them away.
  await ada.keyboard.press("Control+z");
  await expect.poll(() => truth.marks()).toHaveLength(1);
  expect(truth.note("Con foto")?.image).toBeDefined();
  await board.pick("Con foto");
  await board.menu.getByRole("button", { name: "Altro per la selezione" }).click();
  await board.menu.getByRole("button", { name: "Togli l'immagine" }).click();
  await expect.poll(() => truth.note("Con foto")?.image).toBeUndefined();

  await bring(ada, "drop", { name: "finta.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") }, { x: 900, y: 300 });
  await expect(ada.getByText("Questa non è un'immagine che si può leggere qui.", { exact: false })).toBeVisible();
  await ada.context().setOffline(true);
  await bring(ada, "drop", PICTURE, { x: 900, y: 300 });
  await expect(ada.getByText("Per mettere un'immagine serve la connessione.", { exact: false })).toBeVisible();
  await ada.context().setOffline(false);
  expect(truth.marks()).toHaveLength(1);
  truth.close();
});

test("wb84 wb86 on a phone one draws with a finger, puts a shape, and takes a picture", async ({ server, workshop, newcomer }) => {
  const page = await newcomer(PHONE);
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  const truth = await Reader.of(server, workshop);
  await board.tools.getByRole("button", { name: "Disegna" }).tap();
  const bar = page.getByRole("toolbar", { name: "Disegna" });
  for (const button of await bar.getByRole("button").all()) {
    const box = (await button.boundingBox())!;
    expect(Math.min(box.width, box.height), (await button.getAttribute("aria-label"))!).toBeGreaterThanOrEqual(44);
  }
  const touch = await page.context().newCDPSession(page);
  const finger = (type: "touchStart" | "touchMove" | "touchEnd", x?: number, y?: number) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: y! }] });
  await finger("touchStart", 100, 300);
  for (let i = 1; i <= 10; i++) await finger("touchMove", 100 + 15 * i, 300 + 8 * (i % 3));
  await finger("touchEnd");
  await expect.poll(() => truth.marks()).toMatchObject([{ kind: "stroke" }]);
  const shape = bar.getByRole("button", { name: "Forma", exact: true });
  // A made-up finger is so fast that Chromium takes the next tap for the stop of a fling.
  await expect(async () => {
    await shape.tap();
    await expect(shape).toHaveAttribute("aria-pressed", "true", { timeout: 500 });
  }).toPass();
  await page.touchscreen.tap(200, 500);
  await expect.poll(() => truth.marks()).toHaveLength(2);
  await board.tools.getByRole("button", { name: "Disegna" }).tap();
  const chooser = page.waitForEvent("filechooser");
  await bar.getByRole("button", { name: "Immagine…" }).tap();
  await (await chooser).setFiles(PICTURE);
  await expect.poll(() => truth.marks().map(({ kind }) => kind).sort()).toEqual(["image", "shape", "stroke"]);
  truth.close();
});

test("wb84 beside open comments and the list everything to draw with is reached", async ({ workshop, newcomer }) => {
  const page = await newcomer();
  const board = await join(page, workshop.join.url, "Ada", "Ambiente");
  await page.keyboard.press("m");
  await expect(page.getByRole("complementary", { name: "Commenti" })).toBeVisible();
  await page.getByRole("button", { name: "Mostra la scaletta" }).click();
  await board.stage.focus();
  await page.keyboard.press("p");
  const bar = page.getByRole("toolbar", { name: "Disegna" });
  await expect(bar).toBeVisible();
  for (const button of await bar.getByRole("button").all()) await button.click({ trial: true, timeout: 5_000 });
});

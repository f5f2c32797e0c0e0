/** What is written breaks into lines in one way: in the field, on the board, and in the vectors the poster is held to. */
import { readFileSync } from "node:fs";
import { dirname, join as path } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { call, createWorkshop, SAMPLE, type Workshop } from "../api";
import { type Board, join } from "../page";
import type { Server } from "../server";
import { expect, test } from "../story";

interface Vector {
  readonly how: string;
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly lines: readonly string[];
}

interface Fit {
  readonly size: number;
  readonly lines: readonly string[];
}

/** A line of ours may end after a slash between words (TX8); browsers differ there, and no style makes their fields do it. */
const SLASHED = /\p{L}\p{L}\/\p{L}/u;

const VECTORS = path(dirname(fileURLToPath(import.meta.url)), "../data/wrap.json");

/** Every text of the sample, once. */
function texts(): string[] {
  const rows = readFileSync(path(SAMPLE, "notes.csv"), "utf8");
  const cells = [...rows.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)].map(([, cell = ""]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
  const columns = cells.indexOf("votes") + 1;
  const text = cells.indexOf("text");
  return [...new Set(cells.filter((_, i) => i >= columns && i % columns === text))];
}

/** All of them on one board, as notes of the usual size. */
async function imported(server: Server, all: readonly string[]): Promise<Workshop> {
  const workshop = await createWorkshop(server, ["Prova"]);
  const quoted = all.map((text) => `1,Prova,P01,note,yellow,"${text.replaceAll('"', '""')}",,0`);
  const form = new FormData();
  const csv = ["session,group,author,type,color,text,cluster,votes", ...quoted, ""].join("\r\n");
  form.set("notes", new Blob([csv], { type: "text/csv" }), "notes.csv");
  const answer = await call(server, "POST", `/workshops/${workshop.id}/import`, workshop.facilitator.token, form);
  expect(answer.body).toMatchObject({ notes: all.length });
  return workshop;
}

/** Keeps what is drawn on the canvas: the lines between one filled shape and the next belong together. */
function record(): void {
  const drawn = new Map<string, { size: number; lines: string[] }>();
  Object.assign(window, { drawn });
  const { fill, fillText } = CanvasRenderingContext2D.prototype;
  let lines: string[] = [];
  let size = 0;
  let last = 0;
  CanvasRenderingContext2D.prototype.fill = function (...args: unknown[]) {
    if (lines.length > 0) drawn.set(lines.join("").replace(/\s/g, ""), { size, lines });
    lines = [];
    return Reflect.apply(fill, this, args);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text: string, x: number, y: number, ...rest: [number?]) {
    size = Number(/([\d.]+)px/.exec(this.font)?.[1]);
    // An empty line is not drawn: the next one is a line further down.
    if (lines.length > 0) for (let gap = Math.round((y - last) / (size * 1.25)); gap > 1; gap--) lines.push("");
    last = y;
    lines.push(text);
    return Reflect.apply(fillText, this, [text, x, y, ...rest]);
  };
}

async function drawn(page: Page): Promise<Map<string, Fit>> {
  return new Map(await page.evaluate(() => [...(window as unknown as { drawn: Map<string, Fit> }).drawn]));
}

/** Where the field's lines begin: the browser's caret goes down line by line, and each time to the line's beginning. */
function inField({ field }: Board): Promise<Fit & { readonly text: string }> {
  return field.evaluate(async (element: HTMLTextAreaElement) => {
    // It is laid over its note when the next frame is painted.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const { value: text } = element;
    const caret = getSelection()!;
    element.setSelectionRange(0, 0);
    const starts = [0];
    for (;;) {
      caret.modify("move", "forward", "line");
      caret.modify("move", "backward", "lineboundary");
      const start = element.selectionStart;
      if (start === starts.at(-1)) break;
      starts.push(start);
    }
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    return { text, size, lines: starts.map((start, i) => text.slice(start, starts[i + 1]).trimEnd()) };
  });
}

test("tx1 all notes of the sample break alike in the field, on the board and in the poster's vectors", async ({ server, newcomer }) => {
  const all = texts();
  expect(all.length).toBe(159);
  const workshop = await imported(server, all);
  const page = await newcomer();
  await page.addInitScript(record);
  const board = await join(page, workshop.join.url, "Ada", "Prova");
  // From note to note by the keyboard alone.
  await page.getByRole("application").focus();
  await page.keyboard.press("Tab");
  const fields = new Map<string, Fit>();
  for (let i = 0; i < all.length; i++) {
    await page.keyboard.press("Enter");
    await expect(board.field).toBeFocused();
    const { text, size, lines } = await inField(board);
    fields.set(text, { size, lines });
    await board.leave();
    await page.keyboard.press("Tab");
  }
  expect([...fields.keys()].sort()).toEqual([...all].sort());
  const painted = await drawn(page);
  const onBoard = new Map(all.map((text) => [text, painted.get(text.replace(/\s/g, ""))]));
  const free = all.filter((text) => !SLASHED.test(text));
  expect(free.length).toBeGreaterThan(150);
  for (const text of free) expect(fields.get(text)).toEqual(onBoard.get(text));

  const { vectors } = JSON.parse(readFileSync(VECTORS, "utf8")) as { vectors: Vector[] };
  const usual = vectors.filter(({ how, width, height, text }) => how === "note" && width === 200 && height === 200 && onBoard.has(text));
  expect(usual.length).toBe(all.length);
  for (const { text, size, lines } of usual) expect(onBoard.get(text)).toEqual({ size, lines });
});

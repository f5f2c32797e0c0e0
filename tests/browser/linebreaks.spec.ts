/** Screen and paper break every line at the same place: what the page paints is set beside what the poster has. */
import { boardOf, call, importSample, type Workshop as Made } from "../api";
import { Random } from "../random";
import type { Server } from "../server";
import { expect, test } from "../story";
import type { Page } from "@playwright/test";

const GAP = 220;
/** Notes on the screen at once, at their real size. */
const VIEW = { width: 2800, height: 1800 };

declare global {
  interface Window {
    painted: string[];
  }
}

const WORDS = ["il", "fiume", "e", "perché", "Straße", "città", "l’acqua", "πόλη", "вода", "co-progettazione", "e/o", "https://example.org/una-pagina?x=1&y=2", "100", "%", "«così»", "–", "(forse)", "TO", "AVATAR", "straordinariamente", "Øl", "naïve", "…", "ffi", "🙂", "👩‍🏫", "🇮🇹", "\u00a0", "Donaudampfschifffahrtsgesellschaft", "a", "I’m", "50€"];

function note(random: Random): string {
  const words = Array.from({ length: 1 + random.below(26) }, () => random.pick(WORDS));
  return words.reduce((text, word) => `${text}${random.pick([" ", " ", " ", " ", "  ", "\n", "-"])}${word}`);
}

/** Letters that both sides write as letters: what has colours is a shape in the file. */
const letters = (line: string): string => line.replace(/[^\u0021-\u007e\u00a1-\u024f\u0370-\u052f\u2010-\u2027\u20ac]/g, "");

/** The lines of each note of a poster: what stands in one group at one height is a line. */
function ofPoster(svg: string): readonly (readonly string[])[] {
  return svg.split("<g><title>").slice(1).map((group) => {
    const lines = new Map<string, string>();
    for (const [, y, says] of group.matchAll(/<text [^>]* y="([^"]+)" x="[^"]*">([^<]*)<\/text>/g)) {
      const said = says!.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
      lines.set(y!, (lines.get(y!) ?? "") + said);
    }
    return [...lines.values()].map(letters).filter(Boolean);
  });
}

/** Everything that is painted while one looks over the whole board. */
async function ofScreen(page: Page, server: Server, board: string, staff: string, notes: readonly Note[]): Promise<string> {
  await page.setViewportSize(VIEW);
  await page.addInitScript(() => {
    window.painted = [];
    const paint = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text: string, ...rest: [number, number, number?]) {
      window.painted.push(text);
      paint.call(this, text, ...rest);
    };
  });
  await page.goto(staff);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto(`${server.url}/b/${board}`);
  await expect(page.getByRole("button", { name: "Dimensione reale" })).toBeVisible();
  const reach = (side: 0 | 1): number => Math.max(...notes.map(({ pos, size }) => pos[side] + size[side])) - Math.min(...notes.map(({ pos }) => pos[side]));
  const [across, down] = [reach(0), reach(1)];
  await page.getByRole("button", { name: "Dimensione reale" }).click();
  await page.mouse.move(VIEW.width / 2, VIEW.height / 2);
  // From a corner, row by row; the page stops at nothing.
  const step = { x: VIEW.width * 0.8, y: VIEW.height * 0.8 };
  const [columns, rows] = [Math.ceil(across / step.x) + 1, Math.ceil(down / step.y) + 1];
  await page.mouse.wheel(-across / 2 - GAP, -down / 2 - GAP);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      await page.waitForTimeout(250);
      await page.mouse.wheel(step.x, 0);
    }
    await page.mouse.wheel(-step.x * columns, step.y);
  }
  await page.waitForTimeout(500);
  return `\n${(await page.evaluate(() => window.painted)).map(letters).filter(Boolean).join("\n")}\n`;
}

interface Note {
  readonly text: string;
  readonly pos: [number, number];
  readonly size: [number, number];
}

/** The lines that make up a text, at the beginning of others: signs and names of a note come after its words. */
function beginning(lines: readonly string[], text: string): readonly string[] | undefined {
  let so = "";
  for (const [i, line] of lines.entries()) {
    so += line;
    if (so === text) return lines.slice(0, i + 1);
  }
  return undefined;
}

async function agree(page: Page, server: Server, made: Made, board: string): Promise<number> {
  const { token } = made.facilitator;
  const { body } = await call(server, "GET", `/boards/${board}/export.json`, token);
  const notes = Object.values<Note>(body.notes);
  const answer = await fetch(`${server.url}/api/v1/boards/${board}/poster.svg?paper=A0&text=text`, { headers: { Authorization: `Bearer ${token}` } });
  const groups = ofPoster(await answer.text());
  const painted = await ofScreen(page, server, board, made.facilitator.url, notes);
  const other: unknown[] = [];
  for (const { text } of notes) {
    const said = letters(text);
    if (!said) continue;
    const lines = groups.map((lines) => beginning(lines, said)).find((lines) => lines !== undefined);
    if (!lines || !painted.includes(`\n${lines.join("\n")}\n`)) other.push({ text, lines });
  }
  expect(other, `${other.length} of ${notes.length} break elsewhere`).toEqual([]);
  return notes.length;
}

test("po4 a thousand notes by chance break on the screen where they break on the poster", async ({ server, workshop, newcomer }) => {
  test.slow();
  const random = Random.fresh();
  console.info(`SEED=${random.seed}`);
  const rows = Array.from({ length: 1000 }, (_, i) => `1,Ambiente,,note,yellow,"${`n${i} ${note(random)}`.replace(/"/g, '""')}",,0`);
  const form = new FormData();
  form.set("notes", new Blob([`session,group,author,type,color,text,cluster,votes\n${rows.join("\n")}\n`], { type: "text/csv" }), "notes.csv");
  const made = await call(server, "POST", `/workshops/${workshop.id}/import`, workshop.facilitator.token, form);
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  expect(await agree(await newcomer(), server, workshop, boardOf(workshop.boards, "group", "Ambiente").id)).toBe(1000);
});

test("po4 every line of the sample breaks on the screen where it breaks on the poster", async ({ server, workshop, newcomer }) => {
  test.slow();
  await importSample(server, workshop);
  const { token } = workshop.facilitator;
  const { boards } = (await call(server, "GET", `/workshops/${workshop.id}`, token)).body;
  let notes = 0;
  for (const session of [1, 2, 3, 4, 5, 6]) {
    const into = boardOf(boards, "plenary", undefined, session).id;
    const from = ["Ambiente", "Cultura", "Scuola", "Sociale"].map((group) => boardOf(boards, "group", group, session).id);
    const collected = await call(server, "POST", `/workshops/${workshop.id}/collect`, token, { from, into });
    expect(collected.status, JSON.stringify(collected.body)).toBe(200);
    notes += await agree(await newcomer(), server, workshop, into);
  }
  expect(notes).toBeGreaterThan(150);
});

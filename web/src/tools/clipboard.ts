/**
 * Copy, cut and paste: among boards as what they are, to and from elsewhere as text. On the clipboard lie a format of our
 * own, the same within HTML for where that does not come through, and one line of text for each note.
 */
import type { Board } from "../doc/board";
import { bounded, excerpt, putDown, readExcerpt, type CopiedNote, type Excerpt } from "../doc/excerpt";
import { LIMIT, NOTE_SIDE } from "../doc/schema.gen";
import type { Point } from "../doc/types";
import { around, center } from "../scene/geometry";
import { clusterAt } from "../scene/hit";
import { tuckIn } from "./arranging";
import { explain } from "./barrier";
import { GAP } from "./create";
import { items, table } from "./lists";
import { readingOrder } from "./order";
import type { Context } from "./state";

const TYPE = "application/x-plenaria+json";
const COLUMNS = 5;
/** Longer is nothing that was copied from a board. */
const LONGEST = 8_000_000;
/** Pasted once more, the same lies so far beside. */
const ASIDE = 24;

/** What lies on the clipboard, by type. */
type Read = (type: string) => string;

export class Clipboard {
  private readonly stops: (() => void)[] = [];

  constructor(private readonly context: () => Context) {
    this.listen("copy", this.onCopy);
    this.listen("cut", this.onCopy);
    this.listen("paste", this.onPaste);
    // Some browsers run a command to copy only where somebody says that there is something.
    for (const ask of ["beforecopy", "beforecut"]) this.listen(ask, (event) => !isElsewhere(event) && event.preventDefault());
  }

  destroy(): void {
    for (const stop of this.stops) stop();
  }

  private listen(type: string, heard: (event: ClipboardEvent) => void): void {
    document.addEventListener(type, heard as EventListener);
    this.stops.push(() => document.removeEventListener(type, heard as EventListener));
  }

  private readonly onCopy = (event: ClipboardEvent): void => {
    const context = this.context();
    if (isElsewhere(event) || !event.clipboardData) return;
    const copied = written(context);
    if (!copied) return;
    event.preventDefault();
    for (const [type, data] of copied) event.clipboardData.setData(type, data);
    if (event.type === "cut") takeAway(context);
  };

  private readonly onPaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (isElsewhere(event) || !clipboardData) return;
    if (paste(this.context(), (type) => clipboardData.getData(type))) event.preventDefault();
  };
}

/** By a command, without the keyboard. */
export async function copyByCommand(context: Context, isCut: boolean): Promise<void> {
  const copied = written(context);
  if (!copied || document.execCommand(isCut ? "cut" : "copy")) return;
  const { clipboard } = navigator;
  const blobs = copied.flatMap(([type, data]) => (type === TYPE ? [] : [[type, new Blob([data], { type })] as const]));
  await clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  if (isCut) takeAway(context);
}

/** By a command; `at` is the middle of what comes. Browsers may ask the person first. */
export async function pasteByCommand(context: Context, at?: Point): Promise<void> {
  const types = new Map<string, string>();
  try {
    for (const item of await navigator.clipboard.read()) {
      for (const type of ["text/html", "text/plain"]) if (item.types.includes(type)) types.set(type, await (await item.getType(type)).text());
    }
  } catch {
    // Not allowed, or not there: nothing is what there is.
  }
  if (!paste(context, (type) => types.get(type) ?? "", at)) context.tab.remark.set({ code: "nothing_to_paste" });
}

/** Can a command paste here? Pages without a secure line may not look. */
export const canPaste = (): boolean => typeof globalThis.navigator?.clipboard?.read === "function";

/** The selection, by type; null if nothing of it can be copied. */
function written({ board, tab }: Context): (readonly [type: string, data: string])[] | null {
  const { ids, ...part } = excerpt(board, tab.selection.get());
  if (ids.length === 0) return null;
  const json = JSON.stringify(part);
  const text = plain(board, ids);
  const lines = text.split("\n").map((line) => `<p>${escaped(line)}</p>`);
  return [
    [TYPE, json],
    ["text/html", `<div data-plenaria="${escaped(json)}">${lines.join("")}</div>`],
    ["text/plain", text],
  ];
}

/** One line for each thing, clusters before their notes; of a single note the words as they are. */
export function plain(board: Board, ids: readonly string[]): string {
  const all = new Set(ids);
  const notes = readingOrder(board).filter(({ id }) => all.has(id));
  if (notes.length === 1 && ids.length === 1) return notes[0]!.text;
  const clusters = ids.flatMap((id) => board.clusters.get(id) ?? []).sort((a, b) => a.y - b.y || a.x - b.x);
  const loose = notes.filter(({ cluster }) => !cluster || !all.has(cluster));
  const lines = [...clusters.flatMap(({ id, title }) => [title, ...notes.filter(({ cluster }) => cluster === id).map(({ text }) => text)]), ...loose.map(({ text }) => text)];
  return lines.map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean).join("\n");
}

/** What was cut goes, with what it carries: it is on the clipboard. One step of undo. */
function takeAway(context: Context): void {
  const { board, tab, canWrite } = context;
  if (!canWrite) return;
  const ids = [...new Set([...tab.selection.get(), ...board.carried(tab.selection.get())])];
  board.stopCapturing();
  board.remove(ids);
  board.stopCapturing();
  explain(context, ids.filter((id) => board.item(id)));
}

/** The last paste: the same once more does not lie upon it. */
let last = { what: "", x: NaN, y: NaN, times: 0 };

function paste(context: Context, read: Read, at?: Point): boolean {
  const { view, board, tab, canWrite } = context;
  if (!canWrite) return false;
  const ours = known(read(TYPE)) ?? known(within(read("text/html")));
  const found = ours ?? fromText(read("text/plain"), tab.color.get());
  const box = around([...found.clusters, ...found.notes, ...found.marks]);
  if (!box) return false;
  const taken = found.clusters.length + found.notes.length + found.marks.length;
  if (found.all > taken) tab.remark.set({ code: "pasted_some", n: taken, all: found.all });
  const viewport = view.viewport();
  const middle = at ?? context.pointer() ?? center(viewport);
  const what = JSON.stringify(found);
  const again = last.what === what && last.x === middle.x && last.y === middle.y;
  last = { what, x: middle.x, y: middle.y, times: again ? last.times + 1 : 0 };
  const aside = last.times * ASIDE;
  const by = { x: Math.round(middle.x - box.x - box.w / 2) + aside, y: Math.round(middle.y - box.y - box.h / 2) + aside };
  board.stopCapturing();
  const made = putDown(board, found, by, (_, __, place) => {
    const { x, y } = center(place);
    return clusterAt(view.world, x, y);
  });
  const ids = made.filter((id) => id !== null);
  tuckIn(context, ids);
  board.stopCapturing();
  tab.select(ids);
  return true;
}

function known(json: string): (Excerpt & { readonly all: number }) | null {
  return json && json.length < LONGEST ? readExcerpt(json) : null;
}

/** What HTML bears of ours. It is parsed and never shown. */
function within(html: string): string {
  if (html.length > LONGEST || !html.includes("data-plenaria")) return "";
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-plenaria]");
  return found?.getAttribute("data-plenaria") ?? "";
}

function fromText(text: string, color: string): Excerpt & { readonly all: number } {
  const notes = laid(text, color);
  return { clusters: [], links: [], marks: [], notes: bounded(notes), all: notes.length };
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

/** In a field the browser copies and pastes by itself; so it does when text of the page is selected. */
function isElsewhere(event: Event): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return (
    target?.closest("input, textarea, select, dialog, [role=dialog], [contenteditable=true]") != null ||
    (event.type !== "paste" && (document.getSelection()?.toString() ?? "") !== "")
  );
}

/** Text from elsewhere: a list in rows, a spreadsheet's cells as they stand there. */
export function laid(text: string, color: string): CopiedNote[] {
  const rows = table(text);
  // One column is a list: nobody wants a tower of notes.
  const isList = !rows || rows.every((row) => row.filter(Boolean).length < 2);
  const cells = isList
    ? (rows ? rows.flatMap((row) => row.filter(Boolean)) : items(text)).map((words, i) => ({ words, column: i % COLUMNS, row: Math.floor(i / COLUMNS) }))
    : rows.flatMap((cells, row) => cells.flatMap((words, column) => (words ? { words, column, row } : [])));
  return cells.map(({ words, column, row }) => ({
    text: words.slice(0, LIMIT.NOTE_TEXT),
    color,
    x: column * (NOTE_SIDE + GAP),
    y: row * (NOTE_SIDE + GAP),
    w: NOTE_SIDE,
    h: NOTE_SIDE,
    tags: [],
    image: null,
    cluster: null,
    src: null,
  }));
}

/** Copy, cut and paste of notes: among boards as what they are, to and from elsewhere as text. */
import { LIMIT, NOTE_SIDE } from "../doc/schema.gen";
import type { Point } from "../doc/types";
import { setTags } from "../doc/verbs";
import { around, center } from "../scene/geometry";
import { clusterAt } from "../scene/hit";
import { GAP } from "./create";
import { items, table } from "./lists";
import { readingOrder } from "./order";
import type { Context } from "./state";

const TYPE = "application/x-plenaria-notes";
/** So many at once; more would be a board of its own. */
const MOST = 500;
const COLUMNS = 5;

interface Copied {
  readonly text: string;
  readonly color: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly tags?: readonly string[];
}

export class Clipboard {
  constructor(private readonly context: () => Context) {
    document.addEventListener("copy", this.onCopy);
    document.addEventListener("cut", this.onCopy);
    document.addEventListener("paste", this.onPaste);
  }

  destroy(): void {
    document.removeEventListener("copy", this.onCopy);
    document.removeEventListener("cut", this.onCopy);
    document.removeEventListener("paste", this.onPaste);
  }

  private readonly onCopy = (event: ClipboardEvent): void => {
    const { board, tab, canWrite } = this.context();
    if (isElsewhere(event) || !event.clipboardData) return;
    const chosen = board.carried(tab.selection.get());
    const notes = readingOrder(board).filter((note) => chosen.has(note.id));
    if (notes.length === 0) return;
    event.preventDefault();
    const copied = notes.map(({ text, color, x, y, w, h, tags }): Copied => ({ text, color, x, y, w, h, tags }));
    event.clipboardData.setData(TYPE, JSON.stringify(copied));
    event.clipboardData.setData("text/plain", notes.map((note) => note.text).join("\n"));
    if (event.type !== "cut" || !canWrite) return;
    board.stopCapturing();
    board.remove(tab.selection.get());
    board.stopCapturing();
  };

  private readonly onPaste = (event: ClipboardEvent): void => {
    const context = this.context();
    if (isElsewhere(event) || !event.clipboardData || !context.canWrite) return;
    const all = read(event.clipboardData.getData(TYPE)) ?? laid(event.clipboardData.getData("text/plain"), context.tab.color.get());
    const notes = all.slice(0, MOST);
    if (notes.length === 0) return;
    event.preventDefault();
    const { view, board, tab } = context;
    if (all.length > notes.length) tab.remark.set({ code: "pasted_some", n: notes.length, all: all.length });
    const viewport = view.viewport();
    const middle: Point = context.pointer() ?? { x: viewport.x + viewport.w / 2, y: viewport.y + viewport.h / 2 };
    const box = around(notes)!;
    const dx = middle.x - box.x - box.w / 2;
    const dy = middle.y - box.y - box.h / 2;
    board.stopCapturing();
    const ids = board.together(() =>
      notes.map(({ text, color, x, y, w, h, tags }) => {
        const place = { x: x + dx, y: y + dy, w, h };
        const at = center(place);
        const id = board.addNote({ pos: place, size: place, text, color, cluster: clusterAt(view.world, at.x, at.y) });
        if (tags) setTags(board, id, tags);
        return id;
      }),
    );
    board.stopCapturing();
    tab.select(ids);
  };
}

/** In a field the browser copies and pastes by itself; so it does when text of the page is selected. */
function isElsewhere(event: ClipboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return (
    target?.closest("input, textarea, select, dialog, [role=dialog], [contenteditable=true]") != null ||
    (event.type !== "paste" && (document.getSelection()?.toString() ?? "") !== "")
  );
}

function read(json: string): Copied[] | null {
  if (!json) return null;
  try {
    const value = JSON.parse(json) as unknown;
    if (!Array.isArray(value)) return null;
    const isCopied = (one: Partial<Copied> | null): boolean =>
      typeof one?.text === "string" && typeof one.color === "string" && [one.x, one.y, one.w, one.h].every(Number.isFinite);
    return (value as Copied[]).filter(isCopied).map((one) => ({ ...one, tags: strings(one.tags) }));
  } catch {
    return null;
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

/** Text from elsewhere: a list in rows, a spreadsheet's cells as they stand there. */
export function laid(text: string, color: string): Copied[] {
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
  }));
}

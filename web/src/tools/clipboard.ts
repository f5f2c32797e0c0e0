/** Copy, cut and paste of notes: among boards as what they are, to and from elsewhere as text. */
import { LIMIT, NOTE_SIDE } from "../doc/schema.gen";
import type { Point } from "../doc/types";
import { around } from "../scene/geometry";
import { GAP } from "./create";
import { readingOrder } from "./order";
import type { Context } from "./state";

const TYPE = "application/x-plenaria-notes";
const MOST = 200;
const COLUMNS = 5;

interface Copied {
  readonly text: string;
  readonly color: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
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
    const copied = notes.map(({ text, color, x, y, w, h }): Copied => ({ text, color, x, y, w, h }));
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
    const notes = read(event.clipboardData.getData(TYPE)) ?? lines(event.clipboardData.getData("text/plain"), context.tab.color.get());
    if (notes.length === 0) return;
    event.preventDefault();
    const { view, board, tab } = context;
    const viewport = view.viewport();
    const middle: Point = context.pointer() ?? { x: viewport.x + viewport.w / 2, y: viewport.y + viewport.h / 2 };
    const box = around(notes)!;
    const dx = middle.x - box.x - box.w / 2;
    const dy = middle.y - box.y - box.h / 2;
    board.stopCapturing();
    const ids = board.together(() =>
      notes.map(({ text, color, x, y, w, h }) => board.addNote({ pos: { x: x + dx, y: y + dy }, size: { w, h }, text, color })),
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
    return (value as Copied[]).filter(isCopied).slice(0, MOST);
  } catch {
    return null;
  }
}

/** Text from elsewhere: each line a note, in rows. */
export function lines(text: string, color: string): Copied[] {
  const texts = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).slice(0, MOST);
  return texts.map((line, i) => ({
    text: line.slice(0, LIMIT.NOTE_TEXT),
    color,
    x: (i % COLUMNS) * (NOTE_SIDE + GAP),
    y: Math.floor(i / COLUMNS) * (NOTE_SIDE + GAP),
    w: NOTE_SIDE,
    h: NOTE_SIDE,
  }));
}

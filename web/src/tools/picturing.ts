/** Pictures from outside: chosen, pasted, or dropped on the board. */
import { addMark, setPicture } from "../doc/marks";
import { NotTaken, sendPicture, type Picture } from "../doc/pictures";
import type { Point } from "../doc/types";
import { noteAt } from "../scene/hit";
import { clearOf } from "./vacancy";
import type { Context } from "./state";

/** Longer side of a new picture on the board, CSS pixels. */
const SIDE = 420;
const GAP = 24;
/** So many at once. */
const MOST = 20;

/** Opens the device's own way to choose pictures; on a phone its camera is among them. */
export function choosePictures(context: Context): void {
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = "image/*";
  chooser.multiple = true;
  chooser.addEventListener("change", () => {
    const note = soleNote(context);
    void addPictures(context, [...(chooser.files ?? [])], note ? { note } : {});
  });
  chooser.click();
}

/** The one chosen note, if nothing else is chosen. */
export function soleNote({ board, tab }: Context): string | null {
  const [id, ...others] = tab.selection.get();
  return id && others.length === 0 && board.note(id) ? id : null;
}

/**
 * Sends pictures and puts them where they were dropped, or in the middle of the view; the first of them on a note, if one
 * is named. For who only adds notes each is a note of its own.
 */
export async function addPictures(context: Context, files: readonly File[], where: { at?: Point; note?: string }): Promise<void> {
  const { board, tab, view, session } = context;
  const { x, y, w, h } = view.viewport();
  let at = where.at ?? { x: x + w / 2, y: y + h / 2 };
  let note = where.note;
  const made: string[] = [];
  for (const file of files.slice(0, MOST)) {
    tab.remark.set({ code: "picture_sending" });
    let picture: Picture;
    try {
      picture = await sendPicture(session.access, file);
    } catch (error) {
      tab.remark.set({ code: `picture_${error instanceof NotTaken ? error.why : "refused"}` });
      return;
    }
    tab.remark.set(null);
    board.stopCapturing();
    if (note && board.may(note)) setPicture(board, note, picture.image);
    else {
      const id = put(context, picture, at);
      if (id) made.push(id);
      at = { x: at.x + SIDE + GAP, y: at.y };
    }
    note = undefined;
    board.stopCapturing();
  }
  if (made.length === 0) return;
  tab.tool.set("select");
  tab.select(made);
}

function put(context: Context, { image, width, height }: Picture, at: Point): string | null {
  const { board, tab } = context;
  if (!board.arranges) {
    const middle = clearOf(context, at);
    const id = board.addNote({ pos: { x: middle.x - 100, y: middle.y - 100 }, color: tab.color.get() });
    setPicture(board, id, image);
    return id;
  }
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const size = { w: Math.max(1, Math.round(width * scale)), h: Math.max(1, Math.round(height * scale)) };
  return addMark(board, { figure: "image", image, color: "white", x: at.x - size.w / 2, y: at.y - size.h / 2, ...size });
}

export class Picturing {
  private readonly stage: HTMLElement;

  constructor(private readonly context: () => Context) {
    this.stage = context().view.element;
    document.addEventListener("paste", this.onPaste, true);
    this.stage.addEventListener("dragover", this.onOver);
    this.stage.addEventListener("drop", this.onDrop);
  }

  destroy(): void {
    document.removeEventListener("paste", this.onPaste, true);
    this.stage.removeEventListener("dragover", this.onOver);
    this.stage.removeEventListener("drop", this.onDrop);
  }

  private readonly onPaste = (event: ClipboardEvent): void => {
    const context = this.context();
    const files = pictures(event.clipboardData);
    const isField = event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [role=dialog]");
    // Cells of a spreadsheet come as text and as a picture of them: they are meant as text.
    if (files.length === 0 || isField || !context.canWrite || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    event.stopPropagation();
    const at = context.pointer();
    void addPictures(context, files, at ? { at } : {});
  };

  private readonly onOver = (event: DragEvent): void => {
    if (this.context().canWrite && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };

  private readonly onDrop = (event: DragEvent): void => {
    const context = this.context();
    const files = pictures(event.dataTransfer);
    if (!event.dataTransfer?.types.includes("Files")) return;
    // The browser would leave the board and show the file.
    event.preventDefault();
    if (files.length === 0 || !context.canWrite) return;
    const at = context.view.worldAt(event.clientX, event.clientY);
    const note = noteAt(context.view.world, at.x, at.y)?.id;
    void addPictures(context, files, note ? { at, note } : { at });
  };
}

function pictures(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

/** Files of a board, as the server makes and reads them. */
import { send } from "../api";
import { readFile, type Pieces } from "../../tools/importing";

/** Endings of what a board is exported as, the whole one first. */
export const FORMATS = ["json", "csv", "excalidraw", "canvas", "mm", "opml", "md"] as const;
export type Format = (typeof FORMATS)[number];

/** What a file would bring. */
export interface Told {
  readonly format: string;
  readonly pieces: Pieces;
  /** What of it does not come, in sentences. */
  readonly remarks: readonly string[];
  /** First words of what is in it. */
  readonly says: readonly string[];
}

export async function download(token: string, board: string, format: Format): Promise<Blob> {
  return (await send("GET", `/boards/${board}/export.${format}`, token)).blob();
}

/** The board as a picture, as it would be printed. */
export async function picture(token: string, board: string): Promise<Blob> {
  return (await send("GET", `/boards/${board}/poster.png?paper=A3&dpi=150`, token)).blob();
}

/** Only pages that came by TLS, or from this machine, have a clipboard for pictures. */
export function canCopy(): boolean {
  return typeof ClipboardItem !== "undefined" && typeof navigator.clipboard?.write === "function";
}

/** At once, with what is still drawn: browsers allow it in answer to a press alone. */
export async function copy(drawn: Promise<Blob>): Promise<void> {
  const clipboard = navigator.clipboard.write([new ClipboardItem({ "image/png": drawn })]);
  // What the server says is told rather than what the clipboard makes of it.
  await drawn;
  await clipboard;
}

/** What somebody chose or pasted. */
export interface Source {
  readonly file: Blob;
  /** Empty for what was pasted. */
  readonly name: string;
}

/** The server puts all of a file onto the board itself, with what people may not write in others' names. For staff. */
export async function bringBack(token: string, board: string, { file }: Source): Promise<void> {
  await send("POST", `/boards/${board}/import?format=json`, token, file);
}

/** Reads a file without changing anything. */
export async function look(token: string, board: string, { file, name }: Source): Promise<Told> {
  const query = new URLSearchParams({ pieces: "1", ...(name && { name }) });
  const told = (await (await send("POST", `/boards/${board}/import?${query}`, token, file)).json()) as Omit<Told, "pieces"> & { pieces: unknown };
  const pieces = readFile(told.pieces) ?? { clusters: [], notes: [], links: [], marks: [], all: 0 };
  return { ...told, pieces };
}

/** The document as the server gives it to a fresh stock client: the truth that a story holds the pages to. */
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { boardOf, type Workshop } from "./api";
import type { Server } from "./server";
import { stock } from "./stock";

type Entry = Record<string, unknown>;

export class Reader {
  private readonly doc = new Y.Doc();
  private readonly provider: WebsocketProvider;

  private constructor(server: Server, board: string, token: string) {
    this.provider = stock(server, board, token, this.doc);
  }

  /** Resolves when everything the server has is here; what it takes later follows. */
  static async open(server: Server, board: string, token: string): Promise<Reader> {
    const reader = new Reader(server, board, token);
    await new Promise<void>((done) => reader.provider.once("sync", () => done()));
    return reader;
  }

  /** The same of a group's board, as who facilitates sees it. */
  static of(server: Server, workshop: Workshop, group = "Ambiente"): Promise<Reader> {
    return Reader.open(server, boardOf(workshop.boards, "group", group).id, workshop.facilitator.token);
  }

  close(): void {
    this.provider.destroy();
    this.doc.destroy();
  }

  notes(): Entry[] {
    return Object.values(this.doc.getMap("notes").toJSON() as Record<string, Entry>);
  }

  texts(): string[] {
    return this.notes().map((note) => String(note.text));
  }

  /** Place of a note on the board. */
  place(text: string): unknown {
    return this.notes().find((note) => note.text === text)?.pos;
  }

  note(text: string): Entry | undefined {
    return this.notes().find((note) => note.text === text);
  }

  places(): Map<string, unknown> {
    return new Map(this.notes().map((note) => [String(note.text), note.pos]));
  }

  clusters(): Entry[] {
    return Object.values(this.doc.getMap("clusters").toJSON() as Record<string, Entry>);
  }

  links(): Entry[] {
    return Object.values(this.doc.getMap("links").toJSON() as Record<string, Entry>);
  }

  /** Texts, shapes, strokes and images, the first made first. */
  marks(): Entry[] {
    const all = Object.values(this.doc.getMap("marks").toJSON() as Record<string, Entry>);
    return all.sort((a, b) => Number(a.at) - Number(b.at));
  }

  reactions(): Entry[] {
    return Object.values(this.doc.getMap("reactions").toJSON() as Record<string, Entry>);
  }

  /** As they were written, the first one first. */
  comments(): Entry[] {
    const all = Object.values(this.doc.getMap("comments").toJSON() as Record<string, Entry>);
    return all.sort((a, b) => Number(a.at) - Number(b.at));
  }

  /** Notes that lie on one another. */
  overlaps(): string[] {
    const boxes = this.notes().map(({ text, pos, size }) => ({ text, pos: pos as number[], size: size as number[] }));
    return boxes.flatMap((a, i) =>
      boxes.slice(i + 1).flatMap((b) => {
        const apart = [0, 1].some((axis) => a.pos[axis]! + a.size[axis]! <= b.pos[axis]! || b.pos[axis]! + b.size[axis]! <= a.pos[axis]!);
        return apart ? [] : [`${a.text} / ${b.text}`];
      }),
    );
  }

  /** Everything, in one order, to compare. */
  json(): string {
    return jsonOf(this.doc);
  }
}

/** What updates are together, as `Reader.json` says it. */
export function jsonOfUpdates(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return jsonOf(doc);
}

function jsonOf(doc: Y.Doc): string {
  const roots = ["meta", "notes", "clusters", "links"].map((name) => [name, sorted(doc.getMap(name).toJSON())]);
  return JSON.stringify(Object.fromEntries(roots));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

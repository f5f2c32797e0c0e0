/** A template: what begins a board. The page's own and those a workshop saved have one shape; ids hold within it. */
import type { Board } from "./board";
import { freshId } from "./id";
import { COLORS } from "./schema.gen";
import type { Color, Point, Rect } from "./types";
import { addCluster, putLink, setTags } from "./verbs";

interface Part extends Rect {
  readonly id: string;
  readonly color: Color;
}
export interface TemplateCluster extends Part {
  readonly title: string;
}
export interface TemplateNote extends Part {
  readonly text: string;
  readonly cluster: string | null;
  readonly tags: readonly string[];
}
export interface TemplateLink {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Places are from its top left corner; what stands later lies on top. */
export interface Template {
  readonly clusters: readonly TemplateCluster[];
  readonly notes: readonly TemplateNote[];
  readonly links: readonly TemplateLink[];
}

/** Puts it on the board with its top left corner there: one transaction. Nothing happens where the person makes no clusters. */
export function putTemplate(board: Board, { clusters, notes, links }: Template, at: Point): void {
  if (!board.arranges) return;
  board.edit((roots) => {
    const made = new Map<string, string>();
    for (const { id, x, y, w, h, title, color } of clusters) {
      made.set(id, addCluster(board, { pos: { x: at.x + x, y: at.y + y }, size: { w, h }, title, color }));
    }
    for (const { id, x, y, w, h, text, color, cluster, tags } of notes) {
      const note = board.addNote({ pos: { x: at.x + x, y: at.y + y }, size: { w, h }, text, color, cluster: (cluster && made.get(cluster)) ?? null });
      setTags(board, note, tags);
      made.set(id, note);
    }
    for (const { from, to, label } of links) {
      const [start, end] = [made.get(from), made.get(to)];
      if (start && end) putLink(roots, freshId(), start, end, label);
    }
  });
}

/** In the server's shape. */
export function written({ clusters, notes, links }: Template): unknown {
  const part = ({ id, x, y, w, h, color }: Part): object => ({ id, pos: [x, y], size: [w, h], color });
  return {
    clusters: clusters.map((one) => ({ ...part(one), title: one.title })),
    notes: notes.map((one) => ({ ...part(one), text: one.text, ...(one.cluster ? { cluster: one.cluster } : {}), tags: one.tags })),
    links,
  };
}

/** What the server keeps, as far as it is a template. */
export function readTemplate(content: unknown): Template {
  const all = entries(content, "clusters").flatMap((one) => read(one) ?? []);
  const notes = entries(content, "notes").flatMap((one) => read(one) ?? []);
  return {
    clusters: all.map(({ part, entry }) => ({ ...part, title: words(entry["title"]) })),
    notes: notes.map(({ part, entry }) => ({
      ...part,
      text: words(entry["text"]),
      cluster: words(entry["cluster"]) || null,
      tags: Array.isArray(entry["tags"]) ? entry["tags"].filter((tag) => typeof tag === "string") : [],
    })),
    links: entries(content, "links").map((one) => ({ from: words(one["from"]), to: words(one["to"]), label: words(one["label"]) })),
  };
}

type Plain = Readonly<Record<string, unknown>>;

function entries(content: unknown, name: string): readonly Plain[] {
  const list = (content as Plain | null | undefined)?.[name];
  return Array.isArray(list) ? list.filter((one): one is Plain => typeof one === "object" && one !== null) : [];
}

function read(entry: Plain): { readonly part: Part; readonly entry: Plain } | null {
  const [id, color] = [words(entry["id"]), words(entry["color"])];
  const [pos, size] = [pair(entry["pos"]), pair(entry["size"])];
  if (!id || !pos || !size) return null;
  const isColor = (COLORS as readonly string[]).includes(color) || /^#[0-9a-f]{6}$/.test(color);
  return { part: { id, x: pos[0], y: pos[1], w: size[0], h: size[1], color: isColor ? color : "white" }, entry };
}

function pair(value: unknown): readonly [number, number] | null {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) ? (value as unknown as [number, number]) : null;
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * Paints one frame of the stage: clusters, links, notes, labels, and what is selected. Draws everything in view anew;
 * text is drawn directly, without bitmaps of notes. Seen from far, notes are squares with grey bars, batched by colour.
 *
 * A frame has to be over before the next is due. Where those of a gesture are not, small notes show bars until it ends,
 * larger ones too the longer a frame takes, and squares go without their bars.
 */
import type { Cluster, Person, Point, Rect } from "../doc/types";
import type { Camera, Theme } from "../state/tab";
import { touches } from "./geometry";
import { LABEL_SIZE } from "./label";
import { mix, type Look } from "./look";
import {
  barsPath, font, headPath, linePath, paintCluster, paintCount, paintFarTitle, paintLabel, paintPaper, paintStack, paintText, paintTitle,
} from "./paint";
import type { paintCredit, paintPills } from "./paintpills";
import { pageOf } from "./page";
import { counted, PILL_SIZE } from "./pills";
import type { Route } from "./route";
import type { NoteItem, World } from "./world";

/** Below this zoom notes are squares. */
export const FAR = 0.16;
/** Text smaller than this on screen cannot be read: bars. */
const READABLE = 3.2;
/** What a frame may take, the browser's part of it included: the rest of sixteen is for whatever else there is. */
const BUDGET_MS = 10;
/** Frames of a gesture that are looked at together: one slow one alone is an accident. */
const FRAMES = 4;
/** Notes smaller than this on screen show bars when frames take twice the budget. */
const SMALL_NOTE = 90;
const SMALL_MOST = 240;
/** More outlines than this are a tint: stroking them costs more than painting all notes. */
const MANY = 300;
/** Below this zoom titles of clusters are drawn at the size of the screen. */
const FAR_TITLES = 0.4;

/** A stroke while it is drawn: the corners of its outline. */
export interface Sketch {
  /** Reckoned when it is drawn. */
  readonly outline: () => readonly Point[];
  readonly color: string;
  readonly highlight: boolean;
}

/** What lies over the board in this tab only. */
export interface Overlay {
  readonly selection: ReadonlySet<string>;
  /** Its text is in the editor, not here. */
  readonly editing: string | null;
  readonly marquee: Rect | null;
  /** A cluster that is being drawn. */
  readonly area: Rect | null;
  /** A link that is being drawn. */
  readonly arrow: Route | null;
  /** What a link would join, or a note would go into. */
  readonly target: string | null;
  readonly hover: string | null;
  /** Lines along which what is dragged is in line with others. */
  readonly guides: readonly Rect[];
  readonly stroke: Sketch | null;
  /** A free line drawn around things. */
  readonly lasso: readonly Point[] | null;
  /** Copies that hang on the pointer, beside the things themselves. */
  readonly copies: Copies | null;
  /** Whose selections are shown in their colours. */
  readonly others: readonly Person[];
  /** A pan, zoom or drag is under way. */
  readonly moving: boolean;
  /** Shown in clusters without title. */
  readonly untitled: string;
  /** Names of who wrote, if they are shown. */
  readonly authors: ReadonlyMap<string, string> | null;
  readonly theme: Theme;
}

/** Paper that is seen around a picture. */
const PICTURE_EDGE = 8;
/** These, drawn once more so far away. */
export interface Copies {
  readonly ids: ReadonlySet<string>;
  readonly dx: number;
  readonly dy: number;
}

/** Paints the sign on what is locked. */
export type Padlock = (ctx: CanvasRenderingContext2D, rect: Rect, look: Look, zoom: number) => void;

/** The small signs on what is there: that it is locked, what people think of it, who wrote it. */
export interface Badges {
  readonly padlock: Padlock;
  readonly pills: typeof paintPills;
  readonly credit: typeof paintCredit;
}

export class Painter {
  /** Null until they have come. */
  badges: Badges | null = null;
  private readonly visible: NoteItem[] = [];
  private readonly batches = new Map<string, NoteItem[]>();
  private readonly costs: number[] = [];
  /** Notes smaller than this on screen show bars. */
  private small = 0;
  /** Notes the last frame drew, or nearly. */
  drawn = 0;
  /** What is said about things, over everything else; null until it has come. */
  speech: ((ctx: CanvasRenderingContext2D, view: Rect, zoom: number) => void) | null = null;

  /** What is just being drawn, pulled or copied; null until it has come. */
  gestures: ((painter: Painter, view: Rect, zoom: number, look: Look, over: Overlay) => void) | null = null;

  constructor(
    readonly ctx: CanvasRenderingContext2D,
    readonly world: World,
  ) {}

  paint(camera: Camera, width: number, height: number, ratio: number, look: Look, over: Overlay): void {
    const { ctx } = this;
    if (!over.moving) [this.costs.length, this.small] = [0, 0];
    const { zoom } = camera;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = look.board;
    ctx.fillRect(0, 0, width * ratio, height * ratio);
    ctx.setTransform(zoom * ratio, 0, 0, zoom * ratio, -camera.x * zoom * ratio, -camera.y * zoom * ratio);
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    const view: Rect = { x: camera.x, y: camera.y, w: width / zoom, h: height / zoom };
    this.clusters(view, zoom, look, over);
    this.world.drawings?.paint(ctx, view, zoom, look, over, false);
    this.links(view, zoom, look, over);
    this.notes(view, zoom, look, over);
    this.world.drawings?.paint(ctx, view, zoom, look, over, true);
    this.labels(view, zoom, look, over);
    this.overlay(view, zoom, look, over);
    this.gestures?.(this, view, zoom, look, over);
    this.speech?.(ctx, view, zoom);
  }

  /** What a frame of a gesture took, from its beginning until the browser had made a picture of it. */
  took(ms: number): void {
    this.costs.push(ms);
    if (this.costs.length > FRAMES) this.costs.shift();
    if (this.costs.length < FRAMES) return;
    const mean = this.costs.reduce((sum, one) => sum + one, 0) / FRAMES;
    if (mean <= BUDGET_MS) return;
    // Never back before the gesture ends: switching to and fro would flicker.
    this.small = Math.max(this.small, Math.min(SMALL_MOST, (SMALL_NOTE * mean) / (2 * BUDGET_MS)));
  }

  /** Frames take longer than there is time for, and pictures are coarse until the gesture ends. */
  get isStrained(): boolean {
    return this.small > 0;
  }

  private clusters(view: Rect, zoom: number, look: Look, over: Overlay): void {
    for (const cluster of this.world.clusters()) this.cluster(cluster, view, zoom, look, over);
  }

  cluster(cluster: Cluster, view: Rect, zoom: number, look: Look, over: Overlay): void {
    const { ctx, world } = this;
    const rect = world.rectOf(cluster.id) ?? cluster;
    if (!touches(rect, view)) return;
    if (cluster.collapsed) paintStack(ctx, rect, look.paper(cluster.color), zoom);
    paintCluster(ctx, rect, look.paper(cluster.color), zoom);
    if (cluster.locked) this.badges?.padlock(ctx, rect, look, zoom);
    if (zoom < FAR_TITLES || over.editing === cluster.id) return;
    if (cluster.title) paintTitle(ctx, rect, cluster.title, look.ink);
    else paintTitle(ctx, rect, over.untitled, look.softInk);
    if (cluster.collapsed) this.badges?.pills(ctx, rect, counted(world.count(cluster.id)));
    else paintCount(ctx, rect, world.count(cluster.id), look.softInk);
  }

  private links(view: Rect, zoom: number, look: Look, over: Overlay): void {
    const { ctx, world } = this;
    const thin = Math.max(2, 1.1 / zoom);
    const larger = Math.max(1, 0.5 / zoom);
    ctx.strokeStyle = ctx.fillStyle = look.line;
    ctx.lineWidth = thin;
    ctx.lineCap = "round";
    const shown: Route[] = [];
    const chosen: Route[] = [];
    for (const item of world.links.values()) {
      const way = world.routeOf(item);
      if (!way || !inSight(way, view)) continue;
      (over.selection.has(item.id) || over.hover === item.id ? chosen : shown).push(way);
    }
    this.arrows(shown, larger);
    if (chosen.length > 0) {
      ctx.strokeStyle = ctx.fillStyle = look.accent;
      ctx.lineWidth = thin * 1.5;
      this.arrows(chosen, larger * 1.2);
    }
  }

  arrows(ways: readonly Route[], larger: number): void {
    const { ctx } = this;
    if (ways.length === 0) return;
    ctx.beginPath();
    for (const way of ways) linePath(ctx, way);
    ctx.stroke();
    ctx.beginPath();
    for (const way of ways) headPath(ctx, way, larger);
    ctx.fill();
  }

  private notes(view: Rect, zoom: number, look: Look, over: Overlay): void {
    const { world } = this;
    const visible = world.notesNear(view, this.visible);
    this.drawn = visible.length + world.floats.length;
    if (zoom < FAR) {
      this.squares(visible, view, zoom, look);
      if (world.isFloating) this.squares(world.floats, view, zoom, look);
      return;
    }
    for (const item of visible) this.note(item, view, zoom, look, over);
    for (const item of world.floats) this.note(item, view, zoom, look, over);
  }

  note(item: NoteItem, view: Rect, zoom: number, look: Look, over: Overlay): void {
    const { ctx, world } = this;
    const rect = world.isFloating || world.shapeOf(item.id) ? world.rectOf(item.id)! : item.note;
    if (!touches(rect, view)) return;
    const paper = look.paper(item.note.color);
    const small = Math.min(rect.w, rect.h) * zoom < this.small;
    paintPaper(ctx, rect, look, paper, zoom > 0.3 && !small);
    const { image } = item.note;
    const page = pageOf(rect, item.note);
    if (image) {
      const edge = PICTURE_EDGE;
      world.drawings?.picture(ctx, image, { x: rect.x + edge, y: rect.y + edge, w: rect.w - 2 * edge, h: page.y - rect.y - edge }, look);
    }
    if (over.editing !== item.id) this.text(item, page, zoom, paper.ink, small, look);
    if (item.note.locked && !small) this.badges?.padlock(ctx, rect, look, zoom);
    if (small || PILL_SIZE * zoom < READABLE + 1) return;
    const pills = world.pills(item);
    if (pills.length > 0) this.badges?.pills(ctx, rect, pills);
    const author = over.authors?.get(item.note.author ?? "");
    if (author) this.badges?.credit(ctx, rect, author, pills, mix(paper.ink, paper.face, 0.25));
  }

  private text(item: NoteItem, rect: Rect, zoom: number, ink: string, small: boolean, look: Look): void {
    const { ctx, world } = this;
    const fit = world.shapeOf(item.id) ? world.fitIn(item, rect) : world.fit(item);
    if (fit.lines.length === 0) return;
    if (small || fit.size * zoom < READABLE) {
      ctx.beginPath();
      barsPath(ctx, rect, fit);
      ctx.fillStyle = look.bars;
      ctx.fill();
    } else {
      paintText(ctx, rect, item.note, fit, ink);
    }
  }

  /** Seen from far: one path for each colour, one for all bars. Colours lie over one another only where notes do. */
  squares(items: readonly NoteItem[], view: Rect, zoom: number, look: Look): void {
    const { ctx, world, batches } = this;
    for (const batch of batches.values()) batch.length = 0;
    for (const item of items) {
      const batch = batches.get(item.note.color);
      if (batch) batch.push(item);
      else batches.set(item.note.color, [item]);
    }
    for (const [color, batch] of batches) {
      if (batch.length === 0) continue;
      ctx.beginPath();
      for (const { id, note } of batch) {
        const offset = world.offsetOf(id);
        const x = note.x + (offset?.dx ?? 0);
        const y = note.y + (offset?.dy ?? 0);
        if (x < view.x + view.w && y < view.y + view.h && x + note.w > view.x && y + note.h > view.y) {
          ctx.rect(x, y, note.w, note.h);
        }
      }
      ctx.fillStyle = look.paper(color).face;
      ctx.fill();
    }
    if (zoom < FAR / 2 || this.isStrained) return;
    ctx.beginPath();
    for (const item of items) {
      const rect = world.isFloating ? world.rectOf(item.id)! : item.note;
      if (item.note.text && touches(rect, view)) barsPath(ctx, pageOf(rect, item.note), world.fit(item));
    }
    ctx.fillStyle = look.bars;
    ctx.fill();
  }

  private labels(view: Rect, zoom: number, look: Look, over: Overlay): void {
    const { ctx, world } = this;
    const settle = world.labelling;
    if (settle && LABEL_SIZE * zoom >= READABLE + 1.5 && !(this.small > 0 && zoom < 0.5)) {
      const measure = (line: string): number => {
        ctx.font = font(LABEL_SIZE);
        return ctx.measureText(line).width;
      };
      for (const item of world.links.values()) {
        if (!item.link.label || over.editing === item.id) continue;
        const way = world.routeOf(item);
        if (!way || !inSight(way, view)) continue;
        if (way !== item.route && way !== item.bow) {
          const moved = settle(item.link.label, way, world, measure);
          if (moved) paintLabel(ctx, moved, look);
          continue;
        }
        if (item.label === undefined) item.label = settle(item.link.label, way, world, measure);
        if (item.label) paintLabel(ctx, item.label, look);
      }
    }
    if (zoom >= FAR_TITLES) return;
    for (const cluster of world.clusters()) {
      const rect = world.rectOf(cluster.id) ?? cluster;
      if (cluster.title && touches(rect, view)) paintFarTitle(ctx, cluster, rect, look, zoom);
    }
  }

  private overlay(view: Rect, zoom: number, look: Look, over: Overlay): void {
    const { ctx } = this;
    for (const { self, selection, color, drag } of over.others) {
      if (self || !selection) continue;
      if ("ids" in selection) this.outline(selection.ids, view, zoom, look, color, null, 0.9);
      else {
        ctx.strokeStyle = color;
        ctx.lineWidth = 1.5 / zoom;
        ctx.setLineDash([6 / zoom, 4 / zoom]);
        // So many things are not shown moving; where they go is.
        ctx.strokeRect(selection.box.x + (drag?.x ?? 0), selection.box.y + (drag?.y ?? 0), selection.box.w, selection.box.h);
        ctx.setLineDash([]);
      }
    }
    this.marked(over, view, zoom, look);
  }

  /** What is chosen or aimed at. */
  private marked(over: Overlay, view: Rect, zoom: number, look: Look): void {
    if (over.hover && !over.selection.has(over.hover)) this.outline([over.hover], view, zoom, look, look.accent, null, 0.55);
    this.outline(over.selection, view, zoom, look, look.accent, look.halo, 1);
    if (over.target) this.outline([over.target], view, zoom, look, look.accent, look.halo, 1.6);
  }

  private outline(ids: Iterable<string>, view: Rect, zoom: number, look: Look, color: string, halo: string | null, weight: number): void {
    const { ctx, world } = this;
    const wide = (2 * weight) / zoom;
    ctx.beginPath();
    let count = 0;
    for (const id of ids) {
      const rect = world.rectOf(id);
      if (!rect || !touches(rect, view)) continue;
      ctx.rect(rect.x - wide / 2, rect.y - wide / 2, rect.w + wide, rect.h + wide);
      count++;
    }
    if (count === 0) return;
    if (count > MANY) {
      ctx.globalAlpha = 0.3;
      ctx.fillStyle = color;
      ctx.fill();
      ctx.globalAlpha = 1;
      return;
    }
    if (halo) {
      ctx.strokeStyle = halo;
      ctx.lineWidth = wide * 2.2;
      ctx.stroke();
    }
    ctx.strokeStyle = color;
    ctx.lineWidth = wide;
    ctx.stroke();
    this.signs(ids, view, zoom, look);
  }

  /** The signs lie on the edge that was just marked. */
  private signs(ids: Iterable<string>, view: Rect, zoom: number, look: Look): void {
    const { ctx, world } = this;
    if (PILL_SIZE * zoom < READABLE + 1) return;
    for (const id of ids) {
      const item = world.notes.get(id);
      const rect = item && world.rectOf(id);
      if (!rect || !touches(rect, view)) continue;
      if (item.note.locked) this.badges?.padlock(ctx, rect, look, zoom);
      const pills = world.pills(item);
      if (pills.length > 0) this.badges?.pills(ctx, rect, pills);
    }
  }
}

function inSight(way: Route, view: Rect): boolean {
  const bend = way.bend ?? { x: way.x1, y: way.y1 };
  return (
    Math.min(way.x1, way.x2, bend.x) < view.x + view.w &&
    Math.max(way.x1, way.x2, bend.x) > view.x &&
    Math.min(way.y1, way.y2, bend.y) < view.y + view.h &&
    Math.max(way.y1, way.y2, bend.y) > view.y
  );
}


/**
 * What is drawn or put beside the notes, on the stage: painted in two layers (shapes and images under links and notes,
 * strokes and texts over them) and found under the pointer. Comes once the board is painted.
 */
import type { Board } from "../doc/board";
import type { Mark, Rect } from "../doc/types";
import { contains, touches } from "./geometry";
import type { Look } from "./look";
import { padlock } from "./padlock";
import { nearOutline, paintMark, paintSketch, placedEnds, type Placed } from "./paintmarks";
import { paintPicture } from "./paintpicture";
import type { Overlay } from "./painter";
import { Pictures, type Bring } from "./pictures";
import { distance } from "./route";
import { compare, type World } from "./world";

/** Screen pixels around a thin thing that count as it. */
const REACH = 8;

export class Drawings {
  private under: readonly Mark[] = [];
  private over: readonly Mark[] = [];
  private stale = true;
  private readonly placed = new Map<string, Placed>();
  private readonly pictures: Pictures;
  /** About to be erased. */
  fading: ReadonlySet<string> = new Set();

  constructor(
    private readonly board: Board,
    private readonly world: World,
    bring: Bring,
    changed: () => void,
  ) {
    this.pictures = new Pictures(bring, changed);
  }

  close(): void {
    this.pictures.close();
  }

  update(ids: ReadonlySet<string>): void {
    if (ids.size === 0) return;
    this.stale = true;
    for (const id of ids) this.placed.delete(id);
  }

  /** A layer, or these of it. */
  paint(ctx: CanvasRenderingContext2D, view: Rect, zoom: number, look: Look, overlay: Overlay, isOver: boolean, only?: ReadonlySet<string>): void {
    for (const mark of this.layer(isOver)) {
      if (only?.has(mark.id) === false) continue;
      const rect = this.world.rectOf(mark.id) ?? mark;
      // A straight stroke has hardly a height.
      if (!touches({ x: rect.x - 2, y: rect.y - 2, w: rect.w + 4, h: rect.h + 4 }, view) || this.world.isHidden(mark.id)) continue;
      ctx.globalAlpha = this.fading.has(mark.id) ? 0.25 : 1;
      if (mark.figure === "image") paintPicture(ctx, rect, this.pictures.get(mark.image!), look);
      else paintMark(ctx, mark, rect, zoom, look, overlay.theme, this.placedOf(mark), overlay.editing !== mark.id);
      if (mark.locked) padlock(ctx, rect, look, zoom);
    }
    ctx.globalAlpha = 1;
    if (isOver && !only && overlay.stroke) paintSketch(ctx, overlay.stroke, overlay.theme);
  }

  /** The picture of a note. */
  picture(ctx: CanvasRenderingContext2D, image: string, rect: Rect, look: Look): void {
    paintPicture(ctx, rect, this.pictures.get(image), look);
  }

  /** The topmost thing of a layer under a point. */
  at(x: number, y: number, zoom: number, isOver: boolean): string | null {
    const layer = this.layer(isOver);
    for (let i = layer.length - 1; i >= 0; i--) {
      const mark = layer[i]!;
      if (!this.world.isHidden(mark.id) && this.touched(mark, x, y, zoom)) return mark.id;
    }
    return null;
  }

  /** Does a pointer of some width touch what is drawn? */
  touched(mark: Mark, x: number, y: number, zoom: number): boolean {
    const reach = REACH / zoom;
    if (!contains({ x: mark.x - reach, y: mark.y - reach, w: mark.w + 2 * reach, h: mark.h + 2 * reach }, x, y)) return false;
    if (mark.figure === "stroke") return nearOutline(mark, x, y, reach / 2);
    if (mark.figure === "shape" && (mark.form === "line" || mark.form === "arrow")) {
      const { from, to } = placedEnds(mark, mark);
      return distance({ x1: from.x, y1: from.y, x2: to.x, y2: to.y }, x, y) < reach;
    }
    return contains(mark, x, y);
  }

  private placedOf(mark: Mark): Placed {
    let placed = this.placed.get(mark.id);
    if (!placed) this.placed.set(mark.id, (placed = {}));
    return placed;
  }

  private layer(isOver: boolean): readonly Mark[] {
    if (this.stale) {
      this.stale = false;
      const sorted = [...this.board.marks.values()].sort(compare);
      this.over = sorted.filter(isAbove);
      this.under = sorted.filter((mark) => !isAbove(mark));
    }
    return isOver ? this.over : this.under;
  }
}

const isAbove = ({ figure }: Mark): boolean => figure === "stroke" || figure === "text";

/**
 * The stage's picture: one canvas, the layers of real elements over it, and the loop that paints a frame when something
 * is dirty. Knows the board and the tab, follows both, and writes neither the document nor the person's intentions.
 */
import type { BoardSession } from "../doc/session";
import type { Person, Point, Rect, Size } from "../doc/types";
import type { Camera, Tab } from "../state/tab";
import { centered, fitted, inView, rectToScreen, toWorld } from "./camera";
import type { Company } from "./company";
import { Field } from "./field";
import { around, holds } from "./geometry";
import type { Handles } from "./handles";
import { lookOf } from "./look";
import { pageOf } from "./page";
import { Painter, type Copies, type Overlay, type Sketch } from "./painter";
import { at, type Route } from "./route";
import { FONT_FAMILY } from "./text";
import { World, type Offset } from "./world";

const GLIDE_MS = 180;

/** What the tools show over the board; they set it and call `invalidate`. */
export interface Hints {
  marquee: Rect | null;
  area: Rect | null;
  arrow: Route | null;
  target: string | null;
  hover: string | null;
  /** Lines along which what is dragged is in line with others. */
  guides: readonly Rect[];
  /** A stroke that is being drawn. */
  stroke: Sketch | null;
  /** A free line drawn around things. */
  lasso: readonly Point[] | null;
  copies: Copies | null;
}

export interface ViewLabels {
  readonly stage: string;
  readonly untitled: string;
  readonly linkHandle: string;
}

export class View {
  readonly element: HTMLElement;
  readonly world: World;
  readonly field: Field;
  readonly painter: Painter;
  readonly hints: Hints = { marquee: null, area: null, arrow: null, target: null, hover: null, guides: [], stroke: null, lasso: null, copies: null };
  size: Size = { w: 0, h: 0 };
  /** Own drag: these lie elsewhere by so much. */
  private dragged: { readonly ids: ReadonlySet<string>; readonly offset: { dx: number; dy: number } } | null = null;
  private people: readonly Person[] = [];
  /** What is on its way to where it was put. */
  private gliding: ReadonlyMap<string, Offset> | null = null;
  /** Notes whose new place has been written while their person's drag is still announced. */
  private readonly landed = new Set<string>();
  private readonly canvas: HTMLCanvasElement;
  /** Null until they have come. */
  handles: Handles | null = null;
  private company: Company | null = null;
  private readonly stops: (() => void)[] = [];
  private readonly frameWatchers = new Set<() => void>();
  private frame = 0;
  private glide: { readonly from: Camera; readonly to: Camera; readonly start: number } | null = null;
  private ratio = 1;
  private marked = false;
  /** Answers in a task after the frame: only then is it known how long the browser took to make a picture of it. */
  private readonly after = new MessageChannel();
  private words: { readonly untitled: string; readonly linkHandle: string };
  private readonly reduced = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(
    root: HTMLElement,
    readonly session: BoardSession,
    readonly tab: Tab,
    private readonly labels: ViewLabels,
  ) {
    const { board } = session;
    this.world = new World(board);
    this.element = document.createElement("div");
    this.element.className = "board-stage";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "application");
    this.element.setAttribute("aria-label", labels.stage);
    this.element.setAttribute("aria-busy", "true");
    this.words = { untitled: labels.untitled, linkHandle: labels.linkHandle };
    this.ring();
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.element.append(this.canvas);
    root.append(this.element);
    this.painter = new Painter(this.canvas.getContext("2d", { alpha: false })!, this.world);
    this.field = new Field(this.element);
    const resized = new ResizeObserver(() => this.resize());
    resized.observe(this.element);
    this.resize();
    this.stops.push(
      () => resized.disconnect(),
      board.subscribe((change) => {
        if (change.origin === "remote") for (const id of [...change.notes, ...change.clusters, ...change.marks]) this.landed.add(id);
        this.world.update(change);
        this.floats();
        this.invalidate();
      }),
      tab.subscribe(() => this.invalidate()),
      session.onPeople((people) => this.meet(people)),
      tab.calm.subscribe(() => this.meet(session.people())),
    );
    this.meet(session.people());
    this.after.port1.onmessage = (event: MessageEvent<number>) => this.painter.took(performance.now() - event.data);
    this.stops.push(() => this.after.port1.close());
    // Until the face is here a stand-in is drawn, and for good when the server is away just now; breaks come from a table and do not change.
    const redraw = (): void => this.invalidate();
    for (const face of [`16px ${FONT_FAMILY}`, `600 16px ${FONT_FAMILY}`]) void document.fonts?.load(face).then(redraw, redraw);
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    for (const stop of this.stops) stop();
    this.frameWatchers.clear();
    this.element.remove();
  }

  /** All that a board can do is here now; from now on the others are shown. */
  accompany(company: Company): void {
    this.element.removeAttribute("aria-busy");
    this.company = company;
    this.meet(this.session.people());
  }

  onFrame(watch: () => void): () => void {
    this.frameWatchers.add(watch);
    return () => this.frameWatchers.delete(watch);
  }

  /** Says the labels as they are now. */
  relabel(): void {
    const { stage, untitled, linkHandle } = this.labels;
    this.words = { untitled, linkHandle };
    this.element.setAttribute("aria-label", stage);
    this.invalidate();
  }

  invalidate(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.paint(now));
  }

  /** Motion is not wanted. */
  get isStill(): boolean {
    return this.reduced.matches || this.tab.calm.get();
  }

  get camera(): Camera {
    return this.tab.camera.get();
  }

  /** Where a glide ends; the camera when there is none. A second step begins there, however soon it comes. */
  get goal(): Camera {
    return this.glide?.to ?? this.camera;
  }

  /** Looks elsewhere at once, ending any glide. */
  look(camera: Camera): void {
    this.glide = null;
    this.tab.camera.set(camera);
  }

  /** Glides there; at once where motion is not wanted. */
  glideTo(camera: Camera): void {
    if (this.isStill) return this.look(camera);
    this.glide = { from: this.camera, to: camera, start: performance.now() };
    this.invalidate();
  }

  viewport(): Rect {
    return inView(this.camera, this.size);
  }

  /** World point under a point of the window. */
  worldAt(clientX: number, clientY: number): Point {
    const at = this.local(clientX, clientY);
    return toWorld(this.camera, at.x, at.y);
  }

  /** Point of the stage under a point of the window. */
  local(clientX: number, clientY: number): Point {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  fitAll(glide = true): void {
    const bounds = this.world.bounds();
    const camera = bounds ? fitted(bounds, this.size) : centered({ x: 0, y: 0 }, this.size, 1);
    if (glide) this.glideTo(camera);
    else this.look(camera);
  }

  /** Shows these as large as they fit, enlarged at most so much. */
  fit(ids: readonly string[], most = 1): void {
    const rect = around(ids.flatMap((id) => this.world.rectOf(id) ?? []));
    if (rect) this.glideTo(fitted(rect, this.size, most));
  }

  /** Brings a thing into view, if it is not; nearer, if it is too small to read. */
  show(id: string): void {
    const link = this.world.links.get(id);
    const rect = link ? around([link.link.from, link.link.to].flatMap((end) => this.world.rectOf(end) ?? [])) : this.world.rectOf(id);
    if (!rect) return;
    const { zoom } = this.camera;
    if (holds(this.viewport(), rect) && zoom >= 0.3) return;
    const fit = fitted(rect, this.size);
    this.glideTo(centered({ x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 }, this.size, Math.min(fit.zoom, Math.max(zoom, 0.6))));
  }

  drag(ids: ReadonlySet<string> | null, dx = 0, dy = 0): void {
    if (ids && this.dragged?.ids === ids) {
      // The offset is shared by all that is dragged: five thousand notes move by two numbers.
      this.dragged.offset.dx = dx;
      this.dragged.offset.dy = dy;
    } else {
      this.dragged = ids && { ids, offset: { dx, dy } };
      this.floats();
    }
    this.invalidate();
  }

  /** These are seen so far from where they stand; null: all are where they stand. */
  glideThings(offsets: ReadonlyMap<string, Offset> | null): void {
    this.gliding = offsets;
    this.floats();
    this.invalidate();
  }

  /** Box of the selection on the stage, screen pixels. */
  selectionBox(): Rect | null {
    const rects = [...this.tab.selection.get()].flatMap((id) => this.boxOf(id) ?? []);
    const box = around(rects);
    return box && rectToScreen(this.camera, box);
  }

  private boxOf(id: string): Rect | null {
    const item = this.world.links.get(id);
    if (!item) return this.world.rectOf(id);
    if (item.label) return item.label;
    const way = this.world.routeOf(item);
    return way && { ...at(way, 0.5), w: 0, h: 0 };
  }

  /** Focus is shown around the whole stage only when Tab brought it: after a click or Escape it is where one looks. */
  private ring(): void {
    let tabbed = false;
    const onKey = (event: KeyboardEvent): void => {
      tabbed = event.key === "Tab";
    };
    const onFocus = (): void => void this.element.classList.toggle("reached", tabbed);
    const onLeave = (): void => this.element.classList.remove("reached");
    document.addEventListener("keydown", onKey, true);
    this.element.addEventListener("focus", onFocus);
    this.element.addEventListener("blur", onLeave);
    this.element.addEventListener("pointerdown", () => {
      tabbed = false;
      onLeave();
    });
    this.stops.push(() => document.removeEventListener("keydown", onKey, true));
  }

  private meet(people: readonly Person[]): void {
    // In calm mode others' selections and drags are not shown: what they did is, once it is done.
    this.people = this.tab.calm.get() ? [] : people;
    this.company?.people(people);
    this.floats();
    this.invalidate();
  }

  /** What others drag lies where they hold it; once its new place is written, there. */
  private floats(): void {
    const offsets = new Map<string, Offset>();
    const dragging = new Set<string>();
    for (const person of this.people) {
      const { drag, selection } = person;
      if (person.self || !drag || !selection || !("ids" in selection)) continue;
      for (const id of this.session.board.carried(selection.ids, (id) => !this.session.board.held(id))) {
        dragging.add(id);
        if (!this.landed.has(id)) offsets.set(id, { dx: drag.x, dy: drag.y });
      }
    }
    for (const id of this.landed) if (!dragging.has(id)) this.landed.delete(id);
    for (const [id, offset] of this.gliding ?? []) offsets.set(id, offset);
    if (this.dragged) for (const id of this.dragged.ids) offsets.set(id, this.dragged.offset);
    if (offsets.size > 0 || this.world.isFloating) this.world.float(offsets);
  }

  private resize(): void {
    const { clientWidth: w, clientHeight: h } = this.element;
    const ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    if (w === this.size.w && h === this.size.h && ratio === this.ratio) return;
    this.size = { w, h };
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(w * ratio));
    this.canvas.height = Math.max(1, Math.round(h * ratio));
    // Setting the size empties the canvas: paint in this frame, not in the next.
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.paint(performance.now());
  }

  private paint(now: number): void {
    this.frame = 0;
    // A window moved to another screen changes its ratio without changing its size.
    if ((globalThis.devicePixelRatio || 1) !== this.ratio && this.ratio < 3) {
      this.size = { w: 0, h: 0 };
      return this.resize();
    }
    this.stepGlide(now);
    const { camera, tab } = this;
    const look = lookOf(tab.theme.get());
    const editing = tab.editing.get();
    const selection = tab.selection.get();
    const over: Overlay = {
      ...this.hints,
      selection,
      editing,
      others: this.people,
      moving: tab.busy.get() || this.glide !== null,
      untitled: this.words.untitled,
      authors: tab.authors.get(),
      theme: tab.theme.get(),
    };
    const began = performance.now();
    this.painter.paint(camera, this.size.w, this.size.h, this.ratio, look, over);
    if (over.moving) this.after.port2.postMessage(began);
    if (!this.marked && this.painter.drawn > 0) {
      this.marked = true;
      // For whoever measures how long opening takes: the developer tools, the benchmarks, a facilitator's browser.
      performance.mark("board-painted");
    }
    const only = selection.size === 1 && !editing && !tab.busy.get() && !this.session.status.readOnly ? [...selection][0]! : null;
    // A collapsed cluster has no size of its own to pull.
    const hold = only && this.session.board.moves(only) && !this.session.board.clusters.get(only)?.collapsed;
    this.handles?.place(camera, hold ? this.world.rectOf(only) : null, this.words.linkHandle, only !== null && this.session.board.end(only) !== undefined);
    this.placeField(editing);
    if (this.company?.place(camera) || this.glide) this.invalidate();
    for (const watch of [...this.frameWatchers]) watch();
  }

  private placeField(editing: string | null): void {
    if (!editing || !this.field.isOpen) return;
    const item = this.session.board.item(editing);
    const rect = this.boxOf(editing);
    if (!item || !rect) return;
    const at = item.kind === "note" ? pageOf(rect, { image: item.image, text: this.field.value }) : rect;
    this.field.place(this.camera, at, lookOf(this.tab.theme.get()), item.kind === "note" ? item.color : "");
  }

  private stepGlide(now: number): void {
    if (!this.glide) return;
    const { from, to, start } = this.glide;
    const t = Math.min(1, Math.max(0, (now - start) / GLIDE_MS));
    const eased = 1 - (1 - t) ** 3;
    if (t >= 1) {
      this.glide = null;
      this.tab.camera.set(to);
      return;
    }
    const zoom = from.zoom * (to.zoom / from.zoom) ** eased;
    // The middle of the view goes straight from one to the other.
    const middle = (camera: Camera): Point => toWorld(camera, this.size.w / 2, this.size.h / 2);
    const [a, b] = [middle(from), middle(to)];
    this.tab.camera.set(centered({ x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased }, this.size, zoom));
  }
}

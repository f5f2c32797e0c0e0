/** A picture that is moved and enlarged: by mouse, fingers, keys and buttons. Nothing glides, so nobody has to ask for calm. */
import { isWhole, moved, whole, zoomed, type Camera, type Pair } from "./camera";

/** How far an arrow key moves, and how much closer one step of a key or button comes. */
const STEP_PX = 80;
const STEP = 1.4;
/** Of a wheel: how many of its pixels are twice as close. */
const WHEEL_PX = 400;

export class Viewer {
  private camera: Camera;
  private readonly picture: Pair;
  /** Before the frame changed its size, that is. */
  private isWhole = true;
  private readonly pointers = new Map<number, Pair>();

  constructor(
    private readonly canvas: HTMLElement,
    private readonly frame: HTMLElement,
    private readonly image: HTMLImageElement,
    tools: HTMLElement,
  ) {
    this.picture = [image.width || 1, image.height || 1];
    // Without us it is a link to the picture.
    frame.replaceChildren(image);
    frame.classList.add("moves");
    frame.style.aspectRatio = `${this.picture[0]} / ${this.picture[1]}`;
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", frame.dataset["label"] ?? "");
    frame.setAttribute("aria-describedby", frame.dataset["hint"] ?? "");
    image.draggable = false;
    this.camera = whole(this.size, this.picture);
    this.listen(tools);
    tools.hidden = false;
    this.show(this.camera);
  }

  private get size(): Pair {
    return [this.frame.clientWidth || 1, this.frame.clientHeight || 1];
  }

  private get middle(): Pair {
    return [this.size[0] / 2, this.size[1] / 2];
  }

  // The picture is drawn anew at its size, not stretched.
  private show(camera: Camera): void {
    this.camera = camera;
    const { at, scale } = camera;
    this.image.style.width = `${this.picture[0] * scale}px`;
    this.image.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
    this.isWhole = isWhole(camera, this.size, this.picture);
    // As long as all of it is seen, a finger that goes up or down moves the page.
    this.frame.style.touchAction = this.isWhole ? "pan-y" : "none";
  }

  private move(by: Pair): void {
    this.show(moved(this.camera, by, this.size, this.picture));
  }

  private zoom(times: number, about: Pair = this.middle): void {
    this.show(zoomed(this.camera, times, about, this.size, this.picture));
  }

  private listen(tools: HTMLElement): void {
    const { frame } = this;
    frame.addEventListener("pointerdown", (event) => this.down(event));
    frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"] as const) frame.addEventListener(name, (event) => this.up(event));
    frame.addEventListener("dblclick", (event) => this.zoom(2, this.place(event)));
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    frame.addEventListener("keydown", (event) => this.key(event));
    tools.addEventListener("click", ({ target }) => target instanceof Element && this.press(target.closest<HTMLElement>("[data-do]")?.dataset["do"]));
    const full = tools.querySelector<HTMLElement>("[data-do=full]");
    if (full && !document.fullscreenEnabled) full.hidden = true;
    // All of it stays all of it.
    new ResizeObserver(() => (this.isWhole ? this.press("whole") : this.move([0, 0]))).observe(frame);
  }

  private place({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Pair {
    const { left, top } = this.frame.getBoundingClientRect();
    return [clientX - left - this.frame.clientLeft, clientY - top - this.frame.clientTop];
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.frame.focus({ preventScroll: true });
    this.frame.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.place(event));
    this.frame.classList.add("held");
  }

  private drag(event: PointerEvent): void {
    const from = this.pointers.get(event.pointerId);
    if (!from) return;
    const to = this.place(event);
    this.pointers.set(event.pointerId, to);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.move(other ? [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2] : [to[0] - from[0], to[1] - from[1]]);
    if (!other) return;
    const apart = (place: Pair): number => Math.max(1, Math.hypot(place[0] - other[0], place[1] - other[1]));
    this.zoom(apart(to) / apart(from), [(to[0] + other[0]) / 2, (to[1] + other[1]) / 2]);
  }

  private up(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) this.frame.classList.remove("held");
  }

  // Who only scrolls past is not held up: the board takes the wheel when it is in use.
  private wheel(event: WheelEvent): void {
    const isOurs = event.ctrlKey || event.metaKey || document.activeElement === this.frame || document.fullscreenElement === this.canvas;
    if (!isOurs) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    this.zoom(2 ** (-pixels / WHEEL_PX), this.place(event));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.move([STEP_PX, 0]),
      ArrowRight: () => this.move([-STEP_PX, 0]),
      ArrowUp: () => this.move([0, STEP_PX]),
      ArrowDown: () => this.move([0, -STEP_PX]),
      "+": () => this.press("in"),
      "=": () => this.press("in"),
      "-": () => this.press("out"),
      "0": () => this.press("whole"),
    };
    const act = new Map(Object.entries(does)).get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  private press(what: string | undefined): void {
    if (what === "in") this.zoom(STEP);
    if (what === "out") this.zoom(1 / STEP);
    if (what === "whole") this.show(whole(this.size, this.picture));
    if (what === "full") void (document.fullscreenElement ? document.exitFullscreen() : this.canvas.requestFullscreen());
  }
}

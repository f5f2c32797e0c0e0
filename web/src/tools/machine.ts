/**
 * Turns the browser's pointer events into presses and hands them to the one state the stage is in. Keeps what states
 * share: which pointers are down, double presses, long presses, the wheel.
 */
import type { Point } from "../doc/types";
import type { Handle } from "../scene/handles";
import { panned, toWorld, zoomedAbout } from "../scene/camera";
import type { View } from "../scene/view";
import { strayed } from "./pressing";
import type { Context, Press, State } from "./state";

const DOUBLE_MS = 400;
const DOUBLE_REACH = 10;
const HOLD_MS = 480;
/** Wheels that count in lines. */
const LINE = 32;
/** Wheel zoom: this many pixels of wheel are a factor of e. */
const WHEEL_ZOOM = 260;
const WHEEL_MOST = 80;
/** The wheel is at rest after this. */
const WHEEL_REST_MS = 160;

export class Machine {
  private state: State;
  private readonly down = new Map<number, Press>();
  private last: { readonly press: Press; readonly time: number; readonly clicks: number } | null = null;
  private over: Point | null = null;
  private hold = 0;
  private wheelTimer = 0;

  constructor(
    private readonly view: View,
    private readonly context: () => Context,
    first: State,
  ) {
    this.state = first;
    const { element } = view;
    element.addEventListener("pointerdown", this.onDown);
    element.addEventListener("pointermove", this.onMove);
    element.addEventListener("pointerup", this.onUp);
    element.addEventListener("pointercancel", this.onCancel);
    element.addEventListener("lostpointercapture", this.onLost);
    element.addEventListener("pointerleave", this.onLeave);
    element.addEventListener("wheel", this.onWheel, { passive: false });
    element.addEventListener("contextmenu", this.onMenu);
    // Safari zooms the page by its own gesture events.
    element.addEventListener("gesturestart", this.prevent);
    element.addEventListener("auxclick", this.prevent);
    globalThis.addEventListener("blur", this.onBlur);
    this.dress();
  }

  destroy(): void {
    clearTimeout(this.hold);
    clearTimeout(this.wheelTimer);
    globalThis.removeEventListener("blur", this.onBlur);
    this.state.exit?.();
  }

  get current(): State {
    return this.state;
  }

  get pointer(): Point | null {
    return this.over;
  }

  go(next: State): void {
    if (next === this.state) return;
    const old = this.state;
    this.state = next;
    old.exit?.();
    // Leaving may have led elsewhere already.
    if (this.state !== next) return;
    this.context().tab.busy.set(next.busy ?? false);
    next.enter?.();
    this.dress();
  }

  cancel(): void {
    this.follow(this.state.cancel?.());
  }

  /** The stage's cursor as the state wants it. */
  dress(): void {
    const cursor = this.state.cursor ?? "default";
    if (this.view.element.style.cursor !== cursor) this.view.element.style.cursor = cursor;
  }

  private follow(next: State | void): void {
    if (next) this.go(next);
    else this.dress();
  }

  private press(event: PointerEvent, clicks = 1): Press {
    const { x, y } = this.view.local(event.clientX, event.clientY);
    const handle = event.target instanceof HTMLElement ? event.target.dataset["handle"] : undefined;
    return {
      pointer: event.pointerId,
      x,
      y,
      at: this.view.worldAt(event.clientX, event.clientY),
      shift: event.shiftKey,
      mod: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      touch: event.pointerType === "touch",
      pressure: event.pressure,
      button: event.button,
      handle: (handle as Handle | undefined) ?? null,
      clicks,
    };
  }

  private readonly onDown = (event: PointerEvent): void => {
    if (this.down.size >= 2) return;
    const plain = this.press(event);
    const near = this.last && Math.hypot(this.last.press.x - plain.x, this.last.press.y - plain.y) < DOUBLE_REACH;
    const again = near && event.button === 0 && this.last!.clicks === 1 && event.timeStamp - this.last!.time < DOUBLE_MS;
    const press = again ? { ...plain, clicks: 2 } : plain;
    this.last = { press, time: event.timeStamp, clicks: press.clicks };
    // The browser would select text and scroll with the middle button; the keyboard comes here all the same.
    event.preventDefault();
    if (this.state.name !== "editing") this.view.element.focus({ preventScroll: true });
    this.view.element.setPointerCapture(event.pointerId);
    this.down.set(event.pointerId, press);
    clearTimeout(this.hold);
    if (this.down.size === 2) {
      this.follow(this.state.second?.(press) ?? this.pinch());
      return;
    }
    if (press.touch) this.hold = Number(setTimeout(() => this.follow(this.state.held?.(press)), HOLD_MS));
    this.follow(this.state.down?.(press));
  };

  /** Two fingers always zoom, whatever the first one had begun. */
  private pinch(): State | void {
    const [first, second] = [...this.down.values()];
    if (!first?.touch || !second?.touch) return;
    this.follow(this.state.cancel?.());
    const panning = this.context().idle().down?.({ ...first, button: 1 });
    if (panning) this.go(panning);
    return this.state.second?.(second);
  }

  private readonly onMove = (event: PointerEvent): void => {
    const clicks = this.down.get(event.pointerId)?.clicks ?? 1;
    const press = this.press(event, clicks);
    const start = this.down.get(event.pointerId);
    if (start && strayed(start, press)) clearTimeout(this.hold);
    if (!press.touch || this.down.size === 1) this.point(press.at);
    this.follow(this.state.move?.(press));
  };

  private readonly onUp = (event: PointerEvent): void => {
    const start = this.down.get(event.pointerId);
    if (!start) return;
    clearTimeout(this.hold);
    this.down.delete(event.pointerId);
    const press = this.press(event, start.clicks);
    // A drag is no first half of a double press.
    if (strayed(start, press)) this.last = null;
    this.follow(this.state.up?.(press));
    if (press.touch) this.point(null);
  };

  private readonly onCancel = (event: PointerEvent): void => {
    clearTimeout(this.hold);
    if (this.down.delete(event.pointerId)) this.cancel();
  };

  private readonly onLost = (event: PointerEvent): void => {
    // After a normal end the pointer is not down any more.
    if (this.down.has(event.pointerId)) this.onCancel(event);
  };

  private readonly onLeave = (event: PointerEvent): void => {
    if (!this.down.has(event.pointerId)) this.point(null);
  };

  private readonly onBlur = (): void => {
    if (this.down.size === 0) return;
    this.down.clear();
    this.cancel();
  };

  private readonly onMenu = (event: Event): void => {
    // In the text field the browser's own menu has its uses.
    if (event.target !== this.view.field.element) event.preventDefault();
  };

  private readonly prevent = (event: Event): void => event.preventDefault();

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const scale = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? this.view.size.h : 1;
    const { view } = this;
    const { camera } = view;
    // Asked before the look changes: afterwards the browser would have to lay out the page for the answer.
    const at = view.local(event.clientX, event.clientY);
    if (event.ctrlKey || event.metaKey) {
      const by = Math.max(-WHEEL_MOST, Math.min(WHEEL_MOST, event.deltaY * scale));
      // A pinch on a touchpad comes as small fractions of a wheel.
      const speed = Math.abs(by) < 15 ? WHEEL_ZOOM / 2.6 : WHEEL_ZOOM;
      view.look(zoomedAbout(camera, at, camera.zoom * Math.exp(-by / speed)));
    } else {
      const sideways = event.shiftKey && event.deltaX === 0;
      const [dx, dy] = sideways ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      view.look(panned(camera, dx * scale, dy * scale));
    }
    this.point(toWorld(view.camera, at.x, at.y));
    const { tab } = this.context();
    tab.busy.set(true);
    clearTimeout(this.wheelTimer);
    this.wheelTimer = Number(
      setTimeout(() => {
        tab.busy.set(this.state.busy ?? false);
        this.view.invalidate();
      }, WHEEL_REST_MS),
    );
  };

  private point(at: Point | null): void {
    this.over = at;
    this.context().session.setCursor(at);
  }
}

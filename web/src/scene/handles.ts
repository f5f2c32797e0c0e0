/** Grips of the one selected thing: corners resize it, dots at its sides start a link. Real elements, so that
 * fingers and styles find them; `data-handle` says which to the tools. */
import type { Rect } from "../doc/types";
import type { Camera } from "../state/tab";
import { rectToScreen } from "./camera";
import "./handles.css";

export type Corner = "nw" | "ne" | "sw" | "se";
export type Side = "n" | "e" | "s" | "w";
export type Handle = Corner | Side;

const CORNERS: readonly Corner[] = ["nw", "ne", "sw", "se"];
const SIDES: readonly Side[] = ["n", "e", "s", "w"];
/** Distance of the dots from the border, screen pixels. */
const OUT = 18;
/** Smaller things on screen have no grips: they would cover it. */
const SMALLEST = 36;

export class Handles {
  private readonly layer: HTMLElement;
  private readonly grips = new Map<Handle, HTMLElement>();
  private shown = false;

  constructor(parent: HTMLElement) {
    this.layer = document.createElement("div");
    this.layer.className = "stage-handles";
    this.layer.setAttribute("aria-hidden", "true");
    this.layer.hidden = true;
    for (const handle of [...CORNERS, ...SIDES]) {
      const grip = document.createElement("div");
      grip.dataset["handle"] = handle;
      grip.className = handle.length === 2 ? "stage-corner" : "stage-dot";
      this.grips.set(handle, grip);
      this.layer.append(grip);
    }
    parent.append(this.layer);
  }

  /** Null hides them. */
  place(camera: Camera, rect: Rect | null, linkTitle: string, links: boolean): void {
    const at = rect && rectToScreen(camera, rect);
    const visible = at !== null && Math.min(at.w, at.h) >= SMALLEST;
    if (visible !== this.shown) this.layer.hidden = !(this.shown = visible);
    if (!at || !visible) return;
    const [left, top, right, bottom] = [at.x, at.y, at.x + at.w, at.y + at.h];
    const [middle, half] = [(left + right) / 2, (top + bottom) / 2];
    const places: Readonly<Record<Handle, readonly [number, number]>> = {
      nw: [left, top],
      ne: [right, top],
      sw: [left, bottom],
      se: [right, bottom],
      n: [middle, top - OUT],
      e: [right + OUT, half],
      s: [middle, bottom + OUT],
      w: [left - OUT, half],
    };
    this.layer.classList.toggle("unlinked", !links);
    for (const [handle, grip] of this.grips) {
      const [x, y] = places[handle];
      grip.style.transform = `translate(${x}px, ${y}px)`;
      if (handle.length === 1 && grip.title !== linkTitle) grip.title = linkTitle;
    }
  }
}

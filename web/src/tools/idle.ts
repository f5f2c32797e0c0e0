import { hit } from "../scene/hit";
import { newNote } from "./create";
import { Editing } from "./editing";
import { Panning } from "./panning";
import { Pressing } from "./pressing";
import type { Context, Press, State } from "./state";

/** Nothing is under way; the chosen tool says what a press begins. */
export class Idle implements State {
  readonly name = "idle";

  constructor(private readonly context: Context) {}

  get cursor(): string {
    const { tab, spaceDown, view } = this.context;
    if (spaceDown) return "grab";
    switch (tab.tool.get()) {
      case "select":
        return view.hints.hover ? "pointer" : "default";
      case "note":
        return "copy";
      default:
        return "crosshair";
    }
  }

  exit(): void {
    this.context.view.hints.hover = null;
    this.context.view.hints.target = null;
  }

  move(press: Press): void {
    const { view, tab } = this.context;
    if (press.touch) return;
    const there = hit(view.world, press.at.x, press.at.y, view.camera.zoom);
    const tool = tab.tool.get();
    const hover = there && tool === "select" && !(there.kind === "cluster" && !there.grip) ? there.id : null;
    const target = there && tool === "link" && there.kind !== "link" ? there.id : null;
    if (view.hints.hover === hover && view.hints.target === target) return;
    view.hints.hover = hover;
    view.hints.target = target;
    view.invalidate();
  }

  down(press: Press): State | void {
    const { context } = this;
    const { tab, view, canWrite } = context;
    if (press.button === 1 || (press.button === 0 && context.spaceDown)) return new Panning(context, press);
    if (press.button === 2) context.kit?.ask(context, press);
    if (press.button !== 0) return;
    const [only] = tab.selection.get();
    if (press.handle && only && canWrite) return context.kit?.pull(context, only, press);
    const tapped = tab.tool.get() === "select" && context.kit?.tap(context, press);
    if (tapped) return tapped;
    const there = hit(view.world, press.at.x, press.at.y, view.camera.zoom);
    const tool = tab.tool.get();
    if (canWrite && tool === "note") {
      tab.tool.set("select");
      return newNote(context, press.at);
    }
    const begun = tool !== "select" || press.alt ? context.kit?.begin(context, tool, there, press) : undefined;
    if (begun) return begun;
    if (!there) return press.touch ? new Panning(context, press, true) : context.kit?.marquee(context, press);
    return new Pressing(context, there, press);
  }
}

/** What a double press means: write what is there, or a new note. */
export function doublePress(context: Context, press: Press): State | void {
  const { view, canWrite } = context;
  if (!canWrite) return;
  const there = hit(view.world, press.at.x, press.at.y, view.camera.zoom);
  if (!there || (there.kind === "cluster" && !there.grip)) return newNote(context, press.at);
  return new Editing(context, there.id);
}

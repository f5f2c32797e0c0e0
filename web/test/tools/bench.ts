/** A stage without a screen: real board, world and states; the view's picture and the text field are stand-ins. */
import * as Y from "yjs";
import { Board } from "../../src/doc/board";
import type { BoardSession } from "../../src/doc/session";
import type { Point } from "../../src/doc/types";
import { inView, toScreen, toWorld } from "../../src/scene/camera";
import type { FieldOptions } from "../../src/scene/field";
import type { View } from "../../src/scene/view";
import { World } from "../../src/scene/world";
import { Tab, type Camera } from "../../src/state/tab";
import { addCommands } from "../../src/tools/commands";
import { Idle } from "../../src/tools/idle";
import { KIT } from "../../src/tools/kit";
import type { Context, Press, State } from "../../src/tools/state";

export class Bench {
  readonly doc = new Y.Doc();
  readonly board = new Board("b", this.doc, "me");
  readonly world = new World(this.board);
  readonly tab = new Tab();
  readonly updates: Uint8Array[] = [];
  readonly drags: (Point | null)[] = [];
  readonly field = new FakeField();
  canWrite = true;
  spaceDown = false;
  dragged: { ids: ReadonlySet<string>; dx: number; dy: number } | null = null;
  state: State;
  readonly context: Context;
  private down: Press | null = null;

  constructor() {
    const bench = this;
    const globals = globalThis as Record<string, unknown>;
    globals["document"] = { activeElement: null, hasFocus: () => true };
    globals["requestAnimationFrame"] = () => 0;
    globals["cancelAnimationFrame"] = () => {};
    this.board.subscribe((change) => this.world.update(change));
    this.doc.on("update", (update: Uint8Array) => this.updates.push(update));
    const view = {
      world: this.world,
      hints: { marquee: null, area: null, arrow: null, target: null, hover: null, guides: [], lasso: null, copies: null },
      size: { w: 1_000, h: 800 },
      field: this.field,
      element: { focus: () => {} },
      get camera() {
        return bench.tab.camera.get();
      },
      look: (camera: Camera) => this.tab.camera.set(camera),
      glideTo: (camera: Camera) => this.tab.camera.set(camera),
      viewport: () => inView(this.tab.camera.get(), { w: 1_000, h: 800 }),
      invalidate: () => {},
      isStill: true,
      show: () => {},
      drag: (ids: ReadonlySet<string> | null, dx = 0, dy = 0) => {
        this.dragged = ids && { ids, dx, dy };
      },
    };
    const session = { setDrag: (delta: Point | null) => this.drags.push(delta), setSelection: () => {} };
    this.context = {
      session: session as unknown as BoardSession,
      board: this.board,
      tab: this.tab,
      view: view as unknown as View,
      labels: { stage: "", noteText: "", clusterTitle: "", markText: "", linkLabel: "", untitled: "", labelHint: "", linkHandle: "" },
      get canWrite() {
        return bench.canWrite;
      },
      get spaceDown() {
        return bench.spaceDown;
      },
      kit: KIT,
      idle: () => new Idle(this.context),
      go: (state) => this.go(state),
      pointer: () => null,
    };
    this.state = this.context.idle();
    addCommands(KIT.commands);
  }

  note(x: number, y: number, text = "", cluster: string | null = null): string {
    return this.board.addNote({ pos: { x, y }, text, cluster });
  }

  go(next: State): void {
    if (next === this.state) return;
    const old = this.state;
    this.state = next;
    old.exit?.();
    if (this.state === next) next.enter?.();
  }

  press(x: number, y: number, more: Partial<Press> = {}): Press {
    const at = toWorld(this.tab.camera.get(), x, y);
    return { pointer: 1, x, y, at, shift: false, mod: false, alt: false, touch: false, pressure: 0.5, button: 0, handle: null, clicks: 1, ...more };
  }

  /** World points are screen points here unless the camera was moved. */
  pointerDown(x: number, y: number, more: Partial<Press> = {}): void {
    this.down = this.press(x, y, more);
    this.follow(this.state.down?.(this.down));
  }

  pointerMove(x: number, y: number, more: Partial<Press> = {}): void {
    this.follow(this.state.move?.(this.press(x, y, { ...this.shared(), ...more })));
  }

  pointerUp(x: number, y: number, more: Partial<Press> = {}): void {
    this.follow(this.state.up?.(this.press(x, y, { ...this.shared(), ...more })));
    this.down = null;
  }

  click(x: number, y: number, more: Partial<Press> = {}): void {
    this.pointerDown(x, y, more);
    this.pointerUp(x, y, more);
  }

  doubleClick(x: number, y: number): void {
    this.click(x, y);
    this.click(x, y, { clicks: 2 });
  }

  pull(from: readonly [number, number], to: readonly [number, number], more: Partial<Press> = {}): void {
    this.pointerDown(...from, more);
    this.pointerMove((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, more);
    this.pointerMove(...to, more);
    this.pointerUp(...to, more);
  }

  follow(next: State | void): void {
    if (next) this.go(next);
  }

  screen(x: number, y: number): Point {
    return toScreen(this.tab.camera.get(), x, y);
  }

  get selected(): string[] {
    return [...this.tab.selection.get()];
  }

  private shared(): Partial<Press> {
    return this.down ? { touch: this.down.touch, alt: this.down.alt, handle: this.down.handle, clicks: this.down.clicks } : {};
  }
}

/** The text field as far as the editing state knows it. */
export class FakeField {
  options: FieldOptions | null = null;
  value = "";
  isComposing = false;
  caret = 0;
  readonly element = {};

  get isOpen(): boolean {
    return this.options !== null;
  }

  open(options: FieldOptions): void {
    this.options = options;
    this.value = options.value;
    this.caret = options.value.length;
  }

  close(): void {
    this.options = null;
  }

  replace(at: number, remove: number, insert: string): void {
    this.value = this.value.slice(0, at) + insert + this.value.slice(at + remove);
  }

  /** The person makes the text this. */
  type(value: string): void {
    this.value = value;
    if (!this.isComposing) this.options!.input(value);
  }

  key(key: string, more: object = {}): boolean {
    return this.options!.key({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more } as KeyboardEvent);
  }
}

/**
 * The stage put together: the view that paints, the machine of states, the keyboard and the clipboard. What ui and
 * commands may ask of it is the interface `Stage`.
 */
import type { BoardSession } from "../doc/session";
import type { Point, Rect } from "../doc/types";
import { centered, fitted, ZOOM_STEP, zoomedAbout } from "../scene/camera";
import { center } from "../scene/geometry";
import { View } from "../scene/view";
import type { Tab } from "../state/tab";
import { addCommands, command, type CommandContext } from "./commands";
import { newNote } from "./create";
import type { Cover } from "./discussing";
import { Editing } from "./editing";
import { Idle } from "./idle";
import { Keyboard } from "./keyboard";
import type { StageLabels } from "./labels";
import { Machine } from "./machine";
import type { Context, Kit } from "./state";
import "../scene/stage.css";

export type { StageLabels } from "./labels";

export interface Stage {
  zoomIn(): void;
  zoomOut(): void;
  zoomToFit(): void;
  zoomTo100(): void;
  /** Shows these things as large as they fit, enlarged at most so much. */
  zoomTo(ids: readonly string[], most?: number): void;
  /** Brings an item into view (and does nothing if it is well in view already). */
  centerOn(id: string): void;
  /** Brings an item to where panels that cover so much do not hide it. */
  reveal(id: string, cover: Cover): void;
  /** Shows a part of the board, clear of the bars. */
  show(place: Rect): void;
  /** Looks at a point of the board at once, as near as now. */
  lookAt(at: Point): void;
  /** Frames take longer than there is time for: what can wait waits. */
  readonly isStrained: boolean;
  /** Starts writing the text of a note, cluster or link. */
  editNote(id: string): void;
  /** A new note there, else at the pointer, else in the middle of what is in view; starts writing it. */
  newNote(at?: Point): void;
  /** The selection's box in CSS pixels of the root element, for a floating menu; null when nothing is selected. */
  selectionBox(): Rect | null;
  /** Writes these words on the link that is being written; `ends` that. */
  word(words: string, ends: boolean): void;
  /** Gives each of these notes the tags that `change` makes of those it has. */
  tag(notes: readonly string[], change: (tags: readonly string[]) => readonly string[]): void;
  /** After every painted frame in which camera, selection box or items may have moved. */
  onFrame(watch: () => void): () => void;
  /** The part of the board in view, in world pixels. */
  viewport(): Rect;
  /** Gives the stage the keyboard. */
  focus(): void;
  /** The labels are in another language now. */
  relabel(): void;
  /** Could a command of `tools/commands.ts` be run now? */
  can(command: string): boolean;
  /** Runs a command by name; false if it is not possible now. */
  run(command: string): boolean;
  /** All the rest of the tools is here now. */
  equip(kit: Kit): void;
  destroy(): void;
}

/** `root` must be positioned; the stage fills it. Shortcuts are heard on the whole window, except in fields and dialogs. */
export function mountStage(root: HTMLElement, session: BoardSession, tab: Tab, labels: StageLabels): Stage {
  const { board } = session;
  const view = new View(root, session, tab, labels);
  const canWrite = (): boolean => !session.status.readOnly;
  let spaceDown = false;
  let kit: Kit | null = null;
  let clipboard: { destroy(): void } | null = null;
  let company: { destroy(): void } | null = null;
  let gone = false;
  const context: Context = {
    session,
    board,
    tab,
    view,
    labels,
    get canWrite() {
      return canWrite();
    },
    get spaceDown() {
      return spaceDown;
    },
    get kit() {
      return kit;
    },
    idle: () => new Idle(context),
    go: (state) => machine.go(state),
    pointer: () => machine.pointer,
  };
  const machine = new Machine(view, () => context, context.idle());
  const zoomBy = (factor: number): void => {
    const middle = { x: view.size.w / 2, y: view.size.h / 2 };
    view.glideTo(zoomedAbout(view.goal, middle, view.goal.zoom * factor));
  };
  /** What is under way ends first, so that it cannot undo what comes. */
  const settle = (): void => {
    if (machine.current.name !== "idle") machine.go(context.idle());
  };
  const stage: Stage = {
    zoomIn: () => zoomBy(ZOOM_STEP),
    zoomOut: () => zoomBy(1 / ZOOM_STEP),
    zoomToFit: () => view.fitAll(),
    zoomTo: (ids, most) => view.fit(ids, most),
    zoomTo100: () => zoomBy(1 / view.goal.zoom),
    centerOn: (id) => view.show(id),
    show: (place) => view.glideTo(fitted(place, view.size)),
    lookAt: (at) => view.look(centered(at, view.size, view.camera.zoom)),
    get isStrained() {
      return tab.busy.get() && view.painter.isStrained;
    },
    editNote(id) {
      settle();
      machine.go(new Editing(context, id));
    },
    newNote(at) {
      if (!canWrite()) return;
      settle();
      machine.go(newNote(context, at ?? kit?.vacancy(context, machine.pointer) ?? machine.pointer ?? center(view.viewport())));
    },
    word(words, ends) {
      const id = tab.editing.get();
      if (!id || !board.links.has(id)) return;
      board.setLabel(id, words);
      if (ends) machine.go(context.idle());
    },
    reveal: (id, cover) => kit?.reveal(context, id, cover),
    tag: (notes, change) => kit?.tag(context, notes, change),
    selectionBox: () => view.selectionBox(),
    onFrame: (watch) => view.onFrame(watch),
    viewport: () => view.viewport(),
    focus: () => view.element.focus({ preventScroll: true }),
    relabel: () => view.relabel(),
    can(id) {
      const one = command(id);
      return one !== undefined && (!one.writes || canWrite()) && one.enabled(commands);
    },
    run(id) {
      if (!stage.can(id)) return false;
      command(id)!.run(commands);
      return true;
    },
    equip(all) {
      if (kit || gone) return;
      kit = all;
      addCommands(all.commands);
      company = all.company(context);
      view.world.refine(all.detour, all.labelling);
      view.world.drawings = all.drawings(context);
      view.invalidate();
      view.painter.badges = all.badges;
      board.step = all.step(board, (why) => tab.remark.set({ code: why }));
      clipboard = all.clipboard(() => context);
    },
    destroy() {
      gone = true;
      view.world.drawings?.close();
      for (const stop of stops) stop();
      clipboard?.destroy();
      company?.destroy();
      keyboard.destroy();
      machine.destroy();
      view.destroy();
    },
  };
  const commands: CommandContext = { session, tab, stage, tools: context };
  const keyboard = new Keyboard({
    context: commands,
    stage: view.element,
    canWrite,
    isBusy: () => machine.current.name !== "idle",
    cancel: () => machine.cancel(),
    space(down) {
      spaceDown = down;
      machine.dress();
    },
  });
  const stops = [
    // What is gone cannot be selected.
    board.subscribe((change) => {
      if (change.origin === "local") begun = true;
      const gone = [...tab.selection.get()].filter((id) => !board.item(id));
      if (gone.length > 0) tab.select([...tab.selection.get()].filter((id) => board.item(id)));
    }),
    tab.selection.subscribe((ids) => session.setSelection(ids)),
    tab.tool.subscribe(() => machine.dress()),
    session.onStatus((status) => {
      if (status.readOnly && machine.current.name !== "idle") machine.go(context.idle());
      openWhole();
    }),
  ];
  // The first time there is something to show, all of it is shown; whoever has begun to write is not moved away from it.
  let opened = false;
  let begun = false;
  const openWhole = (): void => {
    if (opened || !session.status.loaded) return;
    opened = true;
    if (!begun) view.fitAll(false);
  };
  openWhole();
  return stage;
}


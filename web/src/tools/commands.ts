/**
 * Everything that has a name and a key: one table for the keyboard, for panels and for the help sheet. Panels run them
 * by `stage.run(id)`. Those of the first minute are here; the others come with the kit.
 */
import type { COLORS, ReactionKind } from "../doc/schema.gen";
import type { BoardSession } from "../doc/session";
import type { Tab, Tool } from "../state/tab";
import type { Arrangement } from "./arranging";
import type { Alignment } from "./aligning";
import { explain } from "./barrier";
import type { Layout } from "./mindmap";
import { neighbour } from "./order";
import type { Stage } from "./stage";
import type { Context } from "./state";

type ColorCommand = `color.${(typeof COLORS)[number]}`;
type ReactCommand = `react.${ReactionKind}`;
type Way = "left" | "right" | "up" | "down";

export type CommandId =
  | `tool.${Tool}`
  | ColorCommand
  | ReactCommand
  | `move.${Way}`
  | `move.${Way}.far`
  | "note.new" | "edit" | "delete" | "duplicate" | "group" | "front" | "link" | "split" | "join"
  | "collapse" | "merge" | "dissolve" | `arrange.${Arrangement}` | `layout.${Layout}`
  | "select.all" | "select.none" | "select.next" | "select.previous"
  | "lock" | "copy" | "cut" | "paste" | "cluster.new" | "here" | "map"
  | "undo" | "redo"
  | "zoom.in" | "zoom.out" | "zoom.100" | "zoom.fit" | "zoom.selection"
  | `align.${Alignment}` | "back" | "picture" | "picture.remove" | "comment"
  | Emitted;

/** What a command acts on. */
export interface CommandContext {
  readonly session: BoardSession;
  readonly tab: Tab;
  readonly stage: Stage;
  readonly tools: Context;
}

export interface Command {
  readonly id: CommandId;
  /**
   * Shortcuts as `Mod+Shift+Z`; `Mod` is Ctrl or ⌘. The first is the one to show. Empty: none. A single character
   * counts wherever it is on the keyboard; `Digit1` and the like are places.
   */
  readonly keys: readonly string[];
  /** Changes what is on the board; not there for people who may not. */
  readonly writes: boolean;
  enabled(context: CommandContext): boolean;
  run(context: CommandContext): void;
}

/** Commands that ui answers. */
export type Emitted = "help" | "find" | "palette" | "present";

const watchers = new Set<(id: Emitted) => void>();

/** Calls `watch` when a command that ui answers is run. */
export function onCommand(watch: (id: Emitted) => void): () => void {
  watchers.add(watch);
  return () => watchers.delete(watch);
}

/** Asks ui for what it answers. */
export function emit(id: Emitted): void {
  for (const watch of [...watchers]) watch(id);
}

/** How far an arrow key moves, and with Shift. */
const NUDGE = 2;
const NUDGE_FAR = 20;

export const always = (): boolean => true;
export const boxes = ({ session, tab }: CommandContext): string[] => [...tab.selection.get()].filter((id) => session.board.box(id));
/** Something chosen is the person's to change. */
export const someOwn = (context: CommandContext): boolean => [...context.tab.selection.get()].some((id) => context.session.board.may(id));

export function tool(name: Tool, key: string): Command {
  const enabled = ({ session }: CommandContext): boolean => session.board.arranges || name === "select" || name === "note";
  return { id: `tool.${name}`, keys: [key], writes: name !== "select", enabled, run: ({ tab }) => tab.tool.set(name) };
}

const WAYS: readonly (readonly [Way, string, number, number])[] = [
  ["left", "ArrowLeft", -1, 0],
  ["right", "ArrowRight", 1, 0],
  ["up", "ArrowUp", 0, -1],
  ["down", "ArrowDown", 0, 1],
];

function nudges([way, key, x, y]: (typeof WAYS)[number]): Command[] {
  const nudge = (by: number) => (context: CommandContext): void => context.stage.nudge(x * by, y * by);
  return [
    { id: `move.${way}`, keys: [key], writes: true, enabled: someOwn, run: nudge(NUDGE) },
    { id: `move.${way}.far`, keys: [`Shift+${key}`], writes: true, enabled: someOwn, run: nudge(NUDGE_FAR) },
  ];
}

function step(id: "select.next" | "select.previous", key: string, by: 1 | -1): Command {
  const next = ({ session, tab, tools }: CommandContext): string | null => {
    const [first] = tab.selection.get();
    return neighbour(tools, first && session.board.note(first) ? first : null, by);
  };
  return {
    id,
    keys: [key],
    writes: false,
    // At the ends the key goes its usual way: out of the stage.
    enabled: (context) => next(context) !== null,
    run(context) {
      const id = next(context);
      if (!id) return;
      context.tab.select([id]);
      context.stage.centerOn(id);
    },
  };
}

const FIRST: readonly Command[] = [
  tool("select", "v"),
  { ...tool("note", "s"), keys: [] },
  tool("cluster", "c"),
  tool("link", "l"),
  tool("pen", "p"),
  { id: "note.new", keys: ["n"], writes: true, enabled: always, run: ({ stage }) => stage.newNote() },
  {
    id: "edit",
    keys: ["Enter", "F2"],
    writes: true,
    enabled: (context) => context.tab.selection.get().size === 1 && someOwn(context),
    run: ({ tab, stage }) => stage.editNote([...tab.selection.get()][0]!),
  },
  {
    id: "delete",
    keys: ["Delete", "Backspace"],
    writes: true,
    enabled: someOwn,
    run({ session, tab }) {
      session.board.stopCapturing();
      session.board.remove(tab.selection.get());
      session.board.stopCapturing();
      explain({ board: session.board, tab }, tab.selection.get());
    },
  },
  {
    id: "select.none",
    keys: ["Escape"],
    writes: false,
    enabled: ({ tab }) => tab.selection.get().size > 0 || tab.tool.get() !== "select",
    run({ tab }) {
      if (tab.tool.get() !== "select") tab.tool.set("select");
      else tab.clearSelection();
    },
  },
  step("select.next", "Tab", 1),
  step("select.previous", "Shift+Tab", -1),
  ...WAYS.flatMap(nudges),
  // Also for who changes nothing else than comments.
  { id: "undo", keys: ["Mod+Z"], writes: false, enabled: ({ session }) => session.board.reacts && session.board.canUndo, run: ({ session }) => void session.board.undo() },
  {
    id: "redo",
    keys: ["Mod+Shift+Z", "Mod+Y"],
    writes: false,
    enabled: ({ session }) => session.board.reacts && session.board.canRedo,
    run: ({ session }) => void session.board.redo(),
  },
  { id: "zoom.in", keys: ["+", "="], writes: false, enabled: always, run: ({ stage }) => stage.zoomIn() },
  { id: "zoom.out", keys: ["-"], writes: false, enabled: always, run: ({ stage }) => stage.zoomOut() },
  { id: "zoom.100", keys: ["0"], writes: false, enabled: always, run: ({ stage }) => stage.zoomTo100() },
  { id: "zoom.fit", keys: ["1"], writes: false, enabled: always, run: ({ stage }) => stage.zoomToFit() },
  {
    id: "help",
    keys: ["?"],
    writes: false,
    enabled: always,
    run: () => emit("help"),
  },
];

let all = FIRST;

/** Those that are there now. */
export function commands(): readonly Command[] {
  return all;
}

/** The kit has come. */
export function addCommands(more: readonly Command[]): void {
  all = [...FIRST, ...more];
}

export function command(id: string): Command | undefined {
  return all.find((one) => one.id === id);
}

/** The keyboard event as shortcuts write it. */
function matches(shortcut: string, event: KeyboardEvent): boolean {
  const parts = shortcut.split(/\+(?=.)/);
  const key = parts[parts.length - 1]!;
  const needs = (name: string): boolean => parts.includes(name) && key !== name;
  if (needs("Mod") !== (event.ctrlKey || event.metaKey) || needs("Alt") !== event.altKey) return false;
  // Which keys need Shift for a character is the keyboard's business: `?` is Shift+ß somewhere.
  const isCharacter = key.length === 1 && !/[a-z]/i.test(key);
  if (!isCharacter && needs("Shift") !== event.shiftKey) return false;
  return key.startsWith("Digit") ? event.code === key : event.key.toLowerCase() === key.toLowerCase();
}

export function commandFor(event: KeyboardEvent): Command | undefined {
  return all.find((one) => one.keys.some((key) => matches(key, event)));
}

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
import type { Stage } from "./stage";
import type { Context } from "./state";

type ColorCommand = `color.${(typeof COLORS)[number]}`;
type ReactCommand = `react.${ReactionKind}`;
export type Way = "left" | "right" | "up" | "down";

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
  | "vote.give" | "vote.take"
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
export type Emitted = "help" | "find" | "palette" | "present" | "send" | "collect" | "history" | "since" | "bin" | "suggest" | "inbox" | "import" | "export";

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


export const always = (): boolean => true;
export const boxes = ({ session, tab }: CommandContext): string[] => [...tab.selection.get()].filter((id) => session.board.box(id));
/** Something chosen is the person's to change. */
export const someOwn = (context: CommandContext): boolean => [...context.tab.selection.get()].some((id) => context.session.board.may(id));

export function tool(name: Tool, key: string): Command {
  const enabled = ({ session }: CommandContext): boolean => session.board.arranges || name === "select" || name === "note";
  return { id: `tool.${name}`, keys: [key], writes: name !== "select", enabled, run: ({ tab }) => tab.tool.set(name) };
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
  // Also for who changes nothing else than comments.
  { id: "undo", keys: ["Mod+Z"], writes: false, enabled: ({ session }) => session.board.reacts && session.board.canUndo, run: ({ session }) => void session.board.undo() },
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

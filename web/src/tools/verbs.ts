/** The commands that come with the kit: what is done with a selection, and what is less often needed. */
import { COLORS, REACTIONS, type ReactionKind } from "../doc/schema.gen";
import { duplicate } from "../doc/excerpt";
import type { Cluster } from "../doc/types";
import { setPicture } from "../doc/marks";
import { addLink, mergeClusters, react as reactTo, recolor, sendToBack, setCollapsed, setLocked } from "../doc/verbs";
import { around, center } from "../scene/geometry";
import type { Tool } from "../state/tab";
import { align, ALIGNMENTS, isAlignable } from "./aligning";
import { arrange, arranged, ARRANGEMENTS } from "./arranging";
import { always, boxes, emit, someOwn, tool, type Command, type CommandContext } from "./commands";
import { canPaste, copyByCommand, pasteByCommand } from "./clipboard";
import { clusterAround, makeCluster, placeFor } from "./drawing";
import { isMappable, layOut, LAYOUTS } from "./mindmap";
import { MOVING } from "./moving";
import { choosePictures } from "./picturing";
import { isJoinable, isSplittable, join, split } from "./pieces";
import { freeNear } from "./vacancy";

const COPY_ASIDE = 30;
/** Narrower stages have no room for the small map; the same width as in board.css. */
const MAP_LEAST = 640;

const warn = (error: unknown): void => console.warn("the clipboard is closed", error);

const someBox = (context: CommandContext): boolean => boxes(context).length > 0;

function color(name: (typeof COLORS)[number], index: number): Command {
  return {
    id: `color.${name}`,
    keys: [`Alt+Digit${index + 1}`],
    writes: true,
    enabled: always,
    run(context) {
      if (isDrawing(context.tab.tool.get())) context.tab.ink.set({ ...context.tab.ink.get(), color: name });
      else context.tab.color.set(name);
      const ids = boxes(context);
      if (ids.length === 0) return;
      context.session.board.stopCapturing();
      recolor(context.session.board, ids, name);
    },
  };
}

const isDrawing = (tool: Tool): boolean => tool !== "select" && tool !== "note" && tool !== "cluster" && tool !== "link";

const notes = ({ session, tab }: CommandContext): string[] => [...tab.selection.get()].filter((id) => session.board.note(id));

const ownClusters = (context: CommandContext): string[] =>
  boxes(context).filter((id) => context.session.board.clusters.has(id) && context.session.board.may(id));

function react(kind: ReactionKind, index: number): Command {
  return {
    id: `react.${kind}`,
    keys: [`Alt+Shift+Digit${index + 1}`],
    // Also for who changes nothing else.
    writes: false,
    enabled: (context) => context.session.status.reacts && notes(context).length > 0,
    run(context) {
      const { board } = context.session;
      board.stopCapturing();
      reactTo(board, notes(context), kind);
      board.stopCapturing();
    },
  };
}

/** While a vote is open its keys, + and −, are heard before all others: here they have names. */
function vote(id: "vote.give" | "vote.take", by: 1 | -1): Command {
  const one = (context: CommandContext): string | undefined => (context.tab.selection.get().size === 1 ? notes(context)[0] : undefined);
  return {
    id,
    keys: [],
    writes: false,
    enabled: (context) => context.tab.voting.get()?.may(one(context) ?? "", by) ?? false,
    run: (context) => context.tab.voting.get()?.press(one(context)!, by),
  };
}

export const VERBS: readonly Command[] = [
  ...MOVING,
  {
    id: "duplicate",
    keys: ["Mod+D"],
    writes: true,
    enabled: someBox,
    run(context) {
      const { session, tab } = context;
      session.board.stopCapturing();
      tab.select(duplicate(session.board, boxes(context), COPY_ASIDE, COPY_ASIDE));
      session.board.stopCapturing();
    },
  },
  {
    id: "redo",
    keys: ["Mod+Shift+Z", "Mod+Y"],
    writes: false,
    enabled: ({ session }) => session.board.reacts && session.board.canRedo,
    run: ({ session }) => void session.board.redo(),
  },
  {
    id: "group",
    keys: ["Mod+G"],
    writes: true,
    enabled: (context) => someBox(context) && context.session.board.arranges,
    run(context) {
      const rect = around(boxes(context).flatMap((id) => context.session.board.box(id) ?? []));
      if (rect) context.stage.editNote(makeCluster(context.tools, clusterAround(rect)));
    },
  },
  { id: "front", keys: ["]"], writes: true, enabled: someOwn, run: (context) => context.session.board.bringToFront(boxes(context)) },
  {
    id: "link",
    keys: [],
    writes: true,
    enabled: (context) => boxes(context).length === 2 && boxes(context).every((id) => context.session.board.end(id)) && context.session.board.arranges,
    run(context) {
      const [from, to] = boxes(context) as [string, string];
      context.session.board.stopCapturing();
      const link = addLink(context.session.board, from, to);
      if (link) context.stage.editNote(link);
    },
  },
  {
    id: "select.all",
    keys: ["Mod+A"],
    writes: false,
    enabled: always,
    run: ({ session, tab, tools }) =>
      tab.select(
        [...session.board.notes.values(), ...session.board.clusters.values(), ...session.board.marks.values()].flatMap(({ id, locked }) =>
          locked || tools.view.world.isHidden(id) ? [] : id,
        ),
      ),
  },
  { id: "tool.laser", keys: ["k"], writes: false, enabled: always, run: ({ tab }) => tab.tool.set(tab.tool.get() === "laser" ? "select" : "laser") },
  { id: "tool.lasso", keys: ["q"], writes: false, enabled: always, run: ({ tab }) => tab.tool.set("lasso") },
  {
    id: "lock",
    keys: ["Mod+Shift+L"],
    writes: true,
    enabled: (context) => context.session.board.locks && someBox(context),
    run(context) {
      const { board } = context.session;
      const ids = boxes(context);
      board.stopCapturing();
      setLocked(board, ids, !ids.every((id) => board.box(id)?.locked));
      board.stopCapturing();
    },
  },
  {
    id: "cluster.new",
    keys: [],
    writes: true,
    enabled: ({ session }) => session.board.arranges,
    run: ({ stage, tab, tools }) => stage.editNote(makeCluster(tools, placeFor(tab.spot.get()?.at ?? center(stage.viewport())))),
  },
  // The keys are the browser's own: they reach the page as events of the clipboard.
  { id: "copy", keys: [], writes: false, enabled: someBox, run: (context) => void copyByCommand(context.tools, false).catch(warn) },
  { id: "cut", keys: [], writes: true, enabled: (context) => someBox(context) && someOwn(context), run: (context) => void copyByCommand(context.tools, true).catch(warn) },
  {
    id: "paste",
    keys: [],
    writes: true,
    enabled: canPaste,
    run: (context) => void pasteByCommand(context.tools, context.tab.spot.get()?.at).catch(warn),
  },
  {
    id: "here",
    keys: ["ContextMenu", "Shift+F10"],
    writes: false,
    enabled: always,
    run({ tab, tools }) {
      const { view } = tools;
      const [x, y] = [view.size.w / 2, view.size.h / 2];
      if (tab.selection.get().size > 0) tab.asked.set({});
      // Nobody has pointed at the middle: what lies there is not to be hidden.
      else tab.spot.set({ x, y, at: freeNear(tools, center(view.viewport())) });
    },
  },
  { id: "map", keys: ["Shift+M"], writes: false, enabled: ({ tools }) => tools.view.size.w > MAP_LEAST, run: ({ tab }) => tab.map.set(!tab.map.get()) },
  {
    id: "split",
    keys: [],
    writes: true,
    enabled: (context) => isSplittable(context.tools, notes(context)),
    run: (context) => split(context.tools, notes(context)[0]!),
  },
  {
    id: "join",
    keys: ["Mod+J"],
    writes: true,
    enabled: (context) => isJoinable(context.tools, notes(context)),
    run: (context) => join(context.tools, notes(context)),
  },
  {
    id: "collapse",
    keys: [],
    writes: true,
    enabled: (context) => ownClusters(context).length > 0,
    run(context) {
      const { board } = context.session;
      const ids = ownClusters(context);
      board.stopCapturing();
      setCollapsed(board, ids, !ids.every((id) => board.clusters.get(id)?.collapsed));
      board.stopCapturing();
    },
  },
  {
    id: "merge",
    keys: [],
    writes: true,
    enabled: (context) => ownClusters(context).length > 1 && boxes(context).length === ownClusters(context).length,
    run(context) {
      const { board } = context.session;
      const place = (id: string): Cluster => board.clusters.get(id)!;
      const ids = ownClusters(context).sort((a, b) => place(a).y - place(b).y || place(a).x - place(b).x);
      board.stopCapturing();
      mergeClusters(board, ids);
      board.stopCapturing();
      context.tab.select([ids[0]!]);
    },
  },
  {
    id: "dissolve",
    keys: [],
    writes: true,
    enabled: (context) => ownClusters(context).length > 0,
    run(context) {
      const { board } = context.session;
      const ids = ownClusters(context);
      const notes = ids.flatMap((id) => board.members(id).map((note) => note.id));
      board.stopCapturing();
      board.remove(ids);
      board.stopCapturing();
      context.tab.select(notes);
    },
  },
  ...ARRANGEMENTS.map(
    (by): Command => ({
      id: `arrange.${by}`,
      keys: [],
      writes: true,
      enabled: ({ tools }) => arranged(tools).notes.length > 1,
      run: ({ tools }) => arrange(tools, by),
    }),
  ),
  ...ALIGNMENTS.map(
    (how): Command => ({
      id: `align.${how}`,
      keys: [],
      writes: true,
      enabled: (context) => isAlignable(context, how),
      run: (context) => align(context, how),
    }),
  ),
  { id: "back", keys: ["["], writes: true, enabled: someOwn, run: ({ session, tab }) => sendToBack(session.board, tab.selection.get()) },
  {
    id: "zoom.selection",
    keys: ["2"],
    writes: false,
    enabled: (context) => boxes(context).length > 0,
    run: (context) => context.stage.zoomTo(boxes(context)),
  },
  // With nothing chosen letters are commands; else they would be words on what is chosen.
  { id: "comment", keys: ["Shift+F2", "m"], writes: false, enabled: always, run: ({ tab }) => tab.talking.set({ write: true }) },
  { id: "find", keys: ["Mod+F"], writes: false, enabled: always, run: () => emit("find") },
  {
    id: "send",
    keys: [],
    // Other boards are written to, not this one.
    writes: false,
    enabled: (context) => context.session.board.locks && boxes(context).some((id) => context.session.board.end(id)),
    run: () => emit("send"),
  },
  {
    id: "suggest",
    keys: [],
    writes: true,
    enabled: ({ session }) => session.board.arranges && session.board.notes.size > 1,
    run: () => emit("suggest"),
  },
  { id: "palette", keys: ["Mod+K"], writes: false, enabled: always, run: () => emit("palette") },
  { id: "present", keys: [], writes: false, enabled: ({ session }) => session.board.clusters.size > 0, run: () => emit("present") },
  ...LAYOUTS.map(
    (layout): Command => ({
      id: `layout.${layout}`,
      keys: [],
      writes: true,
      enabled: ({ tools }) => isMappable(tools, layout),
      run: ({ tools }) => void layOut(tools, layout).catch((error) => console.warn("the map is not laid out", error)),
    }),
  ),
  vote("vote.give", 1),
  vote("vote.take", -1),
  tool("highlighter", "h"),
  tool("eraser", "e"),
  tool("text", "t"),
  tool("shape", "r"),
  { id: "picture", keys: [], writes: true, enabled: always, run: ({ tools }) => choosePictures(tools) },
  {
    id: "picture.remove",
    keys: [],
    writes: true,
    enabled: (context) => notes(context).some((id) => context.session.board.note(id)?.image && context.session.board.may(id)),
    run(context) {
      const { board } = context.session;
      board.stopCapturing();
      board.together(() => notes(context).forEach((id) => setPicture(board, id, null)));
      board.stopCapturing();
    },
  },
  ...COLORS.map(color),
  ...REACTIONS.map(react),
];

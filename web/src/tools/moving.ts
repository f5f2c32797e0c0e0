/** The commands of going about a board by the keyboard: from note to note, nearer and farther, and things by small steps. */
import { always, emit, type Command, type CommandContext, type Way } from "./commands";
import { neighbour } from "./order";

/** How far an arrow key moves, and with Shift. */
const NUDGE = 2;
const NUDGE_FAR = 20;

const WAYS: readonly (readonly [Way, string, number, number])[] = [
  ["left", "ArrowLeft", -1, 0],
  ["right", "ArrowRight", 1, 0],
  ["up", "ArrowUp", 0, -1],
  ["down", "ArrowDown", 0, 1],
];

/** Some of what is chosen can be put elsewhere. */
const someMove = ({ session, tab }: CommandContext): boolean => [...tab.selection.get()].some((id) => session.board.moves(id));

function nudges([way, key, x, y]: (typeof WAYS)[number]): Command[] {
  const nudge = (by: number) => ({ session, tab }: CommandContext): void => session.board.move(tab.selection.get(), x * by, y * by);
  return [
    { id: `move.${way}`, keys: [key], writes: true, enabled: someMove, run: nudge(NUDGE) },
    { id: `move.${way}.far`, keys: [`Shift+${key}`], writes: true, enabled: someMove, run: nudge(NUDGE_FAR) },
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

export const MOVING: readonly Command[] = [
  step("select.next", "Tab", 1),
  step("select.previous", "Shift+Tab", -1),
  ...WAYS.flatMap(nudges),
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

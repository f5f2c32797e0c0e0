import { beforeEach, describe, expect, test, vi } from "vitest";
import { laid } from "../../src/tools/clipboard";
import { command, commandFor, commands, onCommand, type CommandContext } from "../../src/tools/commands";
import type { Stage } from "../../src/tools/stage";
import { Bench } from "./bench";

let bench: Bench;
let context: CommandContext;
const stage = { newNote: vi.fn(), editNote: vi.fn(), centerOn: vi.fn() };

beforeEach(() => {
  bench = new Bench();
  const session = { ...bench.context.session, board: bench.board } as CommandContext["session"];
  context = { session, tab: bench.tab, stage: stage as unknown as Stage, tools: bench.context };
});

const event = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more }) as KeyboardEvent;
const idFor = (key: string, more: Partial<KeyboardEvent> = {}): string | undefined => commandFor(event(key, more))?.id;

describe("commands", () => {
  test("wb48 keys find their command, on any keyboard", () => {
    expect(idFor("n")).toBe("note.new");
    expect(idFor("N", { shiftKey: true })).toBeUndefined();
    expect(idFor("z", { ctrlKey: true })).toBe("undo");
    expect(idFor("z", { metaKey: true })).toBe("undo");
    expect(idFor("Z", { ctrlKey: true, shiftKey: true })).toBe("redo");
    expect(idFor("y", { ctrlKey: true })).toBe("redo");
    expect(idFor("?", { shiftKey: true })).toBe("help");
    expect(idFor("?")).toBe("help");
    expect(idFor("+", { shiftKey: true })).toBe("zoom.in");
    expect(idFor("+")).toBe("zoom.in");
    expect(idFor("+", { ctrlKey: true })).toBeUndefined();
    expect(idFor("ArrowLeft", { shiftKey: true })).toBe("move.left.far");
    expect(idFor("£", { altKey: true, code: "Digit3" })).toBe("color.pink");
    expect(idFor("3", { code: "Digit3" })).toBeUndefined();
    expect(idFor("Tab", { shiftKey: true })).toBe("select.previous");
  });

  test("wb48 no key has two commands", () => {
    const keys = commands().flatMap((one) => one.keys.map((key) => key.toLowerCase()));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(commands().map((one) => one.id)).size).toBe(commands().length);
  });

  test("wb48 deleting, copying and colouring act on the selection, one step of undo each", () => {
    const [a, b] = [bench.note(0, 0, "a"), bench.note(300, 0, "b")];
    bench.board.stopCapturing();
    bench.tab.select([a]);
    command("color.green")!.run(context);
    expect(bench.board.note(a)!.color).toBe("green");
    expect(bench.tab.color.get()).toBe("green");
    command("duplicate")!.run(context);
    expect(bench.board.notes.size).toBe(3);
    expect(bench.board.note(bench.selected[0]!)).toMatchObject({ text: "a", color: "green", x: 30, y: 30 });
    command("delete")!.run(context);
    expect(bench.board.notes.size).toBe(2);
    command("undo")!.run(context);
    expect(bench.board.notes.size).toBe(3);
    command("undo")!.run(context);
    expect(bench.board.notes.size).toBe(2);
    bench.tab.select([a, b]);
    expect(command("link")!.enabled(context)).toBe(true);
    command("link")!.run(context);
    expect([...bench.board.links.values()]).toMatchObject([{ from: a, to: b }]);
  });

  test("wb49 Tab walks the notes and leaves the stage at their end", () => {
    const [a, b] = [bench.note(0, 0), bench.note(300, 0)];
    const next = command("select.next")!;
    next.run(context);
    expect(bench.selected).toEqual([a]);
    next.run(context);
    expect(bench.selected).toEqual([b]);
    expect(next.enabled(context)).toBe(false);
    expect(command("select.previous")!.enabled(context)).toBe(true);
  });

  test("wb48 help is answered by whoever asked to be told", () => {
    const told = vi.fn();
    const stop = onCommand(told);
    command("help")!.run(context);
    expect(told).toHaveBeenCalledWith("help");
    stop();
    command("help")!.run(context);
    expect(told).toHaveBeenCalledTimes(1);
  });

  test("wb50 pasted text is a note a line, in rows", () => {
    const notes = laid("uno\n\n due \r\ntre\n4\n5\n6", "pink");
    expect(notes.map((one) => one.text)).toEqual(["uno", "due", "tre", "4", "5", "6"]);
    expect(notes[5]).toMatchObject({ x: 0, y: 230, color: "pink" });
    expect(laid("x".repeat(9_000), "pink")[0]!.text).toHaveLength(2_000);
  });
});

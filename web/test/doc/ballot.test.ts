import { beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Ballot, isAbout, type Ask, type Own } from "../../src/doc/ballot";
import { Board } from "../../src/doc/board";
import type { Round } from "../../src/doc/progress";
import { setTags } from "../../src/doc/verbs";

/** What the server keeps for one person on this board, and what comes of asking it. */
class Desk {
  votes: Record<string, number> = {};
  elsewhere = 0;
  asked: (Readonly<Record<string, number>> | undefined)[] = [];
  /** Thrown instead of an answer; `lost`: what was asked is done all the same. */
  failing: { readonly status: number; readonly code?: string; readonly message?: string; readonly lost?: boolean } | null = null;

  readonly ask: Ask = async (votes) => {
    this.asked.push(votes);
    const { failing } = this;
    if (votes && (!failing || failing.lost)) this.votes = { ...votes };
    if (failing) throw failing;
    return this.own;
  };

  get own(): Own {
    const given = Object.values(this.votes).reduce((sum, dots) => sum + dots, this.elsewhere);
    return { round: 1, left: 5 - given, votes: { ...this.votes } };
  }
}

const round = (fields: Partial<Round> = {}): Round => ({ number: 1, title: "", dots: 5, most: 3, boards: ["b"], only: {}, began: 0, ...fields });
const settled = (): Promise<void> => vi.waitFor(() => expect(ballot.standing).toBe("saved"));
const kept = new Map<string, string>();
let board: Board;
let desk: Desk;
let ballot: Ballot;
let a: string;
let b: string;

function open(fields: Partial<Round> = {}): Ballot {
  return new Ballot(board, round(fields), desk.ask, () => undefined);
}

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text), removeItem: (key: string) => kept.delete(key) });
  board = new Board("b", new Y.Doc(), "me");
  board.role = "editor";
  [a, b] = [board.addNote({ pos: { x: 0, y: 0 }, text: "una" }), board.addNote({ pos: { x: 300, y: 0 }, text: "due", color: "green" })];
  desk = new Desk();
});

describe("ballot", () => {
  test("wb153 what is given shows at once, is sent, and never goes beyond what one has", async () => {
    desk.elsewhere = 1;
    ballot = open();
    await vi.waitFor(() => expect(ballot.left).toBe(4));
    for (let i = 0; i < 4; i++) ballot.give(a, 1);
    expect([ballot.on(a), ballot.left, ballot.may(a, 1), ballot.may(b, 1)]).toEqual([3, 1, false, true]);
    ballot.give(b, 1);
    expect([ballot.left, ballot.may(b, 1)]).toEqual([0, false]);
    ballot.give(a, -1);
    await settled();
    expect(desk.votes).toEqual({ [a]: 2, [b]: 1 });
    ballot.close(false);
  });

  test("wb153 a wish that does not arrive waits, over a reload too, and goes once", async () => {
    ballot = open();
    await vi.waitFor(() => expect(desk.asked.length).toBe(1));
    desk.failing = { status: 0 };
    ballot.give(a, 1);
    await vi.waitFor(() => expect(ballot.standing).toBe("waiting"));
    ballot.close(false);
    desk.failing = null;
    ballot = open();
    expect(ballot.on(a)).toBe(1);
    await settled();
    expect(desk.votes).toEqual({ [a]: 1 });
    // The answer alone was lost.
    desk.failing = { status: 503, lost: true };
    ballot.give(b, 1);
    await vi.waitFor(() => expect(ballot.standing).toBe("waiting"));
    ballot.close(false);
    desk.failing = null;
    ballot = open();
    await settled();
    expect([ballot.on(a), ballot.on(b), desk.votes]).toEqual([1, 1, { [a]: 1, [b]: 1 }]);
    ballot.close(false);
  });

  test("wb153 what another device of the same person has given is not taken away by this one", async () => {
    desk.votes = { [b]: 2 };
    ballot = open();
    await vi.waitFor(() => expect(ballot.on(b)).toBe(2));
    desk.failing = { status: 0 };
    ballot.give(a, 1);
    await vi.waitFor(() => expect(ballot.standing).toBe("waiting"));
    ballot.close(false);
    desk.failing = null;
    desk.votes = { [b]: 1, [a]: 1 };
    ballot = open();
    await settled();
    expect(desk.votes).toEqual({ [a]: 2, [b]: 1 });
    ballot.close(false);
  });

  test("wb153 what the server refuses is said in its words, and what it has counts", async () => {
    ballot = open();
    await vi.waitFor(() => expect(desk.asked.length).toBe(1));
    desk.failing = { status: 422, code: "too_many_dots", message: "Hai 5 punti in tutto." };
    ballot.give(a, 1);
    await vi.waitFor(() => expect(ballot.problem).toBe("Hai 5 punti in tutto."));
    desk.failing = null;
    await ballot.refresh();
    expect([ballot.on(a), ballot.left, ballot.standing]).toEqual([0, 5, "saved"]);
    ballot.give(b, 1);
    expect(ballot.problem).toBe(null);
    await settled();
    ballot.close(true);
    expect([ballot.may(b, 1), kept.size]).toEqual([false, 0]);
  });

  test("wb153 a wish that comes after the end is told so", async () => {
    ballot = open();
    await vi.waitFor(() => expect(desk.asked.length).toBe(1));
    desk.failing = { status: 409, code: "vote_closed" };
    ballot.give(a, 1);
    await vi.waitFor(() => expect(ballot.standing).toBe("late"));
    desk.failing = { status: 0 };
    ballot = open();
    ballot.give(a, 1);
    await vi.waitFor(() => expect(ballot.standing).toBe("waiting"));
    ballot.close(true);
    expect(ballot.standing).toBe("late");
    // Closed while nobody looked at this board: the next round has nothing of it.
    ballot = open();
    ballot.give(a, 1);
    await vi.waitFor(() => expect(ballot.standing).toBe("waiting"));
    ballot.close(false);
    desk.failing = null;
    desk.asked = [];
    ballot = open({ number: 2 });
    expect([ballot.on(a), ballot.left]).toEqual([0, 5]);
    await vi.waitFor(() => expect(desk.asked).toEqual([undefined]));
    ballot.close(true);
  });

  test("wb150 dots on what is gone, or what the vote is not about any more, are one's own again", async () => {
    ballot = open({ only: { colors: ["green"], tags: ["x", "y"] } });
    await vi.waitFor(() => expect(desk.asked.length).toBe(1));
    expect([ballot.takes(a), ballot.takes(b), ballot.may(b, 1)]).toEqual([false, false, false]);
    setTags(board, b, ["y"]);
    ballot.give(b, 1);
    expect(ballot.left).toBe(4);
    await settled();
    board.remove([b]);
    expect([ballot.left, ballot.on(b)]).toEqual([5, 0]);
    ballot.close(true);
    const note = board.note(a)!;
    expect(isAbout(round({ only: { clusters: ["k"] } }), note)).toBe(false);
    expect(isAbout(round({ only: { clusters: ["k"] } }), { ...note, cluster: "k" })).toBe(true);
    expect(isAbout(round(), note)).toBe(true);
  });
});

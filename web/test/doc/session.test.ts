import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Device } from "../../src/doc/device";
import { openBoard, type BoardSession, type Status } from "../../src/doc/session";
import { awareness, FakeServer, FakeSocket, notice } from "./fake";

let server: FakeServer;
const sessions: BoardSession[] = [];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean, ms = 3_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); ) {
    if (Date.now() > end) throw new Error(`not in time: ${holds.toString()}`);
    await pause(5);
  }
}

function open(more: Partial<Parameters<typeof openBoard>[0]> = {}): BoardSession {
  const session = openBoard({ boardId: "b", token: "t", role: "editor", participant: "me", name: "Io", origin: "ws://test", ...more });
  sessions.push(session);
  return session;
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory() as unknown as globalThis.IDBFactory;
  vi.spyOn(console, "warn").mockReturnValue();
  server = new FakeServer();
  server.install();
});

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  vi.restoreAllMocks();
});

const here = { x: 0, y: 0 };

describe("session", () => {
  test("wb3 the status is never ahead of the truth, from the first keystroke to saved", async () => {
    server.saves = false;
    const session = open();
    const seen: Status[] = [];
    session.onStatus((status) => seen.push(status));
    await until(() => session.status.synced);
    FakeSocket.last.give(new Uint8Array([100, 1]));
    expect(session.status).toMatchObject({ net: "online", save: "saved", pending: 0 });
    session.board.addNote({ pos: here, text: "ciao" });
    expect(session.status).toMatchObject({ save: "saving", pending: 1 });
    await pause(60);
    expect(session.status).toMatchObject({ save: "saving", pending: 1 });
    FakeSocket.last.give(new Uint8Array([100, 2]));
    expect(session.status).toMatchObject({ save: "saved", pending: 0 });
    for (const status of seen) if (status.save === "saved") expect(status.pending).toBe(0);
  });

  test("wb3 offline is said only when every edit is on the device", async () => {
    const session = open();
    await until(() => session.status.synced && session.status.save === "saved");
    server.up = false;
    server.kill();
    expect(session.status).toMatchObject({ net: "offline", save: "saved" });
    session.board.addNote({ pos: here, text: "uno" });
    // Not written yet.
    expect(session.status).toMatchObject({ net: "offline", save: "saving", pending: 1 });
    await until(() => session.status.save === "offline");
    const kept = await (await Device.open("b/me")).load();
    expect(kept.edits).toHaveLength(1);
    server.up = true;
    session.retry();
    await until(() => session.status.save === "saved");
    expect(Object.keys(server.doc.getMap("notes").toJSON())).toHaveLength(1);
    await until(() => session.status.pending === 0);
  });

  test("wb22 a device that keeps nothing is said so", async () => {
    vi.spyOn(Device, "open").mockRejectedValue(new Error("private window"));
    const session = open();
    await until(() => session.status.synced);
    server.up = false;
    server.kill();
    session.board.addNote({ pos: here });
    expect(session.status).toMatchObject({ save: "unkept", pending: 1 });
  });

  test("wb22 a device that fails later is said so, and the connection goes on", async () => {
    const session = open();
    await until(() => session.status.synced);
    vi.spyOn(Device.prototype, "addEdits").mockRejectedValue(new Error("full"));
    server.up = false;
    server.kill();
    session.board.addNote({ pos: here });
    await until(() => session.status.save === "unkept");
    server.up = true;
    session.retry();
    await until(() => session.status.save === "saved");
  });

  test("wb11 edits survive closing offline and opening again", async () => {
    const first = open();
    await until(() => first.status.synced);
    server.up = false;
    server.kill();
    const id = first.board.addNote({ pos: here, text: "prima" });
    await until(() => first.status.save === "offline");
    await first.close();
    const again = open();
    await until(() => again.status.loaded);
    expect(again.board.note(id)!.text).toBe("prima");
    expect(again.status).toMatchObject({ pending: 1, synced: false });
    await until(() => again.status.save === "offline");
    again.board.setText(id, "prima e dopo");
    server.up = true;
    again.retry();
    await until(() => again.status.save === "saved");
    expect(server.doc.getMap("notes").toJSON()[id].text).toBe("prima e dopo");
    // And a third opening knows that nothing is owed.
    await again.close();
    expect((await (await Device.open("b/me")).load()).edits).toHaveLength(0);
  });

  test("wb11 what others wrote is there offline as well", async () => {
    const first = open();
    await until(() => first.status.synced);
    const theirs = new Y.Doc();
    server.edit((doc) => {
      const note = new Y.Map<unknown>();
      note.set("text", new Y.Text("di altri"));
      doc.getMap("notes").set("n1", note);
    });
    theirs.destroy();
    await until(() => first.board.notes.size === 1);
    await first.close();
    server.up = false;
    const again = open();
    await until(() => again.status.loaded);
    expect(again.board.note("n1")!.text).toBe("di altri");
    expect(again.status.pending).toBe(0);
  });

  /** Three notes of others on the board, and a session that has them. */
  async function shared(): Promise<BoardSession> {
    server.edit((doc) => {
      for (const id of ["a", "b", "c"]) {
        const note = doc.getMap("notes").set(id, new Y.Map<unknown>());
        note.set("text", new Y.Text(id));
        note.set("pos", [700, 300]);
      }
    });
    const session = open();
    await until(() => session.status.synced && session.status.save === "saved");
    // What watches over words without a connection has come.
    await until(() => session.board.onWords !== null);
    return session;
  }
  const away = (ids: readonly string[]): void => server.edit((doc) => ids.forEach((id) => doc.getMap("notes").delete(id)));
  const words = (session: BoardSession): string[] => [...session.board.notes.values()].map((note) => note.text).sort();

  test("wb52 a note that somebody removes meanwhile comes back with the words that were written without a connection", async () => {
    const session = await shared();
    server.up = false;
    server.kill();
    await until(() => session.status.net === "offline");
    session.board.setText("a", "a con parole");
    session.board.move(["b"], 50, 0);
    away(["a", "b", "c"]);
    server.up = true;
    session.retry();
    await until(() => session.status.save === "saved" && session.status.notice !== undefined);
    // What was only moved, or not touched, stays removed.
    expect(words(session)).toEqual(["a con parole"]);
    expect([...session.board.notes.values()][0]).toMatchObject({ x: 700, y: 300, author: "me" });
    expect(session.status.notice).toMatchObject({ code: "returned", final: false });
    await until(() => (server.doc.getMap("notes") as Y.Map<unknown>).size === 1);
  });

  test("wb52 the same after the page was closed and opened again without a connection", async () => {
    const first = await shared();
    server.up = false;
    server.kill();
    await until(() => first.status.net === "offline");
    first.board.setText("a", "a con parole");
    await until(() => first.status.save === "offline");
    await first.close();
    away(["a", "c"]);
    const again = open();
    await until(() => again.status.loaded && again.board.onWords !== null);
    server.up = true;
    again.retry();
    await until(() => again.status.save === "saved" && again.status.notice?.code === "returned");
    expect(words(again)).toEqual(["a con parole", "b"]);
  });

  test("wb52 what was on the server already stays removed", async () => {
    const session = await shared();
    session.board.setText("a", "a con parole");
    await until(() => session.status.save === "saved");
    server.up = false;
    server.kill();
    away(["a"]);
    server.up = true;
    session.retry();
    await until(() => words(session).join() === "b,c");
    await pause(50);
    expect(words(session)).toEqual(["b", "c"]);
    expect(session.status.notice).toBeUndefined();
  });

  test("wb9 after a reset the page starts anew and gives the words back", async () => {
    const session = open();
    await until(() => session.status.synced);
    session.board.addNote({ pos: here, text: "accettata" });
    await until(() => session.status.save === "saved");
    server.stores = false;
    const id = session.board.addNote({ pos: here, text: "rifiutata" });
    await pause(60);
    const before = FakeSocket.last;
    before.give(notice({ code: "forbidden", message: "no", reset: true }));
    server.stores = true;
    await until(() => session.status.synced && session.status.notice?.kept !== undefined);
    expect(FakeSocket.last).not.toBe(before);
    expect(session.board.note(id)).toBeUndefined();
    expect([...session.board.notes.values()].map((note) => note.text)).toEqual(["accettata"]);
    expect(session.status.notice).toMatchObject({ code: "forbidden", final: false, kept: ["rifiutata"] });
    expect(session.status).toMatchObject({ save: "saved", pending: 0, net: "online" });
    session.board.addNote({ pos: here, text: "di nuovo" });
    await until(() => session.status.save === "saved" && server.doc.getMap("notes").size === 2);
    session.dismiss();
    expect(session.status.notice).toBeUndefined();
    // Nothing of the refused edit waits on the device.
    expect((await (await Device.open("b/me")).load()).edits).toHaveLength(0);
  });

  test("wb9 what was taken after all, a moment later, is not given back", async () => {
    const session = open();
    await until(() => session.status.synced);
    server.stores = false;
    const id = session.board.addNote({ pos: here, text: "in viaggio" });
    session.board.addNote({ pos: here, text: "rifiutata" });
    await pause(60);
    FakeSocket.last.give(notice({ code: "forbidden", message: "no", reset: true }));
    server.stores = true;
    await until(() => session.status.synced && session.board.notes.size === 0);
    server.edit((doc) => {
      const note = doc.getMap("notes").set(id, new Y.Map<unknown>());
      note.set("text", new Y.Text("in viaggio"));
      note.set("pos", [0, 0]);
    });
    await until(() => session.status.notice?.kept !== undefined);
    expect(session.status.notice!.kept).toEqual(["rifiutata"]);
  });

  test("wb17 a final close is explained, by the notice before it if there was one", async () => {
    const session = open();
    await until(() => session.status.synced);
    FakeSocket.last.give(notice({ code: "removed", message: "fuori" }));
    server.kill(4403);
    expect(session.status).toMatchObject({ net: "refused", readOnly: true, notice: { code: "removed", final: true } });
    const other = open({ participant: "you" });
    await until(() => other.status.synced);
    server.kill(4401);
    expect(other.status.notice).toMatchObject({ code: "unauthorised", final: true });
  });

  test("wb17 a copy the server cannot read is not kept for the next time", async () => {
    const session = open();
    await until(() => session.status.synced);
    server.stores = false;
    session.board.addNote({ pos: here, text: "strana" });
    await pause(60);
    server.kill(4400);
    await until(() => session.status.notice?.kept !== undefined);
    expect(session.status.notice!.kept).toEqual(["strana"]);
    await pause(20);
    expect((await (await Device.open("b/me")).load()).state).toBeNull();
  });

  test("wb18 the role in force is the one the server said last", async () => {
    const session = open();
    await until(() => session.status.synced);
    FakeSocket.last.give(notice({ code: "role_changed", message: "…", role: "viewer" }));
    expect(session.status).toMatchObject({ readOnly: true, role: "viewer", notice: { code: "role_changed" } });
    FakeSocket.last.give(notice({ code: "role_changed", message: "…", role: "editor" }));
    expect(session.status.readOnly).toBe(false);
    // Another role is no reason for what comes next.
    server.kill(4403);
    await until(() => session.status.net === "refused");
    expect(session.status.notice).toMatchObject({ code: "forbidden", final: true });
  });

  test("wb21 a failing store is told until it works again", async () => {
    const session = open();
    await until(() => session.status.synced);
    FakeSocket.last.give(notice({ code: "storage_failed", message: "…" }));
    expect(session.status.notice?.code).toBe("storage_failed");
    FakeSocket.last.give(notice({ code: "storage_back", message: "…" }));
    expect(session.status.notice).toBeUndefined();
  });

  test("wb20 people are those the server names, oneself first", async () => {
    const session = open();
    await until(() => session.status.net === "online");
    const who = { id: "p2", name: "Bruno", color: "#aa0000", role: "editor" };
    FakeSocket.last.give(
      awareness([
        [9, 1, { who, cursor: [3, 4], selection: ["n1"], drag: { delta: [5, 6] } }],
        [10, 1, { who: { ...who, name: "Carla" }, cursor: ["x", 1], selection: { count: 30, box: [0, 0, 9, 9] } }],
        [11, 1, { cursor: [0, 0] }],
      ]),
    );
    const people = session.people();
    expect(people.map((person) => [person.name, person.self])).toEqual([["Io", true], ["Bruno", false], ["Carla", false]]);
    expect(people[1]).toMatchObject({ participant: "p2", cursor: { x: 3, y: 4 }, selection: { ids: ["n1"] }, drag: { x: 5, y: 6 } });
    expect(people[2]).toMatchObject({ cursor: null, selection: { count: 30, box: { x: 0, y: 0, w: 9, h: 9 } }, drag: null });
  });

  test("wb20 the pointer goes out at most fifteen times a second", async () => {
    const session = open();
    await until(() => session.status.net === "online");
    const before = FakeSocket.last.sent.length;
    for (let i = 0; i < 60; i++) {
      session.setCursor({ x: i, y: i });
      await pause(5);
    }
    const frames = FakeSocket.last.sent.slice(before).filter((frame) => frame[0] === 1).length;
    expect(frames).toBeGreaterThan(2);
    expect(frames).toBeLessThanOrEqual(7);
  });
});

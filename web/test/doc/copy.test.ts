import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { askCopy, takeCopy } from "../../src/doc/copy";
import { openBoard, type BoardSession } from "../../src/doc/session";
import { FakeServer, FakeSocket, sync } from "./fake";

let server: FakeServer;
let session: BoardSession | null = null;
const asked: string[] = [];

/** What the server answers when it is asked for its copy. */
function answering(answer: () => Promise<Response>): void {
  vi.stubGlobal("fetch", (url: string, options: RequestInit) => {
    asked.push(`${url} ${(options.headers as Record<string, string>)["Authorization"]}`);
    return answer();
  });
}

function open(): BoardSession {
  session = openBoard({ boardId: "b", token: "t", role: "editor", participant: "me", name: "Io", origin: "ws://test" });
  return session;
}

const steps1 = (): Uint8Array[] => FakeSocket.last.sent.filter(([type, step]) => type === 0 && step === 0);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory() as unknown as globalThis.IDBFactory;
  vi.spyOn(console, "warn").mockReturnValue();
  asked.length = 0;
  server = new FakeServer();
  server.edit((doc) => doc.getMap("notes").set("a", new Y.Map([["text", new Y.Text("qui")]])));
  server.install();
});

afterEach(async () => {
  await session?.close();
  await takeCopy("b");
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("copy", () => {
  test("wb23 who has nothing begins with the server's copy, and the line brings what is newer", async () => {
    const copy = Y.encodeStateAsUpdate(server.doc);
    const vector = Y.encodeStateVector(server.doc);
    answering(async () => new Response(copy as BodyInit));
    askCopy("b", "t");
    askCopy("b", "t");
    server.edit((doc) => doc.getMap("notes").set("z", new Y.Map([["text", new Y.Text("più nuova")]])));
    const opened = open();
    await vi.waitFor(() => expect(opened.status.synced).toBe(true));
    expect(asked).toEqual(["/api/v1/boards/b/state Bearer t"]);
    expect([...opened.board.notes.values()].map(({ text }) => text).sort()).toEqual(["più nuova", "qui"]);
    expect(steps1(), "only what the copy lacks is asked for").toEqual([sync(0, vector)]);
    // It is on this device, too.
    await opened.close();
    server.up = false;
    const again = open();
    await vi.waitFor(() => expect(again.status.loaded).toBe(true));
    expect(again.board.note("a")?.text).toBe("qui");
  });

  test("wb23 the board can be seen before the line stands", async () => {
    server.up = false;
    answering(async () => new Response(Y.encodeStateAsUpdate(server.doc) as BodyInit));
    askCopy("b", "t");
    const opened = open();
    await vi.waitFor(() => expect(opened.status).toMatchObject({ loaded: true, synced: false }));
    expect(opened.board.note("a")?.text).toBe("qui");
  });

  test.each([
    ["is refused", async () => new Response("{}", { status: 403 })],
    ["does not come", async () => Promise.reject(new TypeError("network"))],
    ["cannot be read", async () => new Response(new Uint8Array([9, 9, 9]))],
  ])("wb23 a copy that %s is no harm: the line brings everything", async (_, answer) => {
    answering(answer);
    askCopy("b", "t");
    const opened = open();
    await vi.waitFor(() => expect(opened.status.synced).toBe(true));
    expect(opened.board.note("a")?.text).toBe("qui");
    expect(steps1()).toEqual([sync(0, new Uint8Array([0]))]);
  });
});

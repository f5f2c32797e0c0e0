import * as encoding from "lib0/encoding";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dial, greeting, hangUp, pickUp } from "../../src/doc/dial";
import { Ledger } from "../../src/doc/ledger";
import { Provider } from "../../src/doc/provider";
import { FakeServer, FakeSocket, sync } from "./fake";

const URL = "ws://test/sync/b";
const events = { changed: vi.fn(), remote: vi.fn(), saved: vi.fn(), who: vi.fn(), notice: vi.fn(), progress: vi.fn(), refused: vi.fn() };
let server: FakeServer;

function connect(doc: Y.Doc): Provider {
  const options = { url: URL, token: "secret", readOnly: () => false };
  return new Provider(options, doc, new Awareness(doc), new Ledger(), events);
}

const steps1 = (): Uint8Array[] => FakeSocket.last.sent.filter(([type, step]) => type === 0 && step === 0);

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  server.doc.getMap("notes").set("a", "there");
  server.install();
});
afterEach(() => {
  hangUp(URL);
  vi.useRealTimers();
});

describe("dial", () => {
  test("wb13 a line begun early says its token and keeps what it hears, in order", () => {
    dial(URL, "secret");
    dial(URL, "secret");
    expect(FakeSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(1);
    FakeSocket.last.give(new Uint8Array([100, 7]));
    const line = pickUp(URL, "secret")!;
    expect(line.socket).toBe(FakeSocket.last);
    expect(FakeSocket.last.sent).toEqual([greeting("secret")]);
    expect(line.heard.map((data) => new Uint8Array(data))).toEqual([sync(0, Y.encodeStateVector(server.doc)), new Uint8Array([100, 7])]);
    expect(pickUp(URL, "secret")).toBeNull();
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.last.isOpen, "what was taken is not hung up").toBe(true);
  });

  test("wb13 a line nobody takes, or of somebody else, is ended", () => {
    dial(URL, "secret");
    vi.advanceTimersByTime(1);
    expect(FakeSocket.last.isOpen).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.last.isOpen).toBe(false);
    expect(pickUp(URL, "secret")).toBeNull();
    dial(URL, "secret");
    vi.advanceTimersByTime(1);
    expect(pickUp(URL, "another")).toBeNull();
    expect(FakeSocket.last.isOpen).toBe(false);
  });

  test("wb13 a line that has ended is not handed out", () => {
    dial(URL, "secret");
    vi.advanceTimersByTime(1);
    FakeSocket.last.drop(4403);
    expect(pickUp(URL, "secret")).toBeNull();
  });

  test("wb13 a line picked up before it stands greets like any other", () => {
    dial(URL, "secret");
    const doc = new Y.Doc();
    const provider = connect(doc);
    vi.advanceTimersByTime(100);
    expect(FakeSocket.last.sent[0]).toEqual(greeting("secret"));
    expect(steps1()).toHaveLength(1);
    expect(provider.synced).toBe(true);
    provider.close();
  });

  test("wb13 the token's frame is that of the protocol, whatever its length", () => {
    for (const token of ["", "t", "é".repeat(60), "x".repeat(127), "x".repeat(128), "x".repeat(20_000)]) {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 102);
      encoding.writeVarString(encoder, token);
      expect(greeting(token)).toEqual(encoding.toUint8Array(encoder));
    }
  });
});

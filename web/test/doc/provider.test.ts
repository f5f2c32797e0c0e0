import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Ledger } from "../../src/doc/ledger";
import { Provider, type ProviderEvents } from "../../src/doc/provider";
import { awareness as awarenessFrame, FakeServer, FakeSocket, notice, saved, sync } from "./fake";

class Client {
  readonly doc = new Y.Doc();
  readonly ledger = new Ledger();
  readonly awareness = new Awareness(this.doc);
  readonly events = {
    changed: vi.fn(),
    remote: vi.fn(),
    saved: vi.fn(),
    who: vi.fn(),
    notice: vi.fn(), progress: vi.fn(),
    refused: vi.fn(),
  } satisfies ProviderEvents;
  readOnly = false;
  readonly provider: Provider;

  constructor() {
    this.doc.on("update", (update: Uint8Array, _o: unknown, _d: Y.Doc, transaction: Y.Transaction) => {
      if (!transaction.local) return;
      this.ledger.add(update);
      this.provider.edited();
    });
    const options = { url: "ws://test/sync/b", token: "secret", readOnly: () => this.readOnly };
    this.provider = new Provider(options, this.doc, this.awareness, this.ledger, this.events);
  }

  write(text: string): void {
    this.doc.getText("t").insert(this.doc.getText("t").length, text);
  }

  get text(): string {
    return this.doc.getText("t").toString();
  }
}

let server: FakeServer;
let client: Client;
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  server = new FakeServer();
  server.install();
  client = new Client();
});

afterEach(() => {
  client.provider.close();
  client.awareness.destroy();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("provider", () => {
  test("wb13 greets with token and step 1, then both have everything", async () => {
    server.doc.getText("t").insert(0, "da server ");
    client.write("da qui");
    expect(client.provider.net).toBe("connecting");
    await pass(10);
    const [token, step1] = FakeSocket.last.sent;
    expect(token![0]).toBe(102);
    expect(new TextDecoder().decode(token!.slice(2))).toBe("secret");
    expect([...step1!.slice(0, 2)]).toEqual([0, 0]);
    expect(FakeSocket.last.protocol).toBe("plenaria.1");
    expect(FakeSocket.last.url).not.toContain("secret");
    expect(client.provider).toMatchObject({ net: "online", synced: true });
    expect(server.doc.getText("t").toString()).toBe(client.text);
    expect(client.ledger.size).toBe(0);
  });

  test("wb14 the first edit goes at once, what follows is gathered into one frame", async () => {
    await pass(200);
    const before = FakeSocket.last.frames.length;
    client.write("a");
    expect(FakeSocket.last.frames).toHaveLength(before + 1);
    client.write("b");
    client.write("c");
    expect(FakeSocket.last.frames).toHaveLength(before + 1);
    await pass(45);
    expect(FakeSocket.last.frames).toHaveLength(before + 2);
    expect(server.doc.getText("t").toString()).toBe("abc");
    await pass(100);
    client.write("d");
    expect(FakeSocket.last.frames).toHaveLength(before + 3);
  });

  test("wb3 saved is said only of what the server confirmed", async () => {
    server.saves = false;
    await pass(50);
    FakeSocket.last.give(saved(1));
    client.write("a");
    expect(client.ledger.size).toBe(1);
    await pass(50);
    client.write("b");
    await pass(50);
    expect(client.ledger.size).toBe(2);
    FakeSocket.last.give(saved(1));
    expect(client.ledger.size).toBe(2);
    FakeSocket.last.give(saved(2));
    expect(client.ledger.size).toBe(1);
    expect(client.events.saved).toHaveBeenCalledTimes(1);
    FakeSocket.last.give(saved(3));
    expect(client.ledger.size).toBe(0);
  });

  test("wb3 what was sent and not confirmed before the line broke is sent again, and counted anew", async () => {
    await pass(50);
    server.stores = false;
    server.saves = false;
    client.write("perso?");
    await pass(50);
    expect(client.ledger.size).toBe(1);
    server.kill();
    expect(client.provider.net).toBe("offline");
    server.stores = true;
    await pass(2_000);
    expect(server.doc.getText("t").toString()).toBe("perso?");
    expect(client.ledger.size).toBe(1);
    // The number of the old connection says nothing about the new one.
    FakeSocket.last.give(saved(0));
    expect(client.ledger.size).toBe(1);
    FakeSocket.last.give(saved(1));
    expect(client.ledger.size).toBe(0);
  });

  test("wb3 confirmed just before the line broke and sent twice is there once", async () => {
    await pass(50);
    server.saves = false;
    client.write("una volta");
    await pass(50);
    server.kill();
    server.saves = true;
    await pass(3_000);
    expect(server.doc.getText("t").toString()).toBe("una volta");
    expect(client.ledger.size).toBe(0);
  });

  test("wb3 the server may ask again; only its answer to that counts", async () => {
    server.saves = false;
    await pass(50);
    FakeSocket.last.give(saved(1));
    server.stores = false;
    client.write("x");
    await pass(50);
    server.stores = true;
    FakeSocket.last.give(sync(0, Y.encodeStateVector(server.doc)));
    expect(server.doc.getText("t").toString()).toBe("x");
    FakeSocket.last.give(saved(3));
    expect(client.ledger.size).toBe(0);
  });

  test("wb15 edits offline arrive after reconnecting, others' too", async () => {
    await pass(50);
    server.up = false;
    server.kill();
    client.write("offline");
    server.doc.getText("t").insert(0, "intanto ");
    await pass(20_000);
    expect(client.provider.net).toBe("offline");
    server.up = true;
    await pass(30_000);
    expect(client.provider.net).toBe("online");
    expect(server.doc.getText("t").toString()).toBe(client.text);
    expect(client.text).toContain("offline");
    expect(client.text).toContain("intanto");
    expect(client.ledger.size).toBe(0);
  });

  test("wb16 pauses grow, and are short again after a good connection", async () => {
    await pass(50);
    server.up = false;
    server.kill();
    const tries = async (ms: number): Promise<number> => {
      const before = FakeSocket.all.length;
      await pass(ms);
      return FakeSocket.all.length - before;
    };
    expect(await tries(5_000)).toBeGreaterThanOrEqual(3);
    await pass(60_000);
    expect(await tries(30_000)).toBeLessThanOrEqual(3);
    server.up = true;
    await pass(20_000);
    expect(client.provider.net).toBe("online");
    await pass(10_000);
    server.kill(1012);
    await pass(700);
    expect(client.provider.net).toBe("online");
  });

  test("wb16 waking the page or the network connects at once", async () => {
    await pass(50);
    server.up = false;
    server.kill();
    await pass(120_000);
    const before = FakeSocket.all.length;
    server.up = true;
    client.provider.retry();
    await pass(10);
    expect(FakeSocket.all.length).toBe(before + 1);
    expect(client.provider.net).toBe("online");
  });

  test("wb16 a silent line is given up", async () => {
    await pass(50);
    const first = FakeSocket.last;
    await pass(44_000);
    first.give(new Uint8Array([1, 1, 0]));
    await pass(44_000);
    expect(FakeSocket.last).toBe(first);
    await pass(5_000);
    expect(FakeSocket.last).not.toBe(first);
    expect(client.provider.net).toBe("online");
  });

  test.each([4400, 4401, 4403, 4404, 4409, 4413])("wb17 %d is final", async (code) => {
    await pass(50);
    server.kill(code);
    expect(client.provider.net).toBe("refused");
    expect(client.events.refused).toHaveBeenCalledWith(code);
    const before = FakeSocket.all.length;
    await pass(120_000);
    expect(FakeSocket.all.length).toBe(before);
  });

  test.each([1006, 1012, 4508, 4510, 4529])("wb17 %d is not", async (code) => {
    await pass(50);
    server.kill(code);
    await pass(3_000);
    expect(client.provider.net).toBe("online");
  });

  test("wb18 people who only read send nothing of a document", async () => {
    client.provider.close();
    client = new Client();
    client.readOnly = true;
    client.write("solo mio");
    await pass(50);
    client.write("!");
    await pass(200);
    expect(FakeSocket.last.frames).toEqual([{ kind: "step2", update: new Uint8Array([0, 0]) }]);
    expect(server.doc.getText("t").toString()).toBe("");
  });

  test("wb19 a full socket is not filled further", async () => {
    await pass(50);
    FakeSocket.last.bufferedAmount = 1 << 20;
    const before = FakeSocket.last.frames.length;
    for (let i = 0; i < 20; i++) {
      client.write("x");
      await pass(50);
    }
    expect(FakeSocket.last.frames).toHaveLength(before);
    FakeSocket.last.bufferedAmount = 0;
    await pass(50);
    expect(FakeSocket.last.frames).toHaveLength(before + 1);
    expect(server.doc.getText("t").toString()).toBe("x".repeat(20));
  });

  test("wb19 more than one frame takes goes in several", async () => {
    server.up = false;
    server.kill();
    client.provider.close();
    client = new Client();
    for (let i = 0; i < 12; i++) client.write("y".repeat(90_000));
    server.up = true;
    await pass(20_000);
    expect(FakeSocket.last.frames.length).toBeGreaterThan(2);
    for (const { update } of FakeSocket.last.frames) expect(update.length).toBeLessThan(512 * 1024);
    expect(server.doc.getText("t").length).toBe(12 * 90_000);
    expect(client.ledger.size).toBe(0);
  });

  test("wb20 presence is announced, and again when the server took us for gone", async () => {
    client.awareness.setLocalState({ cursor: [1, 2] });
    await pass(50);
    const announced = (): number => FakeSocket.last.sent.filter((frame) => frame[0] === 1).length;
    expect(announced()).toBe(1);
    client.awareness.setLocalState({ cursor: [3, 4] });
    expect(announced()).toBe(2);
    FakeSocket.last.give(awarenessFrame([[client.doc.clientID, 90, null]]));
    expect(announced()).toBe(3);
    expect(client.awareness.meta.get(client.doc.clientID)!.clock).toBeGreaterThan(90);
  });

  test("wb20 who we are comes with our own entry; others leave with the line", async () => {
    await pass(50);
    const who = { id: "p1", name: "Anna", color: "#123456", role: "editor" };
    FakeSocket.last.give(awarenessFrame([[77, 1, { who }], [client.doc.clientID, 1, { who }]]));
    expect(client.events.who).toHaveBeenCalledWith(who);
    expect(client.awareness.getStates().has(77)).toBe(true);
    server.kill();
    expect(client.awareness.getStates().has(77)).toBe(false);
  });

  test("wb21 notices are passed on; frames of unknown kinds are not minded", async () => {
    await pass(50);
    FakeSocket.last.give(notice({ code: "slow_down", message: "…" }));
    expect(client.events.notice).toHaveBeenCalledWith({ code: "slow_down", message: "…", reset: false, role: null });
    FakeSocket.last.give(new Uint8Array([120, 1, 2]));
    expect(client.provider.net).toBe("online");
    // Cut short: the line is dropped, the page goes on.
    vi.spyOn(console, "error").mockReturnValue();
    FakeSocket.last.give(new Uint8Array([0, 2, 200]));
    expect(client.provider.net).toBe("offline");
    await pass(3_000);
    expect(client.provider.net).toBe("online");
  });
});

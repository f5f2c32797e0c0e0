/**
 * The stock WebsocketProvider of y-websocket, unchanged, against the real server: eight people edit at random while
 * connections drop, somebody sends broken frames, somebody stops reading, and the server is killed twice.
 */
import { expect, test } from "@playwright/test";
import type WebSocket from "ws";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { boardOf, createWorkshop, join } from "../api";
import { Misfits } from "../misfits";
import { Random } from "../random";
import { Server } from "../server";
import { stock } from "../stock";

const CLIENTS = 8;
const EDITING_MS = Number(process.env.STOCK_MS ?? 20_000);
const COLORS = ["yellow", "orange", "pink", "green", "blue", "violet", "white"];
const WORDS = ["fiducia ", "tempo ", "rete ", "bosco 🌲 ", "perché ", "scuola\n", "𝒳 ", "è "];

class Peer {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  /** Words this peer put into its own diary note, which nobody else touches: all must be there at the end. */
  readonly diary: string[] = [];
  private readonly diaryText = new Y.Text();
  private made = 0;
  private begun = false;

  constructor(
    readonly name: string,
    server: Server,
    board: string,
    token: string,
    private readonly random: Random,
  ) {
    this.provider = stock(server, board, token, this.doc);
  }

  get notes(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap("notes");
  }

  private put(id: string, text: Y.Text): void {
    const note = new Y.Map<unknown>();
    this.doc.transact(() => {
      note.set("text", text);
      note.set("pos", [this.random.below(4000), this.random.below(3000)]);
      note.set("size", [200, 200]);
      note.set("color", this.random.pick(COLORS));
      note.set("z", "a0");
      note.set("at", 1_700_000_000_000);
      this.notes.set(id, note);
    });
  }

  edit(): void {
    const { random } = this;
    if (!this.begun) this.put(`diary-${this.name}`, this.diaryText);
    this.begun = true;
    const others = [...this.notes.keys()].filter((id) => !id.startsWith("diary-"));
    const choice = random.below(10);
    if (choice < 3) {
      const word = `${this.name}-${this.diary.length};`;
      this.diary.push(word);
      this.diaryText.insert(this.diaryText.length, word);
    } else if (choice < 5 || others.length === 0) {
      this.put(`n-${this.name}-${this.made++}`, new Y.Text(random.pick(WORDS)));
    } else {
      const id = random.pick(others);
      const note = this.notes.get(id);
      const text = note?.get("text") as Y.Text | undefined;
      if (!note || !text) return;
      if (choice === 5) note.set("pos", [random.below(4000), random.below(3000)]);
      else if (choice === 6) note.set("color", random.pick(COLORS));
      else if (choice === 7 && others.length > 20) this.notes.delete(id);
      else if (choice === 8 && text.length > 4) {
        const at = random.below(text.length - 1);
        // Never cut a surrogate pair in two: Yjs would turn the halves into replacement characters.
        const cut = text.toString().charCodeAt(at);
        if (cut < 0xd800 || cut > 0xdfff) text.delete(at, 1);
      } else text.insert(0, random.pick(WORDS));
    }
  }

  drop(): void {
    (this.provider.ws as unknown as WebSocket | null)?.terminate();
  }

  close(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}

const json = (doc: Y.Doc) => JSON.stringify(sorted(doc.getMap("notes").toJSON()));
const sorted = (value: Record<string, unknown>) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

test("eight stock Yjs clients beside one who sends garbage and one who does not read, dropped connections and two SIGKILLs: all equal, nothing lost", async () => {
  test.setTimeout(EDITING_MS + 90_000);
  const random = Random.fresh();
  console.log(`seed ${random.seed} (repeat with SEED=${random.seed})`);
  const server = await Server.start();
  const peers: Peer[] = [];
  let misfits: Misfits | undefined;
  try {
    const workshop = await createWorkshop(server);
    const board = boardOf(workshop.boards, "group", "Ambiente");
    for (let i = 0; i < CLIENTS; i++) {
      const seat = await join(server, workshop.join.code, `P${i}`, "Ambiente");
      peers.push(new Peer(`p${i}`, server, board.id, seat.token, new Random(random.seed + i + 1)));
    }
    const [rude, slow] = [await join(server, workshop.join.code, "R", "Ambiente"), await join(server, workshop.join.code, "S", "Ambiente")];
    misfits = new Misfits(server, board.id, rude.token, slow.token);
    const kills = [EDITING_MS * 0.35, EDITING_MS * 0.7];
    const started = Date.now();
    while (Date.now() - started < EDITING_MS) {
      for (const peer of peers) if (random.below(3) > 0) peer.edit();
      if (random.below(40) === 0) random.pick(peers).drop();
      if (random.below(120) === 0) {
        const peer = random.pick(peers);
        peer.provider.disconnect();
        setTimeout(() => peer.provider.connect(), 200 + random.below(2000));
      }
      if (kills.length > 0 && Date.now() - started > (kills[0] ?? 0)) {
        kills.shift();
        await server.kill();
        for (const peer of peers) peer.edit();
        await server.restart();
      }
      await new Promise((done) => setTimeout(done, 40));
    }
    for (const peer of peers) peer.provider.connect();
    await expect
      .poll(() => new Set(peers.map((peer) => json(peer.doc))).size, { timeout: 30_000, message: "all eight equal" })
      .toBe(1);

    const fresh = new Peer("fresh", server, board.id, (await join(server, workshop.join.code, "F", "Ambiente")).token, random);
    peers.push(fresh);
    await expect.poll(() => json(fresh.doc) === json(peers[0]!.doc), { timeout: 15_000 }).toBe(true);
    for (const peer of peers.slice(0, CLIENTS)) {
      const written = (fresh.notes.get(`diary-${peer.name}`)?.get("text") as Y.Text).toString();
      expect(written).toBe(peer.diary.join(""));
    }
    expect(fresh.notes.size).toBeGreaterThan(CLIENTS);

    expect(misfits.turnedOut, "the rude one was there").toBeGreaterThan(3);
    misfits.end();

    // And the same once more from disk alone.
    await server.kill();
    await server.restart();
    const again = new Peer("again", server, board.id, (await join(server, workshop.join.code, "A", "Ambiente")).token, random);
    peers.push(again);
    await expect.poll(() => json(again.doc) === json(fresh.doc), { timeout: 15_000 }).toBe(true);
  } finally {
    misfits?.end();
    for (const peer of peers) peer.close();
    await server.stop();
  }
});

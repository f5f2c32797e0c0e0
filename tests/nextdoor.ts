/** Who is on the same server as a story: in a workshop of their own, one writes while one sends garbage and one does not read. */
import { expect } from "@playwright/test";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { boardOf, createWorkshop, join } from "./api";
import { Misfits } from "./misfits";
import type { Server } from "./server";

const GROUP = "Accanto";
const EVERY_MS = 150;
/** Notes and letters of the board before it begins: the one who does not read is owed more than the lines between hold. */
const NOTES = 300;
const LETTERS = 1_000;
/** The misfits come after so many words. */
const WORDS_BEFORE = 3;

export class NextDoor {
  private readonly doc = new Y.Doc();
  private readonly diary = new Y.Text();
  private timer: ReturnType<typeof setInterval> | undefined;
  private written = "";
  private words = 0;
  private misfits: Misfits | undefined;

  private constructor(private readonly provider: (doc: Y.Doc) => WebsocketProvider) {}

  static async open(server: Server): Promise<NextDoor> {
    const workshop = await createWorkshop(server, [GROUP], GROUP);
    const board = boardOf(workshop.boards, "group", GROUP).id;
    const [honest, rude, slow] = await Promise.all(["H", "R", "S"].map((name) => join(server, workshop.join.code, name, GROUP)));
    const provider = (doc: Y.Doc): WebsocketProvider =>
      new WebsocketProvider(`${server.ws}/sync`, board, doc, {
        params: { token: honest!.token },
        WebSocketPolyfill: WebSocket as never,
        maxBackoffTime: 400,
        disableBc: true,
      });
    const here = new NextDoor(provider);
    here.begin(() => new Misfits(server, board, rude!.token, slow!.token));
    return here;
  }

  private begin(misfits: () => Misfits): void {
    const notes = this.doc.getMap("notes");
    this.doc.transact(() => {
      for (let i = 0; i <= NOTES; i++) {
        const note = new Y.Map<unknown>();
        note.set("text", i === NOTES ? this.diary : new Y.Text("parola ".repeat(LETTERS / 7)));
        note.set("pos", [220 * (i % 10), 220 * Math.floor(i / 10)]);
        note.set("size", [200, 200]);
        note.set("color", "yellow");
        note.set("z", "a0");
        note.set("at", 1_700_000_000_000);
        notes.set(`n${i}`, note);
      }
    });
    const provider = this.provider(this.doc);
    this.timer = setInterval(() => {
      const word = `${this.words++} `;
      this.diary.insert(this.diary.length, word);
      this.written += word;
      // By then the server has the notes, and the one who does not read has something not to read.
      if (this.words >= WORDS_BEFORE && provider.synced) this.misfits ??= misfits();
    }, EVERY_MS);
    this.doc.on("destroy", () => provider.destroy());
  }

  /** Everybody goes; whoever wrote has to find every word with somebody who comes after. */
  async end(check: boolean): Promise<void> {
    clearInterval(this.timer);
    this.misfits?.end();
    const after = new Y.Doc();
    const provider = this.provider(after);
    try {
      if (!check) return;
      const read = (): string => String((after.getMap("notes").get(`n${NOTES}`) as Y.Map<unknown> | undefined)?.get("text") ?? "");
      await expect.poll(read, { timeout: 10_000, message: "what was written next door is there" }).toBe(this.written);
      expect(after.getMap("notes").size).toBe(NOTES + 1);
      expect(this.misfits?.turnedOut ?? 0, "the rude one was there").toBeGreaterThan(0);
    } finally {
      provider.destroy();
      after.destroy();
      this.doc.destroy();
    }
  }
}

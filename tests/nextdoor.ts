/** Who is on the same server as a story: in a workshop of their own, one writes while one sends garbage and one does not read. */
import { expect } from "@playwright/test";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { boardOf, createWorkshop, join } from "./api";
import { Misfits } from "./misfits";
import type { Server } from "./server";
import { stock } from "./stock";

const GROUP = "Accanto";
const EVERY_MS = 150;
/** What is on the board before it begins: the one who does not read is owed more than the lines between hold. */
const NOTES = 300;
const PARAGRAPH = "parola ".repeat(140);
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
    const here = new NextDoor((doc) => stock(server, board, honest!.token, doc));
    here.begin(() => new Misfits(server, board, rude!.token, slow!.token));
    return here;
  }

  private begin(misfits: () => Misfits): void {
    const notes = this.doc.getMap("notes");
    this.doc.transact(() => {
      for (let i = 0; i <= NOTES; i++) {
        const note = new Y.Map<unknown>();
        note.set("text", i === NOTES ? this.diary : new Y.Text(PARAGRAPH));
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
    try {
      if (check) await this.check();
    } finally {
      this.doc.destroy();
    }
  }

  private async check(): Promise<void> {
    const after = new Y.Doc();
    const provider = this.provider(after);
    try {
      const read = (): string => String((after.getMap("notes").get(`n${NOTES}`) as Y.Map<unknown> | undefined)?.get("text") ?? "");
      await expect.poll(read, { timeout: 10_000, message: "what was written next door is there" }).toBe(this.written);
      expect(after.getMap("notes").size).toBe(NOTES + 1);
      expect(this.misfits?.turnedOut ?? 0, "the rude one was there").toBeGreaterThan(0);
    } finally {
      provider.destroy();
      after.destroy();
    }
  }
}

/**
 * One's own dots in the vote that is open on a board. The page shows what one wants at once; the server keeps it, and a
 * wish that has not reached it waits on this device. Nobody else's dots are ever here: the server does not tell them.
 */
import type { Board } from "./board";
import type { Round } from "./progress";
import type { Note } from "./types";

/** `GET` and `PUT /boards/{board}/ballot`. */
export interface Own {
  readonly round: number;
  /** Of all one has, on every board of the round together. */
  readonly left: number;
  readonly votes: Readonly<Record<string, number>>;
}

/** Asks the server: what one has given, or that these be one's dots on this board from now on. */
export type Ask = (votes?: Readonly<Record<string, number>>) => Promise<Own>;

/** `waiting`: not with the server yet, and tried again. `late`: the round closed before the last wish was there. */
export type Standing = "saved" | "saving" | "waiting" | "late";

interface Kept {
  readonly round: number;
  readonly who: string | null;
  readonly elsewhere: number;
  readonly votes: Readonly<Record<string, number>>;
  /** What the server had when this was wished for. */
  readonly base: Readonly<Record<string, number>>;
  /** What was sent last and never answered. */
  readonly sent: Readonly<Record<string, number>> | null;
  readonly unsent: boolean;
}

/** What the server had is asked for again before a wish is sent, if it is older: another device may have voted too. */
const FRESH_MS = 5_000;
/** Between two tries; longer each time. */
const FIRST_MS = 1_000;
const LONGEST_MS = 20_000;

/** Is a vote that is narrowed down about this note? */
export function isAbout({ only }: Round, note: Note): boolean {
  const { colors = [], clusters = [], tags = [] } = only;
  const one = (list: readonly string[], of: readonly string[]): boolean => list.length === 0 || of.some((is) => list.includes(is));
  return one(colors, [note.color]) && one(clusters, note.cluster ? [note.cluster] : []) && one(tags, note.tags);
}

export class Ballot {
  standing: Standing = "saved";
  /** Why the server did not take the last wish, in its words. */
  problem: string | null = null;
  private votes = new Map<string, number>();
  /** What the server had last, and when. */
  private base = new Map<string, number>();
  private asked = -Infinity;
  private sent: Readonly<Record<string, number>> | null = null;
  /** Dots that are given on other boards of the round. */
  private elsewhere = 0;
  private unsent = false;
  private sending = false;
  private ended = false;
  /** How often something was pressed here: an answer to what was asked before is older than that. */
  private presses = 0;
  private pause = FIRST_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  /** `changed` is called after everything that may look different. */
  constructor(
    private readonly board: Board,
    readonly round: Round,
    private readonly ask: Ask,
    private readonly changed: () => void,
  ) {
    this.stop = board.subscribe(({ notes }) => notes.size > 0 && changed());
    const kept = restored(board, round);
    if (kept) {
      this.votes = new Map(Object.entries(kept.votes));
      this.base = new Map(Object.entries(kept.base));
      this.sent = kept.sent;
      this.elsewhere = kept.elsewhere;
      this.unsent = kept.unsent;
    }
    if (this.unsent) void this.send();
    else void this.refresh();
  }

  takes(id: string): boolean {
    const note = this.board.note(id);
    return note !== undefined && isAbout(this.round, note);
  }

  on(id: string): number {
    // Asked for every note in view at every frame: most have none.
    const dots = this.votes.get(id) ?? 0;
    return dots > 0 && this.takes(id) ? dots : 0;
  }

  /** Dots that are not given yet; those on what is gone are one's own again. */
  get left(): number {
    let given = this.elsewhere;
    for (const id of this.votes.keys()) given += this.on(id);
    return Math.max(0, this.round.dots - given);
  }

  may(id: string, by: 1 | -1): boolean {
    if (this.ended || !this.takes(id)) return false;
    return by < 0 ? this.on(id) > 0 : this.left > 0 && this.on(id) < this.round.most;
  }

  give(id: string, by: 1 | -1): void {
    if (!this.may(id, by)) return;
    this.votes.set(id, this.on(id) + by);
    this.presses++;
    this.unsent = true;
    this.problem = null;
    this.keep();
    void this.send();
  }

  /** What another device of the same person has done meanwhile. */
  async refresh(): Promise<void> {
    if (this.unsent || this.sending || this.ended) return;
    const { presses } = this;
    try {
      const own = await this.ask();
      if (presses === this.presses) this.adopt(own);
    } catch {
      // What is shown is what was there last; it is asked for again when the page is looked at.
    }
  }

  /** The round has closed, or the board is left. What is not sent by then stays on the device until the round is over. */
  close(over: boolean): void {
    if (over && this.unsent && !this.sending) this.standing = "late";
    this.ended ||= over;
    clearTimeout(this.timer);
    this.stop();
    if (over) forget(this.board);
  }

  /** The way to the server may be open again. */
  again(): void {
    clearTimeout(this.timer);
    if (this.unsent) void this.send();
    else void this.refresh();
  }

  /** One at a time; what is wished for meanwhile goes with the next. */
  private async send(): Promise<void> {
    if (this.sending || this.ended) return this.changed();
    this.sending = true;
    this.standing = this.standing === "waiting" ? "waiting" : "saving";
    this.changed();
    while (this.unsent && !this.ended) {
      this.unsent = false;
      try {
        if (Date.now() - this.asked > FRESH_MS) this.rebase(await this.ask());
        this.sent = this.wish();
        this.keep();
        const own = await this.ask(this.sent);
        this.sent = null;
        this.pause = FIRST_MS;
        if (this.unsent) this.hear(own);
        else this.adopt(own);
      } catch (error) {
        this.fail(error as { status?: number; code?: string; message?: string });
        break;
      }
    }
    this.sending = false;
    if (this.ended && this.unsent) this.standing = "late";
    if (!this.unsent && this.standing !== "late") this.standing = "saved";
    this.keep();
    this.changed();
  }

  private fail({ status = 0, code, message }: { status?: number; code?: string; message?: string }): void {
    if (code === "vote_closed") {
      this.standing = "late";
      this.ended = true;
      forget(this.board);
    } else if (status === 0 || status >= 500) {
      this.unsent = true;
      this.standing = "waiting";
      this.keep();
      this.timer = setTimeout(() => this.again(), this.pause);
      this.pause = Math.min(LONGEST_MS, this.pause * 2);
    } else {
      // What the server has counts; a wish that it refused is given up.
      this.problem = message ?? null;
      this.unsent = false;
      this.sent = null;
      const { presses } = this;
      this.ask().then(
        (own) => presses === this.presses && this.adopt(own),
        () => this.changed(),
      );
    }
  }

  /** Without dots on what is gone, which the server would not take. */
  private wish(): Record<string, number> {
    return Object.fromEntries([...this.votes.keys()].flatMap((id) => (this.on(id) > 0 ? [[id, this.on(id)]] : [])));
  }

  private adopt(own: Own): void {
    this.hear(own);
    this.votes = new Map(this.base);
    this.keep();
    this.changed();
  }

  /** What is wished for here, on top of what the server has by now. */
  private rebase(own: Own): void {
    // What was sent may have arrived, and only the answer be lost: then it is not wished for a second time.
    const arrived = this.sent !== null && same(this.sent, own.votes);
    const [votes, before] = [this.votes, arrived ? new Map(Object.entries(this.sent!)) : this.base];
    this.hear(own);
    const ids = new Set([...votes.keys(), ...this.base.keys()]);
    const dots = (id: string): number => (this.base.get(id) ?? 0) + (votes.get(id) ?? 0) - (before.get(id) ?? 0);
    this.votes = new Map([...ids].map((id) => [id, Math.min(this.round.most, Math.max(0, dots(id)))]));
    this.keep();
  }

  private hear({ left, votes }: Own): void {
    this.base = new Map(Object.entries(votes));
    this.asked = Date.now();
    const here = [...this.base.values()].reduce((sum, dots) => sum + dots, 0);
    this.elsewhere = Math.max(0, this.round.dots - left - here);
  }

  private keep(): void {
    if (this.ended) return;
    const kept: Kept = { round: this.round.number, who: this.board.author, elsewhere: this.elsewhere, votes: Object.fromEntries(this.votes), base: Object.fromEntries(this.base), sent: this.sent, unsent: this.unsent || this.sending };
    try {
      localStorage.setItem(key(this.board), JSON.stringify(kept));
    } catch {
      // Then a wish is lost with the page; it says that it is not saved.
    }
  }
}

function same(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((id) => a[id] === b[id]);
}

const key = (board: Board): string => `plenaria.ballot.${board.id}`;

/** What this device kept of the round, if it is this one and this person's. */
function restored(board: Board, round: Round): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key(board)) ?? "null") as Kept | null;
    return kept && kept.round === round.number && kept.who === board.author ? kept : null;
  } catch {
    return null;
  }
}

function forget(board: Board): void {
  try {
    localStorage.removeItem(key(board));
  } catch {
    // Nothing was kept.
  }
}

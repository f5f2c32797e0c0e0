/**
 * Where the workshop is in its programme, as the server told it last, and how much time is left by the server's clock.
 */

export interface Running {
  readonly session: number;
  readonly number: number;
  readonly title: string;
  readonly mode: "plenary" | "groups";
  readonly instructions: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly began: number;
  /** Null: as long as it takes. On a board, its own. */
  readonly ends: number | null;
  /** For whoever conducts: boards that have more or less time. */
  readonly ends_by?: Readonly<Record<string, number>>;
}

/** A message of whoever conducts. */
export interface Said {
  /** No other message has it. */
  readonly turn: number;
  readonly text: string;
  readonly at: number;
  /** For whoever conducts: to which boards; null to all. */
  readonly boards?: readonly string[] | null;
}

/** A round of votes that is open; a note fits if it has one of the colours, lies in one of the clusters and bears one of the tags. */
export interface Round {
  readonly number: number;
  readonly title: string;
  /** Dots of each person, on all of its boards together, and how many of them one note may get. */
  readonly dots: number;
  readonly most: number;
  readonly boards: readonly string[];
  readonly only: { readonly colors?: readonly string[]; readonly clusters?: readonly string[]; readonly tags?: readonly string[] };
  readonly began: number;
}

/** docs/wire.md, message 103. */
export interface Told {
  readonly turn: number;
  /** The server's time when it said this. */
  readonly now: number;
  /** Everybody was called to this board. */
  readonly gathered: string | null;
  /** Boards on which only staff write for now; missing in what an earlier server said. */
  readonly frozen?: readonly string[];
  /** Boards on which everybody writes privately for now, or who may only add notes sends them to an inbox. */
  readonly private?: Readonly<Record<string, { readonly anonymous: boolean; readonly began: number; readonly inbox?: boolean }>>;
  readonly phase?: Running;
  /** Since the phase began, the latest last. */
  readonly said?: readonly Said[];
  /** On a board: at which turn its hands were lowered last. */
  readonly lowered?: number;
  /** The round that is open, without any vote. */
  readonly voting?: Round;
  /** The last round that came to a result. */
  readonly counted?: number;
}

export const NOTHING: Told = { turn: 0, now: 0, gathered: null };

export class Progress {
  private latest: Told = NOTHING;
  /** How far the server's clock is ahead of this device's. What is on its way only gets older, so the largest is the nearest. */
  private ahead = -Infinity;
  private readonly watchers = new Set<(told: Told, before: Told) => void>();

  constructor(private readonly clock: () => number = Date.now) {}

  get told(): Told {
    return this.latest;
  }

  hear(told: Told): void {
    if (told.now > 0) this.ahead = Math.max(this.ahead, told.now - this.clock());
    if (told.turn <= this.latest.turn) return;
    const before = this.latest;
    this.latest = told;
    for (const watch of [...this.watchers]) watch(told, before);
  }

  /** Milliseconds until the time of the phase is up, 0 once it is; null when it lasts as long as it takes. */
  left(): number | null {
    const ends = this.latest.phase?.ends ?? null;
    return ends === null ? null : Math.max(0, ends - this.clock() - (Number.isFinite(this.ahead) ? this.ahead : 0));
  }

  subscribe(watch: (told: Told, before: Told) => void): () => void {
    this.watchers.add(watch);
    return () => this.watchers.delete(watch);
  }
}

/** Has somebody to be somewhere else now? More time and other words move nobody. */
export function moves(told: Told, before: Told): boolean {
  const writing = ({ private: boards }: Told): string => Object.entries(boards ?? {}).map(([board, { began }]) => `${board} ${began}`).sort().join();
  if (told.gathered !== before.gathered || writing(told) !== writing(before)) return true;
  const { phase } = told;
  return phase !== undefined && (phase.session !== before.phase?.session || phase.number !== before.phase.number);
}

/** 23:41, with hours 1:02:03. What is left of a second counts: it reads 0:00 when there is nothing left. */
export function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

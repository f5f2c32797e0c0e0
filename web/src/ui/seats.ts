/**
 * What this device may do where: a token per workshop and kind. Kept in local storage; a tab remembers which seat it
 * took, so that one browser can hold a facilitator and a participant side by side.
 */
export interface Seat {
  readonly kind: "facilitator" | "participant";
  readonly workshop: string;
  readonly title: string;
  readonly token: string;
  readonly participant: string | null;
  readonly name: string | null;
  /** Boards this seat opens. */
  readonly boards: readonly string[];
}

const STORED = "plenaria.seats";
const TAB = "plenaria.seat";

// Without storage (a private window, an embedded page) seats live as long as the page.
let memory: Record<string, Seat> = {};
let tabMemory: string | null = null;

const key = (seat: Pick<Seat, "workshop" | "kind">) => `${seat.workshop}/${seat.kind}`;

function all(): Record<string, Seat> {
  try {
    return { ...memory, ...(JSON.parse(localStorage.getItem(STORED) ?? "{}") as Record<string, Seat>) };
  } catch {
    return memory;
  }
}

function tab(): string | null {
  try {
    return sessionStorage.getItem(TAB) ?? tabMemory;
  } catch {
    return tabMemory;
  }
}

/** Keeps a seat and takes it in this tab. */
export function take(seat: Seat): void {
  memory = { ...all(), [key(seat)]: seat };
  tabMemory = key(seat);
  try {
    localStorage.setItem(STORED, JSON.stringify(memory));
    sessionStorage.setItem(TAB, key(seat));
  } catch {
    // Memory has it.
  }
}

/** Every seat of this device, this tab's first. */
export function seats(): readonly Seat[] {
  const here = tab();
  return Object.values(all()).sort((a, b) => Number(key(b) === here) - Number(key(a) === here));
}

/** The seat that opens a board: this tab's, else who facilitates, else any. */
export function seatForBoard(board: string): Seat | undefined {
  const here = tab();
  const fitting = seats().filter((seat) => seat.boards.includes(board));
  return fitting.find((seat) => key(seat) === here) ?? fitting.find((seat) => seat.kind === "facilitator") ?? fitting[0];
}

export function seatInWorkshop(workshop: string, kind: Seat["kind"]): Seat | undefined {
  return all()[`${workshop}/${kind}`];
}

/** The administrator's token, for this tab only. */
export const admin = {
  get: (): string | null => {
    try {
      return sessionStorage.getItem("plenaria.admin");
    } catch {
      return null;
    }
  },
  set(token: string): void {
    try {
      sessionStorage.setItem("plenaria.admin", token);
    } catch {
      // It is asked for again.
    }
  },
};

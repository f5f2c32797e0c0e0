/** The server's HTTP interface, typed as this page uses it. */
import type { Round, Told } from "../doc/progress";
import { language, t } from "../i18n";

/** The server refused; `message` is for the person. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Rows of an import that could not be taken. */
    readonly rows: readonly RowError[] = [],
  ) {
    super(message);
  }
}

export interface RowError {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export type BoardKind = "plenary" | "group" | "canvas" | "private";

export interface BoardEntry {
  readonly id: string;
  readonly kind: BoardKind;
  readonly session: number | null;
  readonly group: string | null;
  readonly title: string;
  readonly role?: string;
}

export interface JoinPreview {
  /** Of the list of who is expected those who may be taken for oneself at this door. */
  readonly waiting: readonly { readonly participant: string; readonly name: string; readonly group: string | null }[];
  /** The group that this door opens. */
  readonly group?: string | null;
  /** Whose own door it is. */
  readonly person?: { readonly name: string; readonly expected: boolean };
  readonly workshop: string;
  readonly title: string;
  readonly language: string;
  readonly groups: readonly { readonly name: string; readonly people: number }[];
  readonly session_now: number;
}

export interface Joined {
  readonly participant: string;
  readonly token: string;
  readonly workshop: string;
  readonly title: string;
  readonly language: string;
  readonly session_now: number;
  readonly landing: string | null;
  /** Has to be let in first. */
  readonly waiting: boolean;
  readonly group: string | null;
  readonly boards: readonly BoardEntry[];
}

export interface Phase {
  /** Of no other phase of its session; 0 asks for a new one. */
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly mode: "plenary" | "groups";
  readonly instructions?: string;
  /** The next phase begins by itself when the time is up. */
  readonly leads_on?: boolean;
  /** What its boards begin with where there is nothing on them. */
  readonly begins_with?: "last_session" | { readonly template: string } | null;
}

export interface Session {
  readonly number: number;
  readonly title: string;
  readonly date?: string | null;
  readonly phases: readonly Phase[];
}

export interface WorkshopPerson {
  readonly participant: string;
  readonly name: string;
  readonly group: string | null;
  readonly role: string;
  /** What was said of them, and not of their group. */
  readonly own_role: string | null;
  readonly waiting: boolean;
  readonly online: boolean;
  readonly board?: string | null;
}

export interface Workshop {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly session_now: number;
  readonly sessions: readonly Session[];
  readonly groups: readonly string[];
  readonly progress: Told;
  /** The board where the caller belongs now. */
  readonly landing: string | null;
  readonly boards: readonly BoardEntry[];
  readonly me: { readonly participant?: string | null; readonly name?: string | null; readonly role: string; readonly group?: string | null; readonly waiting?: boolean };
  readonly join?: { readonly code: string; readonly url: string };
  readonly join_open?: boolean;
  readonly waiting_room?: boolean;
  /** What people may do where nothing was said of themselves. */
  readonly roles?: { readonly all: string | null; readonly groups: Readonly<Record<string, string>> };
  /** How many have voted in the open round; for whoever conducts. */
  readonly voters?: number;
  readonly people?: readonly WorkshopPerson[];
}

export interface BoardInfo extends BoardEntry {
  readonly workshop: string;
  readonly role: string;
  readonly workshop_title: string;
  readonly session_title?: string | null;
  readonly language: string;
  /** Missing in what an earlier version of this page has kept. */
  readonly progress?: Told;
  /** Of a sheet of private writing: the board where its notes will be shown. */
  readonly of?: string;
}

/** What whoever conducts wants; docs of `POST /workshops/{workshop}/progress`. */
export type Conducting =
  | { readonly do: "start"; readonly session: number; readonly phase: number }
  | { readonly do: "next" | "back" | "halt" }
  | { readonly do: "extend"; readonly minutes: number; readonly board?: string }
  | { readonly do: "say"; readonly text: string; readonly boards?: readonly string[] }
  | { readonly do: "lower_hands"; readonly board: string }
  | { readonly do: "gather"; readonly board: string | null }
  | { readonly do: "freeze"; readonly board: string; readonly frozen: boolean }
  | { readonly do: "write_privately"; readonly boards?: readonly string[]; readonly anonymous: boolean; readonly inbox?: boolean }
  | { readonly do: "reveal"; readonly boards?: readonly string[] }
  | { readonly do: "vote"; readonly title: string; readonly dots: number; readonly most: number; readonly boards: readonly string[]; readonly only: Round["only"] }
  | { readonly do: "close_vote" | "drop_vote" };

/** A place and a size, CSS pixels at zoom 1, and a colour; of a cluster its title too. */
export type Sketched = readonly [x: number, y: number, w: number, h: number, color?: string, title?: string];

export interface BoardSketch {
  readonly clusters: readonly Sketched[];
  readonly notes: readonly Sketched[];
  readonly hidden: readonly Sketched[];
}

/** What goes on on a board; docs of `POST /workshops/{workshop}/wall`. */
export interface Glimpse {
  readonly board: string;
  readonly seq: number;
  readonly notes: number;
  readonly hidden: number;
  readonly online: readonly { readonly participant: string; readonly name: string }[];
  /** Whose hand is raised. */
  readonly hands: readonly string[];
  /** When somebody wrote last, ms since 1970; null if nobody has since the server has had it open. */
  readonly edited: number | null;
  /** Only if it is not what the page has. */
  readonly sketch?: BoardSketch;
}

export interface CollectChange {
  readonly key: string;
  readonly id: string;
  readonly source: string;
  readonly kind: "note" | "cluster" | "link";
  /** Words, heading or label. */
  readonly says: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly plenary?: Readonly<Record<string, unknown>>;
}

/** How much of one group. */
export interface CollectGroup {
  readonly board: string;
  readonly group: string;
  /** Nothing is on its board. */
  readonly empty: boolean;
  readonly added: number;
  readonly changed: number;
  /** Of a dry run: what can be chosen, and the most votes that a note has. */
  readonly clusters?: readonly { readonly cluster: string; readonly title: string; readonly notes: number }[];
  readonly votes_most?: number;
}

interface Pictured {
  readonly id: string;
  readonly pos: readonly [number, number];
  readonly size: readonly [number, number];
  readonly color: string;
  readonly new: boolean;
}

/** A board as it would be, for a small drawing. */
export interface CollectPicture {
  readonly notes: readonly Pictured[];
  readonly clusters: readonly (Pictured & { readonly title: string })[];
}

export interface CollectReport {
  readonly collect?: string | null;
  readonly added: readonly CollectChange[];
  readonly changed: readonly CollectChange[];
  readonly removed: readonly CollectChange[];
  readonly conflicts: readonly CollectChange[];
  readonly unchanged: number;
  readonly groups: readonly CollectGroup[];
  readonly picture?: CollectPicture;
}

/** What is to be collected; docs of `POST /workshops/{workshop}/collect`. */
export interface Collecting {
  readonly from: readonly string[];
  readonly into: string;
  readonly dry_run?: boolean;
  readonly layout?: "groups" | "themes";
  readonly only?: { readonly clusters?: readonly { readonly board: string; readonly cluster: string }[]; readonly votes_min?: number };
  readonly leave?: readonly string[];
  readonly accept?: { readonly removed: readonly string[]; readonly conflicts: readonly string[] };
}

export interface Collected {
  readonly collect: string;
  readonly at: number;
  readonly into: string;
  readonly from: readonly string[];
  readonly undone: boolean;
}

export interface Sent {
  readonly send: string;
  readonly groups: readonly {
    readonly board: string;
    readonly group: string;
    readonly added: number;
    readonly changed: number;
    readonly conflicts: number;
  }[];
}

export interface AdminWorkshop {
  readonly id: string;
  readonly title: string;
  readonly created?: number | string;
  readonly boards: number;
  readonly participants: number;
  readonly join: { readonly code: string; readonly url: string };
}

export interface Created {
  readonly id: string;
  readonly facilitator: { readonly token: string; readonly url: string };
  readonly join: { readonly code: string; readonly url: string };
}

export interface ImportReport {
  readonly notes: number;
  readonly clusters: number;
  readonly links: number;
}

/** A board of the workshop, saved for others to begin with. */
export interface SavedTemplate {
  readonly template: string;
  readonly title: string;
  readonly at: number;
  readonly content: unknown;
}

export async function send(method: string, path: string, token: string | null, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": language() };
  if (token) headers.Authorization = `Bearer ${token}`;
  const isForm = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { method, headers, body: isForm ? body : body === undefined ? null : JSON.stringify(body), signal: signal ?? null });
  } catch {
    throw new Refused(0, "network", t("error.network"));
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { code?: string; message?: string; rows?: RowError[] };
  throw new Refused(response.status, problem.code ?? "unknown", problem.message ?? t("error.unexpected"), problem.rows ?? []);
}

export async function json<T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> {
  return (await (await send(method, path, token, body)).json()) as T;
}

/** What somebody typed or the link brought. */
export type Entry = { readonly code: string } | { readonly invite: string };

export const api = {
  preview: (entry: Entry) => json<JoinPreview>("POST", "/join/preview", null, entry),
  join: (entry: Entry, name: string, group: string | null, waiting: string | null = null) =>
    json<Joined>("POST", "/join", null, { ...entry, ...(name.trim() ? { name } : {}), ...(group ? { group } : {}), ...(waiting ? { entry: waiting } : {}) }),
  workshop: (token: string, id: string) => json<Workshop>("GET", `/workshops/${id}`, token),
  board: (token: string, id: string) => json<BoardInfo>("GET", `/boards/${id}`, token),
  /** Names of who wrote or reacted on a board. */
  people: async (token: string, id: string) =>
    (await json<{ people: readonly { readonly participant: string; readonly name: string }[] }>("GET", `/boards/${id}/people`, token)).people,
  templates: async (token: string, id: string) =>
    (await json<{ templates: readonly SavedTemplate[] }>("GET", `/workshops/${id}/templates`, token)).templates,
};

/** Words for whatever was thrown. */
export function words(error: unknown): string {
  return error instanceof Refused ? error.message : t("error.unexpected");
}

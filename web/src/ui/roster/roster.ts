/** The roster as the server has it, and what is asked of it. */
import { json, send } from "../api";

export interface Person {
  readonly participant: string;
  readonly name: string;
  readonly group: string | null;
  readonly role: string;
  readonly email: string | null;
  readonly sector: string | null;
  readonly organisation: string | null;
  readonly territory: string | null;
  readonly code: string | null;
  /** Has not come yet. */
  readonly expected: boolean;
}

export interface Grouping {
  readonly grouping: string;
  readonly name: string;
  /** Group → who sits there. */
  readonly seats: Readonly<Record<string, readonly string[]>>;
  readonly report: { readonly groups: readonly { readonly group: string; readonly people: number }[]; readonly pairs: number; readonly again: number } | null;
  readonly in_force: boolean;
}

export interface Roster {
  readonly people: readonly Person[];
  readonly groups: readonly { readonly name: string; readonly code: string; readonly url: string }[];
  readonly groupings: readonly Grouping[];
  readonly list_at_door: boolean;
}

export interface Intake {
  readonly added: number;
  readonly updated: number;
  readonly unknown_columns?: readonly string[];
  readonly unknown_people?: readonly string[];
}

export const HOWS = ["mix", "rotate", "same", "present", "empty"] as const;
export type How = (typeof HOWS)[number];

/** What is known of somebody; absent leaves it as it is. */
export type Facts = Partial<Record<"name" | "group" | "email" | "sector" | "organisation" | "territory", string | null>>;

/** As much of a table as tells which one it is. */
const START_BYTES = 1_000;

/** Asks for one workshop's roster, with whose token. */
export class Desk {
  constructor(
    private readonly token: string,
    private readonly workshop: string,
  ) {}

  private path(rest: string): string {
    return `/workshops/${this.workshop}${rest}`;
  }

  roster = (): Promise<Roster> => json("GET", this.path("/roster"), this.token);
  expect = (facts: Facts): Promise<Person> => json("POST", this.path("/participants"), this.token, facts);
  change = (person: string, facts: Facts): Promise<unknown> => json("PATCH", this.path(`/participants/${person}`), this.token, facts);
  renew = (person: string): Promise<unknown> => json("POST", this.path(`/participants/${person}/code`), this.token);
  allow = (roles: { all?: string; groups?: Record<string, string | null> }): Promise<unknown> => json("PATCH", this.path(""), this.token, { roles });
  listAtDoor = (shown: boolean): Promise<unknown> => json("PATCH", this.path("/roster"), this.token, { list_at_door: shown });
  addGroup = (name: string): Promise<unknown> => json("POST", this.path("/groups"), this.token, { name });
  make = (how: How, session: number, name: string): Promise<unknown> =>
    json("POST", this.path("/groupings"), this.token, { how, session, ...(name ? { name } : {}) });
  again = (grouping: string, how: How): Promise<unknown> => json("PATCH", this.path(`/groupings/${grouping}`), this.token, { remake: { how } });
  seat = (grouping: string, person: string, group: string | null): Promise<unknown> =>
    json("PATCH", this.path(`/groupings/${grouping}`), this.token, { seats: { [person]: group } });
  remove = (grouping: string): Promise<unknown> => send("DELETE", this.path(`/groupings/${grouping}`), this.token);
  apply = (grouping: string, session: number): Promise<{ moves: readonly unknown[] }> =>
    json("POST", this.path(`/groupings/${grouping}/apply`), this.token, { session });

  /** A table as it is: which one it is, its beginning tells. Rooms are those of a session. */
  async takeIn(file: File, session: number): Promise<Intake> {
    const start = await file.slice(0, START_BYTES).text();
    const isZoom = /^\s*"?pre-assign room name/i.test(start);
    const which = /^\s*\[/.test(start) ? `/rooms.json?session=${session}` : isZoom ? `/rooms.csv?session=${session}` : "/roster.csv";
    return (await send("POST", this.path(which), this.token, file)).json() as Promise<Intake>;
  }

  /** A table for others, and who is not in Zoom's. */
  async file(which: "roster.csv" | "rooms.csv" | "rooms.json", session: number): Promise<Blob> {
    const answer = await send("GET", this.path(`/${which}${which === "roster.csv" ? "" : `?session=${session}`}`), this.token);
    if (which !== "rooms.json") return answer.blob();
    const { groups } = (await answer.json()) as { groups: unknown };
    return new Blob([JSON.stringify(groups, null, 2)], { type: "application/json" });
  }

  async notInZoom(session: number): Promise<readonly string[]> {
    const { zoom } = await json<{ zoom: { left_out: readonly { name: string }[] } | null }>("GET", this.path(`/rooms.json?session=${session}`), this.token);
    return zoom?.left_out.map(({ name }) => name) ?? [];
  }
}

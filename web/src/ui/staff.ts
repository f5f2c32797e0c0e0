/** What only staff ask of the server: conducting, people, collecting, posters, templates, and the administrator's list. */
import { json, send, type AdminWorkshop, type Collected, type Collecting, type CollectReport, type Conducting, type Created, type Glimpse, type ImportReport, type Phase, type SavedTemplate, type Sent, type Session } from "./api";
import type { Told } from "../doc/progress";
import type { Choices as ManifestoChoices, Manifesto } from "./manifesto/manifesto";
import type { Choices, Handbook } from "./vademecum/outline";

export type PosterWish = Readonly<Record<string, string>>;

export interface Legibility {
  readonly notes: number;
  /** Those whose text would be smaller than 4 mm. */
  readonly small_notes: number;
  readonly smallest_mm: number;
  /** The smallest paper on which none would be, or the largest there is. */
  readonly paper: string | null;
  /** Those that would be too small on that paper too. */
  readonly still_small: number;
  readonly size_mm: readonly [number, number];
  /** Characters that no font has. */
  readonly missing_glyphs: number;
  /** Of the board, to print one alone. */
  readonly clusters: readonly { readonly id: string; readonly title: string }[];
  /** Of the notes, by their names. */
  readonly colours: readonly string[];
  /** Pairs of millimetres on the sheet and board units, straight in between. */
  readonly chart: { readonly across: readonly (readonly [number, number])[]; readonly down: readonly (readonly [number, number])[] };
  /** The usual line under the heading. */
  readonly subtitle: string;
}

/** What a public page shows. */
export interface Shown {
  readonly boards: readonly string[];
  /** Names of people, where something says who wrote what. */
  readonly names: boolean;
  readonly poster: boolean;
  readonly handbook: boolean;
}

export interface Publication {
  /** 0: nothing is public, and `shown` is what is offered. */
  readonly version: number;
  readonly url: string | null;
  readonly shown: Shown;
}

export const staff = {
  change: (token: string, id: string, fields: { session_now?: number; join_open?: boolean; renew_join?: boolean; waiting_room?: boolean; admit_all?: boolean }) =>
    json<unknown>("PATCH", `/workshops/${id}`, token, fields),
  /** With the turn it was decided at: what somebody else has done meanwhile is not done twice. */
  conduct: (token: string, id: string, turn: number, wish: Conducting) => json<Told>("POST", `/workshops/${id}/progress`, token, { turn, ...wish }),
  /** At no turn: a message crosses nothing. */
  say: (token: string, id: string, text: string, boards: readonly string[] | undefined) => json<Told>("POST", `/workshops/${id}/progress`, token, { do: "say", text, boards }),
  wall: (token: string, id: string, session: number, known: Readonly<Record<string, number>>) =>
    json<{ readonly now: number; readonly boards: readonly Glimpse[] }>("POST", `/workshops/${id}/wall`, token, { session, known }),
  describe: (token: string, id: string, session: number, body: { title: string; date: string | null; phases: readonly Phase[] }) =>
    json<Session>("PUT", `/workshops/${id}/sessions/${session}`, token, body),
  changePerson: (token: string, id: string, person: string, fields: { group?: string; role?: string | null; waiting?: boolean }) =>
    json<unknown>("PATCH", `/workshops/${id}/participants/${person}`, token, fields),
  removePerson: (token: string, id: string, person: string) => send("DELETE", `/workshops/${id}/participants/${person}`, token),
  collect: (token: string, id: string, body: Collecting) => json<CollectReport>("POST", `/workshops/${id}/collect`, token, body),
  collects: (token: string, id: string) => json<readonly Collected[]>("GET", `/workshops/${id}/collects`, token),
  undoCollect: (token: string, id: string, collect: string) =>
    json<{ kept?: readonly string[] }>("POST", `/workshops/${id}/collect/${collect}/undo`, token),
  send: (token: string, id: string, body: { from: string; items: { notes: readonly string[]; clusters: readonly string[] }; into: readonly string[] }) =>
    json<Sent>("POST", `/workshops/${id}/send`, token, body),
  undoSend: (token: string, id: string, sent: string) => json<{ kept?: readonly string[] }>("POST", `/workshops/${id}/send/${sent}/undo`, token),
  importTables: (token: string, id: string, form: FormData) => json<ImportReport>("POST", `/workshops/${id}/import`, token, form),
  poster: (token: string, board: string, format: "png" | "jpg" | "pdf" | "svg", options: PosterWish, signal?: AbortSignal) =>
    send("GET", `/boards/${board}/poster.${format}?${new URLSearchParams(options)}`, token, undefined, signal),
  /** Several boards, a sheet each, as one PDF. */
  posters: (token: string, id: string, boards: readonly string[], options: PosterWish, signal: AbortSignal) =>
    send("GET", `/workshops/${id}/posters.pdf?${new URLSearchParams({ boards: boards.join(","), ...options })}`, token, undefined, signal),
  /** How well the poster could be read. */
  legibility: (token: string, board: string, options: PosterWish) =>
    json<Legibility>("GET", `/boards/${board}/poster.json?${new URLSearchParams(options)}`, token),
  /** The outline of the handbook, and what comes of it. */
  vademecum: (token: string, id: string) => json<Handbook>("GET", `/workshops/${id}/vademecum`, token),
  /** Over the version it was made of, and no other. */
  keepVademecum: (token: string, id: string, body: { version: number; outline: Choices }) => json<Handbook>("PUT", `/workshops/${id}/vademecum`, token, body),
  async vademecumFile(token: string, id: string, format: string): Promise<Blob> {
    return (await send("GET", `/workshops/${id}/vademecum.${format}`, token)).blob();
  },
  /** What was chosen for the manifesto, and what comes of it. */
  manifesto: (token: string, id: string) => json<Manifesto>("GET", `/workshops/${id}/manifesto`, token),
  /** Over the version it was made of, and no other. */
  keepManifesto: (token: string, id: string, body: { version: number; choice: ManifestoChoices }) => json<Manifesto>("PUT", `/workshops/${id}/manifesto`, token, body),
  async manifestoFile(token: string, id: string, format: "pdf" | "png" | "html", dpi?: number): Promise<Blob> {
    return (await send("GET", `/workshops/${id}/manifesto.${format}${dpi === undefined ? "" : `?dpi=${dpi}`}`, token)).blob();
  },
  publication: (token: string, id: string) => json<Publication>("GET", `/workshops/${id}/publication`, token),
  /** Publishes over version 0, else changes what is shown; over another version it is refused. */
  publish: (token: string, id: string, body: Shown & { version: number }) => json<Publication>("PUT", `/workshops/${id}/publication`, token, body),
  takeBack: (token: string, id: string) => send("DELETE", `/workshops/${id}/publication`, token),
  saveTemplate: (token: string, id: string, body: { title: string } & ({ board: string; notes: boolean } | { content: unknown })) =>
    json<SavedTemplate>("POST", `/workshops/${id}/templates`, token, body),
  removeTemplate: (token: string, id: string, template: string) => send("DELETE", `/workshops/${id}/templates/${template}`, token),
  workshops: (token: string) => json<readonly AdminWorkshop[]>("GET", "/workshops", token),
  /** One more link for who facilitates; earlier ones stay valid. */
  facilitator: (token: string, id: string) => json<{ url: string }>("POST", `/workshops/${id}/facilitators`, token),
  create: (token: string, body: { title: string; language: string; groups: readonly string[]; sessions: readonly { title: string }[] }) =>
    json<Created>("POST", "/workshops", token, body),
};

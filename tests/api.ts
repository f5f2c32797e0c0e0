/** The HTTP interface as a script would use it. */
import { readFileSync } from "node:fs";
import { dirname, join as joinPath, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ADMIN, type Server } from "./server";

/** Folder of the sample workshop. */
export const SAMPLE = resolve(dirname(fileURLToPath(import.meta.url)), "data/laboratorio");

export interface BoardInfo {
  id: string;
  kind: "plenary" | "group" | "canvas";
  session: number | null;
  group: string | null;
  title: string;
  role?: string;
}

export interface Workshop {
  id: string;
  facilitator: { token: string; url: string };
  join: { code: string; url: string };
  boards: BoardInfo[];
}

export interface Seat {
  participant: string;
  token: string;
  boards: BoardInfo[];
}

/** One request; returns status and parsed body, whatever the status. */
export async function call(
  server: Server,
  method: string,
  path: string,
  token?: string,
  body?: unknown,
): Promise<{ status: number; body: any; headers: Headers }> {
  const headers: Record<string, string> = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined && !(body instanceof FormData)) headers["content-type"] = "application/json";
  const payload = body === undefined ? undefined : body instanceof FormData ? body : JSON.stringify(body);
  const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers, body: payload });
  const text = await answer.text();
  let parsed: unknown = text;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not every answer is JSON; the text itself is then the body.
  }
  return { status: answer.status, body: parsed, headers: answer.headers };
}

async function expecting(status: number, request: ReturnType<typeof call>): Promise<any> {
  const answer = await request;
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export const GROUPS = ["Ambiente", "Cultura", "Scuola", "Sociale"];

export async function createWorkshop(server: Server, groups = GROUPS, title = "Laboratorio di prova"): Promise<Workshop> {
  return expecting(201, call(server, "POST", "/workshops", ADMIN, { title, language: "it", groups }));
}

export async function join(server: Server, code: string, name: string, group?: string): Promise<Seat> {
  const answer = await call(server, "POST", "/join", undefined, { code, name, group });
  if (answer.status !== 200 && answer.status !== 201) throw new Error(`join: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Imports the sample workshop's four files. */
export async function importSample(server: Server, workshop: Workshop): Promise<any> {
  const form = new FormData();
  for (const [part, file] of [
    ["notes", "notes.csv"],
    ["links", "links.csv"],
    ["agenda", "agenda.csv"],
    ["rooms", "zoom-breakout.csv"],
  ] as const) {
    form.set(part, new Blob([readFileSync(joinPath(SAMPLE, file))], { type: "text/csv" }), file);
  }
  const answer = await call(server, "POST", `/workshops/${workshop.id}/import`, workshop.facilitator.token, form);
  if (answer.status >= 300) throw new Error(`import: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export function boardOf(boards: BoardInfo[], kind: BoardInfo["kind"], group?: string, session = 1): BoardInfo {
  const found = boards.find(
    (board) =>
      board.kind === kind && (kind === "canvas" || board.session === session) && (kind !== "group" || board.group === group),
  );
  if (!found) throw new Error(`no ${kind} board ${group ?? ""} in session ${session}`);
  return found;
}

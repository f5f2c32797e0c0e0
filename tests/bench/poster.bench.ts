/** A0 posters at 300 dpi as a facilitator gets them: by HTTP, from the server that serves the boards. */
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { type BoardInfo, boardOf, call, createWorkshop, importSample } from "../api";
import { Server } from "../server";
import { figure, median, round } from "./figure";
import { scene } from "./scene";

const RUNS = Number(process.env.RUNS ?? 7);
/** An A0 sheet at 300 dpi in its own colours is never smaller than this. */
const BYTES_MIN = 1_000_000;

test("posters", async () => {
  const server = await Server.start();
  try {
    const workshop = await createWorkshop(server);
    await importSample(server, workshop);
    const { token } = workshop.facilitator;
    const now = await call(server, "GET", `/workshops/${workshop.id}`, token);
    const boards = now.body.boards as BoardInfo[];
    const plenary = boardOf(boards, "plenary");
    const from = boards.filter(({ kind, session }) => kind === "group" && session === 1).map(({ id }) => id);
    const collected = await call(server, "POST", `/workshops/${workshop.id}/collect`, token, { from, into: plenary.id });
    expect(collected.status).toBe(200);
    await draw(server, "A0 300 dpi by HTTP, sample", plenary.id, token);
    const many = await scene(server, 2000);
    await draw(server, "A0 300 dpi by HTTP, 2,000 notes", many.board.id, many.workshop.facilitator.token);
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1];
    figure("server at its peak while drawing", Number(peak) / 1000);
  } finally {
    await server.stop();
  }
});

async function draw(server: Server, name: string, board: string, token: string): Promise<void> {
  const runs: number[] = [];
  let bytes = 0;
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    const answer = await fetch(`${server.url}/api/v1/boards/${board}/poster.png?paper=A0&dpi=300`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = await answer.arrayBuffer();
    runs.push(performance.now() - began);
    expect(answer.status).toBe(200);
    bytes = body.byteLength;
    expect(bytes, "bytes of the poster").toBeGreaterThan(BYTES_MIN);
  }
  figure(name, median(runs), { runs: runs.map(round), megabytes: round(bytes / 1e6) });
}

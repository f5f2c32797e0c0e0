/** Boards of a known size, made through the public import route. */
import { type BoardInfo, boardOf, call, createWorkshop, type Seat, join, type Workshop } from "../api";
import { Random } from "../random";
import type { Server } from "../server";

const WORDS =
  "rete parco scuola fiducia tempo bando comune biblioteca museo famiglie giovani territorio insieme progetto persone ascolto confini salute verde incontro".split(
    " ",
  );
const COLORS = ["yellow", "orange", "pink", "green", "blue", "violet"];

function sentence(random: Random, chars: number): string {
  let text = "";
  while (text.length < chars) text += `${random.pick(WORDS)} `;
  return text.slice(0, chars).trim();
}

export interface Scene {
  workshop: Workshop;
  board: BoardInfo;
  seat: Seat;
}

/** `notes` notes of about 60 characters in clusters of 25, and a fifth as many links between them. */
export async function scene(server: Server, notes: number): Promise<Scene> {
  const random = new Random(7);
  const workshop = await createWorkshop(server, ["Ambiente"]);
  const texts: string[] = [];
  let csv = "session,group,author,type,color,text,cluster,votes\r\n";
  for (let i = 0; i < notes; i++) {
    const text = `${i} ${sentence(random, 56)}`;
    texts.push(text);
    csv += `1,Ambiente,P01,note,${random.pick(COLORS)},${text},Tema ${Math.floor(i / 25)},0\r\n`;
  }
  let links = "session,group,from_text,to_text,label\r\n";
  for (let i = 0; i < notes / 5; i++) links += `1,Ambiente,${texts[i * 5]},${texts[i * 5 + 1]},favorisce\r\n`;
  const form = new FormData();
  form.set("notes", new Blob([csv], { type: "text/csv" }), "notes.csv");
  form.set("links", new Blob([links], { type: "text/csv" }), "links.csv");
  const answer = await call(server, "POST", `/workshops/${workshop.id}/import`, workshop.facilitator.token, form);
  if (answer.status >= 300) throw new Error(`import: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
  const seat = await join(server, workshop.join.code, "Misura", "Ambiente");
  return { workshop, board: boardOf(seat.boards, "group", "Ambiente"), seat };
}

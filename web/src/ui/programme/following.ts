/** Following the programme: what is under way, how much time is left, and being where one belongs. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { moves, Progress, type Told } from "../../doc/progress";
import type { BoardSession, Status } from "../../doc/session";
import { api, Refused, words, type BoardInfo, type Conducting } from "../api";
import { draft, keepDraft } from "../capture/draft";
import { go } from "../route";
import { take, type Seat } from "../seats";
import { staff } from "../staff";

/** The last minute is said, and looks different. */
export const SOON_MS = 60_000;
/** Not all three hundred in the same instant. */
const SPREAD_MS = 250;
/** What was written here goes to the server first, as long as that may take. */
const SAVING_MS = 5_000;
const AGAIN_MS = 3_000;

/** What was under way when the board was asked for. What came since is to be heard once somebody listens to it: it may move people. */
export function progressOf(info: BoardInfo): Progress {
  const progress = new Progress();
  if (info.progress) progress.hear(info.progress);
  return progress;
}

/** Hears what the line has brought and brings, for as long as the component lives. */
export function listen(progress: Progress, session: BoardSession): void {
  const read = (text: string): void => progress.hear(JSON.parse(text) as Told);
  if (session.progress) read(session.progress);
  onCleanup(session.onProgress(read));
}

export function toldOf(progress: Progress): Accessor<Told> {
  const [told, setTold] = createSignal(progress.told);
  onCleanup(progress.subscribe(setTold));
  return told;
}

/** The time left, looked at each time its seconds change; null without an end. */
export function leftOf(progress: Progress): Accessor<number | null> {
  const [left, setLeft] = createSignal(progress.left());
  let timer = 0;
  const look = (): void => {
    clearTimeout(timer);
    const now = progress.left();
    setLeft(now);
    if (now) timer = window.setTimeout(look, now % 1000 || 1000);
  };
  onCleanup(progress.subscribe(look));
  // A page that slept has not counted.
  document.addEventListener("visibilitychange", look);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  });
  look();
  return left;
}

/** Does what whoever conducts wants, at the turn that they see; what went wrong is for the page to say. */
export function conducting(progress: Progress, token: string, workshop: string): { conduct: (wish: Conducting) => Promise<void>; problem: Accessor<string | undefined> } {
  const [problem, setProblem] = createSignal<string>();
  const conduct = async (wish: Conducting): Promise<void> => {
    try {
      setProblem(undefined);
      progress.hear(await staff.conduct(token, workshop, progress.told.turn, wish));
    } catch (error) {
      setProblem(words(error));
    }
  };
  return { conduct, problem };
}

/**
 * Takes a participant where the programme has them, and where they belong when this board is theirs no more. Answers what does
 * that at once.
 */
export function goAlong(progress: Progress, props: { info: BoardInfo; seat: Seat; session: BoardSession }): () => void {
  const { info, seat, session } = props;
  let gone = false;
  let again = 0;
  const isLed = (): boolean => seat.kind === "participant" && (session.status.role ?? info.role) !== "cofacilitator";
  const land = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
    if (gone) return;
    const workshop = await api.workshop(seat.token, info.workshop);
    if (gone || !workshop.landing || workshop.landing === info.id) return;
    await saved(session);
    if (gone) return;
    take({ ...seat, boards: workshop.boards.map((board) => board.id) });
    // Whoever only writes goes on writing, with what was not sent yet.
    let writes = location.hash === "#capture";
    for (const part of ["draft", "draft.photo"] as const) {
      const unsent = draft(info.id, part);
      if (!unsent || draft(workshop.landing, part)) continue;
      keepDraft(workshop.landing, unsent, part);
      keepDraft(info.id, "", part);
      writes = true;
    }
    go(`/b/${workshop.landing}${writes ? "#capture" : ""}`);
  };
  // A server that does not answer is asked again; until then the board stays as it is.
  const tryLand = (): void =>
    void land().catch((error: unknown) => {
      console.warn(error);
      // Who belongs here no more is told so by the board.
      if (error instanceof Refused && error.status > 0 && error.status < 500) return;
      again = window.setTimeout(tryLand, AGAIN_MS);
    });
  const stops = [
    progress.subscribe((told, before) => isLed() && moves(told, before) && tryLand()),
    session.onStatus((status) => isLed() && isShut(status) && tryLand()),
  ];
  onCleanup(() => {
    gone = true;
    clearTimeout(again);
    for (const stop of stops) stop();
  });
  if (isLed() && isShut(session.status)) tryLand();
  return tryLand;
}

/** Everything written is on the server, and this board belongs to others now. */
function isShut({ net, notice, pending }: Status): boolean {
  return net === "refused" && notice?.code === "forbidden" && pending === 0;
}

async function saved(session: BoardSession): Promise<void> {
  if (session.status.save === "saved") return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, SAVING_MS);
    const stop = session.onStatus(({ save }) => save === "saved" && end());
  });
}

/** Who wrote what: the names behind the ids on the notes, asked for when somebody wants to see them. */
import type { BoardSession } from "../../doc/session";
import type { Tab } from "../../state/tab";
import { api } from "../api";

/** Those who are here now are known without asking, also while the server is away. */
export async function askNames(session: BoardSession, token: string, known: ReadonlyMap<string, string> = new Map()): Promise<ReadonlyMap<string, string>> {
  const names = new Map(known);
  for (const { participant, name } of session.people()) if (participant) names.set(participant, name);
  try {
    for (const { participant, name } of await api.people(token, session.board.id)) names.set(participant, name);
  } catch (error) {
    console.warn("names of who wrote are not known", error);
  }
  return names;
}

/** Somebody whose name is not known yet has written: asked again, but not at every keystroke of theirs. */
export const AGAIN_MS = 3_000;
let stop: (() => void) | null = null;

export async function showAuthors(tab: Tab, session: BoardSession, token: string, shown: boolean): Promise<void> {
  stop?.();
  stop = null;
  if (!shown) return tab.authors.set(null);
  const { board } = session;
  let timer = 0;
  const ask = async (): Promise<void> => {
    timer = 0;
    const names = await askNames(session, token, tab.authors.get() ?? undefined);
    if (stop) tab.authors.set(names);
  };
  const unknown = (): boolean => [...board.notes.values()].some(({ author }) => author && !tab.authors.get()?.has(author));
  const unsubscribe = board.subscribe(() => {
    if (timer === 0 && unknown()) timer = window.setTimeout(() => void ask(), AGAIN_MS);
  });
  stop = () => {
    clearTimeout(timer);
    unsubscribe();
  };
  tab.authors.set(new Map());
  await ask();
}

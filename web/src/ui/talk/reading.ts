/** Comments as components read them: kept up to date, with names and words for what they are about. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { Board } from "../../doc/board";
import type { Comments } from "../../doc/comments";
import type { BoardSession } from "../../doc/session";
import { wordsOf } from "../../doc/talk";
import { language, t } from "../../i18n";
import type { Stage } from "../../tools/stage";
import { AGAIN_MS, askNames } from "../board/authors";

/** The comments of a board, again after each change; null until they have come. `news` hears those of others. */
export function followed(board: Board, stage: Stage, news?: (comments: Comments, all: readonly string[]) => void): Accessor<Comments | null> {
  const [comments, setComments] = createSignal<Comments | null>(board.comments, { equals: false });
  let stop: (() => void) | null = null;
  const begin = (): void => {
    const there = board.comments;
    if (!there || stop) return;
    stop = there.subscribe((all) => {
      setComments(there);
      if (all.length > 0) news?.(there, all.map(({ id }) => id));
    });
    setComments(there);
  };
  begin();
  // They come with the rest of the tools, after which there is a frame.
  const waiting = stage.onFrame(begin);
  onCleanup(() => {
    waiting();
    stop?.();
  });
  return comments;
}

/** Names behind ids; asked for again, in a while, when somebody unknown has written. */
export function named(session: BoardSession, token: string): (author: string | null) => string {
  const [names, setNames] = createSignal<ReadonlyMap<string, string>>(new Map());
  const unknown = new Set<string>();
  let timer = 0;
  let pause = 0;
  const ask = async (): Promise<void> => {
    timer = 0;
    pause = AGAIN_MS;
    const next = await askNames(session, token, names());
    for (const id of next.keys()) unknown.delete(id);
    setNames(() => next);
  };
  onCleanup(() => clearTimeout(timer));
  return (author) => {
    const name = author && (names().get(author) ?? session.people().find(({ participant }) => participant === author)?.name);
    if (name) return author === session.board.author ? t("people.you", { name }) : name;
    if (author && !unknown.has(author)) {
      unknown.add(author);
      timer ||= window.setTimeout(() => void ask(), pause);
    }
    return t("comments.someone");
  };
}

/** Longer words of a thing are cut in one line. */
const SHOWN = 60;

export function short(words: string, most = SHOWN): string {
  return words.length > most ? `${[...words].slice(0, most - 1).join("").trimEnd()}…` : words;
}

/** A thing as it is spoken of; null if it is gone. */
export function thing(board: Board, id: string): string | null {
  const item = board.item(id);
  if (!item) return null;
  const words = wordsOf(item);
  if (words) return t("comments.thing", { words: short(words) });
  return item.kind === "cluster" ? t("board.untitled") : t(`comments.thing.${item.kind}`);
}

/** When something was written: the time, and the day if it was another. */
export function moment(ms: number): string {
  const locale = language() === "en" ? "en-GB" : language();
  const at = new Date(ms);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(locale, { hour: "2-digit", minute: "2-digit", ...(isToday ? {} : { day: "numeric", month: "short" }) });
}

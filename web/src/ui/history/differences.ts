/** What is different on a board between two moments, in sentences. */
import { t, type Key } from "../../i18n";

export interface Thing {
  readonly what: "note" | "cluster" | "link" | "mark";
  readonly id: string;
  readonly words: string;
}

export type Respect = "words" | "place" | "order" | "look";

export interface Changed extends Thing {
  /** What it said before. */
  readonly said: string;
  readonly respects: readonly Respect[];
}

export interface Changes {
  readonly added: readonly Thing[];
  readonly removed: readonly Thing[];
  readonly changed: readonly Changed[];
}

export const isSame = ({ added, removed, changed }: Changes): boolean => added.length + removed.length + changed.length === 0;

/** Longer words are cut in one line. */
const SHOWN = 90;

/** A thing as it is spoken of; with other words, as it was. */
export function spoken({ what, words }: Thing, other = words): string {
  const line = other.replace(/\s+/g, " ").trim();
  const cut = line.length > SHOWN ? `${[...line].slice(0, SHOWN - 1).join("").trimEnd()}…` : line;
  if (!cut) return what === "cluster" ? t("board.untitled") : t(`comments.thing.${what}`);
  return what === "cluster" || what === "link" ? t(`differ.${what}`, { words: cut }) : t("comments.thing", { words: cut });
}

/** What it said and says. */
export function reworded(one: Changed): string {
  if (!one.words.trim()) return t("differ.emptied", { before: spoken(one, one.said) });
  return t("differ.words", { before: spoken(one, one.said), now: spoken(one) });
}

const RESPECTS: Readonly<Record<Exclude<Respect, "words">, Key>> = { place: "differ.place", order: "differ.order", look: "differ.look" };

/** In what else it is another. */
export function otherwise({ what, respects }: Changed): string {
  const said = respects.flatMap((respect) => (respect === "words" ? [] : t(respect === "order" && what === "link" ? "differ.order.link" : RESPECTS[respect])));
  return said.join(", ");
}

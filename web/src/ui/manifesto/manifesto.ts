/** What one chooses about the manifesto, and what comes of it. Changes are told as new values. */
import type { Basis } from "../keepsake/BasisChoice";
import type { Source } from "../keepsake/sources";

/** As much as the server takes. */
export const SENTENCES_MAX = 60;

/** A note that is a sentence; without a wording of its own it says what the note says. */
export interface Chosen {
  readonly key: string;
  readonly wording?: string;
}

export interface Choices {
  readonly title: string;
  readonly intro: string;
  readonly basis?: Basis;
  /** None is those with most votes. */
  readonly sentences?: readonly Chosen[];
  readonly signature: string;
  readonly numbered: boolean;
  readonly sources: boolean;
  readonly paper: string;
  readonly orientation: string;
  readonly theme: string;
}

export interface Sentence {
  readonly key: string;
  /** As it stands on the page. */
  readonly text: string;
  /** What the note says. */
  readonly note: string;
}

/** A note one could choose. */
export interface Note {
  readonly key: string;
  /** How it begins. */
  readonly text: string;
  readonly votes: number;
  readonly sources: readonly Source[];
}

/** Notes that lie in one, or in none. */
export interface Cluster {
  readonly key: string;
  readonly title: string;
  readonly notes: readonly Note[];
}

export interface Manifesto {
  readonly version: number;
  readonly choice: Choices;
  readonly title: string;
  readonly basis: Basis;
  readonly possible: readonly Basis[];
  /** Nobody has chosen: its sentences are the notes with most votes. */
  readonly by_votes: boolean;
  readonly sentences: readonly Sentence[];
  readonly clusters: readonly Cluster[];
  /** Size of its type. */
  readonly points?: number;
  /** Of the sheet. */
  readonly size_mm?: readonly [number, number];
  /** What is too much for one page, in words. */
  readonly overfull?: string;
}

export function choose(made: Manifesto, fields: Partial<Choices>): Manifesto {
  return { ...made, choice: { ...made.choice, ...fields } };
}

/** Back to what comes by itself. */
export function chooseBasis(made: Manifesto, basis: Basis | undefined): Manifesto {
  const { basis: _, ...rest } = made.choice;
  return { ...made, choice: basis ? { ...rest, basis } : rest };
}

/** The wording of its own; empty where it says what its note says. */
export function wording(made: Manifesto, key: string): string {
  return made.choice.sentences?.find((one) => one.key === key)?.wording ?? "";
}

export function isChosen(made: Manifesto, key: string): boolean {
  return made.sentences.some((one) => one.key === key);
}

function withSentences(made: Manifesto, sentences: readonly Sentence[], words: (key: string) => string = (key) => wording(made, key)): Manifesto {
  const chosen = sentences.map(({ key }): Chosen => (words(key) ? { key, wording: words(key) } : { key }));
  return { ...choose(made, { sentences: chosen }), sentences, by_votes: false };
}

/** Adds a note behind the others, or takes it away. */
export function include(made: Manifesto, note: Pick<Note, "key" | "text">, included: boolean): Manifesto {
  const others = made.sentences.filter((one) => one.key !== note.key);
  return withSentences(made, included ? [...others, { key: note.key, text: note.text, note: note.text }] : others);
}

export function move(made: Manifesto, from: number, to: number): Manifesto {
  const next = [...made.sentences];
  next.splice(to, 0, ...next.splice(from, 1));
  return withSentences(made, next);
}

export function reword(made: Manifesto, key: string, words: string): Manifesto {
  const sentences = made.sentences.map((one) => (one.key === key ? { ...one, text: words.trim() || one.note } : one));
  return withSentences(made, sentences, (one) => (one === key ? words : wording(made, one)));
}

/** The notes with most votes again. */
export function byVotes(made: Manifesto): Manifesto {
  const { sentences: _, ...rest } = made.choice;
  return { ...made, choice: rest, by_votes: true };
}

/** Do both choose the same? What is not said is said as it is kept. */
export function isSame(a: Choices, b: Choices): boolean {
  const told = ({ title, intro, basis, sentences, signature, numbered, sources, paper, orientation, theme }: Choices) =>
    JSON.stringify([title, intro, basis ?? "", sentences?.map(({ key, wording }) => [key, wording ?? ""]) ?? "", signature, numbered, sources, paper, orientation, theme]);
  return told(a) === told(b);
}

/** The clusters with those of their notes that have all the words, whatever their case and accents. */
export function matching(clusters: readonly Cluster[], wanted: string): readonly Cluster[] {
  const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  if (words.length === 0) return clusters;
  const has = (text: string): boolean => words.every((word) => plain(text).includes(word));
  return clusters.map((one) => ({ ...one, notes: one.notes.filter((note) => has(`${one.title} ${note.text}`)) })).filter((one) => one.notes.length > 0);
}

/** The outline of the handbook: what people choose, and what comes of it. Changes are told as new values. */

import type { Basis } from "../keepsake/BasisChoice";
import type { Source } from "../keepsake/sources";

/** What stands beside the points, in the order in which it is offered. */
export const SHOWS = ["votes", "sources", "names", "comments", "sentences", "sessions", "left_out"] as const;
export type Shown = (typeof SHOWS)[number];

/** Only what differs from what comes by itself; a key names a cluster or note. */
export interface Choices {
  readonly title: string;
  readonly intro: string;
  readonly basis?: Basis;
  readonly shows: Readonly<Record<Shown, boolean>>;
  readonly order: readonly string[];
  readonly headings: Readonly<Record<string, string>>;
  readonly points: Readonly<Record<string, readonly string[]>>;
  readonly excluded: readonly string[];
}

export interface Point {
  readonly key: string;
  /** How it begins; empty beside a picture. */
  readonly text: string;
  readonly votes: number;
  readonly sources: readonly Source[];
  readonly picture: boolean;
  readonly included: boolean;
}

export interface Chapter {
  readonly key: string;
  /** All its clusters: a choice about any of them is about it. */
  readonly keys: readonly string[];
  /** As it is called if nobody says otherwise. */
  readonly title: string;
  readonly heading: string;
  readonly included: boolean;
  readonly votes: number;
  readonly sentences: number;
  readonly points: readonly Point[];
}

export interface Handbook {
  readonly version: number;
  readonly outline: Choices;
  readonly title: string;
  readonly basis: Basis;
  readonly possible: readonly Basis[];
  readonly chapters: readonly Chapter[];
  readonly left_out: number;
}

const keys = (list: readonly { readonly key: string }[]): readonly string[] => list.map((one) => one.key);

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

function without<T>(record: Readonly<Record<string, T>>, gone: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.includes(key)));
}

/** Do two outlines choose the same? In which order a record or a set is told says nothing. */
export function isSame(a: Choices, b: Choices): boolean {
  const sorted = (record: object) => Object.entries(record).sort(([x], [y]) => (x < y ? -1 : 1));
  const told = ({ title, intro, basis, shows, order, headings, points, excluded }: Choices) =>
    JSON.stringify([title, intro, basis ?? "", sorted(shows), order, sorted(headings), sorted(points), [...new Set(excluded)].sort()]);
  return told(a) === told(b);
}

export function choose(book: Handbook, fields: Partial<Choices>): Handbook {
  return { ...book, outline: { ...book.outline, ...fields } };
}

/** Back to what comes by itself. */
export function chooseBasis(book: Handbook, basis: Basis | undefined): Handbook {
  const { basis: _, ...rest } = book.outline;
  return { ...book, outline: basis ? { ...rest, basis } : rest };
}

export function moveChapter(book: Handbook, from: number, to: number): Handbook {
  const chapters = moved(book.chapters, from, to);
  return choose({ ...book, chapters }, { order: keys(chapters) });
}

export function movePoint(book: Handbook, chapter: Chapter, from: number, to: number): Handbook {
  const points = moved(chapter.points, from, to);
  const others = without(book.outline.points, chapter.keys);
  return choose(changed(book, { ...chapter, points }), { points: { ...others, [chapter.key]: keys(points) } });
}

/** The order is that of votes again, everywhere. */
export function orderByVotes(book: Handbook): Handbook {
  return choose(book, { order: [], points: {} });
}

export function isOrdered(book: Handbook): boolean {
  return book.outline.order.length > 0 || Object.keys(book.outline.points).length > 0;
}

/** What was written over a chapter; empty where it is called as it is. */
export function ownHeading(book: Handbook, chapter: Chapter): string {
  const key = chapter.keys.find((one) => one in book.outline.headings);
  return key === undefined ? "" : book.outline.headings[key]!;
}

export function name(book: Handbook, chapter: Chapter, heading: string): Handbook {
  const others = without(book.outline.headings, chapter.keys);
  const headings = heading === "" ? others : { ...others, [chapter.key]: heading };
  return choose(changed(book, { ...chapter, heading: heading.trim() || chapter.title }), { headings });
}

export function includeChapter(book: Handbook, chapter: Chapter, included: boolean): Handbook {
  return exclude(changed(book, { ...chapter, included }), chapter.keys, chapter.key, included);
}

export function includePoint(book: Handbook, chapter: Chapter, point: Point, included: boolean): Handbook {
  const points = chapter.points.map((one) => (one.key === point.key ? { ...one, included } : one));
  return exclude(changed(book, { ...chapter, points }), [point.key], point.key, included);
}

function exclude(book: Handbook, all: readonly string[], key: string, included: boolean): Handbook {
  const others = book.outline.excluded.filter((one) => !all.includes(one));
  return choose(book, { excluded: included ? others : [...others, key] });
}

function changed(book: Handbook, chapter: Chapter): Handbook {
  return { ...book, chapters: book.chapters.map((one) => (one.key === chapter.key ? chapter : one)) };
}

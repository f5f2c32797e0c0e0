/** The page's words in the language of the person: `t("join.people", { n: 3 })`. */
import { createSignal } from "solid-js";
import type { BoardWords, DoorWords, Key, StaffWords, TemplateWords, Word, Words } from "./words";

export type { Key } from "./words";

interface Dictionary {
  page(): Promise<Words>;
  /** What only the pages before a board say. */
  door(): Promise<DoorWords>;
  /** What is said once a board is painted. */
  board(): Promise<BoardWords>;
  /** What only the staff's pages say. */
  staff(): Promise<StaffWords>;
  /** What templates say, and their gallery. */
  template(): Promise<TemplateWords>;
}
type Part = keyof Dictionary;

/** Loaded when somebody wants them: a participant needs one language, and the staff's words never. */
const DICTIONARIES: Record<string, Dictionary> = {
  it: {
    page: async () => (await import("./it")).it,
    door: async () => (await import("./it.door")).itDoor,
    board: async () => (await import("./it.board")).itBoard,
    staff: async () => (await import("./it.staff")).itStaff,
    template: async () => (await import("./it.template")).itTemplate,
  },
  en: {
    page: async () => (await import("./en")).en,
    door: async () => (await import("./en.door")).enDoor,
    board: async () => (await import("./en.board")).enBoard,
    staff: async () => (await import("./en.staff")).enStaff,
    template: async () => (await import("./en.template")).enTemplate,
  },
};
const STORED = "plenaria.language";

/** Language names in their own language, in the order of the switch. */
export const LANGUAGES: readonly (readonly [code: string, name: string])[] = [
  ["it", "Italiano"],
  ["en", "English"],
];

function first(): string {
  const stored = read();
  if (stored && stored in DICTIONARIES) return stored;
  const known = navigator.languages.map((code) => code.slice(0, 2)).find((code) => code in DICTIONARIES);
  return known ?? "en";
}

function read(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

const [language, setSignal] = createSignal(first());
let dictionary: Partial<Record<Key, Word>> = {};
const wanted = new Set<Part>(["page"]);

export { language };

/** Loads the words of the first language; before it there is nothing to say. */
export async function ready(): Promise<void> {
  await speak(language());
}

/** Loads another part of the words too, from now on in each language. */
export async function readyFor(part: Part): Promise<void> {
  wanted.add(part);
  await speak(language());
}

async function speak(code: string): Promise<void> {
  const parts = await Promise.all([...wanted].map((part) => DICTIONARIES[code]![part]()));
  dictionary = Object.assign({}, ...parts);
  document.documentElement.lang = code;
  setSignal(code);
}

/** Chooses the language on this device. Without a connection its words may not be there: the page then stays as it is. */
export async function setLanguage(code: string): Promise<void> {
  try {
    await speak(code);
  } catch (error) {
    console.warn(error);
    return;
  }
  try {
    localStorage.setItem(STORED, code);
  } catch {
    // A private window forgets it; the choice holds for this page.
  }
}

/** The text for a key, with `{name}` replaced; `n` chooses the plural. */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  const code = language();
  const word = dictionary[key]!;
  const text = typeof word === "string" ? word : word[plural(code, Number(values.n))];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value, code) : value;
  });
}

// To make one of these takes ten milliseconds and more on a phone: made once, and not before the first that needs it.
const plurals = once((code) => new Intl.PluralRules(code));
const numbers = once((code) => new Intl.NumberFormat(code));
const percents = once((code) => new Intl.NumberFormat(code, { style: "percent" }));

function once<T>(make: (code: string) => T): (code: string) => T {
  const made = new Map<string, T>();
  return (code) => {
    const there = made.get(code) ?? make(code);
    made.set(code, there);
    return there;
  };
}

function plural(code: string, n: number): "one" | "other" {
  return plurals(code).select(n) === "one" ? "one" : "other";
}

function number(value: number, code: string): string {
  // Without thousands there is nothing a language could write its own way.
  return Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : numbers(code).format(value);
}

/** A part of one as people write it in per cent. */
export function percent(part: number): string {
  return percents(language()).format(part);
}

/** A date as people say it. */
export function day(iso: string): string {
  // English as it is spoken where most of its readers here are: the day before the month.
  const locale = language() === "en" ? "en-GB" : language();
  return new Date(`${iso}T12:00:00`).toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
}

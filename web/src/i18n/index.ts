/** The page's words in the language of the person: `t("join.people", { n: 3 })`. */
import { createSignal } from "solid-js";
import type { BoardWords, DoorWords, FilesWords, Key, ProgrammeWords, StaffWords, TemplateWords, Word, Words } from "./words";

export type { Key } from "./words";

/** The one thing a file of words exports. */
type Parcel<W> = Promise<Readonly<Record<string, W>>>;

interface Dictionary {
  page(): Parcel<Words>;
  /** What only the pages before a board say. */
  door(): Parcel<DoorWords>;
  /** What is said once a board is painted. */
  board(): Parcel<BoardWords>;
  /** What is said of phases, on boards and on the staff's pages. */
  programme(): Parcel<ProgrammeWords>;
  /** What only the staff's pages say. */
  staff(): Parcel<StaffWords>;
  /** What templates say, and their gallery; and what is said of a board's files. */
  template(): Parcel<TemplateWords | FilesWords>;
}
type Part = keyof Dictionary;

/** Loaded when somebody wants them: a participant needs one language, and the staff's words never. */
const DICTIONARIES: Record<string, Dictionary> = {
  it: {
    page: () => import("./it"),
    door: () => import("./it.door"),
    board: () => import("./it.board"),
    programme: () => import("./it.programme"),
    staff: () => import("./it.staff"),
    template: () => import("./it.template"),
  },
  en: {
    page: () => import("./en"),
    door: () => import("./en.door"),
    board: () => import("./en.board"),
    programme: () => import("./en.programme"),
    staff: () => import("./en.staff"),
    template: () => import("./en.template"),
  },
  fr: {
    page: () => import("./fr"),
    door: () => import("./fr.door"),
    board: () => import("./fr.board"),
    programme: () => import("./fr.programme"),
    staff: () => import("./fr.staff"),
    template: () => import("./fr.template"),
  },
  de: {
    page: () => import("./de"),
    door: () => import("./de.door"),
    board: () => import("./de.board"),
    programme: () => import("./de.programme"),
    staff: () => import("./de.staff"),
    template: () => import("./de.template"),
  },
  es: {
    page: () => import("./es"),
    door: () => import("./es.door"),
    board: () => import("./es.board"),
    programme: () => import("./es.programme"),
    staff: () => import("./es.staff"),
    template: () => import("./es.template"),
  },
};
const CHOSEN = "plenaria.language";
const OFFERED = "plenaria.language.workshop";

/** Language names in their own language, in the order of the switch. */
export const LANGUAGES: readonly (readonly [code: string, name: string])[] = [
  ["it", "Italiano"],
  ["en", "English"],
  ["fr", "Français"],
  ["de", "Deutsch"],
  ["es", "Español"],
];

/** What was chosen here, else what the browser asks for, else what the last workshop speaks. */
function first(): string {
  const wanted = [chosen, ...navigator.languages.map((code) => code.slice(0, 2).toLowerCase()), offered];
  return wanted.find((code) => code && code in DICTIONARIES) ?? "en";
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** A private window forgets it; it holds for this page. */
function write(name: string, code: string): void {
  try {
    localStorage.setItem(name, code);
  } catch {
    // As said above.
  }
}

let chosen = read(CHOSEN);
let offered = read(OFFERED);
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
  const before = language();
  let parcels: readonly object[];
  let count: number;
  // Meanwhile another part may be wanted: whoever comes last must not take its words away.
  do {
    count = wanted.size;
    parcels = await Promise.all([...wanted].map((part) => DICTIONARIES[code]![part]()));
  } while (count < wanted.size);
  // Nor bring back the language that somebody has just left.
  if (code === before && language() !== before) return speak(language());
  dictionary = Object.assign({}, ...parcels.flatMap((parcel) => Object.values(parcel)));
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
  chosen = code;
  write(CHOSEN, code);
}

/** A workshop's own language: for whom has chosen none here and whose browser asks for none that we speak. */
export async function offerLanguage(code: string): Promise<void> {
  offered = code;
  write(OFFERED, code);
  const best = first();
  if (best !== language()) await speak(best).catch(console.warn);
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

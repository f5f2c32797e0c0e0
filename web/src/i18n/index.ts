/** The page's words in the language of the person: `t("join.people", { n: 3 })`. */
import { createSignal } from "solid-js";
import type { Key, Word, Words } from "./words";

export type { Key } from "./words";

/** Loaded when somebody wants them: a participant needs one. */
const DICTIONARIES: Record<string, () => Promise<Words>> = {
  it: async () => (await import("./it")).it,
  en: async () => (await import("./en")).en,
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
let dictionary: Words;

export { language };

/** Loads the words of the first language; before it there is nothing to say. */
export async function ready(): Promise<void> {
  await speak(language());
}

async function speak(code: string): Promise<void> {
  dictionary = await DICTIONARIES[code]!();
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
  const word = dictionary[key] as Word;
  const text = typeof word === "string" ? word : word[plural(code, Number(values.n))];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? value.toLocaleString(code) : value;
  });
}

function plural(code: string, n: number): "one" | "other" {
  return new Intl.PluralRules(code).select(n) === "one" ? "one" : "other";
}

/** A date as people say it. */
export function day(iso: string): string {
  return new Date(`${iso}T12:00:00`).toLocaleDateString(language(), { day: "numeric", month: "long", year: "numeric" });
}

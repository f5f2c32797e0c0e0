/** Dates, for the pages that show some; a board does without. */
import { language } from ".";

/** What a browser is asked for: English as it is spoken where most of its readers here are, the day before the month. */
const LOCALES: Readonly<Record<string, string>> = { en: "en-GB" };

/** An ISO date as people say it. */
export function day(iso: string): string {
  const locale = LOCALES[language()] ?? language();
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
  return format.formatToParts(new Date(`${iso}T12:00:00`)).map(({ type, value }) => (type === "day" && value === "1" ? firstDay() : value)).join("");
}

/** French numbers the days of a month, except the first, which is counted; no browser does so by itself. */
function firstDay(): string {
  return language() === "fr" ? "1er" : "1";
}

/** The day of a moment, with its weekday. */
export function dayOf(ms: number): string {
  return new Intl.DateTimeFormat(LOCALES[language()] ?? language(), { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(ms);
}

export function timeOf(ms: number): string {
  return new Intl.DateTimeFormat(LOCALES[language()] ?? language(), { hour: "2-digit", minute: "2-digit" }).format(ms);
}

/** How phases and their time are said. */
import { t, type Key } from "../../i18n";

/** The phases every programme has are said in the reader's language; others as they were written. */
const KNOWN: Readonly<Record<string, Key>> = {
  "welcome": "phase.welcome",
  "plenary input": "phase.input",
  "group work": "phase.groups",
  "plenary return": "phase.return",
  "closing": "phase.closing",
};

export function phaseTitle(title: string): string {
  const key = KNOWN[title.trim().toLowerCase()];
  return key ? t(key) : title || t("phase.untitled");
}

export function modeWords(mode: "plenary" | "groups"): string {
  return t(mode === "groups" ? "phase.mode.groups" : "phase.mode.plenary");
}

/** Light or dark: as the device prefers, also when it changes its mind in the evening, until somebody chooses. */
import { createSignal } from "solid-js";

export type Theme = "light" | "dark";
const STORED = "plenaria.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
/** Somebody has chosen. */
let isChosen = false;

function preferred(): Theme {
  return dark.matches ? "dark" : "light";
}

function first(): Theme {
  try {
    const stored = localStorage.getItem(STORED);
    isChosen = stored === "light" || stored === "dark";
    if (isChosen) return stored as Theme;
  } catch {
    // As the device prefers.
  }
  return preferred();
}

const [theme, setSignal] = createSignal<Theme>(first());

function show(value: Theme): void {
  setSignal(value);
  document.documentElement.dataset.theme = value;
}

show(theme());
// Safari before 14 has no such event: there the next page looks again.
dark.addEventListener?.("change", () => !isChosen && show(preferred()));

export { theme };

export function setTheme(value: Theme): void {
  isChosen = true;
  show(value);
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // The choice holds for this page.
  }
}

/** Light or dark: as the device prefers, until somebody chooses. */
import { createSignal } from "solid-js";

export type Theme = "light" | "dark";
const STORED = "plenaria.theme";

function first(): Theme {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored === "light" || stored === "dark") return stored;
  } catch {
    // As the device prefers.
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

const [theme, setSignal] = createSignal<Theme>(first());
document.documentElement.dataset.theme = theme();

export { theme };

export function setTheme(value: Theme): void {
  setSignal(value);
  document.documentElement.dataset.theme = value;
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // The choice holds for this page.
  }
}

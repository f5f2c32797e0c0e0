/** Calm mode is a choice of this device, as the theme is. */
import { onCleanup } from "solid-js";
import type { Tab } from "../../state/tab";

const STORED = "plenaria.calm";

function kept(): boolean {
  try {
    return localStorage.getItem(STORED) !== null;
  } catch {
    return false;
  }
}

/** Is it calm on this device? Also for the pages that are no board. */
export const isCalm = (): boolean => document.documentElement.hasAttribute("data-calm") || kept();

/** Takes what was chosen last, and keeps what is chosen from now on. */
export function keepCalm(tab: Tab): void {
  const show = (calm: boolean): void => void document.documentElement.toggleAttribute("data-calm", calm);
  tab.calm.set(kept());
  show(tab.calm.get());
  onCleanup(
    tab.calm.subscribe((calm) => {
      show(calm);
      try {
        if (calm) localStorage.setItem(STORED, "1");
        else localStorage.removeItem(STORED);
      } catch {
        // A private window forgets it; the choice holds for this page.
      }
    }),
  );
}

/** Shortcuts of commands for the eye: what has a sign is a sign, the rest is said as on the reader's keyboard. */
import { keyWords } from "../keys";

const SIGNS: Readonly<Record<string, string>> = { Enter: "↵", "-": "−" };

/** `Mod+Shift+Z` is `Ctrl Shift Z`, in German `Strg Umschalt Z`. */
export function chord(keys: string): string {
  const sign = (key: string): string => SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : keyWords(key.replace("Mod", "Control").replace("Digit", "")));
  return keys.split(/\+(?=.)/).map(sign).join(" ");
}

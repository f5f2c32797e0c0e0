/** Keys as they are written on a keyboard of the reader's language: `Strg+Umschalt+Z`. */
import { t, type Key } from "../i18n";

/** Of keys by their names in the DOM, `Control+Shift+Z`. */
export function keyWords(keys: string): string {
  return keys.replace(/Control|Shift|Enter|Delete|Escape/g, (key) => t(`key.${key}` as Key));
}

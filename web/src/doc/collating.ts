/** The order of words, in the language in which the page is read. */

let made: { readonly language: string; readonly collator: Intl.Collator } | null = null;

/** Accents where the page's language has them, `2` before `10`. To make one takes a while: the last one is kept. */
export function collator(): Intl.Collator {
  const language = globalThis.document?.documentElement?.lang ?? "";
  if (made?.language !== language) made = { language, collator: new Intl.Collator(language || undefined, { numeric: true }) };
  return made.collator;
}

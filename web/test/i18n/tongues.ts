/** All words of each language, all parts together. */
const PARTS = import.meta.glob<Record<string, Tongue>>("../../src/i18n/??{,.*}.ts", { eager: true });

type Word = string | { readonly one: string; readonly other: string };
export type Tongue = Readonly<Record<string, Word>>;

/** Language → part (`page`, `board` …) → words. */
export const parts: Readonly<Record<string, Readonly<Record<string, Tongue>>>> = (() => {
  const found: Record<string, Record<string, Tongue>> = {};
  for (const [path, exported] of Object.entries(PARTS)) {
    const [, language, part = "page"] = /\/(\w\w)(?:\.(\w+))?\.ts$/.exec(path)!;
    (found[language!] ??= {})[part] = Object.assign({}, ...Object.values(exported)) as Tongue;
  }
  return found;
})();

export const tongues: Readonly<Record<string, Tongue>> = Object.fromEntries(
  Object.entries(parts).map(([language, words]) => [language, Object.assign({}, ...Object.values(words)) as Tongue]),
);
export const en: Tongue = tongues.en!;

/** The texts of a word: one, or one for each plural. */
export function texts(word: Word): readonly string[] {
  return typeof word === "string" ? [word] : [word.one, word.other];
}

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { en, parts, texts, tongues } from "./tongues";

const OTHERS = ["it", "fr", "de", "es"] as const;
const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

/** What is the same in English and there, so that nothing else is by accident. */
const SAME: Readonly<Record<(typeof OTHERS)[number], readonly string[]>> = {
  it: ["Agenda (session, date, title, phase, minutes, mode)", "Canvas", "Ctrl", "E-mail", "Esc", "Excalidraw", "JSON Canvas", "Link", "Manifesto", "Plenaria", "Poster", "World café", "Zoom", "manifesto", "poster"],
  fr: [
    ...["Actions", "Code", "Ctrl", "Ellipse", "Excalidraw", "Important", "Introduction", "JSON Canvas", "Lasso", "Message", "Note", "Notes (session, group, author, type, color, text, cluster, votes)", "Orange", "Orientation", "Phase {n}", "Phases", "Photo", "Plenaria", "Portrait", "Programme"],
    ...["Question", "Rectangle", "Table 1", "Table 2", "Table 3", "Table 4", "Triangle", "Violet", "Vote", "Vote…", "World café", "Zoom", "{n} minute", "{n} minutes", "{n} note", "{n} notes", "{n} point", "{n} points"],
  ],
  de: ["Canvas", "Code", "Ellipse", "Esc", "Excalidraw", "JSON Canvas", "Lasso", "Link", "Links", "Name", "Orange", "Phase {n}", "Plenaria", "Text", "Workshop", "Workshops", "Zoom"],
  es: ["Color", "Ctrl", "Esc", "Excalidraw", "JSON Canvas", "Plenaria", "Sector", "World café", "Zoom", "poster"],
};
/** Only marks and what is filled in: the same everywhere. */
const isPattern = (text: string): boolean => !/\p{L}{2,}/u.test(text.replace(/\{\w+\}|\bmin\b|SWOT/g, ""));

test("wb111 there are five languages, each with the same parts", () => {
  expect(Object.keys(parts).sort()).toEqual(["de", "en", "es", "fr", "it"]);
  for (const language of OTHERS) expect(Object.keys(parts[language]!).sort()).toEqual(Object.keys(parts.en!).sort());
});

describe.each(OTHERS)("words in %s", (language) => {
  const words = tongues[language]!;

  test("wb111 every key of English is there, in the same part, and no other", () => {
    for (const [part, there] of Object.entries(parts.en!)) expect(Object.keys(parts[language]![part]!).sort()).toEqual(Object.keys(there).sort());
  });

  test("wb111 what is filled in is the same, and what counts has both plurals", () => {
    for (const [key, english] of Object.entries(en)) {
      const here = words[key]!;
      expect(typeof here, key).toBe(typeof english);
      const wanted = new Set(texts(english).flatMap(placeholders));
      // "and one more" may do without its number.
      for (const text of texts(here)) expect([...wanted], `${key}: ${text}`).toEqual(expect.arrayContaining([...placeholders(text)]));
      expect(new Set(texts(here).flatMap(placeholders)), key).toEqual(wanted);
      // Of whom there are one or more, the names say it.
      if (typeof here !== "string" && key !== "writing") expect(placeholders(here.other), key).toContain("n");
    }
  });

  test("wb111 nothing is empty, nothing shouts, nothing is left over in English", () => {
    const same = new Set<string>();
    for (const [key, word] of Object.entries(words)) {
      const english = texts(en[key]!);
      texts(word).forEach((text, i) => {
        expect(text.trim(), key).not.toBe("");
        expect(text, key).not.toMatch(/!|\.\.\.| {2}|^ | $(?<!: )/);
        if (text === english[i] && !isPattern(text)) same.add(text);
      });
    }
    expect([...same].filter((text) => !SAME[language].includes(text))).toEqual([]);
  });
});

test("wb111 words for links are as many in each language", () => {
  const count = (language: string): number => texts(tongues[language]!["link.words"]!)[0]!.split("|").length;
  expect(OTHERS.map(count)).toEqual(OTHERS.map(() => count("en")));
});

test("wb111 French has a space that holds before its double marks", () => {
  for (const [key, word] of Object.entries(tongues.fr!)) for (const text of texts(word)) expect(text, key).not.toMatch(/[^\u00a0\d][;:?](?= |$)/);
});

test("wb111 an apostrophe is one in French, and never a straight quote", () => {
  for (const [key, word] of Object.entries(tongues.fr!)) for (const text of texts(word)) expect(text, key).not.toContain("'");
});

test("wb111 nobody is called by a sign in the middle of a word", () => {
  for (const language of OTHERS) for (const [key, word] of Object.entries(tongues[language]!)) for (const text of texts(word)) expect(text, key).not.toMatch(/\p{L}[·*:]\p{L}|\p{Ll}In(nen)?\b|\p{L}\/\p{L}/u);
});

test("wb111 whatever the room tells is said in the reader's words", () => {
  const notices = readFileSync(fileURLToPath(new URL("../../../crates/room/src/notice.rs", import.meta.url)), "utf8");
  const codes = [...notices.matchAll(/NoticeCode::\w+ => "(\w+)"/g)].map(([, code]) => code!);
  const bar = readFileSync(fileURLToPath(new URL("../../src/ui/board/NoticeBar.tsx", import.meta.url)), "utf8");
  expect(codes.length).toBeGreaterThan(8);
  for (const code of codes) {
    expect(bar).toContain(`${code}: "notice.`);
    expect(Object.keys(en)).toContain(`notice.${code}`);
  }
});

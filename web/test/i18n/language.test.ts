import { afterEach, beforeEach, expect, test, vi } from "vitest";

const kept = new Map<string, string>();
const page = { documentElement: { lang: "it" } };

/** The page's words, as a browser with these languages starts with them. */
async function start(...languages: string[]) {
  vi.resetModules();
  page.documentElement.lang = "it";
  vi.stubGlobal("navigator", { languages });
  const i18n = await import("../../src/i18n");
  await i18n.ready();
  await i18n.readyFor("staff");
  return i18n;
}

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) });
  vi.stubGlobal("document", page);
});
afterEach(() => vi.unstubAllGlobals());

test("wb112 the first language of the browser that we speak is the page's", async () => {
  for (const [wanted, spoken] of [
    [["fr-CA", "en"], "fr"],
    [["pl-PL", "de-AT", "en"], "de"],
    [["ES"], "es"],
    [["pl"], "en"],
    [[], "en"],
  ] as const) {
    const { language, t } = await start(...wanted);
    expect([language(), page.documentElement.lang]).toEqual([spoken, spoken]);
    expect(t("app.name")).toBe("Plenaria");
  }
});

test("wb112 what was chosen on the device comes first, also the next time", async () => {
  const { setLanguage, t } = await start("fr");
  await setLanguage("es");
  expect([t("close"), page.documentElement.lang]).toEqual(["Cerrar", "es"]);
  const { language } = await start("fr");
  expect(language()).toBe("es");
});

test("wb112 a newcomer whose browser asks for nothing we speak gets the workshop's language, and keeps it", async () => {
  const polish = await start("pl");
  expect(polish.language()).toBe("en");
  await polish.offerLanguage("it");
  expect([polish.language(), polish.t("close"), page.documentElement.lang]).toEqual(["it", "Chiudi", "it"]);
  expect((await start("pl")).language()).toBe("it");
});

test("wb112 a workshop's language never overrules the browser's, nor what was chosen", async () => {
  const french = await start("fr");
  await french.offerLanguage("it");
  expect(french.language()).toBe("fr");
  const polish = await start("pl");
  await polish.setLanguage("en");
  await polish.offerLanguage("de");
  expect(polish.language()).toBe("en");
  await polish.offerLanguage("xx");
  expect(polish.language()).toBe("en");
});

test("wb112 a device that keeps nothing holds the choice for the page", async () => {
  const refuse = (): never => {
    throw new Error("private");
  };
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
  const { setLanguage, offerLanguage, language } = await start("pl");
  await offerLanguage("de");
  expect(language()).toBe("de");
  await setLanguage("es");
  await offerLanguage("de");
  expect(language()).toBe("es");
});

test("wb113 plurals are those of the language: nothing is one in French, and more elsewhere", async () => {
  const { setLanguage, t } = await start("en");
  const said = async (code: string, n: number): Promise<string> => (await setLanguage(code), t("admin.people", { n }));
  expect(await said("fr", 0)).toBe("0 personne");
  expect(await said("fr", 1)).toBe("1 personne");
  expect(await said("fr", 2)).toBe("2 personnes");
  expect(await said("de", 0)).toBe("0 Personen");
  expect(await said("de", 1)).toBe("1 Person");
  expect(await said("es", 0)).toBe("0 personas");
  expect(await said("es", 1_000_000)).toBe("1.000.000 personas");
  expect(await said("it", 1)).toBe("1 persona");
});

test("wb113 numbers and dates are written as the language writes them", async () => {
  const { setLanguage, t, percent } = await start("en");
  const { day } = await import("../../src/i18n/days");
  const said = async (code: string): Promise<readonly string[]> => {
    await setLanguage(code);
    return [t("admin.people", { n: 12_345 }), percent(0.5), day("2026-12-01"), day("2026-03-24")].map((text) => text.replace(/[\u00a0\u202f]/g, "_"));
  };
  expect(await said("en")).toEqual(["12,345 people", "50%", "1 December 2026", "24 March 2026"]);
  expect(await said("it")).toEqual(["12.345 persone", "50%", "1 dicembre 2026", "24 marzo 2026"]);
  expect(await said("fr")).toEqual(["12_345 personnes", "50_%", "1er décembre 2026", "24 mars 2026"]);
  expect(await said("de")).toEqual(["12.345 Personen", "50_%", "1. Dezember 2026", "24. März 2026"]);
  expect(await said("es")).toEqual(["12.345 personas", "50_%", "1 de diciembre de 2026", "24 de marzo de 2026"]);
});

test("wb113 words are put in the order of the language that is read", async () => {
  const { collator } = await import("../../src/doc/collating");
  const ordered = (code: string, words: readonly string[]): readonly string[] => {
    page.documentElement.lang = code;
    return [...words].sort((a, b) => collator().compare(a, b));
  };
  expect(ordered("es", ["oso", "ñu", "nube"])).toEqual(["nube", "ñu", "oso"]);
  expect(ordered("de", ["Zug", "Äpfel", "Apfel", "Note 10", "Note 2"])).toEqual(["Apfel", "Äpfel", "Note 2", "Note 10", "Zug"]);
});

test("wb112 words that come late take none away, and bring no language back", async () => {
  let come = (): void => undefined;
  const late = new Promise<void>((resolve) => (come = resolve));
  vi.doMock("../../src/i18n/en.template", async (original) => {
    await late;
    return original();
  });
  const { language, readyFor, setLanguage, t } = await start("en");
  const template = readyFor("template");
  await setLanguage("it");
  expect(language()).toBe("it");
  // Wanted for a language that somebody has left meanwhile.
  const programme = readyFor("programme");
  come();
  await Promise.all([template, programme]);
  expect([language(), t("template.swot"), t("progress.over")]).toEqual(["it", "SWOT", "Tempo scaduto"]);
  vi.doUnmock("../../src/i18n/en.template");
});

import { beforeEach, describe, expect, test } from "vitest";
import { putTemplate, readTemplate, type Template } from "../../src/doc/template";
import type { Rect } from "../../src/doc/types";
import { addCluster } from "../../src/doc/verbs";
import { LIMIT } from "../../src/doc/schema.gen";
import { deTemplate } from "../../src/i18n/de.template";
import { enTemplate } from "../../src/i18n/en.template";
import { esTemplate } from "../../src/i18n/es.template";
import { frTemplate } from "../../src/i18n/fr.template";
import { itTemplate } from "../../src/i18n/it.template";
import type { Key } from "../../src/i18n/words";
import { holds, touches } from "../../src/scene/geometry";
import { route } from "../../src/scene/route";
import { fitNote, fitTitle, TITLE_HEIGHT } from "../../src/scene/text";
import { freePlace, lay, sizeOf } from "../../src/tools/template";
import { SKETCHES, spoken } from "../../src/ui/template/sketches";
import { Bench } from "./bench";

const LANGUAGES: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [["en", enTemplate], ["it", itTemplate], ["fr", frTemplate], ["de", deTemplate], ["es", esTemplate]];
const NAMES = ["canvas", "columns", "swot", "stakeholders", "empathy", "change", "cafe", "timeline", "problem", "partnership", "retrospective", "reasoned"];
/** Letters of notes and titles at zoom 1: what can be read on a sheet of A3 as well. */
const READABLE = 18;
/** Longest title of a cluster: two lines at most, and said in a breath. */
const TITLE = 50;

const say = (words: Readonly<Record<string, unknown>>) => (key: Key): string => {
  const word = words[key];
  if (typeof word !== "string") throw new Error(`no word ${key}`);
  return word;
};

const templates = LANGUAGES.flatMap(([language, words]) => SKETCHES.map((sketch) => ({ language, name: sketch.name, template: spoken(sketch, say(words)) })));

const none = (pairs: readonly string[]): void => expect(pairs).toEqual([]);

const pairs = <T extends Rect & { id: string }>(all: readonly T[]): string[] =>
  all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => (touches(a, b) ? [`${a.id} on ${b.id}`] : [])));

describe("templates", () => {
  test("wb80 there are twelve, each with a name and a purpose in both languages, and no word is left over", () => {
    expect(SKETCHES.map(({ name }) => name)).toEqual(NAMES);
    const used = new Set(SKETCHES.flatMap(({ name, clusters, notes, links }) => [
      `template.${name}`,
      `template.${name}.for`,
      ...clusters.map((one) => `template.${name}.${one.name}`),
      ...notes.map((one) => `template.${name}.${one.word ?? one.name}`),
      ...links.flatMap(({ word }) => (word ? [`template.${name}.${word}`] : [])),
    ]));
    for (const [language, words] of LANGUAGES) {
      const there = Object.keys(words).filter((key) => key.startsWith("template."));
      expect(there.sort(), language).toEqual([...used].sort());
      const names = NAMES.map((name) => say(words)(`template.${name}` as Key));
      expect(new Set(names).size, language).toBe(12);
      for (const name of names) expect(name.length, name).toBeLessThanOrEqual(32);
    }
  });

  test.each(templates)("wb80 $name ($language) holds together", ({ template }) => {
    const { clusters, notes, links } = template;
    const ids = [...clusters, ...notes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    none(links.flatMap(({ from, to }) => (from !== to && ids.includes(from) && ids.includes(to) ? [] : [`${from} → ${to}`])));
    none(pairs(notes));
    none(pairs(clusters));
    const boxes = new Map<string, Rect>([...clusters, ...notes].map((one) => [one.id, one]));
    for (const note of notes) {
      const home = clusters.find(({ id }) => id === note.cluster);
      if (note.cluster) expect(home && holds(home, note), `${note.id} in ${note.cluster}`).toBe(true);
      else none(clusters.filter((one) => touches(one, note)).map((one) => `${note.id} on ${one.id}`));
      // Below the title, and clear of the border as "Arrange" would put it.
      if (home) expect(note.x - home.x >= 24 && note.y - home.y >= 80 && note.y + note.h <= home.y + home.h - 24, note.id).toBe(true);
    }
    for (const { from, to } of links) expect(route(boxes.get(from)!, boxes.get(to)!), `${from} → ${to}`).not.toBeNull();
  });

  test.each(templates)("wb80 $name ($language) is read and printed well", ({ template }) => {
    const { clusters, notes, links } = template;
    for (const { x, y, w, h } of clusters) expect([x, y, w, h].map((n) => n % 8)).toEqual([0, 0, 0, 0]);
    for (const { x, y } of notes) expect([x % 8, y % 8]).toEqual([0, 0]);
    for (const note of notes) {
      const { size, lines } = fitNote(note.text, note.w, note.h);
      expect(size, note.text).toBeGreaterThanOrEqual(READABLE);
      expect(lines.length, note.text).toBeGreaterThan(0);
    }
    for (const { title, w } of clusters) {
      expect(title.length, title).toBeLessThanOrEqual(TITLE);
      const { size, lines } = fitTitle(title, w);
      expect(size, title).toBeGreaterThanOrEqual(READABLE);
      expect(lines.length * size * 1.25, title).toBeLessThanOrEqual(TITLE_HEIGHT);
    }
    for (const { label } of links) expect(label.length).toBeLessThanOrEqual(16);
    const { w, h } = sizeOf(template);
    // A sheet is 1.41 wide by its height.
    expect(w / h).toBeGreaterThan(1.3);
    expect(w / h).toBeLessThan(1.55);
  });
});

describe("a template on a board", () => {
  let bench: Bench;
  const shown: Rect[] = [];
  const stage = { show: (place: Rect) => void shown.push(place) };
  const swot = templates.find(({ name, language }) => name === "swot" && language === "it")!.template;
  const reasoned = templates.find(({ name }) => name === "reasoned")!.template;

  beforeEach(() => {
    bench = new Bench();
    bench.board.role = "editor";
    shown.length = 0;
  });

  const counts = (): number[] => [bench.board.clusters.size, bench.board.notes.size, bench.board.links.size];

  test("wb81 it comes with clusters, notes and links as one update and one step of undo, and is shown", () => {
    bench.note(0, 0, "prima");
    expect(bench.updates).toHaveLength(1);
    const place = lay(bench.board, stage, reasoned)!;
    expect(bench.updates).toHaveLength(2);
    expect(counts()).toEqual([1, 10, 8]);
    expect(shown).toEqual([place]);
    const map = [...bench.board.clusters.values()][0]!;
    expect(bench.board.members(map.id)).toHaveLength(9);
    const question = [...bench.board.notes.values()].find(({ text }) => text === "Which question do we want to settle?")!;
    expect(bench.board.linksOf(question.id).map(({ label }) => label)).toEqual(["answers", "answers"]);
    // What is written next is a step of its own, and what was written before stays.
    bench.note(50, 50, "dopo");
    bench.board.undo();
    expect(counts()).toEqual([1, 10, 8]);
    bench.board.undo();
    expect([...bench.board.notes.values()].map(({ text }) => text)).toEqual(["prima"]);
    expect(counts()).toEqual([0, 1, 0]);
    bench.board.redo();
    expect(counts()).toEqual([1, 10, 8]);
  });

  test("wb81 it lies around the middle of an empty board, else where nothing is, again and again", () => {
    const size = sizeOf(swot);
    expect(freePlace(bench.board, size)).toEqual({ x: -848, y: -600 });
    const places: Rect[] = [];
    bench.note(-500, 90, "a");
    addCluster(bench.board, { pos: { x: 1_000, y: -300 }, size: { w: 700, h: 300 } });
    places.push(...bench.board.notes.values(), ...bench.board.clusters.values());
    for (let i = 0; i < 6; i++) {
      const place = lay(bench.board, stage, i % 2 ? swot : reasoned)!;
      none(places.filter((one) => touches(one, place)).map((one) => JSON.stringify([one, place])));
      places.push(place);
    }
    // Not one long strip.
    const all = sizeOf({ clusters: [...bench.board.clusters.values()].map((one) => ({ ...one })), notes: [], links: [] });
    expect(all.w / all.h).toBeLessThan(3);
  });

  test("wb81 at the edge of the world it goes where there is room", () => {
    const edge = LIMIT.COORDINATE;
    bench.note(edge - 200, edge - 200, "lontana");
    const size = sizeOf(swot);
    const at = freePlace(bench.board, size);
    expect(at.x + size.w <= edge && at.y + size.h <= edge).toBe(true);
    expect(touches({ ...at, ...size }, [...bench.board.notes.values()][0]!)).toBe(false);
  });

  test("wb81 who makes no clusters puts none on the board", () => {
    bench.board.role = "contributor";
    expect(lay(bench.board, stage, swot)).toBeNull();
    putTemplate(bench.board, swot, { x: 0, y: 0 });
    expect(counts()).toEqual([0, 0, 0]);
    expect([bench.updates.length, shown.length]).toEqual([0, 0]);
  });

  test("wb82 what the server keeps is a template as far as it is one", () => {
    const cluster = { id: "c1", title: "Forze", pos: [0, 0], size: [480, 304], color: "green" };
    const note = { id: "n1", text: "uno", pos: [24, 80], size: [200, 200], color: "#12ab34", cluster: "c1", tags: ["x"] };
    const kept = { clusters: [cluster], notes: [note], links: [{ from: "n1", to: "c1", label: "è parte" }] };
    const template = readTemplate(kept);
    lay(bench.board, stage, template);
    expect(counts()).toEqual([1, 1, 1]);
    expect([...bench.board.notes.values()][0]).toMatchObject({ text: "uno", color: "#12ab34", tags: ["x"], cluster: [...bench.board.clusters.keys()][0] });
    const nothing: Template = { clusters: [], notes: [], links: [] };
    for (const odd of [null, 7, "x", [], { notes: 3 }, { notes: [null, { id: "a" }, { ...note, pos: [1] }, { ...note, pos: [NaN, 0] }] }]) expect(readTemplate(odd)).toEqual(nothing);
    expect(readTemplate({ notes: [{ ...note, color: "red;}", cluster: 4, tags: "x" }] }).notes[0]).toMatchObject({ color: "white", cluster: null, tags: [] });
  });
});

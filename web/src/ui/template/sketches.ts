/**
 * The twelve templates as they are in every language: what lies where. A part's name is its word's key
 * (`template.swot.strengths` in the dictionaries). Clusters stand on a grid of 8, notes in them as `Arrange` would put
 * them, all together about as a sheet lies.
 */
import type { Template } from "../../doc/template";
import type { Key } from "../../i18n";
import type { ColorName } from "../../doc/schema.gen";

type Box = readonly [x: number, y: number, w: number, h: number];

interface Frame {
  readonly name: string;
  readonly box: Box;
  readonly color: ColorName;
}
interface Slip {
  readonly name: string;
  /** The key of what it says, where it is not its name. */
  readonly word?: string;
  readonly box: Box;
  readonly color: ColorName;
  readonly cluster?: string;
}
export interface Sketch {
  readonly name: string;
  readonly clusters: readonly Frame[];
  readonly notes: readonly Slip[];
  readonly links: readonly { readonly from: string; readonly to: string; readonly word?: string }[];
}

/** Between clusters. */
const GAP = 32;
/** Side of a note, and where the first one of a cluster stands. */
const NOTE = 200;
const LEFT = 24;
const TOP = 80;

/** So wide that notes of a row stand in it with the same border at both sides. */
const wide = (notes: number): number => Math.ceil((2 * LEFT + notes * NOTE + (notes - 1) * 30) / 8) * 8;
/** High enough for one row of notes. */
const ROW = TOP + NOTE + LEFT;

const frame = (name: string, box: Box, color: ColorName): Frame => ({ name, box, color });

/** A note that asks, where the first one of the cluster stands; white, that it is not taken for an answer, but where all is. */
function prompt(of: Frame, name = `${of.name}_prompt`, word = name): Slip {
  return { name, word, box: [of.box[0] + LEFT, of.box[1] + TOP, NOTE, NOTE], color: of.color === "white" ? "yellow" : "white", cluster: of.name };
}

const link = (from: string, to: string, word?: string): Sketch["links"][number] => (word ? { from, to, word } : { from, to });

function canvas(): Sketch {
  return { name: "canvas", clusters: [frame("question", [0, 0, 1696, 1200], "white")], notes: [], links: [] };
}

function columns(): Sketch {
  const clusters = [frame("left", [0, 0, 832, 1200], "green"), frame("right", [832 + GAP, 0, 832, 1200], "orange")];
  return { name: "columns", clusters, notes: clusters.map((one) => prompt(one)), links: [] };
}

function swot(): Sketch {
  const [w, h] = [832, 584];
  const clusters = [
    frame("strengths", [0, 0, w, h], "green"),
    frame("weaknesses", [w + GAP, 0, w, h], "orange"),
    frame("opportunities", [0, h + GAP, w, h], "blue"),
    frame("threats", [w + GAP, h + GAP, w, h], "pink"),
  ];
  return { name: "swot", clusters, notes: clusters.map((one) => prompt(one)), links: [] };
}

/** Two axes from one corner: influence upwards, concern to the right. */
function stakeholders(): Sketch {
  const [w, h] = [752, 520];
  const [left, foot] = [160 + GAP, 2 * h + 2 * GAP];
  const right = left + w + GAP;
  const clusters = [
    frame("keep", [left, 0, w, h], "yellow"),
    frame("involve", [right, 0, w, h], "green"),
    frame("watch", [left, h + GAP, w, h], "white"),
    frame("inform", [right, h + GAP, w, h], "blue"),
  ];
  const sign = (name: string, x: number, y: number): Slip => ({ name, box: [x, y, 160, 96], color: "white" });
  const notes = [
    sign("much_influence", 0, 0),
    sign("little_influence", 0, foot - GAP - 96),
    sign("little_interest", left, foot),
    sign("much_interest", right + w - 160, foot),
  ];
  return { name: "stakeholders", clusters, notes, links: [link("little_influence", "much_influence"), link("little_interest", "much_interest")] };
}

function empathy(): Sketch {
  const [w, half, tall] = [592, 904, 3 * ROW + 2 * GAP];
  const middle = w + GAP;
  const clusters = [
    frame("hears", [0, 0, w, tall], "blue"),
    frame("thinks", [middle, 0, w, ROW], "violet"),
    frame("who", [middle, ROW + GAP, w, ROW], "white"),
    frame("does", [middle, 2 * (ROW + GAP), w, ROW], "yellow"),
    frame("sees", [2 * middle, 0, w, tall], "blue"),
    frame("hard", [0, tall + GAP, half, ROW], "orange"),
    frame("hopes", [half + GAP, tall + GAP, half, ROW], "green"),
  ];
  return { name: "empathy", clusters, notes: [prompt(clusters[2]!)], links: [] };
}

function change(): Sketch {
  const [w, h, apart] = [wide(1), 1216, 120];
  const names = ["resources", "activities", "results", "changes", "impact"] as const;
  const colors = ["blue", "violet", "yellow", "green", "green"] as const;
  const words = ["allow", "give", "lead", "help"] as const;
  const clusters = names.map((name, i) => frame(name, [i * (w + apart), 0, w, h], colors[i]!));
  return { name: "change", clusters, notes: clusters.map((one) => prompt(one)), links: words.map((word, i) => link(names[i]!, names[i + 1]!, word)) };
}

function cafe(): Sketch {
  const [w, h] = [wide(2), 760];
  const whole = 4 * w + 3 * GAP;
  const question = frame("question", [0, 0, whole, ROW], "yellow");
  const colors = ["blue", "green", "violet", "pink"] as const;
  const tables = colors.map((color, i) => frame(`table${i + 1}`, [i * (w + GAP), ROW + GAP, w, h], color));
  const harvest = frame("harvest", [0, ROW + h + 2 * GAP, whole, ROW], "orange");
  const notes = [prompt(question), ...tables.map((table, i) => prompt(table, `host${i + 1}`, "host"))];
  return { name: "cafe", clusters: [question, ...tables, harvest], notes, links: [] };
}

function timeline(): Sketch {
  const [w, h, apart] = [wide(2), 1064, 64];
  const names = ["today", "months", "year", "years"] as const;
  const colors = ["violet", "blue", "yellow", "green"] as const;
  const steps = names.map((name, i) => frame(name, [i * (w + apart), 0, w, h], colors[i]!));
  const along = frame("along", [0, h + GAP, 4 * w + 3 * apart, 392], "orange");
  const notes = [prompt(steps[0]!), prompt(steps[3]!)];
  return { name: "timeline", clusters: [...steps, along], notes, links: [0, 1, 2].map((i) => link(names[i]!, names[i + 1]!)) };
}

/** Read from its roots upwards: every arrow says what a cause leads to. */
function problem(): Sketch {
  const [w, apart] = [wide(2), 128];
  const across = w + apart;
  const row = (names: readonly string[], y: number, color: ColorName): Frame[] => names.map((name, i) => frame(name, [i * across, y, w, ROW], color));
  const above = row(["people", "places", "service"], 0, "pink");
  const middle = frame("problem", [across, ROW + apart, w, ROW], "yellow");
  const below = row(["habits", "rules", "means"], 2 * (ROW + apart), "orange");
  const links = [...below.map((one) => link(one.name, "problem", "lead")), ...above.map((one) => link("problem", one.name, "lead"))];
  const notes = [prompt(middle), prompt(below[1]!, "causes_prompt")];
  return { name: "problem", clusters: [...above, middle, ...below], notes, links };
}

function partnership(): Sketch {
  const [w, h] = [544, 392];
  const at = (column: number): number => column * (w + GAP);
  const foot = 2 * (h + GAP);
  const clusters = [
    frame("we_bring", [0, 0, w, h], "blue"),
    frame("we_need", [0, h + GAP, w, h], "blue"),
    frame("aim", [at(1), 0, w, 2 * h + GAP], "green"),
    frame("they_bring", [at(2), 0, w, h], "violet"),
    frame("they_need", [at(2), h + GAP, w, h], "violet"),
    frame("care", [0, foot, w, 352], "white"),
    frame("risks", [at(1), foot, w, 352], "orange"),
    frame("steps", [at(2), foot, w, 352], "yellow"),
  ];
  return { name: "partnership", clusters, notes: [prompt(clusters[2]!), prompt(clusters[7]!)], links: [] };
}

function retrospective(): Sketch {
  const [w, h] = [544, 864];
  const columns = [frame("well", [0, 0, w, h], "green"), frame("hard", [w + GAP, 0, w, h], "orange"), frame("learned", [2 * (w + GAP), 0, w, h], "violet")];
  const next = frame("next", [0, h + GAP, 3 * w + 2 * GAP, ROW], "blue");
  return { name: "retrospective", clusters: [...columns, next], notes: columns.map((one) => prompt(one)), links: [] };
}

/** A question at the top; every arrow says what a note does for the one above it. */
function reasoned(): Sketch {
  const down = NOTE + 128;
  const map = frame("map", [0, 0, 1840, 1304], "white");
  const note = (name: string, middle: number, row: number, color: ColorName, w = NOTE): Slip => ({
    name,
    box: [middle - w / 2, TOP + 8 + row * down, w, NOTE],
    color,
    cluster: "map",
  });
  const notes = [
    note("question", 920, 0, "yellow", 400),
    note("answer1", 472, 1, "blue", 272),
    note("answer2", 1368, 1, "blue", 272),
    note("pro1", 268, 2, "green"),
    note("con1", 676, 2, "orange"),
    note("pro2", 1164, 2, "green"),
    note("con2", 1572, 2, "orange"),
    note("fact1", 268, 3, "violet"),
    note("fact2", 1572, 3, "violet"),
  ];
  const links = [
    link("answer1", "question", "answers"),
    link("answer2", "question", "answers"),
    link("pro1", "answer1", "supports"),
    link("con1", "answer1", "hinders"),
    link("pro2", "answer2", "supports"),
    link("con2", "answer2", "hinders"),
    link("fact1", "pro1", "supports"),
    link("fact2", "con2", "hinders"),
  ];
  return { name: "reasoned", clusters: [map], notes, links };
}

/** In the order in which they are offered. */
export const SKETCHES: readonly Sketch[] = [
  canvas(),
  columns(),
  swot(),
  stakeholders(),
  empathy(),
  change(),
  cafe(),
  timeline(),
  problem(),
  partnership(),
  retrospective(),
  reasoned(),
];

/** The template that a sketch is with the words of a language. */
export function spoken({ name, clusters, notes, links }: Sketch, say: (key: Key) => string): Template {
  const word = (part: string): string => say(`template.${name}.${part}` as Key);
  const rect = ([x, y, w, h]: Box) => ({ x, y, w, h });
  return {
    clusters: clusters.map((one) => ({ id: one.name, ...rect(one.box), title: word(one.name), color: one.color })),
    notes: notes.map((one) => ({
      id: one.name,
      ...rect(one.box),
      text: word(one.word ?? one.name),
      color: one.color,
      cluster: one.cluster ?? null,
      tags: [],
    })),
    links: links.map(({ from, to, word: label }) => ({ from, to, label: label ? word(label) : "" })),
  };
}

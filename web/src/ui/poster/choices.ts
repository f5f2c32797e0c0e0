/** What one chooses about a poster, and how it is asked for. */
import type { PosterWish } from "../staff";

/** Name, as the server knows it, and short side in millimetres. */
export const PAPERS = [
  ["A0", 841],
  ["A1", 594],
  ["A2", 420],
  ["A3", 297],
  ["A4", 210],
  ["Letter", 216],
  ["Tabloid", 279],
  ["Arch-C", 457],
  ["Arch-D", 610],
  ["Arch-E", 914],
] as const;
export const OWN = "own";
/** Instead of one board: all of them, a sheet each. */
export const ALL = "all";
/** Instead of a cluster: a part that is marked on the sheet. */
export const AREA = "area";
export const SIDES_MM = { min: 50, max: 2500 };
/** What is downloaded: a PDF, pixels of a sharpness, shapes. */
export const FILES = ["pdf", "300", "600", "150", "72", "jpg", "svg"] as const;
export type File = (typeof FILES)[number];
export const THEMES = ["colour", "ink-saving", "high-contrast"] as const;
export const CREDITS = ["none", "groups", "people"] as const;

export interface Logo {
  readonly image: string;
  readonly says: string;
}

/** Left, top, width, height: on a sheet in hundredths of it, on a board in its units. */
export type Area = readonly [number, number, number, number];

export interface Choices {
  /** A board's id, or {@link ALL}. */
  readonly board: string;
  /** Of all boards, those that get no sheet. */
  readonly leftOut: readonly string[];
  /** A cluster's id, {@link AREA}, or empty for all. */
  readonly part: string;
  /** In board units. */
  readonly area?: Area | undefined;
  readonly title: string;
  /** Instead of session, group and date. */
  readonly subtitle?: string | undefined;
  readonly paper: string;
  readonly sides: readonly [number, number];
  readonly orientation: string;
  readonly file: File;
  readonly cropMarks: boolean;
  /** Emoji of a PDF as pictures. */
  readonly emojiPictures: boolean;
  /** Letters of an SVG as text. */
  readonly letters: boolean;
  readonly theme: (typeof THEMES)[number];
  readonly credits: (typeof CREDITS)[number];
  readonly legend: boolean;
  /** What colours mean, by their names. */
  readonly meanings: Readonly<Record<string, string>>;
  readonly logos: readonly Logo[];
  /** The QR code of the public page. */
  readonly code: boolean;
}

/** How one likes one's posters; boards and titles are chosen anew each time. */
const KEPT = ["paper", "sides", "orientation", "file", "theme", "credits", "legend", "meanings", "logos", "code"] as const satisfies readonly (keyof Choices)[];

const key = (workshop: string): string => `plenaria:poster:${workshop}`;

export function first(board: string, title: string): Choices {
  return {
    board,
    leftOut: [],
    part: "",
    title,
    paper: "A1",
    sides: [500, 700],
    orientation: "auto",
    file: "pdf",
    cropMarks: false,
    emojiPictures: false,
    letters: false,
    theme: "colour",
    credits: "none",
    legend: false,
    meanings: {},
    logos: [],
    code: false,
  };
}

/** Choices with what was kept on this device, as far as it is still a choice. */
export function recalled(choices: Choices, workshop: string): Choices {
  try {
    const kept = JSON.parse(localStorage.getItem(key(workshop)) ?? "{}") as Partial<Choices>;
    const out: Record<string, unknown> = { ...choices };
    for (const name of KEPT) {
      const [was, now] = [kept[name], choices[name]];
      if (typeof was === typeof now && Array.isArray(was) === Array.isArray(now) && was !== null) out[name] = was;
    }
    const made = out as unknown as Choices;
    return isWhole(made) ? made : choices;
  } catch {
    return choices;
  }
}

function isWhole(choices: Choices): boolean {
  const has = (list: readonly string[], value: string): boolean => list.includes(value);
  return (
    (choices.paper === OWN || PAPERS.some(([name]) => name === choices.paper)) &&
    has(["auto", "portrait", "landscape"], choices.orientation) &&
    has(FILES, choices.file) &&
    has(THEMES, choices.theme) &&
    has(CREDITS, choices.credits) &&
    choices.sides.length === 2 &&
    choices.sides.every((side) => typeof side === "number") &&
    Object.values(choices.meanings).every((means) => typeof means === "string") &&
    choices.logos.every((logo) => typeof logo.image === "string" && typeof logo.says === "string")
  );
}

export function keep(choices: Choices, workshop: string): void {
  try {
    localStorage.setItem(key(workshop), JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, choices[name]]))));
  } catch {
    // Without storage they are chosen again.
  }
}

export function isPossible(choices: Choices): boolean {
  return choices.paper !== OWN || choices.sides.every((side) => side >= SIDES_MM.min && side <= SIDES_MM.max);
}

/** The sheet that is asked for; `whole`: to mark a part on it. */
export function wish(choices: Choices, whole = false): PosterWish {
  const { part, area } = choices;
  const isSet = choices.board === ALL;
  return {
    paper: choices.paper === OWN ? choices.sides.join("x") : choices.paper,
    orientation: choices.orientation,
    title: choices.title,
    ...(choices.subtitle !== undefined && { subtitle: choices.subtitle }),
    ...(!isSet && part === AREA && area && !whole && { area: area.join(",") }),
    ...(!isSet && part !== AREA && part && { cluster: part }),
    ...(choices.theme !== "colour" && { theme: choices.theme }),
    ...(choices.credits !== "none" && { credits: choices.credits }),
    ...(choices.legend && { legend: JSON.stringify(choices.meanings) }),
    ...(choices.code && { qr: "true" }),
    ...(choices.logos.length > 0 && { logos: JSON.stringify(choices.logos) }),
  };
}

/** What only its file is asked for with, and how it ends. */
export function fileWish(choices: Choices): { format: "png" | "jpg" | "pdf" | "svg"; wish: PosterWish } {
  const { file } = choices;
  if (choices.board === ALL || file === "pdf") {
    return { format: "pdf", wish: { crop_marks: `${choices.cropMarks}`, ...(choices.emojiPictures && { emoji: "pictures" }) } };
  }
  if (file === "svg") return { format: "svg", wish: choices.letters ? { text: "text" } : {} };
  if (file === "jpg") return { format: "jpg", wish: { dpi: "300" } };
  return { format: "png", wish: { dpi: file } };
}

/** A place on the board, of pairs of millimetres and board units with straight lines between. */
export function toBoard(pairs: readonly (readonly [number, number])[], mm: number): number {
  const next = pairs.findIndex(([at]) => at >= mm);
  const last = pairs.length - 1;
  if (last < 1) return pairs[0]?.[1] ?? 0;
  const after = Math.max(1, next < 0 ? last : next);
  const [[fromMm, from], [toMm, to]] = [pairs[after - 1]!, pairs[after]!];
  return toMm === fromMm ? to : from + ((mm - fromMm) / (toMm - fromMm)) * (to - from);
}

/** A part of a sheet, in hundredths, on its board. */
export function areaOnBoard([x, y, w, h]: Area, sheet: { size_mm: readonly [number, number]; chart: { across: readonly (readonly [number, number])[]; down: readonly (readonly [number, number])[] } }): Area {
  const { size_mm: [width, height], chart } = sheet;
  const [left, right] = [x, x + w].map((part) => toBoard(chart.across, (part / 100) * width)) as [number, number];
  const [top, bottom] = [y, y + h].map((part) => toBoard(chart.down, (part / 100) * height)) as [number, number];
  return [left, top, right - left, bottom - top].map((v) => Math.round(v * 10) / 10) as unknown as Area;
}

/** Colours of the stage by theme: papers of the shared palette, and what is around them. */
import type { Theme } from "../state/tab";
import { ACCENT, INK, PAPERS, SOFT_INK, type Corner, type Paper } from "./palette";

/** How one colour of note or cluster is painted. */
export interface PaperLook {
  readonly face: string;
  readonly edge: string;
  readonly flap: string;
  readonly ink: string;
  /** Of a cluster. */
  readonly area: string;
  readonly border: string;
  readonly corner: Corner;
}

export interface Look {
  readonly board: string;
  readonly ink: string;
  readonly softInk: string;
  readonly accent: string;
  /** Around a selected thing, under the accent: visible on every paper. */
  readonly halo: string;
  readonly line: string;
  readonly pill: string;
  readonly pillEdge: string;
  readonly marquee: string;
  readonly shadow: string;
  readonly bars: string;
  paper(color: string): PaperLook;
}

type Rgb = readonly [number, number, number];
const PLAIN: Corner = { cut: [[0, 0]], flap: [] };

function rgb(hex: string): Rgb {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function mix(a: string, b: string, part: number): string {
  const [from, to] = [rgb(a), rgb(b)];
  const hex = from.map((v, i) => Math.round(v + (to[i]! - v) * part).toString(16).padStart(2, "0"));
  return `#${hex.join("")}`;
}

function luminance(color: string): number {
  const [r, g, b] = rgb(color).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Ink that can be read on a surface: the usual one, else white, else black. */
function inkOn(surface: string): string {
  return [INK, "#ffffff"].find((ink) => contrast(ink, surface) >= 4.5) ?? "#000000";
}

function paperOf(color: string): Paper {
  const known = PAPERS[color];
  if (known) return known;
  if (!/^#[0-9a-f]{6}$/i.test(color)) return PAPERS["yellow"]!;
  return { light: color, dark: color, deep: mix(color, INK, 0.3), corner: PLAIN };
}

function look(theme: Theme): Look {
  const dark = theme === "dark";
  const board = dark ? "#1b1f24" : "#f6f4ef";
  const papers = new Map<string, PaperLook>();
  const make = (color: string): PaperLook => {
    const paper = paperOf(color);
    const face = dark ? paper.dark : paper.light;
    return {
      face,
      edge: mix(face, dark ? "#000000" : paper.deep, dark ? 0.25 : 0.55),
      flap: mix(face, paper.deep, 0.6),
      ink: inkOn(face),
      area: mix(dark ? board : "#ffffff", mix(paper.light, paper.deep, 0.3), dark ? 0.12 : 0.2),
      border: dark ? mix(board, paper.deep, 0.6) : mix(paper.light, paper.deep, 0.5),
      corner: paper.corner,
    };
  };
  return {
    board,
    ink: dark ? "#eceae4" : INK,
    softInk: dark ? "#a9adb3" : SOFT_INK,
    accent: dark ? "#4fc4bb" : ACCENT,
    halo: dark ? "#0d1013" : "#ffffff",
    line: dark ? "#a9adb3" : SOFT_INK,
    pill: dark ? "#262b31" : "#ffffff",
    pillEdge: dark ? "#4a5058" : mix("#ffffff", SOFT_INK, 0.35),
    marquee: dark ? "rgba(79,196,187,0.14)" : "rgba(11,110,105,0.10)",
    shadow: dark ? "rgba(0,0,0,0.35)" : "rgba(60,50,30,0.13)",
    bars: "rgba(36,33,28,0.32)",
    paper(color) {
      let there = papers.get(color);
      if (!there) papers.set(color, (there = make(color)));
      return there;
    },
  };
}

const LOOKS: Partial<Record<Theme, Look>> = {};

export function lookOf(theme: Theme): Look {
  return (LOOKS[theme] ??= look(theme));
}

/**
 * Where lines break, and how large a text may be: the same integers on screen and on paper.
 *
 * Widths are sums of advances from one table cut out of the one font file (no kerning, no measureText), compared as
 * integers. `crates/publish/src/text.rs` is this file in Rust, line for line; `tests/data/wrap.json` holds both to the
 * same answers. A drawn line may be a little narrower than its sum (kerning), never wider by more than half a pixel.
 *
 * Rules TX1..TX9 are in docs/spec.md.
 */
import { EMOJI, EXTRA, FOLDED, MARKS, REGULAR } from "./text.gen";

/** CSS family of the faces in fonts.css, with what may stand in while they load. */
export const FONT_FAMILY = '"Plenaria Sans", Inter, system-ui, sans-serif';
/** Units per em of the advance table. */
export const UPEM = 2048;
/** Distance of base lines in font sizes. */
export const LINE_HEIGHT = 1.25;
/** Free border inside a note of 200 and more, in CSS pixels; see `padding` for smaller ones. */
export const PADDING = 16;
/** Largest size of a text in a default note of 200 × 200. */
export const MAX_SIZE = 28;
/** Every size a text may have; below the last one it is halved until the text is whole. */
export const SIZES: readonly number[] = [48, 36, 28, 24, 20, 18, 16, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
/** Size of a cluster's title, and the height of the band at the top of the cluster that it may fill, in CSS pixels. */
export const TITLE_SIZE = 20;
export const TITLE_HEIGHT = 52;
/** Free border of a cluster at its left, right and top; a shorter title stands in the middle of its band. */
export const TITLE_PADDING = 24;
export const TITLE_TOP = 12;
/** A collapsed cluster is its title's band. */
export const COLLAPSED_HEIGHT = TITLE_TOP + TITLE_HEIGHT + TITLE_TOP;
/** Base line below the top of a line of text, in font sizes. */
export const BASELINE = 0.96;

export type Face = "regular" | "semibold";
/** `size` in CSS pixels; `lines` top to bottom, without trailing spaces. */
export interface Fit {
  readonly size: number;
  readonly lines: readonly string[];
}

// Above this size a word is never broken inside: the text rather gets smaller.
const WHOLE_WORDS = 14;
const EMOJI_WIDTH = 2560;

const OTHER = 0;
const DIGIT = 1;
const MARK = 2;
const PICTURE = 3;
const IDEOGRAPH = 4;
const SPACE = 5;
const NEWLINE = 6;
const DROPPED = 7;
const CLOSE = 8;
const OPEN = 9;
const QUOTE = 10;
const GLUE = 11;
const HYPHEN = 12;
const SLASH = 13;
const ZERO_SPACE = 14;
const FORMAT = 15;

const CLOSING =
  ")]}.,;:!?%…›、。，．・：；？！）］｝〉》」』】〕〗〙〛ー々ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ";
const OPENING = "([{¡¿‹〈《「『【〔〖〘〚（［｛";
const QUOTES = "\"'«»‘’‚“”„";
const IDEOGRAPHS: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x2e80, 0x2fff], [0x3001, 0xa4cf], [0xa960, 0xa97f], [0xac00, 0xd7a3], [0xf900, 0xfaff],
  [0xfe30, 0xfe4f], [0xff00, 0xffef],
];
const SPACES = [0x20, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2008, 0x2009, 0x200a, 0x205f, 0x3000];

const KNOWN = 0x2800;
const CLASSED = 0x20000;
const advances: readonly Uint16Array[] = [new Uint16Array(KNOWN).fill(UPEM), new Uint16Array(KNOWN).fill(UPEM)];
const classes = new Uint8Array(CLASSED);

function eachRange(packed: string, visit: (first: number, last: number) => void): void {
  let at = 0;
  for (const range of packed.split(" ")) {
    const [gap, more] = range.split("+");
    const first = at + parseInt(gap!, 16);
    at = first + (more ? parseInt(more, 16) : 0);
    visit(first, at);
  }
}

function setClass(first: number, last: number, value: number): void {
  for (let point = first; point <= last && point < CLASSED; point++) classes[point] = value;
}

function setEach(characters: string, value: number): void {
  for (const character of characters) classes[character.codePointAt(0)!] = value;
}

function unpack(): void {
  const [regular, semibold] = advances as [Uint16Array, Uint16Array];
  const extras = EXTRA.split(";");
  REGULAR.split(";").forEach((run, index) => {
    const [first, ...widths] = run.split(",");
    const extra = extras[index]!.split(",");
    let point = parseInt(first!, 16);
    let width = 0;
    let more = 0;
    // Runs of both tables cover the same code points.
    widths.forEach((value, i) => {
      if (value) width = +value;
      if (extra[i]) more = +extra[i]!;
      regular[point] = width;
      semibold[point++] = width + more;
    });
  });
  eachRange(FOLDED, (first, last) => {
    for (let point = first; point <= last; point++) {
      const base = String.fromCodePoint(point).normalize("NFD").codePointAt(0)!;
      regular[point] = regular[base]!;
      semibold[point] = semibold[base]!;
    }
  });
  for (const [first, last] of IDEOGRAPHS) setClass(first, last, IDEOGRAPH);
  eachRange(EMOJI, (first, last) => setClass(first, last, PICTURE));
  eachRange(MARKS, (first, last) => setClass(first, last, MARK));
  setClass(0x30, 0x39, DIGIT);
  for (const point of SPACES) classes[point] = SPACE;
  setEach(CLOSING, CLOSE);
  setEach(OPENING, OPEN);
  setEach(QUOTES, QUOTE);
  setEach("\u00a0\u2007\u2011\u202f", GLUE);
  setEach("-\u2010\u2013\u2014", HYPHEN);
  setEach("/", SLASH);
  setClass(0, 0x1f, DROPPED);
  setClass(0x7f, 0x9f, DROPPED);
  setEach("\ufeff", DROPPED);
  classes[0x09] = SPACE;
  setEach("\n\v\f\r\u0085\u2028\u2029", NEWLINE);
  setEach("\u200b", ZERO_SPACE);
  setEach("\u00ad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e", FORMAT);
  setClass(0x2060, 0x206f, FORMAT);
}
unpack();

function classOf(point: number): number {
  if (point < CLASSED) return classes[point]!;
  if (point < 0x40000) return IDEOGRAPH;
  return (point >= 0xe0020 && point <= 0xe007f) || (point >= 0xe0100 && point <= 0xe01ef) ? MARK : OTHER;
}

function advance(table: Uint16Array, point: number, kind: number): number {
  if (kind === MARK || kind === ZERO_SPACE || kind === FORMAT || kind === NEWLINE) return 0;
  if (kind === PICTURE) return EMOJI_WIDTH;
  return point < KNOWN ? table[point]! : UPEM;
}

// One text at a time is measured into these; they grow and are never thrown away, so that five thousand notes make no
// garbage but their lines. A segment is what stands between two places where a line may break: clusters, then spaces.
let clean = "";
let clusters = 0;
let segments = 0;
let starts = new Int32Array(1024); // cluster -> offset in `clean`; one more than there are clusters
let widths = new Int32Array(1024);
let kinds = new Uint8Array(1024);
let words = new Int32Array(1024); // segment -> first cluster; one more than there are segments
let gaps = new Int32Array(1024); // segment -> first cluster of its trailing spaces
let solid = new Int32Array(1024); // segment -> width without, and of, its trailing spaces
let blank = new Int32Array(1024);
let lines = new Int32Array(1024); // line -> first and end cluster
let broken = false;

function room(length: number): void {
  if (starts.length > length + 2) return;
  const size = (length + 2) * 2;
  starts = new Int32Array(size);
  widths = new Int32Array(size);
  kinds = new Uint8Array(size);
  words = new Int32Array(size);
  gaps = new Int32Array(size);
  solid = new Int32Array(size);
  blank = new Int32Array(size);
  lines = new Int32Array(size * 2);
}

// Newlines in one form, tabs as spaces, no control characters.
function tidy(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return text;
  return text
    .replace(/\r\n|[\v\f\r\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff]/g, "");
}

function measure(text: string, face: Face): void {
  clean = tidy(text);
  room(clean.length);
  const table = advances[face === "semibold" ? 1 : 0]!;
  clusters = 0;
  let at = 0;
  while (at < clean.length) {
    const point = clean.codePointAt(at)!;
    let kind = classOf(point);
    starts[clusters] = at;
    at += point > 0xffff ? 2 : 1;
    const flag = point >= 0x1f1e6 && point <= 0x1f1ff;
    let picture = kind === PICTURE || (point >= 0x1f3fb && point <= 0x1f3ff);
    if (kind !== SPACE && kind !== NEWLINE) {
      if (flag && at < clean.length) {
        const next = clean.codePointAt(at)!;
        if (next >= 0x1f1e6 && next <= 0x1f1ff) at += 2;
      }
      while (at < clean.length) {
        const next = clean.codePointAt(at)!;
        if (classOf(next) !== MARK) break;
        at += next > 0xffff ? 2 : 1;
        if (next === 0xfe0f) picture = true;
        if (next === 0x200d && picture && at < clean.length) {
          const joined = clean.codePointAt(at)!;
          const joinedKind = classOf(joined);
          if (joinedKind !== SPACE && joinedKind !== NEWLINE) at += joined > 0xffff ? 2 : 1;
        }
      }
    }
    if (picture) kind = PICTURE;
    widths[clusters] = advance(table, point, kind);
    kinds[clusters++] = kind;
  }
  starts[clusters] = clean.length;
  cutSegments();
}

// May a line end between clusters `i` and `i + 1`, neither of them a space or a newline?
function mayBreak(i: number): boolean {
  const here = kinds[i]!;
  const next = kinds[i + 1]!;
  if (here === ZERO_SPACE) return true;
  if (here === PICTURE || here === IDEOGRAPH || next === PICTURE || next === IDEOGRAPH) {
    return !(next === CLOSE || next === QUOTE || next === GLUE || here === OPEN || here === QUOTE || here === GLUE || next === FORMAT || here === FORMAT || next === ZERO_SPACE);
  }
  if (next !== OTHER || i === 0) return false;
  const before = kinds[i - 1]!;
  if (here === HYPHEN) return before === OTHER || before === DIGIT;
  // `e/o` stays whole, an address does not.
  return here === SLASH && i > 1 && before === OTHER && kinds[i - 2] === OTHER;
}

function cutSegments(): void {
  segments = 0;
  let i = 0;
  while (i < clusters) {
    words[segments] = i;
    let width = 0;
    while (i < clusters && kinds[i] !== SPACE && kinds[i] !== NEWLINE) {
      width += widths[i]!;
      i++;
      if (i < clusters && kinds[i] !== SPACE && kinds[i] !== NEWLINE && mayBreak(i - 1)) break;
    }
    gaps[segments] = i;
    solid[segments] = width;
    width = 0;
    while (i < clusters && kinds[i] === SPACE) width += widths[i++]!;
    blank[segments++] = width;
    // A newline ends its segment and belongs to it.
    if (i < clusters && kinds[i] === NEWLINE) i++;
  }
  words[segments] = clusters;
}

// Breaks the measured text greedily; returns the number of lines, which are then in `lines`.
function breakLines(size: number, width: number): number {
  const cap = Math.floor((Math.max(1, Math.floor(width)) * UPEM) / size);
  let count = 0;
  let kept = 0;
  let start = -1;
  let end = 0;
  let sum = 0;
  broken = false;
  const emit = (): void => {
    if ((count + 1) * 2 > lines.length) {
      const more = new Int32Array(lines.length * 2);
      more.set(lines);
      lines = more;
    }
    lines[count * 2] = start;
    lines[count * 2 + 1] = end;
    count++;
    if (end > start) kept = count;
    start = -1;
    sum = 0;
  };
  for (let s = 0; s < segments; s++) {
    const first = words[s]!;
    const gap = gaps[s]!;
    const wide = solid[s]!;
    if (start >= 0 && sum + wide > cap) {
      // Spaces that alone filled the line are dropped with it.
      if (end > start) emit();
      start = -1;
      sum = 0;
    }
    if (start < 0) start = first;
    if (wide > cap) {
      broken = true;
      sum = 0;
      for (let c = first; c < gap; c++) {
        const w = widths[c]!;
        if (c > start && w > 0 && sum + w > cap) {
          end = c;
          emit();
          start = c;
        }
        sum += w;
      }
      end = gap;
    } else {
      sum += wide;
      if (gap > first) end = gap;
      else if (end < start) end = start;
    }
    sum += blank[s]!;
    if (words[s + 1]! > gap && kinds[words[s + 1]! - 1] === NEWLINE) {
      if (end < start) end = start;
      emit();
    }
  }
  if (start >= 0) emit();
  return kept;
}

function take(count: number): string[] {
  const out: string[] = new Array<string>(count);
  for (let l = 0; l < count; l++) out[l] = clean.slice(starts[lines[l * 2]!], starts[lines[l * 2 + 1]!]);
  return out;
}

/** The lines of `text` at `size` in `width` CSS pixels; empty for a text of nothing but spaces. */
export function wrap(text: string, size: number, width: number, face: Face = "regular"): string[] {
  measure(text, face);
  return take(breakLines(size, width));
}

/** Width of a text that is one line, in whole CSS pixels at `size`, rounded up. */
export function pixels(text: string, size: number, face: Face = "regular"): number {
  measure(text, face);
  let sum = 0;
  for (let c = 0; c < clusters; c++) sum += widths[c]!;
  return Math.ceil((sum * size) / UPEM);
}

/**
 * The largest size up to `maxSize` at which the whole text fits a box, and its lines there. Words are broken inside
 * only when they do not fit a line even at 14. Never cuts: a text too long for size 1 gets a half, a quarter, ...
 */
export function fit(text: string, width: number, height: number, maxSize = MAX_SIZE, face: Face = "regular"): Fit {
  const w = Math.max(1, Math.floor(width));
  const h = Math.max(1, Math.floor(height));
  measure(text, face);
  for (let pass = 0; pass < 2; pass++) {
    for (const size of SIZES) {
      if (size > maxSize || (pass === 0 && size < WHOLE_WORDS)) continue;
      const count = breakLines(size, w);
      if (count * size * 5 <= h * 4 && (pass === 1 || !broken)) return { size, lines: take(count) };
    }
  }
  let part = 1;
  let count = breakLines(1, w);
  while (count * 5 > h * part * 4 && part < 4096) {
    part *= 2;
    count = breakLines(1, w * part);
  }
  return { size: 1 / part, lines: take(count) };
}

/** Border inside a note of this size. */
export function padding(width: number, height: number): number {
  return Math.min(PADDING, Math.floor((Math.min(width, height) * 2) / 25));
}

// Notes are asked for again on every repaint; most of the time with the same text and size.
const boxes = new Map<number, Map<string, Fit>>();
let held = 0;

/** The text of a note of `width` × `height`: left aligned, its first line at the top inside `padding`. Cached. */
export function fitNote(text: string, width: number, height: number): Fit {
  const w = Math.max(1, Math.floor(width));
  const h = Math.max(1, Math.floor(height));
  const key = w * 65536 + h;
  let box = boxes.get(key);
  const known = box?.get(text);
  if (known) return known;
  if (held >= 20000) {
    boxes.clear();
    box = undefined;
    held = 0;
  }
  if (!box) boxes.set(key, (box = new Map()));
  const less = Math.min(w, h);
  const border = 2 * padding(w, h);
  const made = fit(text, w - border, h - border, less < 240 ? MAX_SIZE : less < 320 ? 36 : 48);
  box.set(text, made);
  held++;
  return made;
}

/** The title of a cluster `width` wide: semibold, in the band of `TITLE_HEIGHT` at its top. */
export function fitTitle(title: string, width: number): Fit {
  const w = Math.floor(width);
  // A frame around others is read from farther away.
  const max = w < 800 ? TITLE_SIZE : w < 1200 ? 28 : 36;
  return fit(title, Math.max(40, w - 2 * TITLE_PADDING), TITLE_HEIGHT, max, "semibold");
}

/** The smallest change that turns one text into another. */
export interface TextDelta {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

/**
 * One replaced range, in UTF-16 units. Its borders never lie inside a surrogate pair: Yjs would turn the halves into
 * replacement characters.
 */
export function textDelta(before: string, after: string): TextDelta | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start--;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return { at: start, remove: before.length - end - start, insert: after.slice(start, after.length - end) };
}

/** The first `max` units of a text, without cutting a surrogate pair; lone halves elsewhere become U+FFFD. */
export function within(text: string, max: number): string {
  let cut = text.slice(0, max);
  if (cut.length > 0 && isHigh(cut.charCodeAt(cut.length - 1))) cut = cut.slice(0, -1);
  // By code points a lone half is one of its own. (Safari 15 has neither `toWellFormed` nor look-behind.)
  return /[\ud800-\udfff]/u.test(cut) ? [...cut].map((one) => (/[\ud800-\udfff]/u.test(one) ? "\ufffd" : one)).join("") : cut;
}

export function apply(text: string, { at, remove, insert }: TextDelta): string {
  return text.slice(0, at) + insert + text.slice(at + remove);
}

/** The same change where `over` has already been made; nothing is removed twice and nothing of what the other wrote. */
export function rebase(delta: TextDelta, over: TextDelta): TextDelta {
  const end = over.at + over.remove;
  const last = delta.at + delta.remove;
  if (last <= over.at && !(delta.remove === 0 && delta.at === over.at)) return delta;
  if (delta.at >= end) return { ...delta, at: delta.at + over.insert.length - over.remove };
  // They overlap: a removal stops before the other's words, or begins behind them.
  if (delta.at < over.at) return { ...delta, remove: over.at - delta.at };
  return { at: over.at + over.insert.length, remove: Math.max(0, last - end), insert: delta.insert };
}

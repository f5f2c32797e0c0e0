/** Texts taken apart: lists, sentences and tables from a spreadsheet become several notes. */

/** What a list puts before its items: dash, bullet, box, number or letter. */
const BULLET = /^\s*(?:[-–—*•◦▪·‣☐☑✓]|\d{1,3}[.)]|[a-zA-Z][.)])\s+/;

/** The items of a list, one a line, without their bullets; lines that say nothing are none. */
export function items(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(BULLET, "").trim())
    .filter(Boolean);
}

/**
 * The sentences of a line. One ends behind `.`, `!`, `?` or `…` before a capital or an opening quote, and behind
 * `;`. A single capital with its dot is a name's initial, not a sentence.
 */
export function sentences(line: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (const match of line.matchAll(/(?:[.!?…]+["»”)]?(?=\s+[\p{Lu}"«“])|;)\s*/gu)) {
    const sentence = line.slice(start, match.index + match[0].length).replace(/;\s*$/, "").trim();
    if (/(?:^|\s)\p{Lu}\.$/u.test(sentence)) continue;
    if (sentence) found.push(sentence);
    start = match.index + match[0].length;
  }
  const rest = line.slice(start).trim();
  return rest ? [...found, rest] : found;
}

/** What a note's text falls into: its lines, or the sentences of its only line. */
export function parts(text: string): string[] {
  const lines = items(text);
  return lines.length === 1 ? sentences(lines[0]!) : lines;
}

/**
 * Cells as a spreadsheet puts them on the clipboard: rows by line, cells by tab, both also inside of quotes, where a
 * quote is written twice. Null for a text that is no table.
 */
export function table(text: string): string[][] | null {
  if (!text.includes("\t") && !/^"(?:[^"]|"")*"$/m.test(text)) return null;
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const end = (): void => {
    rows[rows.length - 1]!.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text[at++]!;
      else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === "\t") end();
    else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") at++;
      end();
      rows.push([]);
    } else cell += char;
  }
  // A quote that nobody closed was none.
  if (quoted) return null;
  end();
  return rows.filter((row) => row.some(Boolean));
}

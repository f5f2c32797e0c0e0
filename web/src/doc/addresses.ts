/** Addresses in texts: `https://…`, `www.…` and mail. Nothing else is ever a link: no script, no file, no other scheme. */

export interface Address {
  /** As it stands in the text. */
  readonly text: string;
  /** Where in the text it begins, in UTF-16 units. */
  readonly at: number;
  readonly href: string;
}

const FOUND = /https?:\/\/[^\s<>"“”«»]+|www\.[^\s<>"“”«»]+\.[^\s<>"“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
/** What belongs to the sentence around it. */
const TAIL = /[.,;:!?…'’)\]]+$/;

export function addresses(text: string): Address[] {
  if (!/:\/\/|www\.|@/i.test(text)) return [];
  const found: Address[] = [];
  for (const match of text.matchAll(FOUND)) {
    const whole = match[0];
    let own = whole.replace(TAIL, "");
    // A bracket that was opened in the address closes in it.
    if (own.includes("(") && whole.startsWith(")", own.length)) own += ")";
    const href = safe(own);
    if (href) found.push({ text: own, at: match.index, href });
  }
  return found;
}

function safe(text: string): string | null {
  const written = /^https?:/i.test(text) ? text : text.includes("@") && !/^www\./i.test(text) ? `mailto:${text}` : `https://${text}`;
  try {
    const { protocol, hostname, href } = new URL(written);
    return protocol === "mailto:" || (/^https?:$/.test(protocol) && hostname.includes(".")) || hostname === "localhost" ? href : null;
  } catch {
    return null;
  }
}

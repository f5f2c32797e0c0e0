/** What others change, gathered into one short sentence. */
import type { Board } from "../doc/board";
import type { Change } from "../doc/types";
import { language, t } from "../i18n";

/** The first pause until something is told, and the longest when it goes on and on. */
const FIRST_MS = 5_000;
const LONGEST_MS = 30_000;
/** Of the words of a new note as much as can be listened to. */
const WORDS = 80;

export class News {
  private readonly known: Set<string>;
  private readonly added = new Set<string>();
  private readonly changed = new Set<string>();
  private gone = 0;
  private readonly clusters = new Set<string>();
  private readonly links = new Set<string>();
  private timer = 0;
  private pause = FIRST_MS;
  private toldAt = 0;

  constructor(
    private readonly board: Board,
    private readonly tell: (sentence: string) => void,
  ) {
    this.known = new Set(board.notes.keys());
  }

  take(change: Change): void {
    const isOthers = change.origin === "remote";
    for (const id of change.notes) {
      const isThere = this.board.notes.has(id);
      const isKnown = this.known.has(id);
      if (isThere) this.known.add(id);
      else this.known.delete(id);
      if (!isOthers) continue;
      if (isThere && !isKnown) this.added.add(id);
      // What came and went between two sentences is none.
      else if (!isThere && isKnown && !this.added.delete(id)) this.gone++;
      else if (isThere && isKnown && !this.added.has(id)) this.changed.add(id);
      if (!isThere) this.changed.delete(id);
    }
    // What lies beside, as comments, is told by itself.
    if (!isOthers || change.notes.size + change.clusters.size + change.links.size === 0) return;
    for (const id of change.clusters) this.clusters.add(id);
    for (const id of change.links) this.links.add(id);
    this.timer ||= Number(setTimeout(() => this.say(), this.pause));
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private say(): void {
    this.timer = 0;
    const now = Date.now();
    // Somebody who writes for minutes is told of less and less often.
    this.pause = now - this.toldAt < 2 * this.pause ? Math.min(LONGEST_MS, 2 * this.pause) : FIRST_MS;
    this.toldAt = now;
    const sentence = this.sentence();
    this.added.clear();
    this.changed.clear();
    this.gone = 0;
    this.clusters.clear();
    this.links.clear();
    if (sentence) this.tell(sentence);
  }

  private sentence(): string {
    const parts = [
      this.added.size > 0 && t("outline.news.added", { n: this.added.size }),
      this.changed.size > 0 && t("outline.news.changed", { n: this.changed.size }),
      this.gone > 0 && t("outline.news.gone", { n: this.gone }),
      this.clusters.size > 0 && t("outline.news.clusters", { n: this.clusters.size }),
      this.links.size > 0 && t("outline.news.links", { n: this.links.size }),
    ].filter((part) => part !== false);
    const [only] = this.added;
    const words = only && parts.length === 1 && this.added.size === 1 ? this.board.note(only)?.text.trim() : "";
    if (words) return t("outline.news.note", { text: words.length > WORDS ? `${words.slice(0, WORDS)}…` : words });
    return parts.length > 0 ? t("outline.news", { what: new Intl.ListFormat(language(), { type: "conjunction" }).format(parts) }) : "";
  }
}

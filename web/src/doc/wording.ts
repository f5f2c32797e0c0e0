/** Words offered for the label of a link: those people use on this board already, then the usual ones. */
import type { Board } from "./board";
import { collator } from "./collating";

/** As many as can be taken in at a glance. */
const OFFERED = 6;

/** `usual` in the language of the page. What fits what is typed comes; typed whole, it is not offered any more. */
export function wordings(board: Board, usual: readonly string[], typed: string): readonly string[] {
  const own = new Map<string, number>();
  for (const { label } of board.links.values()) {
    const words = label.trim();
    if (words && words !== typed) own.set(words, (own.get(words) ?? 0) + 1);
  }
  const ranked = [...own].sort((a, b) => b[1] - a[1] || collator().compare(a[0], b[0])).map(([words]) => words);
  const wanted = typed.trim().toLocaleLowerCase();
  const all = [...new Set([...ranked.filter((words) => own.get(words)! > 1), ...usual, ...ranked])];
  return all.filter((words) => words.toLocaleLowerCase().startsWith(wanted) && words.toLocaleLowerCase() !== wanted).slice(0, OFFERED);
}

/** What is being written and not sent yet, so that a reload does not take it; for this tab only. */
const key = (board: string): string => `plenaria.draft.${board}`;

export function draft(board: string): string {
  try {
    return sessionStorage.getItem(key(board)) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(board: string, words: string): void {
  try {
    if (words) sessionStorage.setItem(key(board), words);
    else sessionStorage.removeItem(key(board));
  } catch {
    // It lives as long as the page.
  }
}

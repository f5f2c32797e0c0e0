/** What is being written and not sent yet, so that a reload does not take it; for this tab only. */
type Part = "draft" | "draft.photo";
const key = (board: string, part: Part): string => `plenaria.${part}.${board}`;

/** The words, or the id of the photo that goes with them. */
export function draft(board: string, part: Part = "draft"): string {
  try {
    return sessionStorage.getItem(key(board, part)) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(board: string, value: string, part: Part = "draft"): void {
  try {
    if (value) sessionStorage.setItem(key(board, part), value);
    else sessionStorage.removeItem(key(board, part));
  } catch {
    // It lives as long as the page.
  }
}

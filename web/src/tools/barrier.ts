import type { Context } from "./state";

/** Says why the first of these that is not the person's to change is left as it is. */
export function explain({ board, tab }: Pick<Context, "board" | "tab">, ids: Iterable<string>): void {
  for (const id of ids) {
    const why = board.barrier(id) ?? (board.held(id) ? "unlock" : null);
    if (!why) continue;
    tab.remark.set({ code: why });
    return;
  }
}

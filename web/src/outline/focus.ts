/** Where somebody stands in the outline, so that they stand there still when rows come, move and go. */

/** Part of a row that can have the focus (`data-part`), of the row of an item (`data-row`). */
export interface Stand {
  readonly element: HTMLElement;
  readonly row: string | null;
  readonly part: string | null;
  /** All rows in their order. */
  readonly order: readonly string[];
}

const all = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("[data-row]")];

/** Null if the focus is somewhere else. */
export function stand(root: HTMLElement): Stand | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || !root.contains(element)) return null;
  const part = element.closest<HTMLElement>("[data-part]");
  return {
    element,
    row: element.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? null,
    part: part?.dataset["part"] ?? null,
    order: all(root).map((row) => row.dataset["row"]!),
  };
}

/** Puts the focus back: on the same element, the same part of the same row, or the nearest row that is left. */
export function stay(root: HTMLElement, was: Stand): void {
  const here = document.activeElement;
  if (here === was.element) return;
  // Put elsewhere in the list, an element loses the focus on the way. Who has gone elsewhere themselves is left there.
  if (root.contains(was.element)) return was.element.focus({ preventScroll: true });
  if (here !== document.body && here !== null) return;
  if (was.row !== null && attend(root, was.row, was.part)) return;
  const at = was.row === null ? -1 : was.order.indexOf(was.row);
  const near = at < 0 ? [] : [...was.order.slice(at + 1), ...was.order.slice(0, at).reverse()];
  if (near.some((row) => attend(root, row, null))) return;
  root.querySelector<HTMLElement>("button")?.focus();
}

/** The focus to a part of a row, or to the row; false if there is none. */
export function attend(root: HTMLElement, row: string, part: string | null): boolean {
  const there = all(root).find((one) => one.dataset["row"] === row);
  const parts = there ? [...there.querySelectorAll<HTMLElement>("[data-part]")] : [];
  const wanted = parts.find((one) => one.dataset["part"] === part) ?? parts[0];
  wanted?.focus();
  return wanted !== undefined;
}

/** The next row's own button in a direction, for arrow keys. */
export function step(root: HTMLElement, from: HTMLElement, by: 1 | -1): void {
  const stops = [...root.querySelectorAll<HTMLElement>("[data-part=choose]")];
  stops[stops.indexOf(from) + by]?.focus();
}

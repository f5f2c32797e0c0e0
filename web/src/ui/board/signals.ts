/** Framework-free state as Solid signals: the bridge between tab, session and components. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { Signal } from "../../state/signal";

/** Follows a signal of the tab for as long as the component lives. */
export function follow<T>(source: Signal<T>): Accessor<T> {
  const [value, setValue] = createSignal<T>(source.get(), { equals: false });
  onCleanup(source.subscribe((next) => setValue(() => next)));
  return value;
}

import { createMemo, createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import { t } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { wordings } from "../../doc/wording";
import { follow } from "./signals";

/** While a link is written: words to choose from, below the field. Its keys stay with the field: arrows go through them. */
export function WordingBar(props: { session: BoardSession; tab: Tab; stage: Stage }): JSX.Element {
  const { board } = props.session;
  const editing = follow(props.tab.editing);
  const [version, setVersion] = createSignal(0);
  const [box, setBox] = createSignal(props.stage.selectionBox());
  onCleanup(board.subscribe(() => setVersion(version() + 1)));
  onCleanup(props.stage.onFrame(() => editing() && setBox(props.stage.selectionBox())));
  const label = createMemo(() => {
    version();
    return board.links.get(editing() ?? "")?.label ?? null;
  });
  const offered = createMemo(() => {
    const typed = label();
    return typed === null ? [] : wordings(board, t("link.words").split("|"), typed);
  });
  /** Arrows go through what was offered when the first was pressed; any other key ends that. */
  const [walk, setWalk] = createSignal<{ readonly list: readonly string[]; readonly at: number } | null>(null);
  const shown = () => walk()?.list ?? offered();
  const onKey = (event: KeyboardEvent): void => {
    if (label() === null || event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || shown().length === 0) return void setWalk(null);
    event.preventDefault();
    event.stopPropagation();
    const list = shown();
    const at = ((walk()?.at ?? (step === 1 ? -1 : list.length)) + step + list.length) % list.length;
    setWalk({ list, at });
    props.stage.word(list[at]!, false);
  };
  document.addEventListener("keydown", onKey, true);
  onCleanup(() => document.removeEventListener("keydown", onKey, true));
  const style = (): JSX.CSSProperties => {
    const at = box();
    return at ? { left: `${Math.min(innerWidth - 20, Math.max(20, at.x + at.w / 2))}px`, top: `${Math.min(innerHeight - 140, at.y + at.h + 18)}px` } : {};
  };
  return (
    <Show when={label() !== null && shown().length > 0 && box()}>
      <div class="float wording" role="group" aria-label={t("link.offered")} style={style()}>
        <For each={shown()}>
          {(words, i) => (
            <button
              type="button"
              tabIndex={-1}
              dir="auto"
              aria-pressed={walk()?.at === i()}
              // The field keeps the keyboard; else it would be left before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => props.stage.word(words, true)}
            >
              {words}
            </button>
          )}
        </For>
      </div>
    </Show>
  );
}

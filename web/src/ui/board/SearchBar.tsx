import { createEffect, createMemo, createSignal, on, onCleanup, onMount, type JSX } from "solid-js";
import { t } from "../../i18n";
import { found } from "../../tools/finding";
import { CLOSE, NEXT, PREVIOUS } from "../drawings";
import { IconButton } from "../parts";
import type { PanelProps } from "./Panels";

/** Finds words on the board and leads from one place to the next. */
export function SearchBar(props: PanelProps): JSX.Element {
  const { board } = props.session;
  const [typed, setTyped] = createSignal("");
  const [version, setVersion] = createSignal(0);
  const [at, setAt] = createSignal(0);
  let field!: HTMLInputElement;
  const all = createMemo(() => {
    version();
    return found(board, typed());
  });
  const show = (): void => {
    const id = all()[at()];
    if (!id) return;
    props.tab.select([id]);
    props.stage.centerOn(id);
  };
  const step = (by: number): void => {
    if (all().length === 0) return;
    setAt((at() + by + all().length) % all().length);
    show();
  };
  // What somebody else writes meanwhile changes the places, not where one looks.
  createEffect(on(typed, () => {
    setAt(0);
    show();
  }, { defer: true }));
  onMount(() => {
    field.focus();
    onCleanup(board.subscribe(() => setVersion(version() + 1)));
  });
  const end = (): void => {
    props.onClose();
    props.stage.focus();
  };
  const count = () => (typed().trim() === "" ? "" : all().length === 0 ? t("find.none") : t("find.count", { at: Math.min(at() + 1, all().length), n: all().length }));
  return (
    <form
      class="float search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        step(1);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") end();
        else if (event.key === "Enter" && event.shiftKey) step(-1);
        else return;
        event.preventDefault();
      }}
    >
      <input ref={field} type="search" aria-label={t("find")} placeholder={t("find")} autocomplete="off" value={typed()} onInput={(event) => setTyped(event.currentTarget.value)} />
      <span class="soft small count" role="status">
        {count()}
      </span>
      <IconButton icon={PREVIOUS} label={t("find.previous")} keys="Shift+Enter" disabled={all().length === 0} onClick={() => step(-1)} />
      <IconButton icon={NEXT} label={t("find.next")} keys="Enter" disabled={all().length === 0} onClick={() => step(1)} />
      <IconButton icon={CLOSE} label={t("close")} onClick={end} />
    </form>
  );
}

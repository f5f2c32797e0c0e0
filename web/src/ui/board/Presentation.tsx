import { createEffect, createMemo, createSignal, onCleanup, onMount, type JSX } from "solid-js";
import { t } from "../../i18n";
import { chapters } from "../../outline/reading";
import { CLOSE, NEXT, PREVIOUS } from "../drawings";
import { IconButton } from "../parts";
import type { PanelProps } from "./Panels";

/** For a projector and the last row. */
const LARGEST = 2.5;

/** The clusters one after the other, each as large as the window; everything else is out of the way. */
export function Presentation(props: PanelProps): JSX.Element {
  const { board } = props.session;
  const [version, setVersion] = createSignal(0);
  const [at, setAt] = createSignal(0);
  const pages = createMemo(() => {
    version();
    return chapters(board).flatMap(({ cluster }) => (cluster ? cluster.id : []));
  });
  const page = () => board.clusters.get(pages()[Math.min(at(), pages().length - 1)] ?? "");
  const step = (by: number): void => {
    setAt(Math.min(pages().length - 1, Math.max(0, at() + by)));
  };
  const end = (): void => {
    props.onClose();
    props.stage.zoomToFit();
    props.stage.focus();
  };
  const KEYS: Readonly<Record<string, () => void>> = {
    ArrowRight: () => step(1),
    ArrowDown: () => step(1),
    PageDown: () => step(1),
    " ": () => step(1),
    ArrowLeft: () => step(-1),
    ArrowUp: () => step(-1),
    PageUp: () => step(-1),
    Escape: end,
  };
  const onKey = (event: KeyboardEvent): void => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    // A button that has the focus is pressed by the space bar.
    if (!act || (event.key === " " && event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  onMount(() => {
    props.tab.clearSelection();
    document.addEventListener("keydown", onKey, true);
    onCleanup(() => document.removeEventListener("keydown", onKey, true));
    onCleanup(board.subscribe(() => setVersion(version() + 1)));
  });
  createEffect(() => {
    const shown = page();
    if (shown) props.stage.zoomTo([shown.id], LARGEST);
    // The last cluster has been removed by somebody.
    else end();
  });
  return (
    <div class="float presentation" role="region" aria-label={t("present")}>
      <IconButton icon={PREVIOUS} label={t("present.previous")} disabled={at() === 0} onClick={() => step(-1)} />
      <p role="status">
        <strong dir="auto">{page()?.title || t("board.untitled")}</strong> <span class="soft small">{t("find.count", { at: Math.min(at() + 1, pages().length), n: pages().length })}</span>
      </p>
      <IconButton icon={NEXT} label={t("present.next")} disabled={at() >= pages().length - 1} onClick={() => step(1)} />
      <IconButton icon={CLOSE} label={t("present.end")} keys="Escape" onClick={end} />
    </div>
  );
}

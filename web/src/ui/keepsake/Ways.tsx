/** Putting a list in order. */
import type { JSX } from "solid-js";
import { t } from "../../i18n";
import { NEXT, PREVIOUS } from "../drawings";
import { IconButton } from "../parts";

/** Up and down, by a button or its arrow key. */
export function Ways(props: { title: string; at: number; all: number; move: (to: number) => void }): JSX.Element {
  return (
    <span
      class="row ways"
      onKeyDown={(event) => {
        const way = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
        if (way === 0) return;
        event.preventDefault();
        props.move(props.at + way);
      }}
    >
      <IconButton icon={PREVIOUS} label={t("vademecum.up", { title: props.title })} disabled={props.at === 0} onClick={() => props.move(props.at - 1)} />
      <IconButton icon={NEXT} label={t("vademecum.down", { title: props.title })} disabled={props.at === props.all - 1} onClick={() => props.move(props.at + 1)} />
    </span>
  );
}

/** What was moved keeps the focus wherever it went in the list, and it is told where that is. */
export function following(list: () => HTMLElement, say: (words: string) => void): (key: string, way: "up" | "down", title: string, to: number, all: number) => void {
  return (key, way, title, to, all) => {
    say(t("vademecum.moved", { title, n: to + 1, all }));
    queueMicrotask(() => {
      const row = list().querySelector(`[data-key="${CSS.escape(key)}"]`);
      const buttons = row?.querySelector(".ways")?.querySelectorAll<HTMLButtonElement>("button");
      const [up, down] = buttons ?? [];
      const wanted = way === "up" ? up : down;
      (wanted?.disabled ? (wanted === up ? down : up) : wanted)?.focus();
    });
  };
}

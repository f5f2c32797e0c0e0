import type { JSX } from "solid-js";
import { t } from "../../i18n";
import { CLOSE } from "../drawings";
import { IconButton } from "../parts";
import "../../styles/talk.css";

/** What lies beside the board, on a phone below it: a heading, the way out, and what it is about. */
export function Aside(props: {
  title: string;
  class?: string;
  onRoot: (root: HTMLElement) => void;
  onHeading: (heading: HTMLHeadingElement) => void;
  onClose: () => void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <aside
      ref={(root) => props.onRoot(root)}
      class={`talk ${props.class ?? ""}`}
      aria-label={props.title}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <header>
        <h2 ref={(heading) => props.onHeading(heading)} tabIndex={-1}>
          {props.title}
        </h2>
        <IconButton icon={CLOSE} label={t("close")} keys="Escape" onClick={() => props.onClose()} />
      </header>
      {props.children}
    </aside>
  );
}

/** Panels beside the board: what they cover of it, and that one lies in the place of the other. */
import { createEffect, on, onMount } from "solid-js";
import type { Cover } from "../../tools/discussing";
import type { PanelProps } from "./Panels";
import { follow } from "./signals";

/** A phone; the same width as in talk.css. */
const NARROW = 640;
/** The bars at the bottom of the board, CSS pixels. */
const BARS = 90;

/** What a panel covers: on a phone it lies below the board. */
export function coverOf(panel: HTMLElement): Cover {
  const { left, height } = panel.getBoundingClientRect();
  return innerWidth <= NARROW ? { right: 0, bottom: height } : { right: innerWidth - left, bottom: BARS };
}

export interface Beside {
  /** For the frame, `Aside`. */
  readonly frame: {
    onRoot(root: HTMLElement): void;
    onHeading(heading: HTMLHeadingElement): void;
    onClose(): void;
  };
  /** Puts the focus on the first of this class, else on the heading. */
  focus(where?: string): void;
  /** Chooses these things and brings the first to where nothing covers it. */
  show(ids: readonly string[]): void;
}

/** For a panel in the place of comments: it begins with its heading, gives way when comments are asked for, and leads back to the board. */
export function beside(props: PanelProps): Beside {
  const talking = follow(props.tab.talking);
  let root!: HTMLElement;
  let heading!: HTMLHeadingElement;
  onMount(() => {
    props.tab.talking.set(null);
    heading.focus({ preventScroll: true });
  });
  createEffect(on(talking, (asked) => asked && props.onClose(), { defer: true }));
  return {
    frame: {
      onRoot: (one) => (root = one),
      onHeading: (one) => (heading = one),
      onClose() {
        props.onClose();
        props.stage.focus();
      },
    },
    focus(where) {
      const next = (): HTMLElement => (where && root.querySelector<HTMLElement>(`.${where}`)) || heading;
      queueMicrotask(() => root.isConnected && next().focus({ preventScroll: true }));
    },
    show(ids) {
      props.tab.select(ids);
      if (ids[0] && root.isConnected) props.stage.reveal(ids[0], coverOf(root));
    },
  };
}

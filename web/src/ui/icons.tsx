/** Line icons on a grid of 24: those of the first moment; others come with the part that needs them (drawings.ts). */
import type { JSX } from "solid-js";
import type { Drawing } from "./drawings";

const PATHS = {
  select: "M6 3.5 18.5 12l-5.6 1.3L10 18.9z",
  note: "M5 4.5h14v9l-5.5 6H5zM19 13.5h-5.5v6",
  cluster: "M4 8V5.5A1.5 1.5 0 0 1 5.500 4H8m4-0h0M16 4h2.500A1.500 1.500 0 0 1 20 5.500V8M20 16v2.500a1.500 1.500 0 0 1-1.500 1.500H16M8 20H5.500A1.500 1.500 0 0 1 4 18.500V16M8.500 9h3v3h-3zM13 12.500h3v3h-3z",
  link: "M5.500 18.500 18 6M10.500 5.500H18.500V13.500",
  undo: "M8.500 5 4 9.500 8.500 14M4.500 9.500H14a5.500 5.500 0 0 1 0 11h-3",
  redo: "M15.500 5 20 9.500 15.500 14M19.500 9.500H10a5.500 5.500 0 0 0 0 11h3",
  check: "M5 12.500l4.500 4.500L19 7.500",
  cloud: "M7 18.500a4 4 0 0 1-.5-8A5.500 5.500 0 0 1 17 9.500a4.500 4.500 0 0 1 .5 9z",
  offline: "M4 4l16 16M7 18.500a4 4 0 0 1-.500-8m3-3.500A5.500 5.500 0 0 1 17 9.500a4.500 4.500 0 0 1 3 7M7 18.500h9.500",
  warn: "M12 4 21 19.500H3zM12 10v4.500M12 17v.2",
  list: "M9 6h11M9 12h11M9 18h11M4.500 6h.2M4.500 12h.2M4.500 18h.2",
  dots: "M5 12h.2M12 12h.2M19 12h.2",
  back: "M14.500 5 8 12l6.500 7",
  people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 19.500c.500-4 3-6 6.500-6s6 2 6.500 6M16 4.500a3.200 3.200 0 0 1 0 6.300M17.500 13.800c2.300.700 3.700 2.600 4 5.700",
  eye: "M2.500 12C5 7.500 8.200 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.700 6.500-9.500 6.500S5 16.500 2.500 12zM12 9.300a2.700 2.700 0 1 0 0 5.400 2.700 2.700 0 0 0 0-5.400z",
} as const;

/** One of those of every page, or a drawing that a part brings along. */
export type IconName = keyof typeof PATHS | Drawing;

export function Icon(props: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={typeof props.name === "string" ? PATHS[props.name] : props.name.d} />
    </svg>
  );
}

/** Three notes that become one sheet. */
export function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path fill="#ffe98f" d="M3 5h12v12H3z" />
      <path fill="#ffc2d4" d="M17 3h12v12H17z" />
      <path fill="#0b6e69" d="M9 14h15v15H9z" />
      <path fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" d="M13 19h7M13 23.500h4" />
    </svg>
  );
}

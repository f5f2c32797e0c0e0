import type { JSX } from "solid-js";

const PATHS = {
  pen: "M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500zM13.500 7l3.500 3.500",
  dots: "M5 12h.2M12 12h.2M19 12h.2",
  trash: "M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 12.500h9L17.500 7M10.500 11v5M13.500 11v5",
} as const;

/** The few signs of the rows; what they mean is said by their buttons. */
export function Glyph(props: { name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}

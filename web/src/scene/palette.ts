// Generated from crates/publish/src/palette.rs (UPDATE=1 cargo test -p publish --test palette); do not edit.

/** Lower right corner, in units of the fold; x to the left, y up, from the corner. `cut`: outline; `flap`: folded over. */
export interface Corner {
  readonly cut: readonly (readonly [number, number])[];
  readonly flap: readonly (readonly [number, number])[];
}
export interface Paper {
  readonly light: string;
  readonly dark: string;
  readonly deep: string;
  readonly corner: Corner;
}

/** Fold as a part of the note's smaller side. */
export const FOLD = 0.07;
export const INK = "#24211c";
export const SOFT_INK = "#5c5850";
export const ACCENT = "#0b6e69";
export const PAPERS: Readonly<Record<string, Paper>> = {
  yellow: { light: "#ffe98f", dark: "#e8cd6b", deep: "#d9b32c", corner: { cut: [[0, 1], [1, 0]], flap: [[0, 1], [1, 0], [1, 1]] } },
  orange: { light: "#ffc995", dark: "#ebac72", deep: "#d9843a", corner: { cut: [[0, 0.7], [1.4, 0]], flap: [[0, 0.7], [1.4, 0], [0.56, 1.12]] } },
  pink: { light: "#ffc2d4", dark: "#e89fb5", deep: "#d66d8f", corner: { cut: [[0, 1.4], [0.7, 0]], flap: [[0, 1.4], [0.7, 0], [1.12, 0.56]] } },
  green: { light: "#c5e8b2", dark: "#a3cb8d", deep: "#6fa952", corner: { cut: [[0, 0.9], [0.9, 0.9], [0.9, 0]], flap: [] } },
  blue: { light: "#bddef8", dark: "#94bdde", deep: "#5594c6", corner: { cut: [[0, 1.1], [0.42, 1.02], [0.78, 0.78], [1.02, 0.42], [1.1, 0]], flap: [] } },
  violet: { light: "#dacbf8", dark: "#b9a5e2", deep: "#8e74c9", corner: { cut: [[0, 1.2], [0.6, 1.2], [0.6, 0.6], [1.2, 0.6], [1.2, 0]], flap: [] } },
  white: { light: "#ffffff", dark: "#deddd9", deep: "#b4b0a8", corner: { cut: [[0, 0]], flap: [] } },
};
/** Symbols of reactions that are shapes, in a square of side 1, y down. */
export const SHAPES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  heart: [[0.5, 0.24], [0.42, 0.12], [0.29, 0.06], [0.14, 0.09], [0.03, 0.21], [0, 0.37], [0.05, 0.52], [0.16, 0.66], [0.32, 0.81], [0.5, 0.96], [0.68, 0.81], [0.84, 0.66], [0.95, 0.52], [1, 0.37], [0.97, 0.21], [0.86, 0.09], [0.71, 0.06], [0.58, 0.12]],
  star: [[0.5, 0], [0.633, 0.326], [0.984, 0.352], [0.716, 0.579], [0.799, 0.921], [0.5, 0.737], [0.201, 0.921], [0.284, 0.579], [0.016, 0.352], [0.367, 0.326]],
};
/** Ink of reactions on white; of others ACCENT. */
export const REACTION_INKS: Readonly<Record<string, string>> = {
  heart: "#b3243a",
  star: "#866000",
  question: "#1f5f99",
  caution: "#a04900",
};

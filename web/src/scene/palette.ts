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

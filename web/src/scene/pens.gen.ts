// Generated from crates/publish/src/palette.rs (UPDATE=1 cargo test -p publish --test palette); do not edit.

/** What draws and writes without paper, by the colour's name. */
export const PENS: Readonly<Record<string, { readonly light: string; readonly dark: string }>> = {
  yellow: { light: "#856300", dark: "#f0cf5a" },
  orange: { light: "#a85008", dark: "#f0a561" },
  pink: { light: "#b52d5c", dark: "#f093b1" },
  green: { light: "#38741c", dark: "#94cf76" },
  blue: { light: "#1f639c", dark: "#7fb8e6" },
  violet: { light: "#6747ae", dark: "#b79cf0" },
  white: { light: "#24211c", dark: "#eceae4" },
};

/**
 * What Yjs uses of `lib0/logging`, on the plain console. The original brings coloured output for developers, and with
 * it a validator of types: 4 kB for every phone. vite.config.ts puts this in its place.
 */
export const BOLD = "";
export const UNBOLD = "";
export const RED = "";
export const ORANGE = "";

type Part = string | number | object;

export const print = (...parts: readonly Part[]): void => console.log(...parts);
export const warn = (...parts: readonly Part[]): void => console.warn(...parts);

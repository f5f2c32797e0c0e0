import type { en } from "./en";

/** A text, or one by plural category. */
export type Word = string | { readonly one: string; readonly other: string };
export type Key = keyof typeof en;
/** A whole dictionary: every key, plural where English is. */
export type Words = { readonly [K in Key]: (typeof en)[K] extends string ? string : { readonly one: string; readonly other: string } };

import type { en } from "./en";
import type { enBoard } from "./en.board";
import type { enDoor } from "./en.door";
import type { enFiles } from "./en.files";
import type { enProgramme } from "./en.programme";
import type { enStaff } from "./en.staff";
import type { enTemplate } from "./en.template";

/** A text, or one by plural category. */
export type Word = string | { readonly one: string; readonly other: string };
export type Key = keyof typeof en | keyof typeof enDoor | keyof typeof enBoard | keyof typeof enProgramme | keyof typeof enStaff | keyof typeof enTemplate | keyof typeof enFiles;
/** A whole dictionary: every key, plural where English is. */
type Like<T> = { readonly [K in keyof T]: T[K] extends string ? string : { readonly one: string; readonly other: string } };
export type Words = Like<typeof en>;
export type BoardWords = Like<typeof enBoard>;
/** Phases, and conducting them. */
export type ProgrammeWords = Like<typeof enProgramme>;
export type StaffWords = Like<typeof enStaff>;
export type DoorWords = Like<typeof enDoor>;
/** The words of the gallery of templates, and those that templates put on a board. */
export type TemplateWords = Like<typeof enTemplate>;
/** Export and import. */
export type FilesWords = Like<typeof enFiles>;

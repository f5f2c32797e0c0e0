import type { Rect } from "../doc/types";

/** Parts of a hundred that a picture takes of its note, from above; nearly all of it where it says nothing. */
const BESIDE_WORDS = 58;
const ALONE = 86;

/** Where the words of a note have room: under its picture. As in `crates/publish/src/poster/note.rs`. */
export function pageOf(rect: Rect, note: { readonly image: string | null; readonly text: string }): Rect {
  if (!note.image) return rect;
  const above = Math.floor((Math.floor(rect.h) * (note.text.trim() ? BESIDE_WORDS : ALONE)) / 100);
  return { x: rect.x, y: rect.y + above, w: rect.w, h: rect.h - above };
}

import type { Mark, Rect } from "../doc/types";
import type { Laid } from "../scene/field";
import { lookOf } from "../scene/look";
import { fitText, insideOf, penOf } from "../scene/paintmarks";
import { LINE_HEIGHT, fitNote } from "../scene/text";
import type { Context } from "./state";

/** How the text of a mark is laid while it is written: as it is painted. */
export function lay({ tab }: Context, { figure, form, color }: Mark): (text: string, at: Rect) => Laid {
  return (text, at) => {
    const theme = tab.theme.get();
    if (figure !== "shape") return { inner: at, size: fitText(text, at).size, ink: penOf(color, theme), centred: false };
    const box = insideOf(form, at);
    const { lines, size } = fitNote(text, box.w, box.h);
    const tall = Math.max(1, lines.length) * size * LINE_HEIGHT;
    const top = Math.max(0, (box.h - tall) / 2);
    return { inner: { ...box, y: box.y + top, h: Math.max(tall, box.h - 2 * top) }, size, ink: lookOf(theme).ink, centred: true };
  };
}

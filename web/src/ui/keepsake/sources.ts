/** Where something was written. */
import { t } from "../../i18n";

/** Session 0 is the canvas, an empty group everybody. */
export interface Source {
  readonly group: string;
  readonly session: number;
}

export function sourceWords(sources: readonly Source[]): string {
  const from = sources.map(({ group, session }) => {
    if (session === 0) return group || t("vademecum.basis.canvas");
    return t("vademecum.source", { group: group || t("board.plenary"), n: session });
  });
  return from.join("; ");
}

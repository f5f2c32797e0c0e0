/** Where a note was collected from, in words. */
import { origins } from "../doc/read";
import type { Source } from "../doc/types";
import { t } from "../i18n";

/** Group and session, each once, and of how many groups' notes it was joined. What is no group's came from plenary, or from the board of the whole workshop. */
export function origin(src: Source | null): string {
  const all = origins(src);
  const places = new Set(all.map(({ group, session }) => (session > 0 ? t("outline.provenance", { group: group || t("board.plenary"), session }) : t("board.canvas"))));
  const joined = new Set(all.flatMap(({ board, item, group }) => (group ? `${board} ${item}` : []))).size;
  const said = [...places].join(" · ");
  return joined > 1 ? `${said} (${t("origin.joined", { n: joined })})` : said;
}

/** What a round of votes is called, and what is said of it. */
import type { Round } from "../../doc/progress";
import { COLORS } from "../../doc/schema.gen";
import type { BoardSession } from "../../doc/session";
import { language, t, type Key } from "../../i18n";

export function titleOf({ title }: Round): string {
  return title ? t("vote.named", { title }) : t("vote");
}

export function leftOf(round: Round, left: number): string {
  return t("vote.left", { n: left, all: round.dots });
}

/** Which notes a vote is about, in words; empty when it is about all. */
export function onlyWords(round: Round, session: BoardSession): string {
  const { colors = [], clusters = [], tags = [] } = round.only;
  const color = (name: string): string => (name.startsWith("#") ? name : t(`color.${name}` as Key));
  const titles = clusters.flatMap((id) => session.board.clusters.get(id)?.title.trim() || (session.board.clusters.has(id) ? t("board.untitled") : []));
  const place = (name: string): number => (COLORS as readonly string[]).indexOf(name);
  const lists = [[...colors].sort((a, b) => place(a) - place(b)).map(color), titles, tags].filter((list) => list.length > 0);
  const said = lists.map((list) => new Intl.ListFormat(language(), { type: "disjunction" }).format(list));
  return said.length > 0 ? t("vote.only", { what: said.join(" · ") }) : "";
}

import { For, Show, type JSX } from "solid-js";
import { isStaff } from "../../doc/right";
import { language, LANGUAGES, setLanguage, t } from "../../i18n";
import { CALM, CLUSTERS, COLLECT, FILE_IN, FILE_OUT, FIT, GLOBE, HISTORY, KEYBOARD, LASER, LIST, MOON, PEN, SCREEN, SEARCH, SINCE, SPEECH, SUN, TOGETHER, TRASH } from "../drawings";
import { Icon, type IconName } from "../icons";
import { go } from "../route";
import { setTheme, theme } from "../theme";
import { showAuthors } from "./authors";
import { setGallery } from "./gallery";
import { follow } from "./signals";
import type { Props } from "./TopBar";
import "../../styles/menus.css";

/** What one rarely needs on a board: how it is looked at, and the way out. */
export function MoreMenu(props: Props & { close: () => void }): JSX.Element {
  const authors = follow(props.tab.authors);
  const calm = follow(props.tab.calm);
  const open = () => [...(props.session.board.comments?.open().values() ?? [])].reduce((sum, one) => sum + one, 0);
  const conducts = () => props.seat.kind === "facilitator" || isStaff(props.status.role ?? props.info.role);
  const entry = (icon: IconName, words: string, act: () => void): JSX.Element => (
    <button
      type="button"
      onClick={() => {
        props.close();
        act();
      }}
    >
      <Icon name={icon} />
      {words}
    </button>
  );
  return (
    <>
      {entry(FIT, t("zoom.fit"), () => props.stage?.zoomToFit())}
      <Show when={props.status.loaded && !props.status.readOnly && props.session.board.arranges}>{entry(CLUSTERS, t("template.menu"), () => setGallery(true))}</Show>
      <Show when={props.status.loaded && !props.status.readOnly && props.session.board.arranges}>{entry(FILE_IN, t("files.import.menu"), () => props.onPanel("import"))}</Show>
      <Show when={props.status.loaded}>{entry(FILE_OUT, t("files.export.menu"), () => props.onPanel("export"))}</Show>
      <Show when={!props.status.readOnly}>{entry(PEN, t("capture.open"), () => (location.hash = "capture"))}</Show>
      {entry("people", authors() ? t("authors.hide") : t("authors.show"), () => void showAuthors(props.tab, props.session, props.seat.token, !authors()))}
      {entry(SPEECH, open() > 0 ? t("comments.menu", { n: open() }) : t("comments"), () => props.tab.talking.set({ write: false }))}
      <Show when={props.info.kind !== "private"}>{entry(SINCE, t("since"), () => props.onPanel("since"))}</Show>
      <Show when={props.info.kind !== "private" && conducts()}>
        {entry(HISTORY, t("history.menu"), () => props.onPanel("history"))}
        {entry(TRASH, t("bin.menu"), () => props.onPanel("bin"))}
      </Show>
      <Show when={!props.status.readOnly && props.session.board.arranges && props.session.board.notes.size > 1}>{entry(TOGETHER, t("suggest"), () => props.onPanel("suggest"))}</Show>
      {entry(SEARCH, t("find"), () => props.onPanel("find"))}
      {entry(LASER, t("laser"), () => props.stage?.run("tool.laser"))}
      <Show when={props.session.board.clusters.size > 0}>{entry(SCREEN, t("present"), () => props.onPanel("present"))}</Show>
      <Show when={props.seat.kind === "facilitator" && props.info.kind !== "group"}>{entry(COLLECT, t("collect.menu"), () => props.onPanel("collect"))}</Show>
      {entry(LIST, t("palette"), () => props.onPanel("palette"))}
      {entry(KEYBOARD, t("action.help"), () => props.onPanel("help"))}
      <button type="button" onClick={() => setTheme(theme() === "dark" ? "light" : "dark")}>
        <Icon name={theme() === "dark" ? SUN : MOON} />
        {theme() === "dark" ? t("theme.light") : t("theme.dark")}
      </button>
      <button type="button" aria-pressed={calm()} onClick={() => props.tab.calm.set(!calm())}>
        <Icon name={CALM} />
        {t("calm")}
      </button>
      <For each={LANGUAGES.filter(([code]) => code !== language())}>
        {([code, name]) => (
          <button
            type="button"
            lang={code}
            onClick={() => {
              props.close();
              void setLanguage(code);
            }}
          >
            <Icon name={GLOBE} />
            {name}
          </button>
        )}
      </For>
      {entry("back", t("gone.home"), () => go("/"))}
    </>
  );
}

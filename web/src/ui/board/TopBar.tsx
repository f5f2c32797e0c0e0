import { lazy, Show, Suspense, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import { readyFor, t } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Emitted } from "../../tools/commands";
import type { Stage } from "../../tools/stage";
import type { BoardInfo } from "../api";
import { Icon, type IconName } from "../icons";
import { IconButton, Menu } from "../parts";
import { follow } from "../route";
import type { Seat } from "../seats";

const People = lazy(async () => ({ default: (await import("./People")).People }));
export const PhaseBar = lazy(async () => {
  const [page] = await Promise.all([import("../programme/PhaseBar"), readyFor("programme")]);
  return { default: page.PhaseBar };
});
export const MoreMenu = lazy(async () => {
  const [page] = await Promise.all([import("./MoreMenu"), readyFor("board")]);
  return { default: page.MoreMenu };
});

export interface Props {
  info: BoardInfo;
  seat: Seat;
  session: BoardSession;
  tab: Tab;
  status: Status;
  /** The board has been painted: there is time for what is less urgent. */
  painted: boolean;
  outline: boolean;
  onOutline: () => void;
  onPanel: (which: Emitted) => void;
  stage: Stage | undefined;
}

/** Where one is, whether it is saved, and who else is here. */
export function TopBar(props: Props): JSX.Element {
  return (
    <header class="top">
      <div class="float">
        <Show when={props.seat.kind === "facilitator"}>
          <a class="icon-button" href={`/w/${props.info.workshop}`} onClick={follow} aria-label={t("board.workshop")} title={t("board.workshop")}>
            <Icon name="back" />
          </a>
        </Show>
        <div class="where">
          <h1>{nameOf(props.info)}</h1>
          <p>
            {props.info.workshop_title}
            <Show when={props.info.session}>
              {(number) => (
                <span class="more">
                  {" · "}
                  {t("board.session", { n: number() })}
                  {props.info.session_title ? ` · ${props.info.session_title}` : ""}
                </span>
              )}
            </Show>
          </p>
        </div>
      </div>
      <Suspense>
        <Show when={props.painted}>
          <PhaseBar {...props} say={(text) => props.tab.news.set(text)} />
        </Show>
      </Suspense>
      <div class="float">
        <Show when={props.status.readOnly && !props.status.reacts} fallback={<SavedMark status={props.status} />}>
          <span class="saved" role="status">
            <Icon name="eye" />
            <span class="words">{t("board.read_only")}</span>
          </span>
        </Show>
        <Suspense fallback={<span class="icon-button" />}>
          <Show when={props.painted} fallback={<span class="icon-button" />}>
            <People session={props.session} tab={props.tab} />
          </Show>
        </Suspense>
        <IconButton icon="list" label={props.outline ? t("outline.hide") : t("outline.show")} pressed={props.outline} onClick={props.onOutline} />
        <Menu icon="dots" label={t("more")}>
          {(close) => (
            <Suspense>
              <MoreMenu {...props} close={close} />
            </Suspense>
          )}
        </Menu>
      </div>
    </header>
  );
}

/** What a board is called where one is. */
export function nameOf({ session, group }: BoardInfo): string {
  return group ?? t(session ? "board.plenary" : "board.canvas");
}

/** Saved, saving, offline: in words and shape, never ahead of the truth. */
export function SavedMark(props: { status: Status }): JSX.Element {
  const mark = (): { icon: IconName; text: string; offline: boolean } => {
    const { net, save, pending } = props.status;
    if (save === "unkept") return { icon: "warn", text: t("saved.unkept", { n: pending }), offline: true };
    if (save === "offline") return { icon: "offline", text: t("saved.offline", { n: pending }), offline: true };
    if (save === "saving") return { icon: "cloud", text: t("saved.saving"), offline: false };
    if (net === "offline" || net === "refused") return { icon: "offline", text: t("saved.offline.none"), offline: true };
    if (net === "connecting") return { icon: "cloud", text: t("saved.connecting"), offline: false };
    return { icon: "check", text: t("saved.saved"), offline: false };
  };
  /** What a phone has room for; all of it is read out. */
  const brief = () => `${mark().text.split(":")[0]}${props.status.pending ? ` · ${props.status.pending}` : ""}`;
  return (
    <span class="saved" classList={{ offline: mark().offline }} role="status" data-save={props.status.save} data-net={props.status.net} data-brief={brief()}>
      <Icon name={mark().icon} />
      <span class="words">{mark().text}</span>
    </span>
  );
}

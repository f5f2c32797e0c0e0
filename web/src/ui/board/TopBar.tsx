import { createSignal, For, lazy, onCleanup, Show, Suspense, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import type { Person } from "../../doc/types";
import { readyFor, t } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import type { BoardInfo } from "../api";
import { Icon, type IconName } from "../icons";
import { IconButton, Menu } from "../parts";
import { follow } from "../route";
import type { Seat } from "../seats";

const MoreMenu = lazy(async () => {
  const [page] = await Promise.all([import("./MoreMenu"), readyFor("board")]);
  return { default: page.MoreMenu };
});

export interface Props {
  info: BoardInfo;
  seat: Seat;
  session: BoardSession;
  tab: Tab;
  status: Status;
  outline: boolean;
  onOutline: () => void;
  onHelp: () => void;
  stage: Stage | undefined;
}

/** Where one is, whether it is saved, and who else is here. */
export function TopBar(props: Props): JSX.Element {
  const kind = () =>
    props.info.kind === "group" ? (props.info.group ?? "") : props.info.kind === "plenary" ? t("board.plenary") : t("board.canvas");
  return (
    <header class="top">
      <div class="float">
        <Show when={props.seat.kind === "facilitator"}>
          <a class="icon-button" href={`/w/${props.info.workshop}`} onClick={follow} aria-label={t("board.workshop")} title={t("board.workshop")}>
            <Icon name="back" />
          </a>
        </Show>
        <div class="where">
          <h1>{kind()}</h1>
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
      <div class="float">
        <Show when={props.status.readOnly && !props.status.reacts} fallback={<SavedMark status={props.status} />}>
          <span class="saved" role="status">
            <Icon name="eye" />
            <span class="words">{t("board.read_only")}</span>
          </span>
        </Show>
        <People session={props.session} />
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

/** Saved, saving, offline: in words and shape, never ahead of the truth. */
function SavedMark(props: { status: Status }): JSX.Element {
  const mark = (): { icon: IconName; text: string; offline: boolean } => {
    const { net, save, pending } = props.status;
    if (save === "unkept") return { icon: "warn", text: t("saved.unkept", { n: pending }), offline: true };
    if (save === "offline") return { icon: "offline", text: t("saved.offline", { n: pending }), offline: true };
    if (save === "saving") return { icon: "cloud", text: t("saved.saving"), offline: false };
    if (net === "offline" || net === "refused") return { icon: "offline", text: t("saved.offline.none"), offline: true };
    if (net === "connecting") return { icon: "cloud", text: t("saved.connecting"), offline: false };
    return { icon: "check", text: t("saved.saved"), offline: false };
  };
  return (
    <span class="saved" classList={{ offline: mark().offline }} role="status" data-save={props.status.save} data-net={props.status.net}>
      <Icon name={mark().icon} />
      <span class="words">{mark().text}</span>
    </span>
  );
}

/** Avatars in the bar; the others are a number. */
const SHOWN = 4;

function People(props: { session: BoardSession }): JSX.Element {
  const [people, setPeople] = createSignal<readonly Person[]>(props.session.people());
  onCleanup(props.session.onPeople((next) => setPeople([...next])));
  // One person with two tabs is one person; the first of them is this one.
  const persons = () => {
    const one = new Map<string, Person>();
    for (const person of people()) {
      const key = person.participant || String(person.id);
      if (!one.has(key)) one.set(key, person);
    }
    return [...one.values()];
  };
  const name = (person: Person) => (person.self ? t("people.you", { name: person.name }) : person.name);
  return (
    <Menu
      icon="people"
      label={`${t("people", { n: persons().length })}: ${persons().map(name).join(", ")}`}
      beside={<Avatars people={persons().filter((person) => !person.self)} />}
    >
      {() => (
        <ul class="stack" style={{ padding: "8px 12px" }}>
          <For each={persons().slice(0, 60)}>
            {(person) => (
              <li class="row">
                <span class="avatar" style={{ background: person.color, margin: "0" }} aria-hidden="true">
                  {initials(person.name)}
                </span>
                {name(person)}
              </li>
            )}
          </For>
        </ul>
      )}
    </Menu>
  );
}

/** The others at a glance; nobody when one is alone. */
function Avatars(props: { people: readonly Person[] }): JSX.Element {
  const more = () => props.people.length - SHOWN;
  return (
    <Show when={props.people.length > 0}>
      <span class="avatars" aria-hidden="true">
        <For each={props.people.slice(0, SHOWN)}>
          {(person) => (
            <span class="avatar" style={{ background: person.color }}>
              {initials(person.name)}
            </span>
          )}
        </For>
        <Show when={more() > 0}>
          <span class="more">+{more()}</span>
        </Show>
      </span>
    </Show>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

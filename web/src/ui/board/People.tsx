/** Who is here: a few of them at a glance, all of them in a list. */
import { createSignal, Index, onCleanup, Show, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import type { Person } from "../../doc/types";
import { t } from "../../i18n";
import type { Tab } from "../../state/tab";
import { HAND } from "../drawings";
import { Icon } from "../icons";
import { Menu } from "../parts";
import { follow } from "./signals";
import "../../styles/menus.css";

/** Avatars in the bar; the others are a number. */
const SHOWN = 4;

export function People(props: { session: BoardSession; tab: Tab }): JSX.Element {
  const following = follow(props.tab.following);
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
  const self = () => people().find((person) => person.self)?.id;
  const name = (person: Person) => (person.self ? t("people.you", { name: person.name }) : person.name);
  return (
    <Menu
      icon="people"
      label={`${t("people", { n: persons().length })}: ${persons().map(name).join(", ")}`}
      beside={<Avatars people={persons().filter((person) => !person.self)} />}
    >
      {(close) => (
        <ul class="people" style={{ padding: "8px 12px" }}>
          <Index each={persons().slice(0, 60)}>
            {(person) => (
              <li class="row">
                <span class="avatar" style={{ background: person().color, margin: "0" }} aria-hidden="true">
                  {initials(person().name)}
                </span>
                <span class="grow" dir="auto">
                  {name(person())}
                  <Show when={person().hand !== null}>
                    <Icon name={HAND} />
                    <span class="visually-hidden">{t("people.hand")}</span>
                  </Show>
                </span>
                <Show when={!person().self}>
                  {/* Two who follow one another would see nothing of the board but each other. */}
                  <Show when={person().follows !== self()} fallback={<span class="soft small">{t("follow.you")}</span>}>
                    <button
                      type="button"
                      class="button small"
                      aria-label={t("follow.whom", { name: person().name })}
                      aria-pressed={following() === person().id}
                      onClick={() => {
                        close();
                        props.tab.following.set(following() === person().id ? null : person().id);
                      }}
                    >
                      {t("follow")}
                    </button>
                  </Show>
                </Show>
              </li>
            )}
          </Index>
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
        {/* What is pressed has to be there when it is let go, however often others move meanwhile. */}
        <Index each={props.people.slice(0, SHOWN)}>
          {(person) => (
            <span class="avatar" style={{ background: person().color }}>
              {initials(person().name)}
            </span>
          )}
        </Index>
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

/** Groups: their codes, and prepared sets of them that are put in force when it is time. */
import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { Workshop } from "../api";
import { TRASH } from "../drawings";
import { CopyLine } from "../forms";
import { IconButton } from "../parts";
import { HOWS, type Desk, type Grouping, type How, type Roster } from "./roster";
import type { Act } from "./RosterDialog";

export function Groupings(props: { roster: Roster; workshop: Workshop; session: number; desk: Desk; act: Act }): JSX.Element {
  const [group, setGroup] = createSignal("");
  const [how, setHow] = createSignal<How>("mix");
  const [session, setSession] = createSignal(props.session);
  const [name, setName] = createSignal("");
  const [id, howId, forId, nameId] = [createUniqueId(), createUniqueId(), createUniqueId(), createUniqueId()];
  /** How each was made here, so that it can be drawn once more. */
  const [made, setMade] = createSignal<ReadonlyMap<string, How>>(new Map());
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await props.act(async () => {
      const { id } = (await props.desk.make(how(), session(), name().trim())) as { id: string };
      setMade(new Map([...made(), [id, how()]]));
      setName("");
    });
  };
  return (
    <section class="stack">
      <h3>{t("groups.title")}</h3>
      <details>
        <summary>{t("groups.codes")}</summary>
        <div class="stack roster-codes">
          <For each={props.roster.groups}>{(one) => <CopyLine label={`${one.name} · ${one.code}`} text={one.url} />}</For>
          <label class="row small">
            <input
              type="checkbox"
              checked={props.roster.list_at_door}
              onChange={(event) => {
                const shown = event.currentTarget.checked;
                void props.act(async () => void (await props.desk.listAtDoor(shown)));
              }}
            />
            {t("roster.list_at_door")}
          </label>
        </div>
      </details>
      <form
        class="roster-line"
        onSubmit={(event) => {
          event.preventDefault();
          void props.act(async () => {
            await props.desk.addGroup(group());
            setGroup("");
          });
        }}
      >
        <div class="field grow">
          <label for={id}>{t("groups.add")}</label>
          <input id={id} value={group()} onInput={(event) => setGroup(event.currentTarget.value)} maxLength={120} required />
        </div>
        <button type="submit" class="button small">
          {t("roster.add.go")}
        </button>
      </form>
      <h4>{t("groups.prepared")}</h4>
      <p class="soft small">{t("groups.prepared.hint")}</p>
      <form class="roster-line" onSubmit={(event) => void make(event)}>
        <div class="field grow">
          <label for={howId}>{t("groups.how")}</label>
          <select id={howId} value={how()} onChange={(event) => setHow(event.currentTarget.value as How)}>
            <For each={HOWS}>{(one) => <option value={one}>{t(`groups.how.${one}`)}</option>}</For>
          </select>
        </div>
        <div class="field">
          <label for={forId}>{t("groups.for")}</label>
          <select id={forId} value={session()} onChange={(event) => setSession(Number(event.currentTarget.value))}>
            <For each={props.workshop.sessions}>{(one) => <option value={one.number} selected={one.number === session()}>{one.number}</option>}</For>
          </select>
        </div>
        <div class="field">
          <label for={nameId}>{t("groups.name")}</label>
          <input id={nameId} value={name()} onInput={(event) => setName(event.currentTarget.value)} maxLength={120} />
        </div>
        <button type="submit" class="button small primary">
          {t("groups.make")}
        </button>
      </form>
      <ul class="stack">
        <For each={props.roster.groupings}>
          {(one) => <Prepared grouping={one} roster={props.roster} session={session()} how={made().get(one.grouping)} desk={props.desk} act={props.act} />}
        </For>
      </ul>
    </section>
  );
}

function Prepared(props: { grouping: Grouping; roster: Roster; session: number; how: How | undefined; desk: Desk; act: Act }): JSX.Element {
  const { desk, act } = props;
  const one = () => props.grouping;
  const seat = (person: string): string => Object.entries(one().seats).find(([, people]) => people.includes(person))?.[0] ?? "";
  const drawn = () => props.how === "mix" || props.how === "rotate";
  return (
    <li>
      <div class="roster-prepared" role="group" aria-label={one().name}>
        <div class="roster-line">
          <p class="grow">
            <strong>{one().name}</strong>
            <Show when={one().in_force}>
              {" "}
              <span class="pill">
                <span class="dot" aria-hidden="true" />
                {t("groups.in_force")}
              </span>
            </Show>
          </p>
          <Show when={drawn()}>
            <button type="button" class="button small" onClick={() => void act(async () => void (await desk.again(one().grouping, props.how!)))}>
              {t("groups.again")}
            </button>
          </Show>
          <button
            type="button"
            class="button small"
            onClick={() => void act(async () => t("groups.applied", { n: (await desk.apply(one().grouping, props.session)).moves.length }))}
          >
            {t("groups.apply")}
          </button>
          <IconButton icon={TRASH} label={t("groups.remove", { name: one().name })} onClick={() => void act(async () => void (await desk.remove(one().grouping)))} />
        </div>
        <p class="soft small">
          {one()
            .report?.groups.map(({ group, people }) => t("groups.sizes", { group, n: people }))
            .join(" · ")}
          <Show when={one().report?.pairs}>{(pairs) => <> · {t("groups.met", { n: one().report!.again, pairs: pairs() })}</>}</Show>
        </p>
        <details>
          <summary>{t("groups.seats")}</summary>
          <ul class="roster-seats">
            <For each={props.roster.people}>
              {(person) => (
                <li>
                  <span class="grow">{person.name}</span>
                  <select
                    aria-label={t("groups.seat", { name: person.name })}
                    value={seat(person.participant)}
                    onChange={(event) => void act(async () => void (await desk.seat(one().grouping, person.participant, event.currentTarget.value || null)))}
                  >
                    <option value="">{t("groups.nowhere")}</option>
                    <For each={props.roster.groups}>{({ name }) => <option value={name} selected={name === seat(person.participant)}>{name}</option>}</For>
                  </select>
                </li>
              )}
            </For>
          </ul>
        </details>
      </div>
    </li>
  );
}

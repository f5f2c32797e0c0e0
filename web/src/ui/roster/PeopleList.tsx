/** Everybody who is expected or has come: what groups are mixed by, and the code that opens each one's seat. */
import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t, type Key } from "../../i18n";
import { Field } from "../forms";
import type { Desk, Facts, Person, Roster } from "./roster";
import type { Act } from "./RosterDialog";

const FACTS = ["sector", "organisation", "territory"] as const;
const FACT_MAX = 60;

export function PeopleList(props: { roster: Roster; desk: Desk; act: Act }): JSX.Element {
  const [chosen, setChosen] = createSignal<string>();
  const person = () => props.roster.people.find(({ participant }) => participant === chosen());
  let list!: HTMLDivElement;
  const close = (): void => {
    const id = chosen();
    setChosen(undefined);
    queueMicrotask(() => list.querySelector<HTMLElement>(`[data-person="${id}"]`)?.focus());
  };
  return (
    <section class="stack">
      <h3>{t("roster.people")}</h3>
      <Show when={props.roster.people.length > 0} fallback={<p class="soft">{t("roster.none")}</p>}>
        <div ref={list} class="scroll-x" tabindex="0" role="region" aria-label={t("roster.people")}>
          <table class="table small">
            <thead>
              <tr>
                <For each={["workshop.name", "workshop.group", "roster.sector", "roster.organisation", "roster.territory", "roster.code"] as const satisfies readonly Key[]}>
                  {(key) => <th scope="col">{t(key)}</th>}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={props.roster.people}>
                {(one) => (
                  <tr>
                    <td>
                      <button type="button" class="name" data-person={one.participant} aria-expanded={chosen() === one.participant} onClick={() => setChosen(one.participant)}>
                        {one.name}
                      </button>
                      <Show when={one.expected}>
                        <span class="soft"> · {t("roster.expected")}</span>
                      </Show>
                    </td>
                    <td>{one.group ?? "–"}</td>
                    <For each={FACTS}>{(fact) => <td>{one[fact] ?? ""}</td>}</For>
                    <td class="code">{one.code ?? ""}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <Show
        when={person()}
        keyed
        fallback={
          <details>
            <summary>{t("roster.add")}</summary>
            <PersonForm groups={props.roster.groups.map(({ name }) => name)} onSave={(facts) => props.act(async () => void (await props.desk.expect(facts)))} />
          </details>
        }
      >
        {(one) => (
          <PersonForm
            person={one}
            groups={props.roster.groups.map(({ name }) => name)}
            onSave={async (facts) => {
              const done = await props.act(async () => {
                await props.desk.change(one.participant, facts);
                return t("roster.saved");
              });
              if (done) close();
              return done;
            }}
            onRenew={() => void props.act(async () => void (await props.desk.renew(one.participant)))}
            onClose={close}
          />
        )}
      </Show>
    </section>
  );
}

function PersonForm(props: { person?: Person; groups: readonly string[]; onSave: (facts: Facts) => Promise<boolean>; onRenew?: () => void; onClose?: () => void }): JSX.Element {
  const id = createUniqueId();
  let form!: HTMLFormElement;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value).trim()]));
    const facts: Facts = {};
    for (const fact of ["email", ...FACTS] as const) facts[fact] = given[fact] || null;
    if (given.name) facts.name = given.name;
    if (given.group) facts.group = given.group;
    if ((await props.onSave(facts)) && !props.person) {
      form.reset();
      form.querySelector<HTMLElement>("input")?.focus();
    }
  };
  return (
    <form ref={form} class="roster-form" onSubmit={(event) => void save(event)}>
      <Field label={t("workshop.name")} {...(props.person ? {} : { hint: t("roster.name.hint") })}>
        {(ids) => (
          <input
            id={ids.id}
            ref={(input) => props.person && queueMicrotask(() => input.focus())}
            name="name"
            aria-describedby={ids.describedBy}
            value={props.person?.name ?? ""}
            maxLength={FACT_MAX}
            autocomplete="off"
          />
        )}
      </Field>
      <div class="field">
        <label for={id}>{t("workshop.group")}</label>
        <select id={id} name="group">
          <Show when={!props.person?.group}>
            <option value="">{t("roster.group.any")}</option>
          </Show>
          <For each={props.groups}>{(name) => <option selected={name === props.person?.group}>{name}</option>}</For>
        </select>
      </div>
      <For each={FACTS}>
        {(fact) => (
          <Field label={t(`roster.${fact}`)}>
            {(ids) => <input id={ids.id} name={fact} value={props.person?.[fact] ?? ""} maxLength={FACT_MAX} autocomplete="off" />}
          </Field>
        )}
      </For>
      <Field label={t("roster.email")} hint={t("roster.email.hint")}>
        {(ids) => <input id={ids.id} name="email" type="email" aria-describedby={ids.describedBy} value={props.person?.email ?? ""} autocomplete="off" />}
      </Field>
      <Show when={props.person?.code}>
        {(code) => (
          <p class="whole small">
            {t("roster.code")}: <strong class="code">{code()}</strong> <span class="soft">{t("roster.code.hint")}</span>
          </p>
        )}
      </Show>
      <div class="whole row">
        <button type="submit" class="button small primary">
          {t(props.person ? "roster.save" : "roster.add.go")}
        </button>
        <Show when={props.person}>
          <button type="button" class="button small" onClick={() => props.onRenew?.()}>
            {t("roster.code.renew")}
          </button>
          <button type="button" class="button small quiet" onClick={() => props.onClose?.()}>
            {t("cancel")}
          </button>
        </Show>
      </div>
    </form>
  );
}

import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type Workshop, type WorkshopPerson } from "../api";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { staff } from "../staff";
import { PersonUndo } from "./PersonUndo";
import { roleOf, ROLES, roleWords } from "./roles";

/** One person: group, role, and sending away. What is changed is in force at once. */
export function PersonDialog(props: {
  workshop: Workshop;
  person: WorkshopPerson;
  token: string;
  refresh: () => Promise<void>;
  onClose: () => void;
}): JSX.Element {
  const { workshop, person, token } = props;
  const [group, setGroup] = createSignal(person.group ?? "");
  const [role, setRole] = createSignal(person.own_role ?? "");
  const [asked, setAsked] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [id, roleId] = [createUniqueId(), createUniqueId()];
  let ask!: HTMLButtonElement;

  const carryOut = async (what: () => Promise<unknown>): Promise<void> => {
    try {
      setProblem(undefined);
      await what();
      await props.refresh();
      props.onClose();
    } catch (error) {
      setProblem(words(error));
    }
  };
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = { role: role() || null, ...(group() ? { group: group() } : {}) };
    void carryOut(() => staff.changePerson(token, workshop.id, person.participant, fields));
  };

  return (
    <Dialog title={person.name} onClose={props.onClose}>
      <form class="stack" onSubmit={save}>
        <div class="field">
          <label for={id}>{t("workshop.group")}</label>
          <select id={id} value={group()} onChange={(event) => setGroup(event.currentTarget.value)}>
            <Show when={!person.group}>
              <option value="">–</option>
            </Show>
            <For each={workshop.groups}>{(name) => <option value={name} selected={name === group()}>{name}</option>}</For>
          </select>
        </div>
        <div class="field">
          <label for={roleId}>{t("person.role")}</label>
          <select id={roleId} value={role()} onChange={(event) => setRole(event.currentTarget.value)}>
            <option value="" selected={role() === ""}>
              {t("person.role.as_group", { what: t(roleWords[roleOf(workshop, group() || null)]!) })}
            </option>
            <For each={ROLES}>{(name) => <option value={name} selected={name === role()}>{t(roleWords[name]!)}</option>}</For>
          </select>
        </div>
        <p class="soft small">{t("person.hint")}</p>
        <Show when={problem()}>
          <Message bad>{problem()}</Message>
        </Show>
        <div class="row">
          <button type="submit" class="button primary">
            {t("person.save")}
          </button>
          <Show when={!asked()}>
            <button ref={ask} type="button" class="button quiet" onClick={() => setAsked(true)}>
              {t("person.remove")}
            </button>
          </Show>
        </div>
        <Show when={asked()}>
          <Message warn>
            <p>{t("person.remove.sure", { name: person.name })}</p>
            <p class="row" style={{ "padding-top": "8px" }}>
              <button
                ref={(button) => queueMicrotask(() => button.focus())}
                type="button"
                class="button small"
                onClick={() => void carryOut(() => staff.removePerson(token, workshop.id, person.participant))}
              >
                {t("person.remove")}
              </button>
              <button
                type="button"
                class="button small"
                onClick={() => {
                  setAsked(false);
                  ask.focus();
                }}
              >
                {t("cancel")}
              </button>
            </p>
          </Message>
        </Show>
      </form>
      <PersonUndo workshop={workshop.id} person={person} token={token} />
    </Dialog>
  );
}

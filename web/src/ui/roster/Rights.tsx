/** What people may do where nothing was said of themselves: all of them, and those of each group. In force as it is chosen. */
import { createUniqueId, For, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { Workshop } from "../api";
import { roleOf, ROLES_OF_MANY, roleWords } from "../workshop/roles";
import type { Desk } from "./roster";
import type { Act } from "./RosterDialog";

export function Rights(props: { workshop: Workshop; desk: Desk; act: Act }): JSX.Element {
  const id = createUniqueId();
  const all = () => props.workshop.roles?.all ?? "editor";
  return (
    <section class="stack">
      <h3>{t("roles.title")}</h3>
      <p class="soft small">{t("roles.hint")}</p>
      <div class="roster-line">
        <div class="field">
          <label for={id}>{t("roles.all")}</label>
          <select id={id} onChange={(event) => choose({ all: event.currentTarget.value })}>
            <For each={ROLES_OF_MANY}>{(role) => <option value={role} selected={role === all()}>{t(roleWords[role]!)}</option>}</For>
          </select>
        </div>
      </div>
      <div class="roster-line">
        <For each={props.workshop.groups}>{(group) => <OfGroup group={group} />}</For>
      </div>
    </section>
  );

  function choose(roles: { all?: string; groups?: Record<string, string | null> }): void {
    void props.act(async () => void (await props.desk.allow(roles)));
  }

  function OfGroup({ group }: { group: string }): JSX.Element {
    const own = createUniqueId();
    const said = () => props.workshop.roles?.groups[group] ?? "";
    return (
      <div class="field">
        <label for={own}>{group}</label>
        <select id={own} onChange={(event) => choose({ groups: { [group]: event.currentTarget.value || null } })}>
          <option value="" selected={said() === ""}>
            {t("roles.as_all", { what: t(roleWords[roleOf(props.workshop, null)]!) })}
          </option>
          <For each={ROLES_OF_MANY}>{(role) => <option value={role} selected={role === said()}>{t(roleWords[role]!)}</option>}</For>
        </select>
      </div>
    );
  }
}

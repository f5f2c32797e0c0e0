/** What the boards of a phase begin with: nothing, what was there last time, or a template, the page's own ones too. */
import { For, Show, type JSX } from "solid-js";
import { written } from "../../doc/template";
import { t, type Key } from "../../i18n";
import type { Phase, SavedTemplate } from "../api";
import { Field } from "../forms";
import { staff } from "../staff";
import { SKETCHES, spoken } from "../template/sketches";

type Begins = NonNullable<Phase["begins_with"]> | null;

/** One of the page's own, until the programme is saved: then the workshop has it. */
const BUILT_IN = "built-in:";

export function BeginsWith(props: { value: Begins; own: readonly SavedTemplate[]; first: boolean; onChange: (begins: Begins) => void }): JSX.Element {
  const value = () => (props.value === null ? "" : props.value === "last_session" ? props.value : props.value.template);
  const titles = () => new Set(props.own.map(({ title }) => title));
  const choose = (chosen: string): void => props.onChange(chosen === "" ? null : chosen === "last_session" ? chosen : { template: chosen });
  return (
    <Field label={t("programme.phase.begins")} {...(value() ? { hint: t("programme.phase.begins.hint") } : {})}>
      {(ids) => (
        <select id={ids.id} aria-describedby={ids.describedBy} value={value()} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{t("programme.phase.begins.nothing")}</option>
          <Show when={!props.first}>
            <option value="last_session" selected={value() === "last_session"}>
              {t("programme.phase.begins.last")}
            </option>
          </Show>
          <For each={props.own}>
            {({ template, title }) => (
              <option value={template} selected={template === value()}>
                {title}
              </option>
            )}
          </For>
          <For each={SKETCHES.filter(({ name }) => !titles().has(named(name)))}>
            {({ name }) => (
              <option value={BUILT_IN + name} selected={BUILT_IN + name === value()}>
                {named(name)}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}

/** The phases with templates that the workshop has: of the page's own, those that are wanted are given to it. */
export async function settled(phases: readonly Phase[], token: string, workshop: string, own: readonly SavedTemplate[]): Promise<Phase[]> {
  const made = new Map(own.map(({ title, template }) => [title, template]));
  const all: Phase[] = [];
  for (const phase of phases) {
    const begins = phase.begins_with;
    const name = typeof begins === "object" && begins?.template.startsWith(BUILT_IN) ? begins.template.slice(BUILT_IN.length) : null;
    const sketch = SKETCHES.find((one) => one.name === name);
    if (!sketch) {
      all.push(phase);
      continue;
    }
    const title = named(sketch.name);
    const template = made.get(title) ?? (await staff.saveTemplate(token, workshop, { title, content: written(spoken(sketch, t)) })).template;
    made.set(title, template);
    all.push({ ...phase, begins_with: { template } });
  }
  return all;
}

const named = (name: string): string => t(`template.${name}` as Key);

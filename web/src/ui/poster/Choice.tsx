import { For, type JSX } from "solid-js";
import { Field } from "../forms";

/** One of a few. */
export function Choice(props: {
  label: string;
  value: string;
  choose: (value: string) => void;
  options: readonly (readonly [string, string])[];
}): JSX.Element {
  return (
    <Field label={props.label}>
      {({ id }) => (
        <select id={id} value={props.value} onChange={(event) => props.choose(event.currentTarget.value)}>
          <For each={props.options}>
            {([value, name]) => (
              <option value={value} selected={value === props.value}>
                {name}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}

import { createSignal, type JSX } from "solid-js";
import { Field } from "../forms";

/** Longest name, as the server takes it. */
const MOST = 120;

/** A field for a name, and the button that gives it. */
export function Naming(props: { label: string; hint?: string; act: string; name?: string; busy: boolean; focus?: boolean; onName: (name: string) => Promise<boolean>; children?: JSX.Element }): JSX.Element {
  const [name, setName] = createSignal(props.name ?? "");
  return (
    <form
      class="naming"
      onSubmit={(event) => {
        event.preventDefault();
        if (name().trim()) void props.onName(name().trim()).then((taken) => taken && setName(""));
      }}
    >
      <Field label={props.label} {...(props.hint ? { hint: props.hint } : {})}>
        {({ id, describedBy }) => (
          <input
            id={id}
            aria-describedby={describedBy}
            value={name()}
            maxLength={MOST}
            autocomplete="off"
            dir="auto"
            ref={(input) => props.focus && queueMicrotask(() => input.focus())}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="row">
        <button type="submit" class="button small" disabled={props.busy || name().trim() === ""}>
          {props.act}
        </button>
        {props.children}
      </div>
    </form>
  );
}

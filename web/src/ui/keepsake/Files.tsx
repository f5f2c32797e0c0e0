/** What is taken home, as one file of several kinds. */
import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words } from "../api";
import { saveAs } from "../download";
import { Field } from "../forms";
import { Message } from "../parts";

export function Files<Kind extends string>(props: {
  kinds: readonly (readonly [Kind, string])[];
  fetch: (kind: Kind) => Promise<Blob>;
  /** The file's name. */
  name: (kind: Kind) => string;
  making: string;
  /** What is made is made of what is kept, and only of what can be made. */
  ready: boolean;
  said: string;
}): JSX.Element {
  const [kind, setKind] = createSignal<Kind>(props.kinds[0]![0]);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const download = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      saveAs(await props.fetch(kind()), props.name(kind()));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  return (
    <div class="stack">
      <div class="row download">
        <Field label={t("vademecum.format")}>
          {({ id }) => (
            <select
              id={id}
              onChange={(event) => {
                const wanted = props.kinds.find(([one]) => one === event.currentTarget.value);
                if (wanted) setKind(() => wanted[0]);
              }}
            >
              <For each={props.kinds}>
                {([one, label]) => (
                  <option value={one} selected={one === kind()}>
                    {label}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <button type="button" class="button primary" disabled={busy() || !props.ready} onClick={() => void download()}>
          {busy() ? props.making : t("vademecum.download")}
        </button>
      </div>
      <p class="small soft" role="status">
        {props.said}
      </p>
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
    </div>
  );
}

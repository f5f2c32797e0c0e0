import { createSignal, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type SavedTemplate } from "../api";
import { Field } from "../forms";
import { Message } from "../parts";
import { staff } from "../staff";

/** A board under a name, for every board of the workshop to begin with. */
export function Saving(props: { token: string; workshop: string; board: string; onSaved: (made: SavedTemplate) => void }): JSX.Element {
  const [title, setTitle] = createSignal("");
  const [notes, setNotes] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setProblem(undefined);
    try {
      props.onSaved(await staff.saveTemplate(props.token, props.workshop, { board: props.board, title: title(), notes: notes() }));
      setTitle("");
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  return (
    <form class="stack template-saving" onSubmit={(event) => void save(event)}>
      <Field label={t("templates.save.title")} hint={t("templates.save.hint")}>
        {({ id, describedBy }) => (
          <input id={id} value={title()} required maxLength={120} aria-describedby={describedBy} autocomplete="off" onInput={(event) => setTitle(event.currentTarget.value)} />
        )}
      </Field>
      <label class="row">
        <input type="checkbox" checked={notes()} onChange={(event) => setNotes(event.currentTarget.checked)} />
        {t("templates.save.notes")}
      </label>
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <button type="submit" class="button primary" disabled={busy() || !title().trim()}>
        {t("templates.save.go")}
      </button>
    </form>
  );
}

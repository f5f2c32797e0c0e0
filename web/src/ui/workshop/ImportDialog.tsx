import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Refused, words, type ImportReport, type RowError, type Workshop } from "../api";
import { Field } from "../forms";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { staff } from "../staff";

const PARTS = ["notes", "links", "agenda", "rooms"] as const;
const ROWS_SHOWN = 20;

/** Tables in, all or nothing, with every bad row named. */
export function ImportDialog(props: { workshop: Workshop; token: string; onClose: () => void }): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [rows, setRows] = createSignal<readonly RowError[]>([]);
  const [report, setReport] = createSignal<ImportReport>();
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    for (const part of PARTS) if ((form.get(part) as File).size === 0) form.delete(part);
    setProblem(undefined);
    setRows([]);
    if ([...form.keys()].length === 0) {
      setProblem(t("import.none"));
      return;
    }
    setBusy(true);
    try {
      setReport(await staff.importTables(props.token, props.workshop.id, form));
    } catch (error) {
      setProblem(words(error));
      if (error instanceof Refused) setRows(error.rows);
    }
    setBusy(false);
  };
  return (
    <Dialog title={t("import.title")} onClose={props.onClose}>
      <Show
        when={report()}
        fallback={
          <form class="stack" onSubmit={(event) => void submit(event)}>
            <p class="soft">{t("import.hint")}</p>
            <For each={PARTS}>
              {(part) => <Field label={t(`import.${part}`)}>{({ id }) => <input id={id} name={part} type="file" accept=".csv,text/csv" />}</Field>}
            </For>
            <Show when={problem()}>
              {(text) => (
                <Message bad>
                  <p>{text()}</p>
                  <ul>
                    <For each={rows().slice(0, ROWS_SHOWN)}>{(row) => <li>{t("import.row", { file: row.file, line: row.line, reason: row.reason })}</li>}</For>
                  </ul>
                  <Show when={rows().length > ROWS_SHOWN}>
                    <p>{t("collect.more", { n: rows().length - ROWS_SHOWN })}</p>
                  </Show>
                </Message>
              )}
            </Show>
            <div class="row">
              <button class="button primary" disabled={busy()}>
                {t("import.go")}
              </button>
              <button type="button" class="button quiet" onClick={() => props.onClose()}>
                {t("cancel")}
              </button>
            </div>
          </form>
        }
      >
        {(made) => (
          <div class="stack">
            <Message>{t("import.done", { notes: made().notes, clusters: made().clusters, links: made().links })}</Message>
            <button type="button" class="button primary" onClick={() => props.onClose()}>
              {t("close")}
            </button>
          </div>
        )}
      </Show>
    </Dialog>
  );
}

import { createSignal, For, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Dialog } from "../dialog";
import { Field } from "../forms";
import { OwnList } from "../template/Gallery";
import { ownTemplates } from "../template/own";
import { Saving } from "../template/Saving";
import type { BoardEntry, Workshop } from "../api";
import { boardName } from "./names";

/** The templates of the workshop: which there are, and a board saved as a new one. */
export function TemplatesDialog(props: { workshop: Workshop; boards: readonly BoardEntry[]; token: string; onClose: () => void }): JSX.Element {
  const own = ownTemplates(props.token, props.workshop.id);
  const [board, setBoard] = createSignal(props.boards[0]?.id ?? "");
  return (
    <Dialog title={t("workshop.templates")} large onClose={props.onClose}>
      <div class="stack">
        <h3>{t("templates.own")}</h3>
        <OwnList own={own} staff />
        <h3>{t("templates.save.board")}</h3>
        <div class="template-saving">
          <Field label={t("templates.board")}>
            {({ id }) => (
              <select id={id} value={board()} onChange={(event) => setBoard(event.currentTarget.value)}>
                <For each={props.boards}>{(one) => <option value={one.id}>{boardName(one)}</option>}</For>
              </select>
            )}
          </Field>
        </div>
        <Saving token={props.token} workshop={props.workshop.id} board={board()} onSaved={own.saved} />
      </div>
    </Dialog>
  );
}

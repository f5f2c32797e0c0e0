/** A message of whoever conducts: to everybody, or to one board. */
import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type BoardEntry, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { staff } from "../staff";
import { boardName } from "./names";

/** As the server counts; docs of `POST /workshops/{workshop}/progress`. */
const MOST = 300;

export function MessageDialog(props: { workshop: Workshop; boards: readonly BoardEntry[]; to: string | null; token: string; refresh: () => Promise<void>; onClose: () => void }): JSX.Element {
  const [text, setText] = createSignal("");
  const [to, setTo] = createSignal(props.to ?? "");
  const [problem, setProblem] = createSignal<string>();
  const id = createUniqueId();
  const send = async (): Promise<void> => {
    try {
      setProblem(undefined);
      // Whatever happened meanwhile, it is to be said.
      await staff.say(props.token, props.workshop.id, text(), to() ? [to()] : undefined);
      // It is a turn of the progress: what is done next is decided after it.
      await props.refresh();
      props.onClose();
    } catch (error) {
      setProblem(words(error));
    }
  };
  return (
    <Dialog title={t("conduct.say")} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Show when={problem()}>{(why) => <Message bad>{why()}</Message>}</Show>
        <div class="field">
          <label for={`${id}to`}>{t("say.to")}</label>
          <select id={`${id}to`} value={to()} onChange={(event) => setTo(event.currentTarget.value)}>
            <option value="">{t("say.everybody")}</option>
            <For each={props.boards.filter((board) => board.kind === "group")}>
              {(board) => (
                <option value={board.id} selected={board.id === to()}>
                  {boardName(board)}
                </option>
              )}
            </For>
          </select>
        </div>
        <div class="field">
          <label for={`${id}text`}>{t("say.text")}</label>
          <textarea id={`${id}text`} rows="3" dir="auto" required maxLength={MOST} value={text()} onInput={(event) => setText(event.currentTarget.value)} />
        </div>
        <p class="soft small">{t("say.hint")}</p>
        <button type="submit" class="button primary" disabled={!text().trim()}>
          {t("say.send")}
        </button>
      </form>
    </Dialog>
  );
}

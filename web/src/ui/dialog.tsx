import { createUniqueId, onCleanup, onMount, Suspense, type JSX } from "solid-js";
import { t } from "../i18n";
import { CLOSE } from "./drawings";
import { IconButton } from "./parts";
import "../styles/dialog.css";

/** A native modal dialog, there as long as it is rendered. */
export function Dialog(props: { title: string; large?: boolean; onClose: () => void; children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  let dialog!: HTMLDialogElement;
  let ended = false;
  onMount(() => dialog.showModal());
  onCleanup(() => (ended = true));
  // The browser tells of a close in a later task; by then the next dialog may be open, which is not the one to end.
  const end = (): void => {
    if (ended) return;
    ended = true;
    dialog.close();
    props.onClose();
  };
  return (
    <dialog
      ref={dialog}
      class={props.large ? "large" : undefined}
      aria-labelledby={id}
      onClose={end}
      onCancel={(event) => {
        // A file chooser that is left without a choice cancels too, and bubbles.
        if (event.target !== dialog) return;
        event.preventDefault();
        end();
      }}
      onClick={(event) => event.target === dialog && end()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="dialog-head">
        <h2 id={id}>{props.title}</h2>
        <IconButton icon={CLOSE} label={t("close")} onClick={end} />
      </div>
      <div class="dialog-body">
        {/* What is still awaited is awaited in here: taken out of the page and put back, a dialog is not modal any more. */}
        <Suspense fallback={<p class="soft">{t("loading")}</p>}>{props.children}</Suspense>
      </div>
    </dialog>
  );
}

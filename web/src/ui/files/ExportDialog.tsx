import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type BoardInfo } from "../api";
import type { PanelProps } from "../board/Panels";
import { Dialog } from "../dialog";
import { FILE_OUT } from "../drawings";
import { Icon } from "../icons";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { download, FORMATS, type Format } from "./files";

/** Each file a board can be, with what it keeps; a press downloads it. */
export function ExportDialog(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [done, setDone] = createSignal<string>();
  const fetch = async (format: Format): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setProblem(undefined);
    setDone(undefined);
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await download(props.seat.token, props.info.id, format));
      link.download = `${fileName(props.info) || t("files.name")}.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      setDone(t("files.downloaded", { name: link.download }));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title={t("files.export.title")} onClose={props.onClose}>
      <div class="stack">
        <ul class="files">
          <For each={FORMATS}>
            {(format) => (
              <li>
                <button type="button" class="file" aria-disabled={busy()} onClick={() => void fetch(format)}>
                  <Icon name={FILE_OUT} />
                  <span class="grow">
                    <strong>{t(`files.${format}`)}</strong>
                    <span class="soft">{t(`files.${format}.for`)}</span>
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={done()}>{(text) => <Message>{text()}</Message>}</Show>
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <p class="soft small">{t("files.export.hint")}</p>
      </div>
    </Dialog>
  );
}

/** The board's name without what file systems cannot have. */
function fileName(info: BoardInfo): string {
  const name = [info.workshop_title, info.group ?? info.title].filter(Boolean).join(" - ");
  return name.replace(/[\p{C}/\\:*?"<>|]+/gu, " ").replace(/^[.\s]+|[.\s]+$/g, "").slice(0, 100);
}

import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type BoardInfo } from "../api";
import type { PanelProps } from "../board/Panels";
import { Dialog } from "../dialog";
import { saveAs } from "../download";
import { COPY, FILE_OUT } from "../drawings";
import { Icon } from "../icons";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { canCopy, copy, download, FORMATS, picture, type Format } from "./files";

/** Each file a board can be, with what it keeps; a press downloads it. */
export function ExportDialog(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [done, setDone] = createSignal<string>();
  /** Does it, and says what was done. */
  const carry = async (out: () => Promise<string>): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setProblem(undefined);
    setDone(undefined);
    try {
      setDone(await out());
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  const save = (blob: Blob, ending: string): string => {
    const name = `${fileName(props.info) || t("files.name")}.${ending}`;
    saveAs(blob, name);
    return t("files.downloaded", { name });
  };
  const fetch = (format: Format): Promise<void> => carry(async () => save(await download(props.seat.token, props.info.id, format), format));
  const image = (): Promise<void> =>
    carry(async () => {
      const drawn = picture(props.seat.token, props.info.id);
      if (!canCopy()) return save(await drawn, "png");
      await copy(drawn);
      return t("files.copied");
    });
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
          <li>
            <button type="button" class="file" aria-disabled={busy()} onClick={() => void image()}>
              <Icon name={canCopy() ? COPY : FILE_OUT} />
              <span class="grow">
                <strong>{t("files.image")}</strong>
                <span class="soft">{t(canCopy() ? "files.image.copy" : "files.image.for")}</span>
              </span>
            </button>
          </li>
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

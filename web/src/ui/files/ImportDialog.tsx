import { createSignal, createUniqueId, Show, type JSX } from "solid-js";
import { isStaff } from "../../doc/right";
import { t } from "../../i18n";
import { landFile } from "../../tools/importing";
import { words, type BoardInfo } from "../api";
import type { PanelProps } from "../board/Panels";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { bringBack, look, type Source, type Told } from "./files";
import { counted, Preview } from "./Preview";

const KINDS = ".json,.csv,.tsv,.txt,.canvas,.excalidraw,.opml,.mm,.md,.markdown";

/** A file or pasted text: first what is in it, then onto the board. */
export function ImportDialog(props: PanelProps & { info: BoardInfo; seat: Seat }): JSX.Element {
  const [told, setTold] = createSignal<Told & Source>();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [pasted, setPasted] = createSignal("");
  const [over, setOver] = createSignal(false);
  const ids = { file: createUniqueId(), text: createUniqueId(), kinds: createUniqueId() };
  let put: HTMLButtonElement | undefined;
  let chooser: HTMLInputElement | undefined;
  const attempt = async (what: () => Promise<void>): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await what();
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  const read = (file: Blob, name: string): Promise<void> =>
    attempt(async () => {
      setTold({ ...(await look(props.seat.token, props.info.id, { file, name })), file, name });
      queueMicrotask(() => put?.focus());
    });
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file) void read(file, file.name);
  };
  const again = (): void => {
    setProblem(undefined);
    setTold(undefined);
    queueMicrotask(() => chooser?.focus());
  };
  const land = ({ pieces }: Told): void => {
    const { board } = props.session;
    const made = landFile(board, props.tab, props.stage, pieces);
    props.onClose();
    props.stage.focus();
    if (made.length > 0) props.tab.news.set(t("files.landed", { what: counted(pieces).join(", ") }));
  };
  const back = (source: Source): Promise<void> =>
    attempt(async () => {
      await bringBack(props.seat.token, props.info.id, source);
      props.onClose();
      props.stage.focus();
      props.tab.news.set(t("files.back.done"));
    });
  return (
    <Dialog title={t("files.import.title")} onClose={props.onClose}>
      <Show
        when={told()}
        fallback={
          <div
            class="stack"
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
          >
            <p class="soft">{t("files.import.hint")}</p>
            <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
            <div class="drop" classList={{ over: over() }}>
              <label for={ids.file}>{t("files.choose")}</label>
              <input
                ref={chooser}
                id={ids.file}
                type="file"
                accept={KINDS}
                aria-describedby={ids.kinds}
                onChange={(event) => {
                  const file = event.currentTarget.files?.[0];
                  // The same once more is another choice.
                  event.currentTarget.value = "";
                  if (file) void read(file, file.name);
                }}
              />
              <span class="hint" id={ids.kinds}>
                {t("files.kinds")}
              </span>
            </div>
            <form
              class="stack"
              onSubmit={(event) => {
                event.preventDefault();
                if (pasted().trim()) void read(new Blob([pasted()]), "");
              }}
            >
              <div class="field">
                <label for={ids.text}>{t("files.paste")}</label>
                <textarea id={ids.text} rows={5} dir="auto" value={pasted()} onInput={(event) => setPasted(event.currentTarget.value)} />
              </div>
              <div class="row">
                <button class="button" disabled={busy() || !pasted().trim()}>
                  {busy() ? t("files.reading") : t("files.look")}
                </button>
              </div>
            </form>
          </div>
        }
      >
        {(found) => (
          <div class="stack">
            <Preview told={found()} />
            <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
            <div class="row">
              <button ref={put} type="button" class="button primary" onClick={() => land(found())}>
                {t("files.put")}
              </button>
              <button type="button" class="button quiet" onClick={again}>
                {t("files.other")}
              </button>
            </div>
            <Show when={found().format === "json" && isStaff(props.session.board.role)}>
              <div class="stack">
                <p class="soft small">{t("files.back.hint")}</p>
                <div class="row">
                  <button type="button" class="button" disabled={busy()} onClick={() => void back(found())}>
                    {t("files.back")}
                  </button>
                </div>
              </div>
            </Show>
          </div>
        )}
      </Show>
    </Dialog>
  );
}

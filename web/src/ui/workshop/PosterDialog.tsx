import { createEffect, createResource, createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type BoardEntry, type Workshop } from "../api";
import { Field } from "../forms";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { staff } from "../staff";
import { boardName } from "./names";

const PAPERS = ["A0", "A1", "A2", "A3", "A4"] as const;
const SHARPNESS = ["72", "150", "300"] as const;

/** The sheet, really rendered, and a few choices. */
export function PosterDialog(props: {
  workshop: Workshop;
  boards: readonly BoardEntry[];
  session: number;
  token: string;
  onClose: () => void;
}): JSX.Element {
  const [board, setBoard] = createSignal(props.boards.find((one) => one.kind === "plenary")?.id ?? props.boards[0]?.id ?? "");
  const [paper, setPaper] = createSignal<string>("A1");
  const [orientation, setOrientation] = createSignal("auto");
  const [dpi, setDpi] = createSignal<string>("150");
  const [title, setTitle] = createSignal(props.workshop.title);
  const [settled, setSettled] = createSignal(title());
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();

  // The preview follows the title when typing pauses.
  createEffect(() => {
    const now = title();
    const timer = setTimeout(() => setSettled(now), 500);
    onCleanup(() => clearTimeout(timer));
  });
  const options = (): Record<string, string> => ({ paper: paper(), orientation: orientation(), dpi: dpi(), title: settled() });
  // The same sheet at A4 and screen sharpness: the arrangement is that of the paper asked for.
  const [preview] = createResource(
    () => ({ board: board(), options: { ...options(), paper: "A4", dpi: "96" } }),
    async ({ board: id, options: chosen }) => URL.createObjectURL(await staff.poster(props.token, id, chosen)),
  );
  createEffect(() => {
    const url = preview.error ? undefined : preview();
    onCleanup(() => url && URL.revokeObjectURL(url));
  });
  // A sheet that is there stays until the next one is.
  const sheet = () => (preview.state === "ready" || preview.state === "refreshing" ? preview.latest : undefined);
  const download = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const blob = await staff.poster(props.token, board(), { ...options(), title: title() });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${fileName(title()) || t("poster.file")}-${paper()}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title={t("poster.title")} large onClose={props.onClose}>
      <div class="composer">
        <div class="sheet-preview">
          <Show when={sheet()} fallback={<p class="soft">{preview.error ? words(preview.error) : t("poster.preview.making")}</p>}>
            {(url) => <img src={url()} alt={t("poster.preview")} />}
          </Show>
        </div>
        <div class="stack">
          <Field label={t("poster.board")}>
            {({ id }) => (
              <select id={id} value={board()} onChange={(event) => setBoard(event.currentTarget.value)}>
                <For each={props.boards}>{(one) => <option value={one.id}>{boardName(one)}</option>}</For>
              </select>
            )}
          </Field>
          <Field label={t("poster.heading")}>
            {({ id }) => <input id={id} value={title()} maxLength={120} onInput={(event) => setTitle(event.currentTarget.value)} />}
          </Field>
          <Field label={t("poster.paper")}>
            {({ id }) => (
              <select id={id} value={paper()} onChange={(event) => setPaper(event.currentTarget.value)}>
                <For each={PAPERS}>{(one) => <option value={one}>{one}</option>}</For>
              </select>
            )}
          </Field>
          <Field label={t("poster.orientation")}>
            {({ id }) => (
              <select id={id} value={orientation()} onChange={(event) => setOrientation(event.currentTarget.value)}>
                <option value="auto">{t("poster.auto")}</option>
                <option value="portrait">{t("poster.portrait")}</option>
                <option value="landscape">{t("poster.landscape")}</option>
              </select>
            )}
          </Field>
          <Field label={t("poster.dpi")}>
            {({ id }) => (
              <select id={id} value={dpi()} onChange={(event) => setDpi(event.currentTarget.value)}>
                <For each={SHARPNESS}>{(one) => <option value={one}>{t(`poster.dpi.${one}`)}</option>}</For>
              </select>
            )}
          </Field>
          <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
          <button type="button" class="button primary wide" disabled={busy() || !board()} onClick={() => void download()}>
            {busy() ? t("poster.making") : t("poster.download")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function fileName(title: string): string {
  return title
    .normalize("NFD")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/\s+/g, "-")
    .toLowerCase()
    .slice(0, 60);
}

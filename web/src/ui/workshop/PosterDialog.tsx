import { createEffect, createResource, createSignal, For, onCleanup, Show, untrack, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type BoardEntry, type Workshop } from "../api";
import { Field } from "../forms";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { staff, type PosterWish } from "../staff";
import { boardName } from "./names";

/** Name, as the server knows it, and short side in millimetres. */
const PAPERS = [
  ["A0", 841],
  ["A1", 594],
  ["A2", 420],
  ["A3", 297],
  ["A4", 210],
  ["Letter", 216],
  ["Tabloid", 279],
  ["Arch-C", 457],
  ["Arch-D", 610],
  ["Arch-E", 914],
] as const;
const OWN = "own";
/** What is downloaded: a PDF, pixels of a sharpness, or shapes. */
const FILES = ["pdf", "300", "600", "150", "72", "svg"] as const;
type File = (typeof FILES)[number];
/** Pixels of the preview's short side; the server draws at 30 dpi at least. */
const PREVIEW_PX = 800;
interface Asked {
  readonly board: string;
  readonly wish: PosterWish;
}
const SIDES_MM = { min: 50, max: 2500 };

/** The sheet, really rendered, and a few choices. */
export function PosterDialog(props: {
  workshop: Workshop;
  boards: readonly BoardEntry[];
  session: number;
  token: string;
  onClose: () => void;
}): JSX.Element {
  const [board, setBoard] = createSignal(props.boards.find((one) => one.kind === "plenary")?.id ?? props.boards[0]?.id ?? "");
  const [cluster, setCluster] = createSignal("");
  const [paper, setPaper] = createSignal<string>("A1");
  const [sides, setSides] = createSignal<readonly [number, number]>([500, 700]);
  const [orientation, setOrientation] = createSignal("auto");
  const [file, setFile] = createSignal<File>("pdf");
  const [cropMarks, setCropMarks] = createSignal(false);
  const [title, setTitle] = createSignal(props.workshop.title);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();

  const possible = () => sides().every((side) => side >= SIDES_MM.min && side <= SIDES_MM.max);
  const wish = (): PosterWish => ({
    paper: paper() === OWN ? sides().join("x") : paper(),
    orientation: orientation(),
    title: title(),
    ...(cluster() && { cluster: cluster() }),
  });
  // What is asked for follows title and sides when typing pauses.
  const [settled, setSettled] = createSignal<Asked>({ board: board(), wish: wish() }, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  createEffect(() => {
    const now = { board: board(), wish: wish() };
    if (paper() === OWN && !possible()) return;
    const pause = now.wish.title === untrack(settled).wish.title && paper() !== OWN ? 0 : 500;
    const timer = setTimeout(() => setSettled(now), pause);
    onCleanup(() => clearTimeout(timer));
  });
  const short = () => PAPERS.find(([name]) => name === paper())?.[1] ?? Math.min(...sides());
  // The same sheet with fewer pixels: the arrangement is that of the paper asked for.
  const previewDpi = () => Math.min(300, Math.max(30, Math.round((PREVIEW_PX * 25.4) / short())));
  const [preview] = createResource(
    settled,
    newest(async ({ board: id, wish: chosen }: Asked) => URL.createObjectURL(await staff.poster(props.token, id, "png", { ...chosen, dpi: `${previewDpi()}` }))),
  );
  createEffect(() => {
    const url = preview.error ? undefined : preview();
    onCleanup(() => url && URL.revokeObjectURL(url));
  });
  const [legibility] = createResource(
    settled,
    newest(({ board: id, wish: chosen }: Asked) => staff.legibility(props.token, id, chosen)),
  );
  // What is there stays until the next one is.
  const sheet = () => (preview.state === "ready" || preview.state === "refreshing" ? preview.latest : undefined);
  const legible = () => (legibility.state === "ready" || legibility.state === "refreshing" ? legibility.latest : undefined);
  const chooseBoard = (id: string): void => {
    setCluster("");
    setBoard(id);
  };
  const download = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const chosen = file();
    const format = chosen === "pdf" || chosen === "svg" ? chosen : "png";
    const more: PosterWish = format === "pdf" ? { crop_marks: `${cropMarks()}` } : format === "png" ? { dpi: chosen } : {};
    try {
      const blob = await staff.poster(props.token, board(), format, { ...wish(), ...more });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${fileName(title()) || t("poster.file")}-${wish().paper}.${format}`;
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
        <div class="stack sheet">
          <div class="sheet-preview">
            <Show when={sheet()} fallback={<p class="soft">{preview.error ? words(preview.error) : t("poster.preview.making")}</p>}>
              {(url) => <img src={url()} alt={t("poster.preview")} />}
            </Show>
          </div>
          <Show when={legible()?.small_notes ? legible() : undefined}>
            {(found) => (
              <Message warn>
                <p>{t("poster.small", { n: found().small_notes })}</p>
                <Show when={found().paper} fallback={<p>{t("poster.small.parts")}</p>}>
                  {(larger) => (
                    <button type="button" class="button small" onClick={() => setPaper(larger())}>
                      {t("poster.small.paper", { paper: larger().replace("-", " ") })}
                    </button>
                  )}
                </Show>
              </Message>
            )}
          </Show>
          <Show when={legible()?.missing_glyphs}>{(n) => <Message warn>{t("poster.missing", { n: n() })}</Message>}</Show>
        </div>
        <div class="stack">
          <Choice label={t("poster.board")} value={board()} choose={chooseBoard} options={props.boards.map((one) => [one.id, boardName(one)])} />
          <Show when={legible()?.clusters.length}>
            <Choice
              label={t("poster.what")}
              value={cluster()}
              choose={setCluster}
              options={[["", t("poster.what.all")], ...(legible()?.clusters ?? []).map((one): [string, string] => [one.id, one.title || t("poster.what.untitled")])]}
            />
          </Show>
          <Field label={t("poster.heading")}>
            {({ id }) => <input id={id} value={title()} maxLength={120} onInput={(event) => setTitle(event.currentTarget.value)} />}
          </Field>
          <Choice
            label={t("poster.paper")}
            value={paper()}
            choose={setPaper}
            options={[...PAPERS.map(([name]): [string, string] => [name, name.replace("-", " ")]), [OWN, t("poster.own")]]}
          />
          <Show when={paper() === OWN}>
            <div class="row">
              <For each={["poster.own.width", "poster.own.height"] as const}>
                {(label, nth) => (
                  <Field label={t(label)} {...(!possible() && { hint: t("poster.own.range", SIDES_MM) })}>
                    {({ id, describedBy }) => (
                      <input
                        id={id}
                        aria-describedby={describedBy}
                        type="number"
                        min={SIDES_MM.min}
                        max={SIDES_MM.max}
                        value={sides()[nth()]}
                        onInput={(event) => {
                          const side = event.currentTarget.valueAsNumber;
                          setSides(([w, h]) => (nth() === 0 ? [side, h] : [w, side]));
                        }}
                      />
                    )}
                  </Field>
                )}
              </For>
            </div>
          </Show>
          <Choice
            label={t("poster.orientation")}
            value={orientation()}
            choose={setOrientation}
            options={[
              ["auto", t("poster.auto")],
              ["portrait", t("poster.portrait")],
              ["landscape", t("poster.landscape")],
            ]}
          />
          <Choice
            label={t("poster.format")}
            value={file()}
            choose={(value) => setFile(FILES.find((one) => one === value) ?? "pdf")}
            options={FILES.map((one) => [one, t(`poster.format.${one}`)])}
          />
          <Show when={file() === "pdf"}>
            <label class="row small">
              <input type="checkbox" checked={cropMarks()} onChange={(event) => setCropMarks(event.currentTarget.checked)} />
              {t("poster.crop")}
            </label>
          </Show>
          <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
          <button
            type="button"
            class="button primary wide"
            disabled={busy() || !board() || (paper() === OWN && !possible())}
            onClick={() => void download()}
          >
            {busy() ? t("poster.making") : t("poster.download")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** One at a time: what was chosen while the last one was drawn, and chosen away again, is never asked for. */
function newest<Wish, Answer>(ask: (wish: Wish) => Promise<Answer>): (wish: Wish) => Promise<Answer | undefined> {
  let running: Promise<unknown> = Promise.resolve();
  let wanted: Wish;
  return async (wish) => {
    wanted = wish;
    await running.catch(() => undefined);
    if (wanted !== wish) return undefined;
    const answer = ask(wish);
    running = answer;
    return answer;
  };
}

function Choice(props: {
  label: string;
  value: string;
  choose: (value: string) => void;
  options: readonly (readonly [string, string])[];
}): JSX.Element {
  return (
    <Field label={props.label}>
      {({ id }) => (
        <select id={id} value={props.value} onChange={(event) => props.choose(event.currentTarget.value)}>
          <For each={props.options}>
            {([value, name]) => (
              <option value={value} selected={value === props.value}>
                {name}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
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

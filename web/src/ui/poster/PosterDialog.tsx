import { createEffect, createMemo, createResource, createSignal, For, onCleanup, Show, untrack, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type BoardEntry, type Workshop } from "../api";
import { Field } from "../forms";
import { Dialog } from "../dialog";
import { fileName, saveAs } from "../download";
import { Message } from "../parts";
import { staff, type PosterWish } from "../staff";
import { boardName } from "../workshop/names";
import { AreaMark } from "./AreaMark";
import { Choice } from "./Choice";
import { ALL, AREA, areaOnBoard, type Choices, FILES, fileWish, first, isPossible, keep, OWN, PAPERS, recalled, SIDES_MM, wish } from "./choices";
import { receive } from "./download";
import { Looks } from "./Looks";
import "../../styles/poster.css";

/** Pixels of the preview's short side; the server draws at 30 dpi at least. */
const PREVIEW_PX = 800;
/** How long one has to pause before what one types is drawn. */
const PAUSE_MS = 500;

interface Asked {
  readonly board: string;
  readonly wish: PosterWish;
}

/** The sheet, really rendered, and the choices about it. */
export function PosterDialog(props: {
  workshop: Workshop;
  boards: readonly BoardEntry[];
  session: number;
  token: string;
  onPublish: () => void;
  onClose: () => void;
}): JSX.Element {
  const start = untrack(() => props.boards.find((one) => one.kind === "plenary")?.id ?? props.boards[0]?.id ?? "");
  const [choices, setChoices] = createSignal<Choices>(untrack(() => recalled(first(start, props.workshop.title), props.workshop.id)));
  const change = (part: Partial<Choices>): void => {
    setChoices({ ...choices(), ...part });
    keep(choices(), props.workshop.id);
  };
  const [downloading, setDownloading] = createSignal<AbortController>();
  const [came, setCame] = createSignal(0);
  const [problem, setProblem] = createSignal<string>();
  /** Which of several sheets is looked at. */
  const [turned, setTurned] = createSignal(0);

  const isSet = () => choices().board === ALL;
  const sheets = createMemo(() => props.boards.filter((one) => !choices().leftOut.includes(one.id)));
  const seen = () => (isSet() ? sheets()[Math.min(turned(), sheets().length - 1)]?.id : choices().board);
  /** A part is being marked, on the whole board. */
  const marking = () => !isSet() && choices().part === AREA && !choices().area;
  const [publication] = createResource(() => staff.publication(props.token, props.workshop.id));
  const isPublic = () => (publication.state === "ready" ? publication()?.url !== null : undefined);
  /** What can be: the code of a page that was taken back is on no sheet. */
  const possible = (): Choices => ({ ...choices(), code: choices().code && isPublic() === true });
  // What is asked for follows what is typed when typing pauses.
  const now = (): Asked => ({ board: seen() ?? "", wish: wish(possible(), marking()) });
  const [settled, setSettled] = createSignal<Asked>(untrack(now), { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  createEffect(() => {
    const asked = now();
    if (!isPossible(choices()) || !asked.board) return;
    const typed = (["title", "subtitle", "legend", "logos"] as const).some((name) => asked.wish[name] !== untrack(settled).wish[name]);
    const timer = setTimeout(() => setSettled(asked), typed || choices().paper === OWN ? PAUSE_MS : 0);
    onCleanup(() => clearTimeout(timer));
  });
  const short = () => PAPERS.find(([name]) => name === choices().paper)?.[1] ?? Math.min(...choices().sides);
  // The same sheet with fewer pixels: the arrangement is that of the paper asked for.
  const previewDpi = () => Math.min(300, Math.max(30, Math.round((PREVIEW_PX * 25.4) / short())));
  const [preview] = createResource(
    settled,
    newest(async ({ board, wish: chosen }: Asked) => URL.createObjectURL(await (await staff.poster(props.token, board, "png", { ...chosen, dpi: `${previewDpi()}` })).blob())),
  );
  createEffect(() => {
    const url = preview.error ? undefined : preview();
    onCleanup(() => url && URL.revokeObjectURL(url));
  });
  const [legibility] = createResource(
    settled,
    newest(({ board, wish: chosen }: Asked) => staff.legibility(props.token, board, chosen)),
  );
  // What is there stays until the next one is.
  const sheet = () => (preview.state === "ready" || preview.state === "refreshing" ? preview.latest : undefined);
  const legible = () => (legibility.state === "ready" || legibility.state === "refreshing" ? legibility.latest : undefined);
  const download = async (): Promise<void> => {
    const going = new AbortController();
    setDownloading(going);
    setCame(0);
    setProblem(undefined);
    const { format, wish: more } = fileWish(choices());
    const asked = { ...wish(possible()), ...more };
    try {
      const response = isSet()
        ? await staff.posters(props.token, props.workshop.id, sheets().map((one) => one.id), asked, going.signal)
        : await staff.poster(props.token, choices().board, format, asked, going.signal);
      const blob = await receive(response, setCame);
      const paper = choices().paper === OWN ? choices().sides.join("x") : choices().paper;
      saveAs(blob, `${fileName(choices().title) || t("poster.file")}-${paper}.${format}`);
    } catch (error) {
      if (!going.signal.aborted) setProblem(error instanceof TypeError ? t("poster.broke") : words(error));
    }
    setDownloading(undefined);
  };
  onCleanup(() => downloading()?.abort());
  return (
    <Dialog title={t("poster.title")} large onClose={props.onClose}>
      <div class="composer">
        <div class="stack sheet">
          <Show when={isSet() && sheets().length > 1}>
            <div class="row turn">
              <button type="button" class="button quiet small" disabled={turned() <= 0} onClick={() => setTurned(turned() - 1)}>
                {t("poster.sheet.back")}
              </button>
              <span role="status">{t("poster.sheet.which", { n: Math.min(turned(), sheets().length - 1) + 1, all: sheets().length })}</span>
              <button type="button" class="button quiet small" disabled={turned() >= sheets().length - 1} onClick={() => setTurned(turned() + 1)}>
                {t("poster.sheet.on")}
              </button>
            </div>
          </Show>
          <div class="sheet-preview">
            <Show when={sheet()} fallback={<p class="soft">{preview.error ? words(preview.error) : t("poster.preview.making")}</p>}>
              {(url) => (
                <Show when={marking() && legible()} fallback={<img src={url()} alt={t("poster.preview")} />}>
                  {(found) => <AreaMark src={url()} alt={t("poster.preview")} choose={(part) => change({ area: areaOnBoard(part, found()) })} />}
                </Show>
              )}
            </Show>
          </div>
          <Show when={!marking() && legible()?.small_notes ? legible() : undefined}>
            {(found) => (
              <Message warn>
                <p>{t("poster.small", { n: found().small_notes })}</p>
                <Show when={found().still_small}>
                  <p>{t(found().paper ? "poster.small.still" : "poster.small.parts", { n: found().still_small })}</p>
                </Show>
                <Show when={found().paper}>
                  {(larger) => (
                    <button type="button" class="button small" onClick={() => change({ paper: larger() })}>
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
          <Choice
            label={t("poster.board")}
            value={choices().board}
            choose={(board) => {
              setTurned(0);
              change({ board, part: "", area: undefined, subtitle: undefined });
            }}
            options={[...props.boards.map((one): [string, string] => [one.id, boardName(one)]), ...(props.boards.length > 1 ? [[ALL, t("poster.board.all")] as const] : [])]}
          />
          <Show when={isSet()}>
            <fieldset>
              <legend>{t("poster.sheets")}</legend>
              <For each={props.boards}>
                {(one) => (
                  <label class="row small">
                    <input
                      type="checkbox"
                      checked={!choices().leftOut.includes(one.id)}
                      onChange={(event) => {
                        const others = choices().leftOut.filter((id) => id !== one.id);
                        change({ leftOut: event.currentTarget.checked ? others : [...others, one.id] });
                      }}
                    />
                    {boardName(one)}
                  </label>
                )}
              </For>
            </fieldset>
          </Show>
          <Show when={!isSet()}>
            <Choice
              label={t("poster.what")}
              value={choices().part}
              choose={(part) => change({ part, area: undefined })}
              options={[
                ["", t("poster.what.all")],
                ...(legible()?.clusters ?? []).map((one): [string, string] => [one.id, one.title || t("poster.what.untitled")]),
                [AREA, t("poster.what.area")],
              ]}
            />
            <Show when={choices().part === AREA && choices().area}>
              <div>
                <button type="button" class="button quiet small" onClick={() => change({ area: undefined })}>
                  {t("poster.area.again")}
                </button>
              </div>
            </Show>
          </Show>
          <Field label={t("poster.heading")}>
            {({ id }) => <input id={id} value={choices().title} maxLength={120} onInput={(event) => change({ title: event.currentTarget.value })} />}
          </Field>
          <Show when={!isSet()}>
            <Field label={t("poster.subtitle")}>
              {({ id }) => (
                <input
                  id={id}
                  value={choices().subtitle ?? legible()?.subtitle ?? ""}
                  maxLength={160}
                  onInput={(event) => change({ subtitle: event.currentTarget.value })}
                />
              )}
            </Field>
          </Show>
          <Choice
            label={t("poster.paper")}
            value={choices().paper}
            choose={(paper) => change({ paper })}
            options={[...PAPERS.map(([name]): [string, string] => [name, name.replace("-", " ")]), [OWN, t("poster.own")]]}
          />
          <Show when={choices().paper === OWN}>
            <div class="row">
              <For each={["poster.own.width", "poster.own.height"] as const}>
                {(label, nth) => (
                  <Field label={t(label)} {...(!isPossible(choices()) && { hint: t("poster.own.range", SIDES_MM) })}>
                    {({ id, describedBy }) => (
                      <input
                        id={id}
                        aria-describedby={describedBy}
                        type="number"
                        min={SIDES_MM.min}
                        max={SIDES_MM.max}
                        value={choices().sides[nth()]}
                        onInput={(event) => {
                          const [w, h] = choices().sides;
                          const side = event.currentTarget.valueAsNumber;
                          change({ sides: nth() === 0 ? [side, h] : [w, side] });
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
            value={choices().orientation}
            choose={(orientation) => change({ orientation })}
            options={[
              ["auto", t("poster.auto")],
              ["portrait", t("poster.portrait")],
              ["landscape", t("poster.landscape")],
            ]}
          />
          <Looks choices={choices()} change={change} colours={legible()?.colours ?? []} board={start} token={props.token} isPublic={isPublic()} onPublish={props.onPublish} />
          <Show when={!isSet()} fallback={<p class="soft small">{t("poster.sheets.file")}</p>}>
            <Choice
              label={t("poster.format")}
              value={choices().file}
              choose={(value) => change({ file: FILES.find((one) => one === value) ?? "pdf" })}
              options={FILES.map((one) => [one, t(`poster.format.${one}`)])}
            />
          </Show>
          <Show when={fileWish(choices()).format === "pdf"}>
            <Check label={t("poster.crop")} checked={choices().cropMarks} change={(cropMarks) => change({ cropMarks })} />
            <Check label={t("poster.emoji")} checked={choices().emojiPictures} change={(emojiPictures) => change({ emojiPictures })} />
          </Show>
          <Show when={fileWish(choices()).format === "svg"}>
            <Check label={t("poster.letters")} checked={choices().letters} change={(letters) => change({ letters })} />
          </Show>
          <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
          <Show
            when={downloading()}
            fallback={
              <button type="button" class="button primary wide" disabled={!seen() || marking() || !isPossible(choices())} onClick={() => void download()}>
                {t("poster.download")}
              </button>
            }
          >
            {(going) => (
              <div class="row drawing">
                <span role="status" class="grow">
                  {came() === 0 ? t("poster.making") : t("poster.came", { mb: Math.max(0.1, Math.round(came() / 1e5) / 10) })}
                </span>
                <button type="button" class="button" onClick={() => going().abort()}>
                  {t("cancel")}
                </button>
              </div>
            )}
          </Show>
        </div>
      </div>
    </Dialog>
  );
}

function Check(props: { label: string; checked: boolean; change: (checked: boolean) => void }): JSX.Element {
  return (
    <label class="row small">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.change(event.currentTarget.checked)} />
      {props.label}
    </label>
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

/** The workshop as a handbook: its outline, the page it gives, and the file to take home. */
import { createSignal, For, Show, type JSX } from "solid-js";
import { t, type Key } from "../../i18n";
import { words, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { fileName, saveAs } from "../download";
import { Field } from "../forms";
import { Message } from "../parts";
import { staff } from "../staff";
import { Chapters } from "./Chapters";
import { keeping, type State } from "./keeping";
import { choose, chooseBasis, SHOWS, type Basis, type Handbook } from "./outline";
import { Preview } from "./Preview";
import "../../styles/vademecum.css";

/** As much as the server takes. */
const TITLE_MAX = 120;
const INTRO_MAX = 5_000;
const FILES = ["docx", "odt", "pdf", "html", "md"] as const;
type File = (typeof FILES)[number];
const BASES: readonly Basis[] = ["canvas", "plenary", "groups"];
const STATES: Readonly<Record<Exclude<State, "crossed">, Key>> = {
  saved: "vademecum.saved",
  saving: "vademecum.saving",
  failed: "vademecum.failed",
};

export function VademecumDialog(props: { workshop: Workshop; token: string; onClose: () => void }): JSX.Element {
  const kept = keeping(props.token, props.workshop.id);
  return (
    <Dialog title={t("vademecum.title")} large onClose={props.onClose}>
      <div class="composer vademecum">
        <div class="stack">
          <Show when={kept.problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
          <Show when={kept.state() === "crossed"}>
            <div class="row">
              <button type="button" class="button" onClick={() => void kept.takeTheirs()}>
                {t("vademecum.theirs")}
              </button>
              <button type="button" class="button" onClick={() => void kept.keepMine()}>
                {t("vademecum.mine")}
              </button>
            </div>
          </Show>
          <Show when={kept.book()} fallback={<Show when={!kept.problem()}><p class="soft">{t("loading")}</p></Show>}>
            {(book) => (
              <>
                <Cover book={book()} title={props.workshop.title} change={kept.change} />
                <Chapters book={book()} change={kept.change} />
                <Shown book={book()} change={kept.change} />
              </>
            )}
          </Show>
        </div>
        <div class="stack sheet">
          <Show when={kept.book()}>
            {(book) => <File book={book()} workshop={props.workshop.id} token={props.token} state={kept.state()} />}
          </Show>
          <Preview token={props.token} workshop={props.workshop.id} saved={kept.saved()} />
        </div>
      </div>
    </Dialog>
  );
}

interface Part {
  book: Handbook;
  change: (next: Handbook) => void;
}

function Cover(props: Part & { title: string }): JSX.Element {
  return (
    <>
      <Field label={t("vademecum.cover")}>
        {({ id }) => (
          <input
            id={id}
            value={props.book.outline.title}
            placeholder={props.title}
            maxLength={TITLE_MAX}
            onInput={(event) => props.change(choose(props.book, { title: event.currentTarget.value }))}
          />
        )}
      </Field>
      <Field label={t("vademecum.intro")}>
        {({ id }) => (
          <textarea
            id={id}
            rows={3}
            value={props.book.outline.intro}
            maxLength={INTRO_MAX}
            onInput={(event) => props.change(choose(props.book, { intro: event.currentTarget.value }))}
          />
        )}
      </Field>
      <Show when={props.book.possible.length > 1}>
        <Field label={t("vademecum.basis")}>
          {({ id }) => (
            <select id={id} onChange={(event) => props.change(chooseBasis(props.book, BASES.find((one) => one === event.currentTarget.value)))}>
              <option value="" selected={!props.book.outline.basis}>
                {t("vademecum.basis.auto", { what: t(`vademecum.basis.${props.book.possible[0]!}`) })}
              </option>
              <For each={props.book.possible}>
                {(one) => (
                  <option value={one} selected={props.book.outline.basis === one}>
                    {t(`vademecum.basis.${one}`)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </Show>
    </>
  );
}

function Shown(props: Part): JSX.Element {
  return (
    <fieldset class="shown">
      <legend>{t("vademecum.shows")}</legend>
      <For each={SHOWS}>
        {(one) => (
          <label class="row">
            <input
              type="checkbox"
              checked={props.book.outline.shows[one]}
              onChange={(event) => props.change(choose(props.book, { shows: { ...props.book.outline.shows, [one]: event.currentTarget.checked } }))}
            />
            {t(`vademecum.shows.${one}`)}
          </label>
        )}
      </For>
      <Show when={props.book.outline.shows.names}>
        <Message warn>{t("vademecum.names.care")}</Message>
      </Show>
    </fieldset>
  );
}

function File(props: { book: Handbook; workshop: string; token: string; state: State }): JSX.Element {
  const [file, setFile] = createSignal<File>("docx");
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const download = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      saveAs(await staff.vademecumFile(props.token, props.workshop, file()), `${fileName(props.book.title) || t("vademecum.file")}.${file()}`);
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  const said = (): string =>
    [...(props.state === "crossed" ? [] : [t(STATES[props.state])]), ...(props.book.left_out > 0 ? [t("vademecum.left_out", { n: props.book.left_out })] : [])].join(" ");
  return (
    <div class="stack">
      <div class="row download">
        <Field label={t("vademecum.format")}>
          {({ id }) => (
            <select id={id} onChange={(event) => setFile(FILES.find((one) => one === event.currentTarget.value) ?? "docx")}>
              <For each={FILES}>
                {(one) => (
                  <option value={one} selected={one === file()}>
                    {t(`vademecum.format.${one}`)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        {/* What is made is made of what is kept. */}
        <button type="button" class="button primary" disabled={busy() || props.state !== "saved"} onClick={() => void download()}>
          {busy() ? t("vademecum.making") : t("vademecum.download")}
        </button>
      </div>
      <p class="small soft" role="status">
        {said()}
      </p>
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
    </div>
  );
}

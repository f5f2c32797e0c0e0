/** The workshop as a handbook: its outline, the page it gives, and the file to take home. */
import { For, Show, untrack, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { Workshop } from "../api";
import { Dialog } from "../dialog";
import { fileName } from "../download";
import { Field } from "../forms";
import { BasisChoice } from "../keepsake/BasisChoice";
import { Files } from "../keepsake/Files";
import { keeping, type State } from "../keepsake/keeping";
import { Crossed, stateWords } from "../keepsake/Kept";
import { Message } from "../parts";
import { staff } from "../staff";
import { Chapters } from "./Chapters";
import { choose, chooseBasis, isSame, SHOWS, type Choices, type Handbook } from "./outline";
import { Preview } from "./Preview";
import "../../styles/vademecum.css";

/** As much as the server takes. */
const TITLE_MAX = 120;
const INTRO_MAX = 5_000;
const FILES = ["docx", "odt", "pdf", "html", "md"] as const;

export function VademecumDialog(props: { workshop: Workshop; token: string; onClose: () => void }): JSX.Element {
  const { token, workshop } = untrack(() => ({ token: props.token, workshop: props.workshop.id }));
  const kept = keeping<Handbook, Choices>({
    name: `vademecum ${workshop}`,
    read: () => staff.vademecum(token, workshop),
    write: (version, outline) => staff.keepVademecum(token, workshop, { version, outline }),
    choices: (book) => book.outline,
    over: (book, outline) => ({ ...book, outline }),
    isSame,
  });
  return (
    <Dialog title={t("vademecum.title")} large onClose={props.onClose}>
      <div class="composer vademecum">
        <div class="stack">
          <Crossed kept={kept} theirs={t("vademecum.theirs")} mine={t("vademecum.mine")} />
          <Show when={kept.whole()} fallback={<Show when={!kept.problem()}><p class="soft">{t("loading")}</p></Show>}>
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
          <Show when={kept.whole()}>
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
      <BasisChoice
        label={t("vademecum.basis")}
        possible={props.book.possible}
        chosen={props.book.outline.basis}
        choose={(basis) => props.change(chooseBasis(props.book, basis))}
      />
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
  return (
    <Files
      kinds={FILES.map((one) => [one, t(`vademecum.format.${one}`)] as const)}
      fetch={(kind) => staff.vademecumFile(props.token, props.workshop, kind)}
      name={(kind) => `${fileName(props.book.title) || t("vademecum.file")}.${kind}`}
      making={t("vademecum.making")}
      ready={props.state === "saved"}
      said={[...stateWords(props.state), ...(props.book.left_out > 0 ? [t("vademecum.left_out", { n: props.book.left_out })] : [])].join(" ")}
    />
  );
}

/** The workshop as a manifesto: the notes that are its sentences, the page they give, and the file to hang up. */
import { Show, untrack, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { Workshop } from "../api";
import { Dialog } from "../dialog";
import { fileName } from "../download";
import { Field } from "../forms";
import { BasisChoice } from "../keepsake/BasisChoice";
import { Files } from "../keepsake/Files";
import { keeping, type State } from "../keepsake/keeping";
import { Crossed, stateWords } from "../keepsake/Kept";
import { seen } from "../keepsake/seen";
import { Message } from "../parts";
import { Choice } from "../poster/Choice";
import { THEMES } from "../poster/choices";
import { staff } from "../staff";
import { Candidates } from "./Candidates";
import { choose, chooseBasis, isSame, type Choices, type Manifesto } from "./manifesto";
import { Sentences } from "./Sentences";
import "../../styles/poster.css";
import "../../styles/vademecum.css";
import "../../styles/manifesto.css";

/** As much as the server takes. */
const TITLE_MAX = 120;
const INTRO_MAX = 300;
const SIGNATURE_MAX = 200;
const PAPERS = ["A4", "A3", "A2", "A1"] as const;
const KINDS = ["pdf", "300", "150", "html"] as const;
/** Pixels of the preview's short side. */
const PREVIEW_PX = 800;

export function ManifestoDialog(props: { workshop: Workshop; token: string; onClose: () => void }): JSX.Element {
  const { token, workshop } = untrack(() => ({ token: props.token, workshop: props.workshop.id }));
  const kept = keeping<Manifesto, Choices>({
    name: `manifesto ${workshop}`,
    read: () => staff.manifesto(token, workshop),
    write: (version, choice) => staff.keepManifesto(token, workshop, { version, choice }),
    choices: (made) => made.choice,
    over: (made, choice) => ({ ...made, choice }),
    isSame,
  });
  return (
    <Dialog title={t("manifesto.title")} large onClose={props.onClose}>
      <div class="composer vademecum manifesto">
        <div class="stack">
          <Crossed kept={kept} theirs={t("manifesto.theirs")} mine={t("manifesto.mine")} />
          <Show when={kept.whole()} fallback={<Show when={!kept.problem()}><p class="soft">{t("loading")}</p></Show>}>
            {(made) => (
              <>
                <Around made={made()} title={props.workshop.title} change={kept.change} />
                <Sentences made={made()} change={kept.change} />
                <BasisChoice
                  label={t("manifesto.basis")}
                  possible={made().possible}
                  chosen={made().choice.basis}
                  choose={(basis) => kept.change(chooseBasis(made(), basis))}
                />
                <Candidates made={made()} change={kept.change} />
              </>
            )}
          </Show>
        </div>
        <div class="stack sheet">
          <Show when={kept.whole()}>
            {(made) => (
              <>
                <Page made={made()} workshop={workshop} token={token} state={kept.state()} saved={kept.saved()} />
                <Look made={made()} change={kept.change} />
              </>
            )}
          </Show>
        </div>
      </div>
    </Dialog>
  );
}

interface Part {
  made: Manifesto;
  change: (next: Manifesto) => void;
}

/** What stands above and below the sentences. */
function Around(props: Part & { title: string }): JSX.Element {
  const line = (name: "title" | "intro" | "signature", most: number, placeholder?: string): JSX.Element => (
    <Field label={t(`manifesto.${name === "title" ? "heading" : name}`)}>
      {({ id }) => (
        <input
          id={id}
          dir="auto"
          value={props.made.choice[name]}
          placeholder={placeholder}
          maxLength={most}
          onInput={(event) => props.change(choose(props.made, { [name]: event.currentTarget.value }))}
        />
      )}
    </Field>
  );
  return (
    <>
      {line("title", TITLE_MAX, props.title)}
      {line("intro", INTRO_MAX)}
      {line("signature", SIGNATURE_MAX)}
    </>
  );
}

function Look(props: Part): JSX.Element {
  const papers = (): readonly string[] => (PAPERS.some((one) => one === props.made.choice.paper) ? PAPERS : [...PAPERS, props.made.choice.paper]);
  const check = (name: "numbered" | "sources"): JSX.Element => (
    <label class="row small">
      <input type="checkbox" checked={props.made.choice[name]} onChange={(event) => props.change(choose(props.made, { [name]: event.currentTarget.checked }))} />
      {t(`manifesto.${name}`)}
    </label>
  );
  return (
    <fieldset class="look">
      <legend>{t("manifesto.look")}</legend>
      <div class="row pair">
        <Choice label={t("poster.paper")} value={props.made.choice.paper} choose={(paper) => props.change(choose(props.made, { paper }))} options={papers().map((one) => [one, one] as const)} />
        <Choice
          label={t("poster.orientation")}
          value={props.made.choice.orientation}
          choose={(orientation) => props.change(choose(props.made, { orientation }))}
          options={[
            ["auto", t("poster.auto")],
            ["portrait", t("poster.portrait")],
            ["landscape", t("poster.landscape")],
          ]}
        />
      </div>
      <Choice
        label={t("poster.theme")}
        value={props.made.choice.theme}
        choose={(theme) => props.change(choose(props.made, { theme }))}
        options={THEMES.map((one) => [one, t(`manifesto.theme.${one}`)] as const)}
      />
      {check("numbered")}
      {check("sources")}
    </fieldset>
  );
}

/** The file, and the page as it will be. */
function Page(props: { made: Manifesto; workshop: string; token: string; state: State; saved: number }): JSX.Element {
  const short = (): number => Math.min(...(props.made.size_mm ?? [297, 420]));
  const dpi = (): number => Math.min(300, Math.max(30, Math.round((PREVIEW_PX * 25.4) / short())));
  const preview = seen(
    () => (props.saved > 0 && !props.made.overfull ? `${props.saved} ${dpi()}` : undefined),
    () => staff.manifestoFile(props.token, props.workshop, "png", dpi()),
  );
  const size = (): readonly string[] => (props.made.points && props.made.sentences.length > 0 ? [t("manifesto.points", { n: Math.round(props.made.points) })] : []);
  return (
    <div class="stack">
      <Files
        kinds={KINDS.map((one) => [one, t(`manifesto.format.${one}`)] as const)}
        fetch={(kind) => staff.manifestoFile(props.token, props.workshop, kind === "300" || kind === "150" ? "png" : kind, kind === "300" || kind === "150" ? Number(kind) : undefined)}
        name={(kind) => `${fileName(props.made.title) || t("manifesto.file")}.${kind === "300" || kind === "150" ? "png" : kind}`}
        making={t("manifesto.making")}
        ready={props.state === "saved" && !props.made.overfull}
        said={[...stateWords(props.state), ...size()].join(" ")}
      />
      <Show when={props.made.overfull}>{(text) => <Message warn>{text()}</Message>}</Show>
      <div class="sheet-preview">
        <Show when={!props.made.overfull && preview.url()} fallback={<p class="soft">{props.made.overfull ? t("manifesto.no_page") : (preview.problem() ?? t("vademecum.preview.making"))}</p>}>
          {(url) => <img src={url()} alt={t("manifesto.preview")} />}
        </Show>
      </div>
    </div>
  );
}

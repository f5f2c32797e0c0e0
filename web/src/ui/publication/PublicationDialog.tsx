/** What of the workshop everybody may read: chosen, published, changed and taken back. */
import { createSignal, For, onMount, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Refused, words, type BoardEntry, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { CopyLine } from "../forms";
import { Message } from "../parts";
import { Qr } from "../qr";
import { staff, type Publication, type Shown } from "../staff";
import { boardName } from "../workshop/names";

const PARTS = ["poster", "handbook", "names"] as const;

export function PublicationDialog(props: { workshop: Workshop; token: string; onClose: () => void }): JSX.Element {
  const [kept, setKept] = createSignal<Publication>();
  const [shown, setShown] = createSignal<Shown>();
  const [problem, setProblem] = createSignal<string>();
  const [done, setDone] = createSignal<string>();
  const [asking, setAsking] = createSignal(false);
  let busy = false;
  let back!: HTMLButtonElement;
  let publishing!: HTMLButtonElement;
  const take = (found: Publication): void => {
    setKept(found);
    setShown(found.shown);
  };
  const load = async (): Promise<void> => take(await staff.publication(props.token, props.workshop.id));
  const act = async (what: () => Promise<void>): Promise<void> => {
    if (busy) return;
    busy = true;
    setProblem(undefined);
    setDone(undefined);
    try {
      await what();
    } catch (error) {
      setProblem(words(error));
      // What somebody else has decided meanwhile is shown, and nothing else is lost by it.
      if (error instanceof Refused && error.code === "crossed") await load().catch((failed: unknown) => setProblem(words(failed)));
    }
    busy = false;
  };
  onMount(() => void act(load));
  const publish = (): Promise<void> =>
    act(async () => {
      const { version, url } = kept()!;
      take(await staff.publish(props.token, props.workshop.id, { version, ...shown()! }));
      setDone(t(url ? "publication.changed" : "publication.is_public"));
    });
  const takeBack = (): Promise<void> =>
    act(async () => {
      const chosen = shown()!;
      await staff.takeBack(props.token, props.workshop.id);
      setAsking(false);
      publishing.focus();
      await load();
      setShown(chosen);
      setDone(t("publication.taken"));
    });
  return (
    <Dialog title={t("publication.title")} large onClose={props.onClose}>
      <div class="stack">
        <p class="soft">{t("publication.what")}</p>
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <Show when={done()}>{(text) => <Message>{text()}</Message>}</Show>
        <Show when={shown()} fallback={<Show when={!problem()}><p class="soft">{t("loading")}</p></Show>}>
          {(now) => (
            <>
              <Show when={kept()?.url}>{(url) => <Where url={url()} />}</Show>
              <Choices workshop={props.workshop} shown={now()} change={(part) => setShown({ ...now(), ...part })} />
              <Show when={now().boards.length === 0}>
                <Message warn>{t("publication.none")}</Message>
              </Show>
              <div class="row">
                <button ref={publishing} type="button" class="button primary" disabled={now().boards.length === 0} onClick={() => void publish()}>
                  {t(kept()?.url ? "publication.change" : "publication.publish")}
                </button>
                <Show when={kept()?.url && !asking()}>
                  <button ref={back} type="button" class="button" onClick={() => setAsking(true)}>
                    {t("publication.back")}
                  </button>
                </Show>
              </div>
              <Show when={asking()}>
                <Sure
                  yes={() => void takeBack()}
                  no={() => {
                    setAsking(false);
                    back.focus();
                  }}
                />
              </Show>
            </>
          )}
        </Show>
      </div>
    </Dialog>
  );
}

function Where(props: { url: string }): JSX.Element {
  return (
    <div class="row" style={{ "align-items": "flex-start", gap: "32px" }}>
      <div class="stack grow" style={{ "min-width": "260px" }}>
        <CopyLine label={t("publication.link")} text={props.url} />
        <p>
          <a class="button" href={props.url} target="_blank" rel="noopener">
            {t("publication.open")}
          </a>
        </p>
      </div>
      <Qr url={props.url} label={t("publication.qr")} />
    </div>
  );
}

function Choices(props: { workshop: Workshop; shown: Shown; change: (part: Partial<Shown>) => void }): JSX.Element {
  const boards = () => props.workshop.boards.filter((board) => board.kind !== "private");
  const sessions = () => [...new Set(boards().map((board) => board.session))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const turn = (board: BoardEntry, on: boolean): void => {
    const others = props.shown.boards.filter((id) => id !== board.id);
    props.change({ boards: on ? [...others, board.id] : others });
  };
  return (
    <>
      <For each={sessions()}>
        {(session) => (
          <fieldset>
            <legend>{session === null ? t("publication.canvas") : t("publication.boards", { n: session })}</legend>
            <div class="row">
              <For each={boards().filter((board) => board.session === session)}>
                {(board) => (
                  <label class="row">
                    <input type="checkbox" checked={props.shown.boards.includes(board.id)} onChange={(event) => turn(board, event.currentTarget.checked)} />
                    {boardName(board)}
                  </label>
                )}
              </For>
            </div>
          </fieldset>
        )}
      </For>
      <fieldset>
        <legend>{t("publication.beside")}</legend>
        <For each={PARTS}>
          {(part) => (
            <label class="row">
              <input type="checkbox" checked={props.shown[part]} onChange={(event) => props.change({ [part]: event.currentTarget.checked })} />
              {t(`publication.${part}`)}
            </label>
          )}
        </For>
        <Show when={props.shown.names}>
          <Message warn>{t("publication.names.care")}</Message>
        </Show>
      </fieldset>
    </>
  );
}

function Sure(props: { yes: () => void; no: () => void }): JSX.Element {
  let no!: HTMLButtonElement;
  onMount(() => no.focus());
  return (
    <div class="stack">
      <Message warn>{t("publication.back.sure")}</Message>
      <div class="row">
        <button ref={no} type="button" class="button" onClick={() => props.no()}>
          {t("publication.back.no")}
        </button>
        <button type="button" class="button" onClick={() => props.yes()}>
          {t("publication.back.yes")}
        </button>
      </div>
    </div>
  );
}

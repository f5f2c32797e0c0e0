import { createMemo, createResource, createSignal, For, Match, onCleanup, createEffect, Show, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type Collecting, type CollectPicture, type CollectReport, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { go } from "../route";
import { staff } from "../staff";
import { Done } from "./Done";
import { Earlier } from "./Earlier";
import { Miniature } from "./Miniature";
import { All, Offered } from "./Offered";
import { ScopeForm, targetName, type Scope } from "./Scope";
import { choice, coming, isTaken, offers, offersOf } from "./wish";
import "../../styles/collect.css";

/** As long as there are no more, everything is shown; else each group is opened by whoever wants to see it. */
const SHOWN = 150;
/** The picture follows when ticking pauses. */
const PAUSE_MS = 200;

/** What would come into plenary, thing by thing, and plenary as it would be; one button, one way back. */
export function CollectDialog(props: { workshop: Workshop; session: number; token: string; into?: string; onClose: () => void }): JSX.Element {
  const boards = props.workshop.boards;
  const [scope, setScope] = createSignal<Scope>({
    into: props.into ?? boards.find((board) => board.kind === "plenary" && board.session === props.session)?.id ?? "",
    session: props.session,
    from: new Set(boards.filter((board) => board.kind === "group" && board.session === props.session).map((board) => board.id)),
    votes: null,
    clusters: new Set(),
    layout: "groups",
  });
  const [turned, setTurned] = createSignal<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [told, setTold] = createSignal<string>();
  const [done, setDone] = createSignal<CollectReport>();

  const wish = createMemo((): Collecting => {
    const { into, from, votes, clusters, layout } = scope();
    const named = [...clusters].map((name) => name.split(" ")).map(([board, cluster]) => ({ board: board!, cluster: cluster! })).filter(({ board }) => from.has(board));
    const only = { ...(votes === null ? {} : { votes_min: votes }), ...(named.length > 0 ? { clusters: named } : {}) };
    return { from: boards.flatMap(({ id }) => (from.has(id) ? id : [])), into, layout, only };
  });
  const [preview, { refetch }] = createResource(wish, async (wanted) => (wanted.from.length > 0 ? await staff.collect(props.token, props.workshop.id, { ...wanted, dry_run: true }) : null));
  // Read only once it is there: a refusal would be thrown here, past the message that tells it.
  const report = () => (preview.state === "ready" || preview.state === "refreshing" ? preview.latest : null);
  const taken = createMemo(() => offers(report() ?? EMPTY).filter((offer) => isTaken(offer, turned())).length);
  const nothing = () => report() !== null && offers(report()!).length === 0;

  const [picture, setPicture] = createSignal<CollectPicture>();
  const [stale, setStale] = createSignal(false);
  createEffect(() => {
    const [offered, now] = [report(), turned()];
    if (!offered) return;
    const { leave, accept } = choice(offered, now);
    if (leave.length + accept.removed.length + accept.conflicts.length === 0) {
      setPicture(offered.picture);
      setStale(false);
      return;
    }
    setStale(true);
    let over = false;
    const timer = setTimeout(() => {
      void staff.collect(props.token, props.workshop.id, { ...wish(), leave, accept, dry_run: true }).then(
        (found) => {
          if (over) return;
          setPicture(found.picture);
          setStale(false);
        },
        (error) => !over && setProblem(words(error)),
      );
    }, PAUSE_MS);
    onCleanup(() => {
      over = true;
      clearTimeout(timer);
    });
  });

  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    setTold(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  const collect = () => act(async () => void setDone(await staff.collect(props.token, props.workshop.id, { ...wish(), ...choice(report()!, turned()) })));
  const undo = async (id: string): Promise<number> => (await staff.undoCollect(props.token, props.workshop.id, id)).kept?.length ?? 0;
  const back = (id: string) =>
    act(async () => {
      const kept = await undo(id);
      setTold(kept > 0 ? `${t("collect.undone")} ${t("collect.kept", { n: kept })}` : t("collect.undone"));
      await refetch();
    });
  // On the board itself there is nothing to open.
  const open = () => (props.into === scope().into ? props.onClose() : go(`/b/${scope().into}`));
  const target = () => boards.find(({ id }) => id === scope().into);

  return (
    <Dialog title={t("collect.title")} large onClose={props.onClose}>
      <Switch>
        <Match when={done()}>{(made) => <Done report={made()} onOpen={open} onUndo={() => undo(made().collect!)} onClose={props.onClose} />}</Match>
        <Match when={true}>
          <div class="collect">
            <div class="stack">
              <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
              <Show when={told()}>{(text) => <Message>{text()}</Message>}</Show>
              <Show when={target()}>{(board) => <p class="soft">{t("collect.hint", { board: targetName(board()) })}</p>}</Show>
              <ScopeForm workshop={props.workshop} scope={scope()} groups={report()?.groups ?? []} onChange={setScope} />
              <Switch>
                <Match when={preview.error}>
                  <Message bad>{words(preview.error)}</Message>
                </Match>
                <Match when={preview.loading && !report()}>
                  <p class="soft" role="status">
                    {t("loading")}
                  </p>
                </Match>
                <Match when={report()}>
                  {(offered) => (
                    <>
                      <Show
                        when={nothing()}
                        fallback={
                          <div class="everything">
                            <All label={t("collect.all")} offers={coming(offers(offered()))} turned={turned()} onTurn={setTurned} />
                          </div>
                        }
                      >
                        <Message>{t("collect.nothing")}</Message>
                      </Show>
                      <For each={offered().groups}>
                        {(group) => <Offered group={group} offers={offersOf(offered(), group.board)} open={offers(offered()).length <= SHOWN} turned={turned()} onTurn={setTurned} />}
                      </For>
                    </>
                  )}
                </Match>
              </Switch>
            </div>
            <aside class="outcome stack" aria-label={t("collect.preview")}>
              <Show when={picture()}>{(drawn) => <Miniature picture={drawn()} stale={stale() || preview.loading} />}</Show>
              <div class="row actions">
                <Show
                  when={nothing()}
                  fallback={
                    <button type="button" class="button primary" disabled={busy() || preview.loading || taken() === 0} onClick={() => void collect()}>
                      {t("collect.go")}
                    </button>
                  }
                >
                  <button type="button" class="button primary" onClick={open}>
                    {t("collect.open")}
                  </button>
                </Show>
                <button type="button" class="button quiet" onClick={() => props.onClose()}>
                  {t("cancel")}
                </button>
              </div>
              <Earlier workshop={props.workshop} token={props.token} into={scope().into} busy={busy()} onUndo={back} />
            </aside>
          </div>
        </Match>
      </Switch>
    </Dialog>
  );
}

const EMPTY: CollectReport = { added: [], changed: [], removed: [], conflicts: [], unchanged: 0, groups: [] };

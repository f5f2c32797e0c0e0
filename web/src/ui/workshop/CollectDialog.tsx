import { createMemo, createResource, createSignal, For, Match, Show, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type CollectChange, type CollectReport, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { go } from "../route";
import { staff } from "../staff";

/** Items named one by one in the preview, per kind of change and group. */
const LISTED = 8;

/** What would come into plenary, group by group; one button, one way back. */
export function CollectDialog(props: { workshop: Workshop; session: number; token: string; onClose: () => void }): JSX.Element {
  const groups = props.workshop.boards.filter((board) => board.kind === "group" && board.session === props.session);
  const plenary = props.workshop.boards.find((board) => board.kind === "plenary" && board.session === props.session);
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set(groups.map((board) => board.id)));
  const [removed, setRemoved] = createSignal<ReadonlySet<string>>(new Set());
  const [conflicts, setConflicts] = createSignal<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [done, setDone] = createSignal<CollectReport>();
  const [undone, setUndone] = createSignal<number>();

  const from = createMemo(() => groups.map((board) => board.id).filter((id) => chosen().has(id)));
  const [preview] = createResource(from, async (ids) =>
    plenary && ids.length > 0 ? await staff.collect(props.token, props.workshop.id, { from: ids, into: plenary.id, dry_run: true }) : null,
  );
  const toggle = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
    const next = new Set(set);
    if (!next.delete(id)) next.add(id);
    return next;
  };
  const nothing = () => {
    // Read only once it is there: a refusal would be thrown here, past the message that tells it.
    const report = preview.state === "ready" ? preview() : null;
    return report && report.added.length + report.changed.length + report.removed.length + report.conflicts.length === 0;
  };
  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  const collect = () =>
    act(async () => {
      const accept = { removed: [...removed()], conflicts: [...conflicts()] };
      setDone(await staff.collect(props.token, props.workshop.id, { from: from(), into: plenary!.id, accept }));
    });
  const undo = () =>
    act(async () => {
      const answer = await staff.undoCollect(props.token, props.workshop.id, done()!.collect!);
      setUndone(answer.kept?.length ?? 0);
    });
  const count = (report: CollectReport) => report.added.length + report.changed.length;

  return (
    <Dialog title={t("collect.title")} large onClose={props.onClose}>
      <div class="stack">
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <Switch>
          <Match when={undone() !== undefined}>
            <Message>
              {t("collect.undone")} <Show when={undone()! > 0}>{t("collect.kept", { n: undone()! })}</Show>
            </Message>
            <div class="row">
              <button type="button" class="button primary" onClick={() => props.onClose()}>
                {t("close")}
              </button>
            </div>
          </Match>
          <Match when={done()}>
            {(report) => (
              <>
                <Message>{t("collect.done", { n: count(report()) })}</Message>
                <div class="row">
                  <button type="button" class="button primary" onClick={() => go(`/b/${plenary!.id}`)}>
                    {t("collect.open")}
                  </button>
                  <Show when={report().collect}>
                    <button type="button" class="button" disabled={busy()} onClick={() => void undo()}>
                      {t("collect.undo")}
                    </button>
                  </Show>
                  <button type="button" class="button quiet" onClick={() => props.onClose()}>
                    {t("close")}
                  </button>
                </div>
              </>
            )}
          </Match>
          <Match when={true}>
            <p class="soft">{t("collect.into", { n: props.session })}</p>
            <fieldset>
              <legend>{t("collect.groups")}</legend>
              <div class="row">
                <For each={groups}>
                  {(board) => (
                    <label class="choice">
                      <input type="checkbox" checked={chosen().has(board.id)} onChange={() => setChosen(toggle(chosen(), board.id))} />
                      {board.group}
                    </label>
                  )}
                </For>
              </div>
            </fieldset>
            <Switch>
              <Match when={preview.loading}>
                <p class="soft" role="status">
                  {t("loading")}
                </p>
              </Match>
              <Match when={preview.error}>
                <Message bad>{words(preview.error)}</Message>
              </Match>
              <Match when={nothing()}>
                <Message>{t("collect.nothing")}</Message>
              </Match>
              <Match when={preview()}>
                {(report) => (
                  <For each={groups.filter((board) => chosen().has(board.id))}>
                    {(board) => (
                      <GroupPreview
                        group={board.group ?? ""}
                        board={board.id}
                        report={report()}
                        removed={removed()}
                        conflicts={conflicts()}
                        onRemoved={(key) => setRemoved(toggle(removed(), key))}
                        onConflict={(key) => setConflicts(toggle(conflicts(), key))}
                      />
                    )}
                  </For>
                )}
              </Match>
            </Switch>
            <div class="row actions">
              <Show
                when={nothing()}
                fallback={
                  <button type="button" class="button primary" disabled={busy() || from().length === 0 || preview.loading} onClick={() => void collect()}>
                    {t("collect.go")}
                  </button>
                }
              >
                <button type="button" class="button primary" onClick={() => go(`/b/${plenary!.id}`)}>
                  {t("collect.open")}
                </button>
              </Show>
              <button type="button" class="button quiet" onClick={() => props.onClose()}>
                {t("cancel")}
              </button>
            </div>
          </Match>
        </Switch>
      </div>
    </Dialog>
  );
}

function GroupPreview(props: {
  group: string;
  board: string;
  report: CollectReport;
  removed: ReadonlySet<string>;
  conflicts: ReadonlySet<string>;
  onRemoved: (key: string) => void;
  onConflict: (key: string) => void;
}): JSX.Element {
  const of = (changes: readonly CollectChange[]) => changes.filter((change) => change.source === props.board);
  const parts = () => ({
    added: of(props.report.added),
    changed: of(props.report.changed),
    removed: of(props.report.removed),
    conflicts: of(props.report.conflicts),
  });
  const empty = () => Object.values(parts()).every((list) => list.length === 0);
  return (
    <section class="stack" style={{ gap: "10px" }}>
      <h3>{props.group}</h3>
      <Show when={!empty()} fallback={<p class="soft small">{t("collect.nothing.group", { group: props.group })}</p>}>
        <Listed title={t("collect.added")} changes={parts().added} />
        <Listed title={t("collect.changed")} changes={parts().changed} />
        <Ticked title={t("collect.conflicts")} hint={t("collect.conflicts.hint")} changes={parts().conflicts} ticked={props.conflicts} onTick={props.onConflict} />
        <Ticked title={t("collect.removed")} hint={t("collect.removed.hint")} changes={parts().removed} ticked={props.removed} onTick={props.onRemoved} />
      </Show>
    </section>
  );
}

/** What an item says, in a line. */
function says(change: CollectChange, fields = change.fields): string {
  const text = (name: string) => (typeof fields[name] === "string" ? (fields[name] as string) : "");
  if (change.kind === "cluster") return t("collect.cluster", { title: text("title") || t("board.untitled") });
  if (change.kind === "link") return t("collect.link", { label: text("label") || "→" });
  return text("text") || t("outline.empty_note");
}

function Listed(props: { title: string; changes: readonly CollectChange[] }): JSX.Element {
  return (
    <Show when={props.changes.length > 0}>
      <div>
        <p class="small">
          <strong>{props.title}</strong> <span class="soft">({props.changes.length})</span>
        </p>
        <ul class="changes">
          <For each={props.changes.slice(0, LISTED)}>
            {(change) => (
              <li class="change">
                <span class="text" dir="auto">
                  {says(change)}
                </span>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.changes.length > LISTED}>
          <p class="soft small">{t("collect.more", { n: props.changes.length - LISTED })}</p>
        </Show>
      </div>
    </Show>
  );
}

function Ticked(props: {
  title: string;
  hint: string;
  changes: readonly CollectChange[];
  ticked: ReadonlySet<string>;
  onTick: (key: string) => void;
}): JSX.Element {
  return (
    <Show when={props.changes.length > 0}>
      <fieldset>
        <legend class="small">
          {props.title} <span class="soft">({props.changes.length})</span>
        </legend>
        <p class="soft small">{props.hint}</p>
        <For each={props.changes}>
          {(change) => (
            <label class="choice">
              <input type="checkbox" checked={props.ticked.has(change.key)} onChange={() => props.onTick(change.key)} />
              <span class="grow" dir="auto">
                {says(change)}
                <Show when={change.plenary && Object.keys(change.plenary).length > 0}>
                  <br />
                  <span class="soft small">{t("collect.plenary", { text: says(change, change.plenary) })}</span>
                </Show>
              </span>
            </label>
          )}
        </For>
      </fieldset>
    </Show>
  );
}
